"""Coefficients computed from spans themselves: sums for each document, then one formula.

What such a coefficient needs of a document is a row of numbers that may be added up over documents
(lengths of intersections, counts of segments …), so that pooling, single documents and resampled
documents all take the same path: add the rows, then ask the formula.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from gtcoder.analysis.coefficients.base import Estimates
from gtcoder.analysis.spans import CodingSpans, FloatArray, TextSpans
from gtcoder.analysis.units import ANY_OVERLAP, Touch
from gtcoder.errors import NotComputable
from gtcoder.registry import Registry

NINE_TENTHS = Fraction(9, 10)  # MAXQDA's default overlap


@dataclass(frozen=True, slots=True)
class SpanParameters:
    """What varies within a span coefficient; each uses what it names in `takes`.

    `code`: the code (its index) that a coefficient of one value of a domain asks for. `overlap`,
    `denominator` (union, max, min, self), `one_to_one` and `n_codes` belong to segment agreement.
    `units` (none: characters) and `touch` belong to a coefficient of units with several codes.
    """

    variant: str = ""
    code: int | None = None
    overlap: Fraction = NINE_TENTHS
    denominator: str = "union"
    one_to_one: bool = False
    n_codes: int | None = None
    units: TextSpans | None = None
    touch: Touch = ANY_OVERLAP


@dataclass(frozen=True, slots=True, eq=False)
class SpanTable:
    """The numbers to add up, codes × documents × statistics (one code where it is `joint`).

    `units` (codes × documents) counts what was compared: segments, sections or characters.
    """

    statistics: FloatArray
    units: FloatArray


@dataclass(frozen=True, slots=True)
class SpanCoefficient:
    """A coefficient of agreement on spans.

    `tabulate` reads the codings once; `estimate` takes sums of its statistics, tables ×
    statistics, and answers for every table. `joint`: one value for all codes together, which must
    exclude one another on the same text where `exclusive`. `paired`: coders two by two. `pool`
    makes the value over all codes of the codes' own; without it their statistics are added up.
    `of_one_code`: the variants that ask for one code of those that are joint. `default_variant`:
    the one meant where none is named, for a coefficient that has no plain form. `reference`: the
    first coder is the one the other is held against. `cautions`: what must be said of a variant.
    """

    id: str
    name: str
    author: str
    year: int
    citation: str
    missing: str
    unit: str
    tabulate: Callable[[CodingSpans, SpanParameters], SpanTable]
    estimate: Callable[[FloatArray, SpanParameters], Estimates]
    variants: tuple[str, ...] = ()
    joint: bool = False
    exclusive: bool = False
    paired: bool = False
    takes: frozenset[str] = frozenset()
    thresholds: tuple[float, ...] = ()
    pool: Callable[[Sequence[Estimates]], Estimates] | None = None
    of_one_code: frozenset[str] = frozenset()
    default_variant: str = ""
    reference: bool = False
    cautions: Mapping[str, str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """Author and year."""
        return f"{self.author} {self.year}"

    def check(self, spans: CodingSpans, parameters: SpanParameters) -> None:
        """Raise NotComputable where the coefficient cannot be asked this."""
        if spans.n_coders < 2 or (self.paired and spans.n_coders > 2):
            raise NotComputable(
                "{name} compares {range} coders, not {coders}.",
                name=self.name,
                range="2" if self.paired else "2 or more",
                coders=spans.n_coders,
            )
        if parameters.variant and parameters.variant not in self.variants:
            raise NotComputable(
                "{name} has no variant “{variant}”. Known: {known}.",
                name=self.name,
                variant=parameters.variant,
                known=", ".join(self.variants) or "none",
            )
        if parameters.variant in self.of_one_code and parameters.code is None:
            raise NotComputable(
                "{name}, variant {variant}, is of one code: name it.",
                name=self.name,
                variant=parameters.variant,
            )


SPAN_COEFFICIENTS: Registry[SpanCoefficient] = Registry("span_coefficients")


def register_spanning(coefficient: SpanCoefficient) -> SpanCoefficient:
    """Add a span coefficient under its id."""
    return SPAN_COEFFICIENTS.add(coefficient.id, coefficient)
