"""What the chips of the cockpit say: all that a number of agreement depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gtcoder.reports.quality import StudyAgreementOptions

FINISHED, ALL, CHOSEN = "finished", "all", "chosen"
BESIDE = ("percent_agreement", "holsti_cr")  # computed along: the column of agreement, the matches
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the coders' codings; empty tuples mean all there are.

    `sample` is “finished”, “all” or “chosen”, which takes `documents`.
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

    @property
    def coefficients(self) -> tuple[str, ...]:
        """The chosen coefficient first, then those that stand beside it."""
        return tuple(dict.fromkeys((self.coefficient, *BESIDE)))

    def options(self) -> StudyAgreementOptions:
        """Return the question as the core takes it, with a row for each code."""
        from gtcoder.analysis.study import AgreementOptions, Per, UncodedText
        from gtcoder.reports.quality import StudyAgreementOptions
        from gtcoder.vocabulary import UnitOfCoding

        asked = AgreementOptions(
            coders=self.coders,
            documents=self.documents if self.sample == CHOSEN else (),
            codes=self.codes,
            unit=UnitOfCoding(self.unit),
            uncoded=UncodedText(self.uncoded),
            coefficients=self.coefficients,
            per=Per.CODE,
            bootstrap=self.resamples,
            seed=self.seed,
        )
        sample = FINISHED if self.sample == CHOSEN else self.sample
        return StudyAgreementOptions(asked, self.round, sample, interviewer=self.interviewer)
