"""How `import` reads transcripts: options, and profiles of a study that hold them under a name."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from gtcoder.cli.parsing import WrongUsage, unique
from gtcoder.cli.performing import perform
from gtcoder.cli.study_argument import study_to_change, study_to_read

if TYPE_CHECKING:
    from gtcoder.exchange.formats import ImportOptions, SurveyColumns


def add_reading(parser: ArgumentParser) -> None:
    """Add how files are read, and profiles."""
    files = parser.add_argument_group("how files are read")
    files.add_argument("--encoding", metavar="auto|NAME", help="of plain text, subtitles and csv")
    files.add_argument(
        "--times", choices=("auto", "none"), help="whether time stamps become times of turns"
    )
    files.add_argument(
        "--pdf-lines",
        choices=("auto", "keep", "join"),
        help="whether lines broken by the page are joined into paragraphs",
    )
    files.add_argument(
        "--file-names",
        metavar="PATTERN",
        help="variables in the names of files, such as {site}_{wave}_{participant}, or a regular "
        "expression with named groups; “participant” is who is interviewed",
    )
    files.add_argument(
        "--profile", metavar="NAME", help="read as this profile of the study says, but for options"
    )
    files.add_argument(
        "--save-profile", metavar="NAME", help="keep in the study how these files were read"
    )
    _add_survey(parser)


def _add_survey(parser: ArgumentParser) -> None:
    survey = parser.add_argument_group("surveys")
    survey.add_argument(
        "--survey",
        action="store_true",
        help="in csv and xlsx each row is a participant; long answers become documents, the other "
        "columns variables",
    )
    survey.add_argument("--id-column", metavar="NAME", help="the column that names the participant")
    survey.add_argument(
        "--text-column",
        metavar="NAME",
        action="append",
        default=[],
        help="a column that becomes documents (may be given several times)",
    )


def import_options(options: Namespace) -> ImportOptions:
    """Return what was said of the files, what was not said as the profile has it.

    The options are checked here, so that nothing is stored where one makes no sense.
    """
    from gtcoder.exchange.formats import AUTO, ImportOptions
    from gtcoder.exchange.import_profiles import check, profile_from

    said = ImportOptions(
        speakers=options.speakers or AUTO,
        participant=options.participant,
        encoding=options.encoding or AUTO,
        interviewers=tuple(options.interviewer),
        who=unique(options.who, "--who"),
        times=options.times or AUTO,
        pdf_lines=options.pdf_lines or AUTO,
        names=options.file_names or "",
        survey=_survey(options),
    )
    if options.profile is not None:
        profile = profile_from(_kept(options), options.profile)
        said = _as_said(options, profile.options(said), said)
    check(said)
    plain = replace(said, survey=None)
    return replace(said, files={path.name: plain for path in options.variables})


def _survey(options: Namespace) -> SurveyColumns | None:
    from gtcoder.exchange.formats import SurveyColumns

    if not options.survey and (options.id_column or options.text_column):
        raise WrongUsage("--id-column and --text-column go with --survey")
    columns = SurveyColumns(options.id_column or "", tuple(options.text_column))
    return columns if options.survey else None


def _as_said(options: Namespace, mixed: ImportOptions, said: ImportOptions) -> ImportOptions:
    """Return the options with an “auto” that was said, which a profile does not overrule."""
    given = {
        name: getattr(said, name)
        for name in ("speakers", "encoding", "times", "pdf_lines")
        if getattr(options, name) is not None
    }
    return replace(mixed, **given)


def _kept(options: Namespace) -> dict[str, object]:
    """Return what the study keeps of a profile."""
    from gtcoder.queries.import_profiles import find_import_profile

    options.viewer = options.coder
    with study_to_read(options) as project, project.read() as reader:
        return dict(find_import_profile(reader, options.profile).record)


def save_profile(options: Namespace, said: ImportOptions) -> None:
    """Keep how files were read under the name of --save-profile, if one was given."""
    from gtcoder.actions.project import save_import_profile
    from gtcoder.exchange.import_profiles import profile_of

    if options.save_profile is None or options.dry_run:
        return
    with study_to_change(options) as project:
        record = profile_of(said).record()
        perform(project, save_import_profile, name=options.save_profile, profile=record)
