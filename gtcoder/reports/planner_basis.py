"""What a plan for double coding is made of: documents coded twice so far, or rates and a guess."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gtcoder.analysis.planner_sources import Assumed, BaseRates, Pilot, assumed, base_rates, pilot
from gtcoder.analysis.resampling import FEWEST
from gtcoder.analysis.study import AgreementOptions, CodedStudy
from gtcoder.errors import NotComputable
from gtcoder.queries import passages
from gtcoder.reports.base import listing, number_of
from gtcoder.reports.coded_sample import coded_study, round_of_coding
from gtcoder.reports.planner_options import ALPHA, PlannerOptions
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import UnitOfCoding

GUESS = 0.8  # the agreement that is assumed where nothing is known and nothing else is said
_HIGHEST = 0.99
_TOO_EARLY = (
    "There is nothing to plan with yet: nobody has applied a code. How often codes occur is taken "
    "from what was coded, by one coder at least: code one or two documents, then ask again."
)


@dataclass(frozen=True, slots=True)
class PlanBasis:
    """What a plan is made of, and whether it resamples what was found or assumes."""

    source: Pilot | Assumed
    sentences: tuple[str, ...]
    limits: tuple[str, ...]


def of_text(asked: AgreementOptions) -> AgreementOptions:
    """Return the question with a unit that base rates are known by: passages are only marked."""
    if asked.unit is UnitOfCoding.QUOTATION:
        return replace(asked, unit=UnitOfCoding.CHARACTER, overlap=None)
    return asked


def looked_at(reader: Reader, options: PlannerOptions) -> CodedStudy:
    """Return the codings of all documents that one of the coders coded or finished."""
    unit = of_text(options.asked).unit
    whole = replace(options, sample="all")
    round_of_coding(reader, options.round or None)  # while a round is blind, that is said
    if not any(row.codings for row in passages.documents(reader)):
        raise NotComputable(_TOO_EARLY)
    found = _study(reader, whole, UnitOfCoding.CHARACTER)
    looked = np.flatnonzero(found.spans.finished.any(axis=1))
    names = tuple(found.documents[place] for place in looked)
    if not names:
        raise NotComputable(
            "Nobody has coded a document in {round} yet, so there is no base rate to plan with. "
            "Code a few documents first.",
            round=found.round,
        )
    return _study(reader, replace(whole, documents=names), unit)


def _study(
    reader: Reader,
    options: PlannerOptions,
    unit: UnitOfCoding,
    codes: tuple[str, ...] | None = None,
) -> CodedStudy:
    return coded_study(
        reader,
        coders=options.coders,
        documents=options.documents,
        code_paths=options.codes if codes is None else codes,
        round=options.round or None,
        sample=options.sample,
        unit=unit,
        interviewer=options.interviewer,
        codes_as=options.codes_as,
        roll_up=options.rollup,
    ).study


def basis_of(
    reader: Reader, options: PlannerOptions, base: CodedStudy, code: str | None
) -> PlanBasis:
    """Return the documents coded twice where they are enough, else base rates and a guess."""
    asked = options.asked
    rates = base_rates(base, of_text(asked), code)
    so_far = None
    if not options.agreement:
        so_far = _pilot(reader, options, asked, code)
        if so_far is not None and len(so_far.documents) >= FEWEST and so_far.value is not None:
            return _resampled(so_far, asked, _few(rates, code))
    value, why, limits = _agreement(reader, options, so_far, code)
    source = assumed(rates, value, options.coefficient)
    return PlanBasis(
        source, (why, _of_rates(rates, base, of_text(asked).unit)), (*limits, *_few(rates, code))
    )


def _pilot(
    reader: Reader, options: PlannerOptions, asked: AgreementOptions, code: str | None
) -> Pilot | None:
    """Return the documents that were coded twice so far, None where there are none."""
    codes = () if code is None else (code,)
    try:
        study = _study(reader, options, asked.unit, codes)
    except NotComputable:
        return None
    twice = study.spans.finished.sum(axis=1) >= 2
    return pilot(study, asked, code) if study.codes and twice.any() else None


def _agreement(
    reader: Reader, options: PlannerOptions, so_far: Pilot | None, code: str | None
) -> tuple[float, str, tuple[str, ...]]:
    """Return the agreement that is assumed, the sentence that says why, and what it is worth."""
    model = (
        "the second coder repeats a decision of the first with that probability and else decides "
        "by chance (common correlation model: Bloch & Kraemer 1989)."
    )
    if options.agreement:
        return options.agreement, f"Assumed: agreement of {short(options.agreement)}; {model}", ()
    alpha = None
    if so_far is not None:
        plain = replace(options.asked, coefficients=(ALPHA,))
        alpha = _pilot(reader, options, plain, code)
    if so_far is None or alpha is None or alpha.value is None:
        none = "Nobody coded the same document as somebody else yet"
        if so_far is not None:
            none = "Agreement so far is undefined"
        return (
            GUESS,
            f"Assumed: agreement of {short(GUESS)}; {model}",
            (f"{none}: the agreement is a guess. Try others.",),
        )
    value = min(max(alpha.value, 0.0), _HIGHEST)
    few = number_of(len(alpha.documents), "document")
    said = f"Agreement so far: alpha = {short(alpha.value)} in {few}; {model}"
    enough: tuple[str, ...] = (
        f"So far {few} coded twice, too few to be resampled (it takes {FEWEST} with a value): how "
        "agreement differs between documents is not known, and the plan is a guess.",
    )
    if value != alpha.value:
        enough = (*enough, f"Agreement of {short(value)} was simulated, the nearest that can be.")
    return value, said, enough


def _resampled(found: Pilot, asked: AgreementOptions, limits: tuple[str, ...]) -> PlanBasis:
    number = number_of(len(found.documents), "document")
    said = (
        f"Simulated studies are drawn from the {number} that {listing(found.coders)} coded so far, "
        f"whole, with the agreement found there ({short(found.value or 0.0)}), by {asked.unit}."
    )
    return PlanBasis(found, (said,), limits)


def _of_rates(rates: BaseRates, base: CodedStudy, unit: UnitOfCoding) -> str:
    low, high = rates.between
    number = number_of(len(rates.coded), "document")
    length = ""
    if rates.length > 1:
        length = f"; {rates.length:,.1f} {unit}s in a row count as one decision, as they were coded"
    between = f", {_rate(low)} to {_rate(high)} between documents" if len(rates.coded) > 1 else ""
    return (
        f"Base rate: {_rate(rates.rate)} of {unit}s in {number} of {listing(base.coders)}"
        f"{between}{length}."
    )


def _few(rates: BaseRates, code: str | None) -> tuple[str, ...]:
    """Say where so few documents are known that the plan is worth little."""
    if rates.given >= FEWEST:
        return ()
    if len(rates.coded) >= FEWEST:
        number = number_of(rates.given, "document")
        what = "a code" if code is None else f"“{code}”"
        return (
            f"Of {len(rates.coded)} documents {what} was given in {number} only: how far documents "
            "differ is hardly known.",
        )
    number = number_of(len(rates.coded), "document")
    return (
        f"Base rates come from {number} only: how far documents differ is hardly known, and the "
        "plan is too hopeful where they differ more.",
    )


def short(value: float) -> str:
    """Return a coefficient as papers print it: `.08`, two figures or three where needed."""
    places = 2 if round(value, 2) == round(value, 4) or abs(value) >= 0.1 else 3
    return f"{value:.{places}f}".replace("0.", ".", 1)


def _rate(share: float) -> str:
    return f"{100 * share:.2g} %"
