"""Where passages, turns, marks and decisions lie in texts whose listed names were replaced."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from gtcoder.masking import MaskedText
from gtcoder.study_rows import Guid

Columns = dict[str, list[Any]]

_SPANS = ("quotation", "given_segment", "bookmark", "decision")
_SAID = ("said", "stands")  # of a decision: lists that end in start and end


def masked_places(tables: Mapping[str, Columns], traced: Mapping[Guid, MaskedText]) -> None:
    """Move every place in `tables` with the texts of the documents; rows are changed in place."""
    for table in _SPANS:
        if table in tables:
            _move_spans(tables[table], traced)
    if "decision" in tables:
        _move_said(tables["decision"], traced)
    if "turn" in tables:
        _move_turns(tables["turn"], traced)
    if "text_version" in tables:
        _move_marks(tables["text_version"], traced)


def _move_spans(columns: Columns, traced: Mapping[Guid, MaskedText]) -> None:
    documents, starts, ends = columns["document_id"], columns["start"], columns["end"]
    for place, document in enumerate(documents):
        starts[place], ends[place] = traced[document].span(starts[place], ends[place])


def _move_said(columns: Columns, traced: Mapping[Guid, MaskedText]) -> None:
    for name in _SAID:
        columns[name] = [
            [[*row[:-2], *traced[document].span(*row[-2:])] for row in said]
            for document, said in zip(columns["document_id"], columns[name], strict=True)
        ]


def _move_turns(columns: Columns, traced: Mapping[Guid, MaskedText]) -> None:
    """Move turns; a name that ran over from one into the next belongs to the first."""
    bodies = [
        traced[document].span(body, max(body, end))[0]
        for document, body, end in zip(
            columns["document_id"], columns["body"], columns["end"], strict=True
        )
    ]
    _move_spans(columns, traced)
    starts, ends = columns["start"], columns["end"]
    order = sorted(range(len(starts)), key=lambda at: (columns["document_id"][at], starts[at]))
    for before, at in pairwise(order):
        if columns["document_id"][before] == columns["document_id"][at]:
            starts[at] = min(max(starts[at], ends[before]), ends[at] - 1)
    columns["body"] = [
        min(max(body, start), end) for body, start, end in zip(bodies, starts, ends, strict=True)
    ]


def _move_marks(columns: Columns, traced: Mapping[Guid, MaskedText]) -> None:
    columns["marks"] = [
        marks and [[*traced[document].span(start, end), kind] for start, end, kind in marks]
        for document, marks in zip(columns["document_id"], columns["marks"], strict=True)
    ]
