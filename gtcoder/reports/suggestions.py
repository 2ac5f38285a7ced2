"""Relations suggested by the codings: categories that lie together in the texts, or close by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from gtcoder.analysis.patterns import Coded, Pair, Passages, pairs_of, places_of_pair
from gtcoder.analysis.tallies import expanded
from gtcoder.progress import Progress
from gtcoder.queries import theory
from gtcoder.queries.codebook import CodeRow
from gtcoder.queries.frames import turn_table
from gtcoder.queries.relations import settled_pairs
from gtcoder.queries.tree import codes_under
from gtcoder.reports.base import Basis, Report, number_of, report
from gtcoder.reports.code_rows import all_codes
from gtcoder.reports.columns import whose_words
from gtcoder.reports.selection import Chosen, Longs, Selection, choose
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodeLevel, CodingId

_WIDE = np.int64(1) << 32  # parts a document from a place in it


class Between(StrEnum):
    """What is compared."""

    CATEGORIES = "categories"
    CODES = "codes"


class Near(StrEnum):
    """What nearness is measured in."""

    TURNS = "turns"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True)
class SuggestionOptions(Selection):
    """The options of the suggested relations."""

    between: Between = field(
        default=Between.CATEGORIES,
        metadata={"help": "categories with all that serves them, or every code by itself"},
    )
    near: Near = field(default=Near.TURNS, metadata={"help": "what nearness is measured in"})
    turns: int = field(
        default=1, metadata={"help": "how many turns apart is near: 0 the same turn, 1 the next"}
    )
    characters: int = field(
        default=300,
        metadata={"help": "how many characters apart is near, and in documents without turns"},
    )
    least: int = field(default=1, metadata={"help": "leave out pairs with fewer passages together "
                                                    "and near"})  # fmt: skip
    settled: bool = field(
        default=False, metadata={"help": "show related and refused pairs as well"}
    )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two categories that could be related, and how they lie to one another in the texts."""

    source: CodeRow
    target: CodeRow
    counts: Pair


@report("relation-suggestions", "Relations suggested by the codings", SuggestionOptions)
def relation_suggestions(reader: Reader, options: SuggestionOptions, progress: Progress) -> Report:
    """Return a row per pair of categories that lie together or near, the closest first."""
    found = suggestions(reader, options, progress)
    chosen = choose(reader, options)
    basis = Basis(
        counted="passages (distinct stretches, coders taken together) of each pair, the smaller "
        "count of the two",
        whose=chosen.whose,
        round=chosen.round,
        sample=chosen.sample,
        more={"coders": list(chosen.voices), "codings": len(chosen.table)},
    )
    return Report(
        name="relation-suggestions",
        title="Relations suggested by the codings",
        columns=(
            *("category", "with", "together", "near", "documents", "participants"),
            *("passages", "passages with", "c"),
        ),
        rows=tuple(
            (
                each.source.path,
                each.target.path,
                each.counts.together,
                each.counts.near,
                each.counts.documents,
                each.counts.participants,
                each.counts.passages_one,
                each.counts.passages_other,
                each.counts.coefficient,
            )
            for each in found
        ),
        sentences=(*basis.sentences(reader), *chosen.sentences, *_said(options)),
        provenance=basis.provenance(reader),
    )


def suggestions(
    reader: Reader, options: SuggestionOptions, progress: Progress
) -> tuple[Suggestion, ...]:
    """Return the pairs that lie together or near, neither related nor refused, closest first."""
    chosen = choose(reader, options)
    codes = _compared(reader, options.between)
    passages, coded = _passages(reader, chosen, options)
    sets = [_serving(reader, code.id, options.between) for code in codes]
    settled = set() if options.settled else {frozenset(pair) for pair in settled_pairs(reader)}
    found = [
        Suggestion(codes[pair.one], codes[pair.other], pair)
        for pair in pairs_of(passages, coded, sets, progress)
        if pair.together + pair.near >= max(1, options.least)
        and frozenset((codes[pair.one].id, codes[pair.other].id)) not in settled
    ]
    return tuple(sorted(found, key=_closest_first))


