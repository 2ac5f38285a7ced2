"""Interviews in their order with the codes of each: what the curves of saturation are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

import numpy as np

from gtcoder.analysis.spans import BoolArray, LongArray
from gtcoder.analysis.tallies import expanded, presence
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.queries import people, saturation
from gtcoder.queries.codebook import nearest
from gtcoder.queries.frames import UNKNOWN
from gtcoder.reports.base import listing, number_of
from gtcoder.reports.code_rows import all_codes, codes_under
from gtcoder.reports.columns import By, whose_words
from gtcoder.reports.names import participant_names
from gtcoder.reports.selection import Chosen, Selection, among, choose, distinct
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, DocumentId, RoundId, VariableScope


class Order(StrEnum):
    """The order of the interviews."""

    CODED = "coded"
    IMPORT = "import"
    DATE = "date"
    GIVEN = "given"


class CodesAs(StrEnum):
    """Which codes a coding counts for."""

    THEN = "then"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class InterviewOptions(Selection):
    """Which interviews, in which order, and which codes of theirs."""

    order: Order = field(
        default=Order.CODED,
        metadata={"help": "as they were coded first, as they came, by date, or as given"},
    )
    codes: CodesAs = field(
        default=CodesAs.THEN,
        metadata={"help": "codes as coded then, or through the merges of today"},
    )
    by: By = field(default=By.DOCUMENT, metadata={"help": "what one interview is"})
    interviews: tuple[str, ...] = field(
        default=(),
        metadata={"help": "with order=given: the interviews in their order, others left out"},
    )
    dates: str = field(
        default="",
        metadata={"help": "with order=date: the variable; without: the one called date"},
    )


@dataclass(frozen=True, slots=True, eq=False)
class Interviews:
    """Interviews in their order; `seen` tells which codes, by their keys, occur in each."""

    names: tuple[str, ...]
    codes: tuple[CodeId, ...]
    seen: BoolArray
    chosen: Chosen
    order: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The interviews with their names, and pairs of a coding's place and its interview."""

    names: Mapping[int, str]
    place: LongArray
    interview: LongArray
    documents: Mapping[int, tuple[DocumentId, ...]]


def interviews(
    reader: Reader, options: InterviewOptions, category: CodeId | None = None
) -> Interviews:
    """Return the interviews that were coded, or finished without a code, in the order asked for.

    With a category only the codes that serve it now are looked at, under any name they had.

    Raises InvalidInput where an interview has no date or a name is none of them.
    """
    chosen = choose(reader, options)
    rounds = [RoundId(key) for key in distinct(chosen.table.round)]
    finished = saturation.finished(reader, rounds)
    there = set(distinct(chosen.table.document)) | set(finished)
    documents = {key: name for key, name in chosen.documents.items() if key in there}
    by_person = options.by is By.PARTICIPANT
    found = _persons(reader, chosen, documents) if by_person else _documents(chosen, documents)
    order = _in_order(reader, options, chosen, found, finished)
    codes, code = _codes(reader, options, chosen, category)
    row = np.full(max(found.names, default=0) + 1, -1, dtype=np.int64)
    row[order] = np.arange(len(order))
    counted = (row[found.interview] >= 0) & (code[found.place] >= 0)
    seen = presence(
        row[found.interview[counted]], code[found.place[counted]], (len(order), len(codes))
    )
    return Interviews(
        tuple(found.names[key] for key in order),
        codes,
        seen,
        chosen,
        _WORDS[options.order],
        (*_said(options, chosen, documents), *chosen.sentences),
    )


def _documents(chosen: Chosen, documents: Mapping[DocumentId, str]) -> _Found:
    column = chosen.table.document.astype(np.int64)
    names = {int(key): name for key, name in documents.items()}
    own = {int(key): (key,) for key in documents}
    return _Found(names, np.arange(len(column)), column, own)


def _persons(reader: Reader, chosen: Chosen, documents: Mapping[DocumentId, str]) -> _Found:
    """Return the participants who speak in the documents; unknown ones are no interview."""
    whole = whose_words(reader)
    place, person = expanded(chosen.place, whole.ends, whole.participant)
    known = person != UNKNOWN
    keys = {name: key for key, name in documents.items()}
    own = {
        int(row.id): tuple(keys[name] for name in row.documents if name in keys)
        for row in people.participants(reader)
    }
    names = {int(key): name for key, name in participant_names(reader).items() if own.get(int(key))}
    return _Found(names, place[known], person[known], own)


def _codes(
    reader: Reader, options: InterviewOptions, chosen: Chosen, category: CodeId | None
) -> tuple[tuple[CodeId, ...], LongArray]:
    """Return the codes and, coding by coding, the place of its code among them or −1."""
    table = chosen.table
    counted = np.ones(len(table), dtype=np.bool_)
    if category is not None:
        counted = among(table.code, codes_under(reader, category))
    code = table.code.astype(np.int64)
    if options.codes is CodesAs.THEN:
        then = saturation.recoded(reader)
        moved = among(table.id, then)
        code[moved] = [then[key] for key in table.id[moved].tolist()]
    keys = np.unique(code[counted])
    place = np.searchsorted(keys, code)
    place[~counted] = -1
    return tuple(CodeId(key) for key in keys.tolist()), place


