"""The STUDY of a verb: what may be named, and how it is opened to be read or to be changed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.cli.log import logged
from gtcoder.cli.output import complain, warn
from gtcoder.cli.progress import progress
from gtcoder.cli.pseudonyms import add_pseudonyms, refuse_names
from gtcoder.errors import NotAllowed

if TYPE_CHECKING:
    from gtcoder.store.project import OpenProject
    from gtcoder.store.reader import Reader

STUDY = "a file NAME.gtc, postgresql://host/database?study=NAME, or a plain-text study folder"


def add_json(parser: ArgumentParser) -> None:
    """Add --json."""
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def add_study_to_read(parser: ArgumentParser) -> None:
    """Add STUDY and the options of a verb that only reads."""
    parser.add_argument("study", metavar="STUDY", help=STUDY)
    add_reading_options(parser)


def add_reading_options(parser: ArgumentParser) -> None:
    """Add the options of a verb that gives out what it reads, but for STUDY."""
    add_pseudonyms(parser)
    add_reader(parser)


def add_reader(parser: ArgumentParser) -> None:
    """Add who reads."""
    parser.add_argument(
        "--as", dest="viewer", metavar="NAME", help="who reads; needed while a blind round is open"
    )
    parser.add_argument(
        "--read-only", action="store_true", help="what this verb does anyway: it never writes"
    )
    add_json(parser)


def add_study_to_change(parser: ArgumentParser, *, lead_by_default: bool = False) -> None:
    """Add STUDY and the options of a verb that writes: who does it, and how to open the study."""
    parser.add_argument("study", metavar="STUDY", help=STUDY)
    if lead_by_default:
        add_coder(parser, who="who does it (unless given, the study's first lead)", needed=False)
    else:
        add_coder(parser)


def add_coder(parser: ArgumentParser, *, who: str = "who does it", needed: bool = True) -> None:
    """Add who does it, and how the study is opened to be changed."""
    parser.add_argument("--coder", metavar="NAME", required=needed, help=who)
    parser.add_argument(
        "--new-coder", action="store_true", help="add --coder to the study if it is not in it"
    )
    parser.add_argument(
        "--take-over",
        action="store_true",
        help="open although another machine has it open, when nobody works on it there",
    )
    add_json(parser)


@contextmanager
def study_to_read(options: Namespace) -> Iterator[OpenProject]:
    """Open the study for reading, as the coder of --as; its warnings go to stderr."""
    with _opened_to_read(options) as project:
        _say_warnings(project)
        refuse_names(options, project)
        yield project


def _opened_to_read(options: Namespace) -> OpenProject:
    from gtcoder.store.location import parse_location
    from gtcoder.store.opening import open_study

    if Path(options.study).is_dir():
        return built_from(Path(options.study), options.viewer)
    return open_study(parse_location(options.study), options.viewer, read_only=True)


def built_from(folder: Path, viewer: str | None) -> OpenProject:
    """Build a plain-text study on the fly, to be read: from its rows while no page was edited."""
    from gtcoder.actions.play import open_plan
    from gtcoder.actions.rebuilding import open_rows
    from gtcoder.exchange.plain_study import read_study
    from gtcoder.exchange.rows_folder import rows_of, state_of

    with progress() as watched:
        state = state_of(folder)
        if state.whole:
            return open_rows(rows_of(folder, state), viewer)
        plan = read_study(folder, watched)
        project = open_plan(plan, viewer, watched)
    project.warnings += map(str, plan.notes)
    return project


@contextmanager
def reader_of(options: Namespace) -> Iterator[Reader]:
    """Give one snapshot of the study as the coder of --as may see it."""
    with study_to_read(options) as project, project.read() as reader:
        yield reader


@contextmanager
def study_to_change(options: Namespace) -> Iterator[OpenProject]:
    """Open the study for --coder; a fault or a stop tells what was stored before it."""
    import gtcoder.actions  # noqa: F401  (undo and redo name any verb)
    from gtcoder.store.location import parse_location
    from gtcoder.store.opening import open_study

    if Path(options.study).is_dir():
        raise NotAllowed(
            "“{folder}” is a plain-text study, which can only be read here. Nothing was changed; "
            "edit its files instead.",
            folder=options.study,
        )
    location = parse_location(options.study)
    with _log(options):
        coder = _coder(options)
        with open_study(location, coder, take_over=options.take_over) as project:
            _say_warnings(project)
            refuse_names(options, project)
            yield project


def _coder(options: Namespace) -> str:
    """Return who acts: --coder, made where that was asked, or else the study's first lead."""
    from gtcoder.actions.team import join
    from gtcoder.store.location import parse_location
    from gtcoder.store.naming import cleaned
    from gtcoder.store.opening import coder_names, first_lead, open_study

    location = parse_location(options.study)
    if options.coder is not None and not options.new_coder:
        return str(options.coder)
    with open_study(location, take_over=options.take_over) as project:
        if options.coder is None:
            return first_lead(project.engine)
        name = cleaned(options.coder)
        if name not in coder_names(project.engine):
            project.perform(join, name=name)
            complain(f"the coder “{name}” was added to the study")
    return name


def _say_warnings(project: OpenProject) -> None:
    for warning in project.warnings:
        warn(warning)


@contextmanager
def _log(options: Namespace) -> Iterator[None]:
    from gtcoder.resources import state_folder

    with logged(options, state_folder() / "log"):
        yield
