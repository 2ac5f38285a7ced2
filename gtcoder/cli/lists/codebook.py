"""Codes and codings, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

import numpy as np

from gtcoder.cli.names import code_id, document_id, find_coder, find_round
from gtcoder.queries.attributes import columns
from gtcoder.queries.codebook import attributes, codes, memberships
from gtcoder.queries.examples import examples
from gtcoder.queries.frames import coders_codings
from gtcoder.queries.passages import codings
from gtcoder.queries.people import coders
from gtcoder.store.reader import Reader

Row = dict[str, Any]


def list_codes(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield all codes in the tree's order, with those out of use and where they went."""
    every = codes(reader, retired=True)
    paths = {code.id: code.path for code in every}
    counts = np.bincount(coders_codings(reader).code, minlength=max(paths, default=0) + 1)
    values, members, shown = attributes(reader), memberships(reader), examples(reader)
    who = {coder.id: coder.name for coder in coders(reader)}
    serves = {code: [c for c, held in members.items() if code in held] for code in paths}
    for code in every:
        merged = None if code.merged_into is None else paths[code.merged_into]
        yield {
            "path": code.path,
            "codings": int(counts[code.id]),
            "level": code.level,
            "origin": code.origin,
            "proposed_by": None if code.proposed_by is None else who[code.proposed_by],
            "retired": code.retired,
            "merged_into": merged,
            "definition": code.definition,
            "rule": code.rule,
            "when_not": code.when_not,
            "example": code.example,
            "examples": [each.cited for each in shown.get(code.id, ())],
            "colour": code.colour,
            "domain": code.domain,
            "attributes": values.get(code.id, {}),
            "also_in": [paths[category] for category in serves[code.id]],
            "id": code.id,
        }


def list_columns(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the columns of codes in their order."""
    for column in columns(reader):
        yield {
            "name": column.name,
            "group": column.group,
            "kind": column.kind,
            "choices": list(column.choices),
            "values": column.values,
            "id": column.id,
        }


def list_codings(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield codings with their words, in the text's order."""
    document, code, coder, in_round = (
        options.document, options.code, options.coder, options.round
    )  # fmt: skip
    for coding in codings(
        reader,
        document=None if document is None else document_id(reader, document),
        code=None if code is None else code_id(reader, code),
        coder=None if coder is None else find_coder(reader, coder).id,
        round=None if in_round is None else find_round(reader, in_round).id,
    ):
        yield {
            "id": coding.id,
            "document": coding.document,
            "start": coding.start,
            "end": coding.end,
            "code": coding.code,
            "coder": coding.coder,
            "round": coding.round,
            "origin": coding.origin,
            "text": coding.text,
            "quotation": coding.quotation,
            "applied": coding.applied,
            "at": coding.at.isoformat(),
            "weight": coding.weight,
        }
