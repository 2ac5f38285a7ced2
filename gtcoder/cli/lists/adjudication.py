"""Disagreements of a round and the decisions over them, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries.adjudication import decisions
from gtcoder.queries.codebook import codes
from gtcoder.queries.names import names
from gtcoder.queries.passages import find_document
from gtcoder.queries.people import find_round
from gtcoder.queries.texts import frozen_texts
from gtcoder.reports.disagreements import DisagreementRow, queue
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId

Row = dict[str, Any]


def list_disagreements(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield the disagreements; `codings` is what adjudication.decide calls one by.

    `answers` are in the order that verdicts count them: the first, the second.
    """
    found = queue(reader, options.round)
    only = _document(reader, options)
    known, paths = names(reader), _paths(reader)
    texts = frozen_texts(reader, found.documents)
    for row in found.rows:
        if only not in (None, row.document):
            continue
        yield {
            "document": known.documents[row.document],
            "start": row.start,
            "end": row.end,
            "kind": str(row.kind),
            "state": "open" if row.decision is None else "decided",
            "codings": [each.coding for each in row.said],
            **_told(row, known.coders, paths),
            "answers": [
                {
                    "coders": [known.coders[coder] for coder in answer.coders],
                    "codings": [
                        {"code": paths[each.code], "start": each.start, "end": each.end}
                        for each in answer.said
                    ],
                }
                for answer in row.answers
            ],
            "codes": [" > ".join(paths[code]) for code in row.codes],
            "decision": None if row.decision is None else row.decision.id,
            "text": texts[row.document].text[row.start : row.end],
        }


def _told(
    row: DisagreementRow, coders: dict[int, str], paths: dict[CodeId, tuple[str, ...]]
) -> Row:
    """Return in words whose answer the verdict “first” takes, whose “second”, and what else is."""
    told = []
    for answer in row.answers:
        given = [f"{' > '.join(paths[each.code])} {each.start}:{each.end}" for each in answer.said]
        who = ", ".join(coders[coder] for coder in answer.coders)
        told.append(f"{who}: {', '.join(given) or 'nothing'}")
    first, second, *further = told
    return {"first": first, "second": second, "further": "; ".join(further)}


def list_decisions(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield the decisions; `id` is what verbs call one by."""
    known, paths = names(reader), _paths(reader)
    chosen = None if options.round is None else find_round(reader, options.round).id
    only = _document(reader, options)
    for row in decisions(reader, chosen):
        if only not in (None, row.document):
            continue
        yield {
            "id": row.id,
            "round": known.rounds[row.round],
            "document": known.documents[row.document],
            "start": row.start,
            "end": row.end,
            "kind": str(row.kind),
            "verdict": str(row.verdict),
            "stands": [
                {"code": paths.get(code, ()), "start": start, "end": end}
                for code, start, end in row.stands
            ],
            "code": paths.get(row.code) if row.code is not None else None,
            "reason": row.reason,
            "rule": row.rule,
            "coder": row.coder,
            "at": row.at.isoformat(),
        }


def _document(reader: Reader, options: Namespace) -> int | None:
    return None if options.document is None else find_document(reader, options.document)


def _paths(reader: Reader) -> dict[CodeId, tuple[str, ...]]:
    return {code.id: code.path for code in codes(reader, retired=True)}
