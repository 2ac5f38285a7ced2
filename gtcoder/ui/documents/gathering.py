"""Read the files of an import, for the first time or again; to be run in a job."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gtcoder.errors import GtcoderError
from gtcoder.exchange.formats import SurveyColumns
from gtcoder.progress import Progress
from gtcoder.ui.documents.plan import ForAll, ImportPlan, PlannedFile, Said, free_name


def known_endings() -> str:
    """Return the endings of files that can be read, as a dialog for files takes them."""
    from gtcoder.exchange import reading  # noqa: F401  (its readers register themselves)
    from gtcoder.exchange.formats import known_extensions

    return " ".join(sorted(f"*{ending}" for ending in {*known_extensions(), ".zip"}))


def gather(paths: Iterable[Path], known: Mapping[str, list[str]], progress: Progress) -> ImportPlan:
    """Read all files, those in folders too, and return the plan; nothing is stored."""
    # Lazy: they bring all readers along, which must be known before endings are asked for.
    from gtcoder.exchange import reading  # noqa: F401
    from gtcoder.exchange.expanding import expand
    from gtcoder.exchange.zipped import Unpacked

    room = Unpacked()
    files, left_out = expand(paths, room)
    plan = ImportPlan(left_out=tuple(left_out), known=known, room=room)
    taken: set[str] = set()
    read: list[PlannedFile] = []
    for number, path in enumerate(files):
        progress.step(number, len(files), path.name)
        within = _Within(progress, number, len(files), path.name)
        read.append(_read(path, Said(), ForAll(), taken, within))
    progress.step(len(files), len(files))
    return replace(plan, files=tuple(read))


def read_again(
    plan: ImportPlan, places: Sequence[int], progress: Progress
) -> dict[int, PlannedFile]:
    """Read some files of a plan again as they are now said to be, keeping what was said.

    Faulty words (an unknown encoding, a pattern that is none) raise InvalidInput.
    """
    again: dict[int, PlannedFile] = {}
    for number, place in enumerate(places):
        old = plan.files[place]
        progress.step(number, len(places), old.path.name)
        others = (each for each in plan.files if each is not old)
        taken = {each.documents[0].name.casefold() for each in others if each.documents}
        within = _Within(progress, number, len(places), old.path.name)
        again[place] = _read(old.path, old.said, plan.for_all, taken, within)
    progress.step(len(places), len(places))
    return again


def _read(
    path: Path, said: Said, for_all: ForAll, taken: set[str], progress: Progress
) -> PlannedFile:
    # Lazy: the readers of Word files and tables load packages a bare window does without.
    from gtcoder.exchange.reading import read_files
    from gtcoder.exchange.transcripts import document_name

    own = set(taken)
    name = free_name(document_name(path.name), own)
    batch = read_files([path], said.options(name, for_all), progress)
    if batch.documents:
        taken |= own
    columns, survey = _columns(path, said)
    return PlannedFile(
        path, batch.reports[0], batch.documents, batch.variables, said, columns, survey
    )


def _columns(path: Path, said: Said) -> tuple[tuple[str, ...], SurveyColumns | None]:
    """Return the columns of a table, and how it was read as a survey, if it was.

    There are none where it is no table, or one that cannot be read.
    """
    from gtcoder.exchange.survey import is_sheet, propose_columns, survey_table

    try:
        if not is_sheet(path):
            return (), None
        table = survey_table(path, said.encoding)
        survey = None if said.survey is None else propose_columns(table, said.survey)
    except (GtcoderError, OSError):
        return (), None
    return table.header, survey


class _Within:
    """Progress of one file among many: each step tells of the file and asks whether to go on."""

    def __init__(self, outer: Progress, number: int, total: int, name: str) -> None:
        self._outer, self._place = outer, (number, total, name)

    def step(self, done: int, total: int, what: str = "") -> None:
        """Tell where among the files the reading is."""
        self._outer.step(*self._place)
