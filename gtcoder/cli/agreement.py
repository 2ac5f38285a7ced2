"""The verb `agreement`: of a study's coders, or of tables that come from anywhere."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gtcoder.analysis.records import AgreementResults
from gtcoder.cli.agreement_words import add_arguments, refuse_mixtures
from gtcoder.cli.files import write_table
from gtcoder.cli.given import of_ratings, of_spans
from gtcoder.cli.output import print_json, print_table, say
from gtcoder.cli.performing import perform
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import study_to_change, study_to_read
from gtcoder.cli.verbs import verb

if TYPE_CHECKING:
    from gtcoder.analysis.study import AgreementOptions
    from gtcoder.progress import Progress
    from gtcoder.reports.base import Report
    from gtcoder.reports.quality import StudyAgreementOptions
    from gtcoder.store.project import OpenProject


_SHOWN = {
    *("measure", "over", "code", "document", "group", "value", "low", "high", "reason"),
    *("unit", "coders", "documents", "sample", "round"),
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """Results with what must be said beside them and where they come from."""

    results: AgreementResults
    sentences: tuple[str, ...] = ()
    study: str = ""
    revision: int | None = None


@verb("agreement", "compare coders: percent, Holsti, Cohen, Krippendorff …", add_arguments)
def agreement(options: Namespace) -> None:
    """Compute, keep where asked, and print."""
    refuse_mixtures(options)
    if options.list:
        _print_coefficients(options)
        return
    with progress() as watched:
        if options.ratings is not None:
            found = _Answer(of_ratings(options, watched))
        elif options.spans is not None:
            found = _Answer(of_spans(options, _asked(options), watched))
        else:
            found = _of_study(options, watched)
    written = _write(options, found)
    if options.json:
        print_json(_record(options, found) | {"written": written})
        return
    _print(found)
    for path in written:
        print(f"Wrote {path}.")


def _of_study(options: Namespace, watched: Progress) -> _Answer:
    from gtcoder.reports.coded_codes import CodesAs
    from gtcoder.reports.quality import StudyAgreementOptions
    from gtcoder.reports.quality import agreement as compare

    asked = StudyAgreementOptions(
        _asked(options),
        options.round,
        options.sample,
        interviewer=options.interviewer == "in",
        codes_as=CodesAs(options.codes_as or "today"),
        roll_up=options.roll_up,
        variable=options.per[1] if options.per else "",
        intra=options.intra,
    )
    with _opened(options) as project:
        with project.read() as reader:
            made = compare(reader, asked, watched)
            found = _Answer(made.results, made.sentences, reader.study.title, made.revision)
        if options.keep:
            _keep(options, project, asked, found)
    return found


@contextmanager
def _opened(options: Namespace) -> Iterator[OpenProject]:
    """Open the study to read, or for --coder where the result is to be kept in it."""
    with study_to_change(options) if options.keep else study_to_read(options) as project:
        yield project


def _keep(
    options: Namespace, project: OpenProject, asked: StudyAgreementOptions, found: _Answer
) -> None:
    from gtcoder.actions.project import keep_result
    from gtcoder.reports.agreement_record import KIND, agreement_options

    perform(
        project,
        keep_result,
        name=options.keep,
        kind=KIND,
        options=agreement_options(asked),
        record=_record(options, found),
        revision=found.revision,
    )


def _asked(options: Namespace) -> AgreementOptions:
    from gtcoder.analysis.gamma.parameters import GammaParameters, Sampler
    from gtcoder.analysis.study import DEFAULT_COEFFICIENTS, AgreementOptions, Per, UncodedText
    from gtcoder.vocabulary import UnitOfCoding

    return AgreementOptions(
        coders=options.coders,
        documents=options.documents,
        codes=options.codes,
        unit=UnitOfCoding(options.unit),
        uncoded=UncodedText(options.uncoded),
        coefficients=tuple(options.coefficient) or DEFAULT_COEFFICIENTS,
        overlap=options.overlap,
        per=None if options.per is None else Per(options.per[0]),
        bootstrap=options.bootstrap,
        seed=options.seed,
        gamma=GammaParameters(precision=options.precision, sampler=Sampler(options.sampler)),
    )


def _record(options: Namespace, found: _Answer) -> dict[str, Any]:
    from gtcoder.reports.agreement_record import agreement_record

    return agreement_record(
        found.results, found.sentences, revision=found.revision, kept=options.keep
    )


def _tables(found: _Answer) -> tuple[Report, Report]:
    from gtcoder.reports.agreement_tables import matched_report, results_report

    numbers = results_report(
        found.results, found.sentences, study=found.study, revision=found.revision
    )
    matched = matched_report(
        found.results, found.sentences, study=found.study, revision=found.revision
    )
    return numbers, matched


def _write(options: Namespace, found: _Answer) -> list[str]:
    """Write the tables that were asked for and return their paths."""
    asked = zip(_tables(found), (options.out, options.matched), strict=True)
    return [write_table(table, path) for table, path in asked if path is not None]


def _print(found: _Answer) -> None:
    numbers, matched = _tables(found)
    shown = [
        place
        for place, name in enumerate(numbers.columns)
        if name in _SHOWN and any(row[place] not in (None, "") for row in numbers.rows)
    ]
    rows = [[row[place] for place in shown] for row in numbers.rows]
    print_table([numbers.columns[place] for place in shown], rows)
    if matched.rows:
        print("\nMatched codings per interview (Holsti 1969)")
        print_table(matched.columns, matched.rows)
    say("\n" + "\n".join([*numbers.sentences, *_notes(found.results)]))


def _notes(results: AgreementResults) -> list[str]:
    """Return the notes, each once, and whose it is where it is that of one code alone."""
    codes: dict[str, set[str | None]] = {}
    for record in results.records:
        if record.note:
            codes.setdefault(record.note, set()).add(record.code)
    return [
        note if len(of) > 1 or None in of else f"{next(iter(of))}: {note}"
        for note, of in codes.items()
    ]


def _print_coefficients(options: Namespace) -> None:
    from gtcoder.analysis.chosen import listed

    rows = [
        {
            "coefficient": each.id,
            "name": each.name,
            "source": each.source,
            "input": each.input,
            "missing": each.missing,
            "variants": list(each.variants),
            "citation": each.citation,
        }
        for each in listed()
    ]
    if options.json:
        print_json({"coefficients": rows})
        return
    columns = ("coefficient", "name", "source", "input", "variants", "missing", "citation")
    print_table(columns, [[_written(row[column]) for column in columns] for row in rows])


def _written(cell: object) -> object:
    return " ".join(cell) if isinstance(cell, list) else cell
