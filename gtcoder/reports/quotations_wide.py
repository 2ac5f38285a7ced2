"""Coded passages for other programs: one a row, with all that is known of it beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.model.codebook import Coding
from gtcoder.progress import Progress
from gtcoder.queries import people
from gtcoder.queries.comparisons import weights
from gtcoder.queries.frames import ORIGINS
from gtcoder.queries.memos import memos
from gtcoder.queries.passages import text
from gtcoder.queries.speaking import NOBODY, Speaking, speaking
from gtcoder.reports.base import Basis, Cell, Report, Row, report
from gtcoder.reports.code_rows import all_codes
from gtcoder.reports.quotations import LINE_END, QuotationOptions, participants_behind, wanted
from gtcoder.reports.selection import Chosen, choose
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId, VariableScope

_FIRST = ("text", "document", "speaker", "participant", "from", "to", "start", "end", "line")
_CODE = ("code", "applied as")
_LAST = ("coder", "round", "origin", "weight", "memo")
_TOLD = (
    "“from” and “to” are seconds in the recording: where the first turn of the passage begins and "
    "its last one ends. A passage on the words of several people names them and their values in "
    "one order, parted by semicolons.",
)
_LEVEL, _OF_DOCUMENT, _OF_PERSON = "level", "document", "participant"


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of codes, coders, rounds, documents and people, read once."""

    paths: Mapping[int, tuple[str, ...]]
    coders: Mapping[int, str]
    rounds: Mapping[int, str]
    turns: Mapping[DocumentId, Speaking]
    of_documents: Mapping[int, Mapping[str, str]]
    of_people: Mapping[str, Mapping[str, str]]
    made: Mapping[int, tuple[int, int]]
    noted: Mapping[int, str]
    weights: Mapping[int, int]
    document_columns: tuple[str, ...]
    person_columns: tuple[str, ...]
    levels: int


@report("quotations-wide", "Coded passages with variables and code levels", QuotationOptions)
def quotations_wide(reader: Reader, options: QuotationOptions, progress: Progress) -> Report:
    """Return a row per coding with variables, code levels, speaker, times and memo."""
    chosen = choose(reader, options)
    codes = wanted(reader, options)
    known = _known(reader, chosen)
    rows = tuple(_rows(reader, chosen, codes, known, progress))
    basis = Basis(
        counted="codings, one a row",
        whose=chosen.whose,
        round=chosen.round,
        sample=chosen.sample,
        more={"coders": list(chosen.voices), "codings": len(rows), "code": options.code},
    )
    columns = _columns(known)
    return Report(
        name="quotations-wide",
        title="Coded passages with variables and code levels",
        columns=columns,
        rows=rows,
        sentences=(*basis.sentences(reader), f"{len(rows):,} codings.", *_TOLD, *chosen.sentences),
        provenance=basis.provenance(reader),
        groups=_groups(columns),
    )


def _columns(known: _Known) -> tuple[str, ...]:
    levels = (f"{_LEVEL} {number}" for number in range(1, known.levels + 1))
    documents = (f"{_OF_DOCUMENT}: {name}" for name in known.document_columns)
    persons = (f"{_OF_PERSON}: {name}" for name in known.person_columns)
    return (*_FIRST, *_CODE, *levels, *_LAST, *documents, *persons)


def _groups(columns: Sequence[str]) -> dict[str, str]:
    return {
        name: group
        for name in columns
        for group in (_OF_DOCUMENT, _OF_PERSON)
        if name.startswith(f"{group}: ")
    }


def _known(reader: Reader, chosen: Chosen) -> _Known:
    codes = all_codes(reader)
    of_documents = people.variables(reader, VariableScope.DOCUMENT)
    persons = {row.name: row.variables for row in people.participants(reader)}
    paths = {int(code.id): code.path for code in codes}
    used = set(chosen.table.code.tolist())
    made = select(Coding.id, Coding.quotation_id, Coding.origin_code_id)
    return _Known(
        paths=paths,
        coders={int(row.id): row.name for row in people.coders(reader)},
        rounds={int(row.id): row.name for row in people.rounds(reader)},
        turns=speaking(reader),
        of_documents=of_documents,
        of_people=persons,
        made={row.id: (row.quotation_id, row.origin_code_id) for row in reader.rows(made)},
        noted=_noted(reader),
        weights=weights(reader),
        document_columns=_names(of_documents.values()),
        person_columns=_names(persons.values()),
        levels=max((len(path) for code, path in paths.items() if code in used), default=1),
    )


def _names(values: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for variables in values for name in variables))


def _noted(reader: Reader) -> dict[int, str]:
    """Return the memos on each passage, one after the other."""
    texts: dict[int, list[str]] = {}
    for memo in memos(reader):
        for key in memo.quotations:
            texts.setdefault(int(key), []).append(memo.text)
    return {key: "\n\n".join(each) for key, each in texts.items()}


def _rows(
    reader: Reader,
    chosen: Chosen,
    codes: frozenset[int] | None,
    known: _Known,
    progress: Progress,
) -> Iterator[Row]:
    table = chosen.table
    who = participants_behind(reader, chosen)
    columns = (table.document, table.start, table.end, table.code, table.coder, table.round,
               table.origin, table.id)  # fmt: skip
    words, breaks, current = "", [0], -1
    for place, row in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        document, start, end, code, *_ = row
        if codes is not None and code not in codes:
            continue
        if document != current:
            progress.step(place, len(table), "reading passages")
            words, current = text(reader, document), document
            breaks = [found.end() for found in LINE_END.finditer(words)]
        turns = known.turns.get(document, NOBODY)
        yield (
            words[start:end],
            chosen.documents[document],
            "; ".join(turns.who(start, end)),
            "; ".join(who[place]),
            *(None if time is None else time / 1000 for time in turns.times(start, end)),
            start,
            end,
            bisect_right(breaks, start) + 1,
            *_coded(known, *row[3:]),
            *_variables(known, document, who[place]),
        )


def _coded(
    known: _Known, code: int, coder: int, round: int, origin: int, key: int
) -> Iterator[Cell]:
    """Yield code, what it was applied as, its levels, and whose, when, how and why."""
    path = known.paths[code]
    quotation, applied = known.made[key]
    yield path
    yield known.paths[applied] if applied in known.paths and applied != code else None
    yield from path
    yield from (None for _ in range(known.levels - len(path)))
    yield known.coders[coder]
    yield known.rounds[round]
    yield str(ORIGINS[origin])
    yield known.weights.get(key)
    yield known.noted.get(quotation)


def _variables(known: _Known, document: int, persons: Sequence[str]) -> Iterator[Cell]:
    of_document = known.of_documents.get(document, {})
    yield from (of_document.get(name) for name in known.document_columns)
    for name in known.person_columns:
        values = [known.of_people.get(person, {}).get(name, "") for person in persons]
        yield "; ".join(values) if any(values) else None
