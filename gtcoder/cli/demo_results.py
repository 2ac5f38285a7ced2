"""What the demo computes of its study and writes into its folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import networkx as nx

from gtcoder.analysis.records import AgreementResults, Over
from gtcoder.analysis.study import AgreementOptions, Per
from gtcoder.cli.files import write_table
from gtcoder.drawing.export import export_graph
from gtcoder.drawing.words import described
from gtcoder.exchange.booklet import Section, write_booklet
from gtcoder.progress import Progress
from gtcoder.reports.agreement_tables import matched_report, results_report
from gtcoder.reports.base import Report, narrowed
from gtcoder.reports.checks import findings
from gtcoder.reports.codebook import CodebookOptions, codebook
from gtcoder.reports.coding import CodeTableOptions, codes_by_document
from gtcoder.reports.frequencies import FrequencyOptions, frequencies
from gtcoder.reports.ledger import LedgerOptions, ledger
from gtcoder.reports.quality import StudyAgreementOptions, agreement
from gtcoder.reports.theory import paradigm_of
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import UnitOfCoding

NUMBERS = ("measure", "over", "value", "low", "high", "unit", "documents", "sample", "round")
_PER_CODE = ("code", "measure", "value", "low", "high", "units")
_LABELS = ("axial coding", "selective coding")
_PICTURES = ("svg", "png", "graphml")


@dataclass(frozen=True, slots=True)
class DemoResults:
    """The tables and the diagram of the demo; `agreement` holds every coefficient and unit."""

    frequencies: Report
    by_document: Report
    agreement: Report
    per_code: Report
    matched: Report
    codebook: Report
    at_labels: tuple[tuple[str, Report], ...]
    ledger: Report
    diagram: nx.MultiDiGraph[str]
    lacking: tuple[str, ...]


def results_of(reader: Reader, watched: Progress) -> DemoResults:
    """Count, compare and read the theory of the study."""
    whole, per_code, matched = _agreement(reader, watched)
    return DemoResults(
        frequencies=frequencies(reader, FrequencyOptions(), watched),
        by_document=codes_by_document(reader, CodeTableOptions(), watched),
        agreement=whole,
        per_code=per_code,
        matched=matched,
        codebook=codebook(reader, CodebookOptions(), watched),
        at_labels=tuple(
            (label, codebook(reader, CodebookOptions(at=label), watched)) for label in _LABELS
        ),
        ledger=ledger(reader, LedgerOptions(), watched),
        diagram=paradigm_of(reader),
        lacking=tuple(finding.message for finding in findings(reader)),
    )


def _agreement(reader: Reader, watched: Progress) -> tuple[Report, Report, Report]:
    """Compare the coders on characters, over everything and code by code, and on turns."""
    by_turn = AgreementOptions(
        unit=UnitOfCoding.TURN,
        coefficients=("percent_agreement", "cohen_kappa", "krippendorff_alpha"),
    )
    characters = agreement(reader, StudyAgreementOptions(AgreementOptions(per=Per.CODE)), watched)
    turns = agreement(reader, StudyAgreementOptions(by_turn), watched)
    found, said = characters.results, characters.sentences
    over_all = [record for record in found.records if record.over is not Over.CODE]
    of_codes = [record for record in found.records if record.over is Over.CODE]
    facts: dict[str, Any] = {"study": reader.study.title, "revision": characters.revision}
    whole = AgreementResults((*over_all, *turns.results.records))
    per_code = results_report(AgreementResults(tuple(of_codes)), said, **facts)
    return (
        results_report(whole, said, **facts),
        replace(per_code, name="agreement-per-code", title="Agreement, code by code"),
        matched_report(found, said, **facts),
    )


def write_all(results: DemoResults, out: Path, about: str) -> Iterator[Path]:
    """Write every table, the codebook, the diagram and the report; yield the paths."""
    for name, report, endings in (
        ("frequencies", results.frequencies, "csv xlsx docx svg"),
        ("codes-by-document", results.by_document, "csv xlsx docx"),
        ("agreement", results.agreement, "csv xlsx"),
        ("agreement", narrowed(results.agreement, NUMBERS), "docx"),
        ("agreement-per-code", results.per_code, "csv"),
        ("agreement-matched-codings", results.matched, "csv xlsx docx"),
        ("codebook", results.codebook, "csv xlsx docx"),
        *(
            (f"codebook-{label.replace(' ', '-')}", report, "csv docx")
            for label, report in results.at_labels
        ),
        ("ledger", results.ledger, "csv"),
    ):
        for ending in endings.split():
            yield Path(write_table(report, out / f"{name}.{ending}"))
    yield from _write_diagram(results, out)
    yield _write_report(results, out, about)


def _write_diagram(results: DemoResults, out: Path) -> Iterator[Path]:
    for ending in _PICTURES:
        yield from export_graph(results.diagram, out / f"paradigm.{ending}")


def _write_report(results: DemoResults, out: Path, about: str) -> Path:
    lacking = "\n".join(f"– {message}" for message in results.lacking)
    sections = (
        Section("About this study", tuple(" ".join(part.split()) for part in about.split("\n\n"))),
        Section(
            "The theory",
            (f"What it lacks by the rules of the paradigm:\n{lacking}",) if lacking else (),
            (out / "paradigm.svg").read_bytes(),
            described(results.diagram),
        ),
        Section(
            "How far the coders agree",
            reports=(narrowed(results.agreement, NUMBERS), results.matched),
        ),
        Section("How often each code occurs", reports=(results.frequencies,)),
        Section("Agreement, code by code", reports=(narrowed(results.per_code, _PER_CODE),)),
        Section("The codebook", reports=(results.codebook,)),
    )
    title = str(results.frequencies.provenance["study"])
    return write_booklet(out / "report.html", title, sections)
