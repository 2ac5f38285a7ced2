"""Names to offer for the options of reports, and the tables that were kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gtcoder.queries.ledger import ResultRow, labels, results
from gtcoder.store.reader import Reader
from gtcoder.ui.tables.answer import REPORT


@dataclass(frozen=True, slots=True)
class Facts:
    """What the study holds that options name; the reports there are; the tables kept."""

    suggest: Mapping[str, tuple[str, ...]]
    reports: tuple[tuple[str, str], ...]
    kept: tuple[ResultRow, ...]


def facts_of(reader: Reader) -> Facts:
    """Read what there is to choose from."""
    from gtcoder.queries import passages, people
    from gtcoder.queries.codebook import codes
    from gtcoder.reports import REPORTS

    coders = tuple(row.name for row in people.coders(reader))
    rounds = tuple(row.name for row in people.rounds(reader))
    named = tuple(row.name for row in labels(reader))
    return Facts(
        suggest={
            "coders": coders,
            "coder": coders,
            "documents": tuple(row.name for row in passages.documents(reader)),
            "code": tuple(row.written for row in codes(reader)),
            "round": (*rounds, "all") if len(rounds) > 1 else rounds,
            "at": named,
            "since": named,
        },
        reports=tuple((name, kind.title) for name, kind in REPORTS),
        kept=tuple(row for row in reversed(results(reader)) if row.kind == REPORT),
    )