def codings_of_pair(
    reader: Reader, options: SuggestionOptions, one: CodeId, other: CodeId
) -> tuple[tuple[CodingId, ...], tuple[CodingId, ...]]:
    """Return a coding for each passage where two categories lie together, and where near."""
    chosen = choose(reader, options)
    passages, coded = _passages(reader, chosen, options)
    pair = [_serving(reader, code, options.between) for code in (one, other)]
    mine = np.isin(coded[1], np.array(sorted(pair[0] | pair[1]), dtype=np.int64))
    rows, first = np.unique(coded[0][mine], return_index=True)
    keys = chosen.table.id[mine][first]
    together, near = (
        tuple(CodingId(key) for key in keys[np.searchsorted(rows, found)].tolist())
        for found in places_of_pair(passages, coded, *pair)
    )
    return together, near


def _closest_first(each: Suggestion) -> tuple[int, int, float, str, str]:
    counts = each.counts
    return (
        -counts.together,
        -counts.near,
        -counts.coefficient,
        each.source.written,
        each.target.written,
    )


def _compared(reader: Reader, between: Between) -> Sequence[CodeRow]:
    """Return the codes in use that are compared: categories, and what is related or placed."""
    in_use = [code for code in all_codes(reader) if not code.retired]
    if between is Between.CODES:
        return in_use
    named = {row.category for board in theory.paradigms(reader) for row in board.placements}
    named |= {end for row in theory.relations(reader) for end in (row.source, row.target)}
    return [code for code in in_use if code.level is not CodeLevel.OPEN or code.id in named]


def _serving(reader: Reader, code: CodeId, between: Between) -> frozenset[int]:
    return frozenset((code,) if between is Between.CODES else codes_under(reader, code))


def _passages(reader: Reader, chosen: Chosen, options: SuggestionOptions) -> tuple[Passages, Coded]:
    """Return the distinct spans of the codings with where they stand, and which codes they have."""
    number = chosen.spans.number
    first = np.flatnonzero(np.diff(number, prepend=-1)) if len(number) else number
    table = chosen.table.where(first)
    document, start, end = (
        column.astype(np.int64) for column in (table.document, table.start, table.end)
    )
    whole = whose_words(reader)
    source, person = expanded(chosen.place[first], whole.ends, whole.participant)
    stretch = _turns(reader, document, start, end, options)
    passages = Passages(
        document,
        start,
        end,
        *stretch,
        person=person,
        ends=np.cumsum(np.bincount(source, minlength=len(first))),
    )
    return passages, (number, chosen.table.code.astype(np.int64))


def _turns(
    reader: Reader, document: Longs, start: Longs, end: Longs, options: SuggestionOptions
) -> tuple[Longs, Longs, Longs]:
    """Return where passages stand in the measure of nearness, and how far is near."""
    turns = turn_table(reader)
    base = turns.document.astype(np.int64) * _WIDE
    first = np.searchsorted(base + turns.end, document * _WIDE + start, side="right")
    last = np.searchsorted(base + turns.start, document * _WIDE + end, side="left")
    has = np.isin(document, np.unique(turns.document))
    if options.near is Near.CHARACTERS:
        has = np.zeros(len(document), dtype=np.bool_)
    return (
        np.where(has, first, start),
        np.where(has, np.maximum(last, first + 1), end),
        np.where(has, max(0, options.turns), max(0, options.characters) + 1),
    )


def _said(options: SuggestionOptions) -> tuple[str, ...]:
    characters = number_of(max(0, options.characters), "character")
    near = f"at most {characters} apart"
    if options.near is Near.TURNS:
        turns = number_of(max(0, options.turns), "turn")
        near = f"at most {turns} apart (in documents without turns {characters})"
    settled = () if options.settled else ("Pairs that are related or refused are left out.",)
    return (
        f"Together: passages that overlap one of the other category. Near: those that do not, "
        f"{near}. Codes that serve both categories count for neither.",
        "c = together / (passages + passages with − together), from 0 to 1: Jaccard's coefficient, "
        "as the c-coefficient of ATLAS.ti, but with passages counted once.",
        *settled,
    )
