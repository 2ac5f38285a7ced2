"""What the chips of the cockpit say: all that a number of agreement depends on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gtcoder.reports.quality import StudyAgreementOptions

FINISHED, ALL, CHOSEN = "finished", "all", "chosen"
BESIDE = ("percent_agreement", "holsti_cr")  # computed along: the column of agreement, the matches
RESAMPLES = 1000
CODE, CATEGORY, DOCUMENT, PAIR, VARIABLE = "code", "category", "document", "pair", "variable"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the coders' codings; empty tuples mean all there are.

    `sample` is “finished”, “all” or “chosen”, which takes `documents`. A coefficient is written
    `name` or `name:variant`; `beside` are further ones, shown next to it. `overlap` is the share
    of a unit a coding must cover, None for the unit's own rule; `codes_as` is “today” or “origin”.
    """

    coders: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    sample: str = FINISHED
    round: str | None = None
    unit: str = "character"
    uncoded: str = "in"
    interviewer: bool = True
    coefficient: str = "krippendorff_alpha"
    resamples: int = RESAMPLES
    seed: int = 1
    beside: tuple[str, ...] = ()
    overlap: float | None = None
    codes_as: str = "today"
    roll_up: bool = False
    precision: float = 0.02
    sampler: str = "statistical"

    @property
    def coefficients(self) -> tuple[str, ...]:
        """The chosen coefficient first, then those that stand beside it."""
        return tuple(dict.fromkeys((self.coefficient, *self.beside, *BESIDE)))

    @property
    def of_text(self) -> Asked:
        """The question without what it takes no other codings for: coefficients and intervals."""
        plain = Asked()
        return replace(
            self,
            coefficient=plain.coefficient,
            beside=(),
            resamples=0,
            seed=plain.seed,
            uncoded=plain.uncoded,
            overlap=None,
            precision=plain.precision,
            sampler=plain.sampler,
        )

    def options(self, per: str = CODE, variable: str = "") -> StudyAgreementOptions:
        """Return the question as the core takes it, with a row for each code, document …"""
        from gtcoder.analysis.gamma.parameters import GammaParameters, Sampler
        from gtcoder.analysis.study import AgreementOptions, Per, UncodedText
        from gtcoder.reports.coded_codes import CodesAs
        from gtcoder.reports.quality import StudyAgreementOptions
        from gtcoder.vocabulary import UnitOfCoding

        asked = AgreementOptions(
            coders=self.coders,
            documents=self.documents if self.sample == CHOSEN else (),
            codes=self.codes,
            unit=UnitOfCoding(self.unit),
            overlap=self.overlap,
            uncoded=UncodedText(self.uncoded),
            coefficients=self.coefficients,
            per=Per(per) if per else None,
            bootstrap=self.resamples,
            seed=self.seed,
            gamma=GammaParameters(precision=self.precision, sampler=Sampler(self.sampler)),
        )
        return StudyAgreementOptions(
            asked,
            self.round,
            FINISHED if self.sample == CHOSEN else self.sample,
            interviewer=self.interviewer,
            codes_as=CodesAs(self.codes_as),
            roll_up=self.roll_up,
            variable=variable,
        )


def canonical(written: str) -> tuple[str, str]:
    """Return a coefficient and the variant that is meant, also where none is named."""
    from gtcoder.analysis.chosen import described

    name, _, variant = written.partition(":")
    return name, variant or getattr(described(name), "default_variant", "")
