"""What goes into a package: the study, its codebook, its reports; with or without the texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from gtcoder.errors import GtcoderError
from gtcoder.exchange import door
from gtcoder.exchange.archive.crate import STUDY
from gtcoder.exchange.archive.settled import settle_docx
from gtcoder.exchange.archive.wordless import AT_LEAST, Quotes, without_words
from gtcoder.exchange.masked_rows import masked_rows
from gtcoder.exchange.plain_whole import left_behind
from gtcoder.exchange.plain_writer import write_study
from gtcoder.exchange.refi.writing import write_project
from gtcoder.exchange.rows_folder import write_rows
from gtcoder.exchange.writing import write_report
from gtcoder.progress import Progress
from gtcoder.reports.base import REPORTS, Report, narrowed, number_of
from gtcoder.store.reader import Reader
from gtcoder.study_rows import StudyRows

_WORDS = ("text", "memo")  # columns of the passages that hold words of interviews
# File, report, its options, whether the package goes without it where it cannot be made.
_REPORTS: tuple[tuple[str, str, dict[str, Any], bool], ...] = (
    ("codebook.csv", "codebook-in-full", {}, False),
    ("codebook.docx", "codebook-in-full", {}, False),
    ("quotations.csv", "quotations-wide", {"round": "all"}, False),
    ("reports/frequencies.csv", "frequencies", {}, False),
    ("reports/agreement.html", "agreement-methods", {}, True),
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What of the study the package leaves out, and notes on how it was made."""

    losses: tuple[str, ...]
    notes: tuple[str, ...]


def write_contents(
    reader: Reader,
    rows: StudyRows,
    draft: Path,
    quotes: Quotes | None,
    moment: datetime,
    progress: Progress,
) -> Contents:
    """Write the data of the package; `rows` are those of the study as it is, ledger and all.

    `quotes` find what was copied out of the texts, where those stay out.
    """
    losses = list(_study(reader, rows, draft, quotes, progress))
    progress.step(1, 3, "codebook and reports")
    (draft / "reports").mkdir()
    for name, kind, given, may_fail in _REPORTS:
        losses += _report(reader, draft, (name, kind, given, may_fail), quotes, progress)
    settle_docx(draft / "codebook.docx", moment)
    progress.step(2, 3, "REFI-QDA")
    cleaned = rows if quotes is None else without_words(rows, quotes)
    if all(rows.tables.get("code", {}).get("retired", ())):
        losses.append("codebook.qdc: it needs a code in use, and the study has none yet")
    else:
        write_project(cleaned, draft / "codebook.qdc")
    if quotes is None:
        write_project(rows, draft / "project.qdpx")
    return Contents((*losses, *_left_out(rows, quotes)), _notes())


def _study(
    reader: Reader, rows: StudyRows, draft: Path, quotes: Quotes | None, progress: Progress
) -> Iterator[str]:
    if quotes is None:
        made = write_study(reader, draft / STUDY, progress)
        yield from made.rows_losses
        return
    before = quotes.found.copy()
    leaving = without_words(rows, quotes)
    write_rows(replace(masked_rows(leaving, door.mask()), texts={}), draft)
    yield from left_behind(rows)
    quotes.found = before  # the same cells are cleaned again further on


def _report(
    reader: Reader,
    draft: Path,
    wanted: tuple[str, str, dict[str, Any], bool],
    quotes: Quotes | None,
    progress: Progress,
) -> Iterator[str]:
    name, kind, given, may_fail = wanted
    known = REPORTS.get(kind)
    try:
        made = known.run(reader, known.Options(**given), progress)
    except GtcoderError:
        if not may_fail:
            raise
        yield f"{name}: it cannot be computed of this study"
        return
    if quotes is not None:
        name = "codings.csv" if name == "quotations.csv" else name
        made = _wordless(made, quotes)
    write_report(made, draft / name, progress)


def _wordless(made: Report, quotes: Quotes) -> Report:
    if made.name == "quotations-wide":
        made = narrowed(made, tuple(name for name in made.columns if name not in _WORDS))
    cleaned: Report = quotes.without_in(made, "reports")
    return replace(cleaned, name=made.name)


def _left_out(rows: StudyRows, quotes: Quotes | None) -> Iterator[str]:
    if quotes is None:
        return
    yield f"the texts of {number_of(rows.count('document'), 'interview')}, all versions of them"
    yield f"the words of {number_of(rows.count('quotation'), 'passage')}, of which the places stay"
    yield "project.qdpx and the pages to read, which hold the texts"
    if not door.mask():
        yield "the details of the ledger's entries; who, when, what and why stay"
    for where, count in sorted(quotes.found.items()):
        if where != "reports":
            yield (
                f"{number_of(count, 'stretch', 'stretches')} of {AT_LEAST} words or more copied "
                f"from interviews, in: {where} ([…] stands there)"
            )
    yield (
        f"not looked for: fewer than {AT_LEAST} words in a row, such as codes in the words of "
        "those interviewed, and what was told in other words"
    )


def _notes() -> tuple[str, ...]:
    if door.mask():
        return ()
    return ("no list of pseudonyms was in force: names stand as they are in the study",)
