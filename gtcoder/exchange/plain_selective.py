"""Selective coding in a plain-text study: the bench of the core category, the sampling log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_codebook import CodePaths
from gtcoder.exchange.plain_pages import Pages
from gtcoder.exchange.plain_project import ProjectFile, known_name
from gtcoder.exchange.plain_tables import Row, Table, joined, read_table, word_of
from gtcoder.exchange.plain_texts import Texts
from gtcoder.plan import BenchDraft, JudgementDraft, SamplingDraft
from gtcoder.queries import core, sampling
from gtcoder.queries.names import names
from gtcoder.vocabulary import CoreCriterion, JudgedCriterion

CORE = "core.csv"
SAMPLING = "sampling.csv"
T = TypeVar("T")


def read_selective(
    folder: Path, project: ProjectFile, texts: Texts, paths: CodePaths
) -> tuple[BenchDraft, tuple[SamplingDraft, ...], list[FileNote]]:
    """Return the judgements and weights, and the decisions on sampling, with notes."""
    bench = read_table(
        folder, CORE, needs=("category", "criterion"), may=("score", "memo", "coder", "weight")
    )
    log = read_table(
        folder,
        SAMPLING,
        needs=("date", "gap", "decision"),
        may=("sampled", "outcome", "coder", "documents", "participants", "categories"),
    )
    decisions = tuple(_decision(row, project, texts, paths) for row in log.rows)
    return _bench(bench, project, paths), decisions, [*bench.notes, *log.notes]


def _bench(table: Table, project: ProjectFile, paths: CodePaths) -> BenchDraft:
    """Return the rows with a category as judgements, the others as weights."""
    judged = tuple(_judgement(row, project, paths) for row in table.rows if row["category"])
    weights = tuple(_weight(row) for row in table.rows if not row["category"])
    place = next((row.place for row in table.rows if not row["category"]), "")
    return BenchDraft(judged, weights, place)


def _judgement(row: Row, project: ProjectFile, paths: CodePaths) -> JudgementDraft:
    row.needed("score")
    return JudgementDraft(
        paths.find(row.needed("category"), row.place),
        row.choice("criterion", JudgedCriterion),
        row.number("score", 0),
        row["memo"],
        _coder(row, project),
        row.place,
    )


def _weight(row: Row) -> tuple[str, float]:
    name = row.needed("criterion").casefold()
    if name not in [*CoreCriterion]:
        word_of(JudgedCriterion, name, place=row.place, what="criterion")
    try:
        return name, float(row.needed("weight"))
    except ValueError:
        raise UnreadableFile(
            "“{value}” in the column “weight” is no number. Nothing was built.",
            place=row.place,
            value=row["weight"],
        ) from None


def _decision(row: Row, project: ProjectFile, texts: Texts, paths: CodePaths) -> SamplingDraft:
    def known(name: str, there: Iterable[str], what: str) -> str:
        return known_name(name, there, what=what, place=row.place)

    return SamplingDraft(
        _date(row),
        row.needed("gap"),
        row.needed("decision"),
        row["sampled"],
        row["outcome"],
        _coder(row, project),
        _several(row, "documents", lambda name: known(name, texts.names, "document")),
        _several(row, "participants", lambda name: known(name, texts.participants, "participant")),
        _several(row, "categories", lambda path: paths.find(path, row.place)),
        row.place,
    )


def _coder(row: Row, project: ProjectFile) -> str:
    """Return who did it; without a name the first coder."""
    return project.coder(row["coder"] or project.coders[0].name, row.place)


def _date(row: Row) -> date:
    try:
        return date.fromisoformat(row.needed("date"))
    except ValueError:
        raise UnreadableFile(
            "“{value}” is no date. Nothing was built; write YYYY-MM-DD.",
            place=row.place,
            value=row["date"],
        ) from None


def _several(row: Row, column: str, find: Callable[[str], T]) -> tuple[T, ...]:
    return tuple(map(find, row.several(column)))


def write_selective(pages: Pages) -> None:
    """Write the bench and the log; what names a code out of use is lost."""
    judged = core.judgements(pages.reader)
    rows = [
        (pages.paths[row.category], row.criterion, row.score, row.memo, row.coder, "")
        for row in judged
        if row.category in pages.paths
    ]
    weights = [
        ("", name, "", "", "", repr(weight)) for name, weight in core.weights(pages.reader).items()
    ]
    if rows or weights:
        header = ("category", "criterion", "score", "memo", "coder", "weight")
        pages.table(CORE, header, [*rows, *weights])
    pages.lose(len(judged) - len(rows), "judgements on codes out of use")
    _write_log(pages)


def _write_log(pages: Pages) -> None:
    log, known, lost, silent = sampling.sampling(pages.reader), names(pages.reader), 0, 0
    rows = []
    for row in log:
        codes = [pages.paths[code] for code in row.codes if code in pages.paths]
        persons = [known.participants[key] for key in row.participants]
        there = [person for person in persons if person in pages.persons]
        lost += len(row.codes) - len(codes)
        silent += len(persons) - len(there)
        rows.append(
            (
                row.decided_on.isoformat(),
                row.gap,
                row.decision,
                row.sampled,
                row.outcome,
                row.coder,
                joined(pages.documents[known.documents[key]] for key in row.documents),
                joined(there),
                joined(codes),
            )
        )
    if rows:
        what = ("date", "gap", "decision", "sampled", "outcome", "coder")
        pages.table(SAMPLING, (*what, "documents", "participants", "categories"), rows)
    pages.lose(lost, "links of sampling decisions to codes out of use")
    pages.lose(silent, "links of sampling decisions to participants who speak in no text")
