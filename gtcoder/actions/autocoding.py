"""Coding what a search found: many passages at once, after every hit was accepted or rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gtcoder.actions.coding import code_made
from gtcoder.actions.many import CodingColumns, check_columns, insert_new
from gtcoder.actions.rules import open_round, usable_code
from gtcoder.errors import InvalidInput
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId, CodingOrigin, HitUnit, RoundId, SearchKind


@dataclass(frozen=True, slots=True)
class FoundPassages:
    """Passages that are to be coded, as columns: keys of documents, starts and ends."""

    document: Sequence[int]
    start: Sequence[int]
    end: Sequence[int]


@action("coding.autocode")
def autocode(
    unit: Unit,
    *,
    passages: FoundPassages,
    pattern: str,
    code: CodeId | None = None,
    path: tuple[str, ...] = (),
    kind: SearchKind = SearchKind.WORDS,
    hit_unit: HitUnit = HitUnit.MATCH,
    found: int = 0,
    rejected: int = 0,
    round: RoundId | None = None,
) -> int:
    """Apply one code to the accepted passages of a search, as one entry; return how many are new.

    The code is one that is there, or that at a path, made where it is missing. The entry tells
    what was looked for, how much round a hit was taken, and how many passages of those found were
    accepted and rejected. In a round that hands out passages only these are taken.
    """
    if not len(passages.document):
        raise InvalidInput("No passage was accepted. Nothing was changed.")
    key = code_made(unit, path) if code is None else code
    record = usable_code(unit, key)
    in_round, count = open_round(unit, round), len(passages.document)
    columns = CodingColumns(
        *(passages.document, passages.start, passages.end),
        code=[record.id] * count,
        coder=[unit.me] * count,
        round=[in_round.id] * count,
    )
    check_columns(unit, columns)
    new = insert_new(unit, columns, CodingOrigin.AUTO)
    unit.tell(
        code=record.name,
        pattern=pattern,
        kind=str(kind),
        unit=str(hit_unit),
        codings=new,
        doubles=count - new,
        accepted=count,
        rejected=rejected,
        found=max(found, count + rejected),
        documents=len(set(passages.document)),
    )
    return new
