"""The theory checked: the verb `check`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from gtcoder.cli.output import number_of, print_json, print_table, say
from gtcoder.cli.study_argument import add_study_to_read, reader_of
from gtcoder.cli.verbs import verb

if TYPE_CHECKING:
    from gtcoder.analysis.checks import Finding, PlaceFact
    from gtcoder.reports.checks import Waived
    from gtcoder.store.reader import Reader

_COLUMNS = ("rule", "subject", "message")
_WAIVED = ("waiver", "rule", "subject", "reason", "coder", "at")


def _check_arguments(parser: ArgumentParser) -> None:
    add_study_to_read(parser)
    parser.add_argument(
        "--waived", action="store_true", help="also what is let pass: why, by whom and when"
    )


@verb(
    "check", "tell what the theory lacks: roles, links, evidence, definitions …", _check_arguments
)
def check(options: Namespace) -> None:
    """Print the findings and the loops; a theory that lacks something is no error.

    `places` of a finding are the passages it stands on; `waive` holds the words with which
    `gtcoder do STUDY paradigms.waive` lets it pass.
    """
    from gtcoder.reports.checks import checked

    with reader_of(options) as reader:
        found, known = checked(reader), _names(reader)
    rows = [_row(each, known) for each in found.open]
    waived = [_waived(each, known) for each in found.waived]
    loops = [{"loop": each.sentence, "relations": list(each.relations)} for each in found.loops]
    if options.json:
        more = {"waived": waived} if options.waived else {}
        print_json({"findings": rows, "feedback": loops, **more})
        return
    print_table(_COLUMNS, [[row[column] for column in _COLUMNS] for row in rows])
    for loop in found.loops:
        say(f"feedback: {loop.sentence}")
    if options.waived:
        print()
        print_table(_WAIVED, [[row[column] for column in _WAIVED] for row in waived])
    elif waived:
        print(f"{number_of(len(waived), 'finding')} let pass (--waived lists them)")


def _names(reader: Reader) -> dict[str, dict[int, str]]:
    """Return what is named by its name on a command line: thing → key → name."""
    from gtcoder.queries.codebook import codes
    from gtcoder.queries.theory import models, paradigms

    return {
        "code": {code.id: code.written for code in codes(reader, retired=True)},
        "paradigm": {board.id: board.name for board in paradigms(reader)},
        "model": {model.id: model.name for model in models(reader)},
    }


def _row(finding: Finding, known: dict[str, dict[int, str]]) -> dict[str, Any]:
    where = finding.where
    name = known.get(where.thing, {}).get(where.key, str(where.key))
    words = [
        f"rule={finding.rule}",
        *([f"{where.thing}={name}"] if where.key else []),
        *([f"detail={where.detail}"] if where.detail else []),
    ]
    return {
        "rule": str(finding.rule),
        "subject": finding.subject,
        "message": finding.message,
        "severity": str(finding.severity),
        "waive": words,
        **({"places": [_place(place) for place in finding.places]} if finding.places else {}),
    }


def _place(place: PlaceFact) -> dict[str, Any]:
    return {
        "document": place.name,
        "start": place.start,
        "end": place.end,
        "coder": place.coder,
    }


def _waived(each: Waived, known: dict[str, dict[int, str]]) -> dict[str, Any]:
    waiver = each.waiver
    return {
        "waiver": waiver.id,
        **_row(each.finding, known),
        "reason": waiver.reason,
        "coder": waiver.coder,
        "at": waiver.at.isoformat(timespec="seconds"),
    }