def _in_order(
    reader: Reader,
    options: InterviewOptions,
    chosen: Chosen,
    found: _Found,
    finished: Mapping[DocumentId, datetime],
) -> list[int]:
    keys = list(found.names)
    if options.order is Order.GIVEN:
        return _given(options, found.names)
    if options.order is Order.IMPORT:
        return keys if options.by is By.DOCUMENT else _as_they_came(found)
    if options.order is Order.DATE:
        dates = _dates(reader, options, found)
        return sorted(keys, key=lambda key: (dates[key], key))
    times = _first_coded(reader, chosen, found)
    for key, documents in found.documents.items():
        if key in found.names and key not in times:
            ends = [finished[each] for each in documents if each in finished]
            times[key] = (min(ends, default=datetime.max.replace(tzinfo=UTC)), 0)
    return sorted(keys, key=lambda key: (*times[key], key))


def _as_they_came(found: _Found) -> list[int]:
    return sorted(found.names, key=lambda key: (min(found.documents[key]), key))


def _given(options: InterviewOptions, names: Mapping[int, str]) -> list[int]:
    known = {name: key for key, name in names.items()}
    if not options.interviews:
        raise InvalidInput(
            "The order of the interviews is not given. Nothing was computed; name them in their "
            "order with the option interviews."
        )
    for name in options.interviews:
        if name not in known:
            raise NotFound(
                "There is no coded interview “{name}”. Nearest: {near}.",
                name=name,
                near=nearest(name, known),
            )
    if len(set(options.interviews)) < len(options.interviews):
        raise InvalidInput("An interview is named twice. Nothing was computed; name each one once.")
    return [known[name] for name in options.interviews]


def _first_coded(reader: Reader, chosen: Chosen, found: _Found) -> dict[int, tuple[datetime, int]]:
    """Return when the first coding that stands in each interview was made."""
    first: dict[int, int] = {}
    keys = chosen.table.id[found.place].tolist()
    for interview, coding in zip(found.interview.tolist(), keys, strict=True):
        first[interview] = min(coding, first.get(interview, coding))
    times = saturation.coded_at(reader, set(first.values()))
    return {key: (times[coding], coding) for key, coding in first.items()}


def _dates(reader: Reader, options: InterviewOptions, found: _Found) -> dict[int, date]:
    """Return the date of each interview: its own, else the first of those it goes with."""
    written = _written_dates(reader, options)
    other = By.DOCUMENT if options.by is By.PARTICIPANT else By.PARTICIPANT
    dates = {}
    for key, others in _goes_with(reader, options, found).items():
        near = [written[other][each] for each in others if each in written[other]]
        said = written[options.by].get(key) or min(near, default="")
        try:
            dates[key] = date.fromisoformat(said)
        except ValueError:
            raise InvalidInput(
                "The interview “{name}” has {date}. Nothing was computed; write its date as "
                "YYYY-MM-DD, or take another order.",
                name=found.names[key],
                date=f"the date “{said}”, which is none" if said else "no date",
            ) from None
    return dates


def _goes_with(
    reader: Reader, options: InterviewOptions, found: _Found
) -> dict[int, tuple[int, ...]]:
    """Return the documents of each participant, or the participants of each document."""
    if options.by is By.PARTICIPANT:
        return {key: found.documents[key] for key in found.names}
    speaking = {int(row.id): set(row.documents) for row in people.participants(reader)}
    return {
        key: tuple(who for who, documents in speaking.items() if name in documents)
        for key, name in found.names.items()
    }


def _written_dates(reader: Reader, options: InterviewOptions) -> dict[By, dict[int, str]]:
    values = {
        By.DOCUMENT: people.variables(reader, VariableScope.DOCUMENT),
        By.PARTICIPANT: people.variables(reader, VariableScope.PARTICIPANT),
    }
    names = dict.fromkeys(
        name for scope in values.values() for each in scope.values() for name in each
    )
    like = [name for name in names if "date" in name.casefold()]
    wanted = options.dates or (like[0] if len(like) == 1 else "")
    if wanted not in names:
        raise InvalidInput(
            "There is no variable {name}that holds the dates. Nothing was computed; name it with "
            "the option dates. Known: {known}.",
            name=f"“{wanted}” " if wanted else "",
            known=", ".join(names) or "none",
        )
    return {
        by: {key: each[wanted].strip() for key, each in scope.items() if wanted in each}
        for by, scope in values.items()
    }


_WORDS = {
    Order.CODED: "in the order in which they were coded first",
    Order.IMPORT: "in the order in which they came into the study",
    Order.DATE: "in the order of their dates",
    Order.GIVEN: "in the order given",
}


def _said(
    options: InterviewOptions, chosen: Chosen, documents: Mapping[DocumentId, str]
) -> tuple[str, ...]:
    said = [
        f"Interviews {_WORDS[options.order]}; one interview is one {options.by}. Interviews "
        "without any code count where somebody said to have finished them."
    ]
    left = len(chosen.documents) - len(documents)
    if left:
        noun = number_of(left, "document is", "documents are")
        said.append(f"{noun} neither coded nor finished and not counted.")
    if chosen.several:
        said.append(f"Codes of {listing(chosen.voices)} are taken together.")
    then = options.codes is CodesAs.THEN
    said.append(
        "Codes as they were given then, before codes were merged."
        if then
        else "Codes as they are today: what was merged since counts as one."
    )
    return tuple(said)


def names_of(reader: Reader, codes: Iterable[CodeId]) -> list[str]:
    """Return codes by name."""
    names = {code.id: code.name for code in all_codes(reader)}
    return [names[code] for code in codes]
