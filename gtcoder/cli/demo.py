"""The verb `demo`: the main job on the shipped sample study, from its transcripts to its theory."""

from __future__ import annotations

import os
import shlex
from argparse import ArgumentParser, Namespace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.cli.output import print_json, print_table
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import add_json
from gtcoder.cli.verbs import verb
from gtcoder.errors import InvalidInput

if TYPE_CHECKING:
    from gtcoder.cli.demo_results import DemoResults
    from gtcoder.plan import StudyPlan
    from gtcoder.progress import Progress
    from gtcoder.reports.base import Cell
    from gtcoder.store.reader import Reader

SAMPLE = "cem_ict"
_LAST_STEP = "team.finish"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        default=Path("gtcoder-demo"),
        help="where the results go (default: gtcoder-demo)",
    )
    add_json(parser)


@verb("demo", "the whole road on an invented study: build, count, compare, draw", _arguments)
def demo(options: Namespace) -> None:
    """Build the sample study, print frequencies and agreement, write everything, list it."""
    from gtcoder.cli.demo_results import results_of, write_all
    from gtcoder.exchange.plain_study import read_study
    from gtcoder.resources import sample_project
    from gtcoder.store.location import FileLocation
    from gtcoder.store.opening import open_study

    with progress() as watched:
        plan = read_study(sample_project(SAMPLE), watched)
        study = _build(plan, options.out, watched)
        with open_study(FileLocation(study), read_only=True) as project, project.read() as reader:
            results = results_of(reader, watched)
            introduced = _introduced(reader)
    if not options.json:
        print(f"{introduced}\n")
        _print(results)
    paths = [str(path) for path in (study, *write_all(results, options.out, plan.about))]
    if options.json:
        tables = {"frequencies": results.frequencies, "agreement": results.agreement}
        records = {name: report.record() for name, report in tables.items()}
        print_json({"written": paths, "study": str(study), **records})
    else:
        print("\n".join(["", "Wrote:", *paths, "", *_how_to_go_on(study)]))


def _build(plan: StudyPlan, out: Path, watched: Progress) -> Path:
    """Build the study in the folder; one that an earlier demo left untouched is replaced."""
    from gtcoder.actions.play import play
    from gtcoder.store.location import FileLocation

    out.mkdir(parents=True, exist_ok=True)
    study = out / f"{SAMPLE}.gtc"
    if not study.exists():
        play(FileLocation(study), plan, watched)
        return study
    _refuse_unless_untouched(study, plan.title)
    draft = out / f".{SAMPLE}.{os.getpid()}.gtc"
    try:
        play(FileLocation(draft), plan, watched)
        draft.replace(study)
    finally:
        draft.unlink(missing_ok=True)
    return study


def _refuse_unless_untouched(study: Path, title: str) -> None:
    """Refuse to replace a study that is another one, is open, or was worked on since."""
    from gtcoder.queries.ledger import entries
    from gtcoder.store.location import FileLocation
    from gtcoder.store.opening import open_study

    is_open = study.with_name(f"{study.name}-wal").exists()
    with open_study(FileLocation(study), read_only=True) as project, project.read() as reader:
        if reader.study.title != title:
            why = f"it is another study, “{reader.study.title}”"
        elif is_open:
            why = "it is open, or was not closed"
        elif entries(reader)[-1].action != _LAST_STEP:
            why = f"it was worked on, up to entry {reader.revision}"
        else:
            return
    raise InvalidInput(
        "“{study}” is there and was kept: {why}. Nothing was written; name another folder (--out).",
        study=study,
        why=why,
    )


def _introduced(reader: Reader) -> str:
    from gtcoder.queries.codebook import codes
    from gtcoder.queries.passages import documents
    from gtcoder.queries.people import coders, participants
    from gtcoder.queries.theory import count_memos

    rows = documents(reader)
    names = " and ".join(coder.name for coder in coders(reader))
    return (
        f"{reader.study.title}\n"
        f"{len(rows)} transcripts with {len(participants(reader))} participants, "
        f"{sum(row.codings for row in rows)} codings by {names}, {len(codes(reader))} codes and "
        f"categories, {count_memos(reader)} memos, {reader.revision} entries in the ledger.\n"
        "All of it is invented: no real person speaks here."
    )


def _print(results: DemoResults) -> None:
    from gtcoder.cli.demo_results import NUMBERS
    from gtcoder.reports.base import narrowed

    counts, numbers = results.frequencies, narrowed(results.agreement, NUMBERS)
    print(counts.title)
    print_table(counts.columns, [[_indented(row[0]), *row[1:]] for row in counts.rows])
    print("\n".join(["", *counts.sentences, "", numbers.title]))
    print_table(numbers.columns, [[_rounded(cell) for cell in row] for row in numbers.rows])
    print("\n".join(["", *numbers.sentences, "", f"{results.matched.title} (Holsti 1969)"]))
    print_table(
        results.matched.columns, [[_rounded(cell) for cell in row] for row in results.matched.rows]
    )
    print(f"\n{results.matched.sentences[0]}")


def _indented(path: Cell) -> Cell:
    """Return the last name of a path, behind a dot for each name above it."""
    return f"{'· ' * (len(path) - 1)}{path[-1]}" if isinstance(path, tuple) else path


def _rounded(cell: Cell) -> Cell:
    return round(cell, 3) if isinstance(cell, float) else cell


def _how_to_go_on(study: Path) -> list[str]:
    name = shlex.quote(str(study))
    lines = [
        f"Read on:   {study.parent / 'report.html'} (in a browser)",
        f"Look in:   {called()} list {name} history",
        f"Prove it:  {called()} verify {name}",
    ]
    if find_spec("gtcoder.ui") is not None and _has_display():
        lines.append(f"Open it:   {called()} {name}")
    return lines


def called() -> str:
    """Return how the user called the program: `./run` says so of itself."""
    return os.environ.get("GTCODER_CALLED", "gtcoder")


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
