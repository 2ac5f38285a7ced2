"""The numbers on the screen as reports for files, and as the record that is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtcoder.ui.agreement.basis import sample_text
from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.kept import Kept
from gtcoder.ui.agreement.view import main_record

if TYPE_CHECKING:
    from gtcoder.reports.base import Report

PAPER = frozenset({".docx", ".html", ".htm", ".tex"})
ON_PAPER = ("measure", "over", "code", "value", "low", "high", "units", "reason")


def numbers_report(numbers: Numbers) -> Report:
    """Return all numbers with all that is known of them."""
    from gtcoder.reports.agreement_tables import results_report

    made = numbers.made
    said = (*made.sentences, *basis_sentences(numbers))
    return results_report(made.results, said, study=numbers.study, revision=made.revision)


def matched_codings(numbers: Numbers) -> Report:
    """Return Holsti's table per interview."""
    from gtcoder.reports.agreement_tables import matched_report

    made = numbers.made
    said = (*made.sentences, *basis_sentences(numbers))
    return matched_report(made.results, said, study=numbers.study, revision=made.revision)


def kept_report(kept: Kept, study: str, out: Path) -> Report:
    """Return a kept result as it was kept; on paper with the columns a page has room for."""
    from gtcoder.reports.agreement_tables import results_report
    from gtcoder.reports.base import narrowed

    said = tuple(kept.row.record.get("sentences", ()))
    whole = results_report(kept.results, said, study=study, revision=kept.row.revision)
    return narrowed(whole, ON_PAPER) if out.suffix.lower() in PAPER else whole


def basis_sentences(numbers: Numbers) -> tuple[str, ...]:
    """Say whose codings were compared, on what unit, in which sample and from which revision."""
    record = main_record(numbers)
    asked = numbers.asked
    turns = "counted" if asked.interviewer else "left out"
    sample = sample_text(record, numbers.documents_in_all)
    return (
        f"Compared: {', '.join(numbers.coders)}, {record.round}; {sample}; unit: {asked.unit}; "
        f"interviewers' turns {turns}; study “{numbers.study}”, revision {numbers.revision}.",
    )


def keeping(numbers: Numbers, name: str) -> dict[str, Any]:
    """Return what `keep_result` is to be told, as the command line tells it."""
    from gtcoder.reports.agreement_record import KIND, agreement_options, agreement_record

    made = numbers.made
    record = agreement_record(made.results, made.sentences, revision=made.revision, kept=name)
    return {
        "name": name,
        "kind": KIND,
        "options": agreement_options(numbers.asked.options()),
        "record": record,
        "revision": made.revision,
    }
