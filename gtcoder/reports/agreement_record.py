"""What is kept in the study of a comparison of coders, and the comparison read back from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from gtcoder.analysis.gamma.parameters import GammaParameters, Sampler
from gtcoder.analysis.records import AgreementRecord, AgreementResults, MatchedRow, Over
from gtcoder.analysis.study import DEFAULT_COEFFICIENTS, AgreementOptions, Per, UncodedText
from gtcoder.reports.coded_codes import CodesAs
from gtcoder.reports.coded_sample import StudyAgreementOptions
from gtcoder.vocabulary import UnitOfCoding

KIND = "agreement"
_TUPLES = ("interval", "coders", "documents")


def agreement_record(
    results: AgreementResults,
    sentences: Sequence[str],
    *,
    revision: int | None,
    kept: str | None = None,
) -> dict[str, Any]:
    """Return a comparison as plain values: every number, Holsti's table, what goes with them."""
    matched = [asdict(row) | {"percent": row.percent} for row in results.matched]
    return {
        "results": results.as_dicts(),
        "matched": matched,
        "sentences": list(sentences),
        "revision": revision,
        "kept": kept,
    }


def results_of(record: Mapping[str, Any]) -> AgreementResults:
    """Return the comparison that a record was made of; what a record lacks is empty."""
    return AgreementResults(
        tuple(_result(each) for each in record.get("results", ())),
        tuple(_matched(each) for each in record.get("matched", ())),
    )


def agreement_options(asked: StudyAgreementOptions) -> dict[str, Any]:
    """Return what was asked as plain values, named as on the command line."""
    how = asked.asked
    return {
        "coders": list(how.coders),
        "documents": list(how.documents),
        "codes": list(how.codes),
        "unit": str(how.unit),
        "overlap": how.overlap,
        "uncoded": str(how.uncoded),
        "interviewer": "in" if asked.interviewer else "out",
        "coefficient": list(how.coefficients),
        "per": None if how.per is None else str(how.per),
        "round": asked.round,
        "sample": asked.sample,
        "codes_as": str(asked.codes_as),
        "roll_up": asked.roll_up,
        "variable": asked.variable,
        "intra": asked.intra,
        "bootstrap": how.bootstrap,
        "seed": how.seed,
        "precision": how.gamma.precision,
        "sampler": str(how.gamma.sampler),
    }


def options_of(kept: Mapping[str, Any]) -> StudyAgreementOptions:
    """Return what was asked of a result that was kept, to ask it again."""
    per = kept.get("per")
    asked = AgreementOptions(
        coders=tuple(kept.get("coders", ())),
        documents=tuple(kept.get("documents", ())),
        codes=tuple(kept.get("codes", ())),
        unit=UnitOfCoding(kept.get("unit", "character")),
        overlap=kept.get("overlap"),
        uncoded=UncodedText(kept.get("uncoded", "in")),
        coefficients=tuple(kept.get("coefficient") or DEFAULT_COEFFICIENTS),
        per=None if per is None else Per(per),
        bootstrap=kept.get("bootstrap", 0),
        seed=kept.get("seed", 1),
        gamma=GammaParameters(
            precision=kept.get("precision", 0.02),
            sampler=Sampler(kept.get("sampler", "statistical")),
        ),
    )
    return StudyAgreementOptions(
        asked,
        kept.get("round"),
        kept.get("sample", "finished"),
        interviewer=kept.get("interviewer", "in") == "in",
        codes_as=CodesAs(kept.get("codes_as", "today")),
        roll_up=kept.get("roll_up", False),
        variable=kept.get("variable", ""),
        intra=kept.get("intra", False),
    )


def _result(plain: Mapping[str, Any]) -> AgreementRecord:
    values: dict[str, Any] = {
        each.name: plain.get(each.name, "" if each.default == "" else None)
        for each in fields(AgreementRecord)
    }
    for name in _TUPLES:
        values[name] = None if values[name] is None else tuple(values[name])
    return AgreementRecord(**values | {"over": Over(plain["over"])})


def _matched(plain: Mapping[str, Any]) -> MatchedRow:
    return MatchedRow(**{each.name: plain[each.name] for each in fields(MatchedRow)})
