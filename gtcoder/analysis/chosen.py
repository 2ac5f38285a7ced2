"""Coefficients as they are asked for: by name, or by name and variant, `u_alpha_2016:cu`."""

from __future__ import annotations

from dataclasses import dataclass

from gtcoder.analysis.coefficients import COEFFICIENTS, Coefficient
from gtcoder.analysis.coefficients.spanning import SPAN_COEFFICIENTS, SpanCoefficient
from gtcoder.analysis.gamma.parameters import GAMMAS, GammaCoefficient
from gtcoder.errors import NotFound


@dataclass(frozen=True, slots=True)
class Asked:
    """A coefficient and the variant of it that is asked for, “” for its plain form."""

    coefficient: Coefficient | SpanCoefficient
    variant: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What there is to know of a coefficient before it is chosen."""

    id: str
    name: str
    source: str
    input: str
    missing: str
    variants: tuple[str, ...]
    citation: str


def asked_for(written: str) -> Asked:
    """Return the coefficient written `name` or `name:variant`; NotFound names those there are."""
    name, _, variant = written.partition(":")
    return Asked(coefficient_named(name), variant)


def coefficient_named(name: str) -> Coefficient | SpanCoefficient:
    """Return the coefficient of that id, of units or of spans."""
    spanning = SPAN_COEFFICIENTS.names()
    if name in spanning:
        return SPAN_COEFFICIENTS.get(name)
    if name in COEFFICIENTS.names():
        return COEFFICIENTS.get(name)
    known = [*COEFFICIENTS.names(), *spanning, *GAMMAS.names()]
    raise NotFound(
        "“{name}” is none of the coefficients. Known: {known}.", name=name, known=", ".join(known)
    )


def described(name: str) -> Coefficient | SpanCoefficient | GammaCoefficient:
    """Return what stands beside a value of that coefficient: its name, source, thresholds."""
    return GAMMAS.get(name) if name in GAMMAS.names() else coefficient_named(name)


def called(coefficient: str, source: str, variant: str = "") -> str:
    """Return a coefficient's name with author and year, as it must stand beside its value."""
    name = f"{described(coefficient).name} ({source})"
    return f"{name}, {variant}" if variant else name


def listed() -> tuple[Listed, ...]:
    """Return all coefficients that can be asked for, those of units first."""
    of_units = [_listed(each, _input(each)) for _, each in COEFFICIENTS]
    of_spans = [_listed(each, _of_spans(each)) for _, each in SPAN_COEFFICIENTS]
    aligned = [_listed(each, "spans, aligned; 2 coders or more") for _, each in GAMMAS]
    return (*of_units, *of_spans, *aligned)


def _listed(each: Coefficient | SpanCoefficient | GammaCoefficient, input: str) -> Listed:
    return Listed(
        each.id, each.name, each.source, input, each.missing, each.variants, each.citation
    )


def _input(each: Coefficient) -> str:
    what = "codings, matched" if each.decisions else "units"
    if each.unit is not None:
        what = f"{each.unit.value}s"
    return f"{what}; {_coders(paired=each.paired)}"


def _of_spans(each: SpanCoefficient) -> str:
    together = "; all codes together" if each.joint else ""
    apart = ", which must exclude one another" if each.exclusive else ""
    return f"spans; {_coders(paired=each.paired)}{together}{apart}"


def _coders(*, paired: bool) -> str:
    return "2 coders" if paired else "2 coders or more"
