"""What a plan for double coding is asked with: the interval that is wished, and what is assumed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gtcoder.analysis.chosen import described
from gtcoder.analysis.gamma.parameters import is_gamma
from gtcoder.analysis.planner import Wish
from gtcoder.analysis.study import AgreementOptions
from gtcoder.errors import InvalidInput, NotComputable
from gtcoder.reports.agreement_options import ComparedOptions
from gtcoder.vocabulary import UnitOfCoding

ALPHA = "krippendorff_alpha"


class DrawnBy(StrEnum):
    """What the plan counts: whole documents, or unrelated units from all of them."""

    DOCUMENTS = "documents"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class PlannerOptions(ComparedOptions):
    """The interval that is wished, of which coefficient, and what is assumed.

    With `codes` it is that of the rarest of them, without any of all codes in one table.
    """

    width: float = field(default=0.1, metadata={"help": "wished half-width of the 95 % interval"})
    share: float = field(
        default=0.8, metadata={"help": "share of simulated studies that shall be narrower"}
    )
    coefficient: str = field(default=ALPHA, metadata={"help": "a coefficient by id, or id:variant"})
    agreement: float = field(
        default=0.0,
        metadata={"help": "assumed agreement beyond chance, below 1; 0: as found so far, else .80"},
    )
    unit: UnitOfCoding = field(
        default=UnitOfCoding.CHARACTER, metadata={"help": "the unit of coding"}
    )
    overlap: float = field(
        default=0.0, metadata={"help": "per cent of a unit a coding must cover; 0: the default"}
    )
    by: DrawnBy = field(
        default=DrawnBy.DOCUMENTS, metadata={"help": "whole documents, or units drawn at random"}
    )
    most: int = field(default=0, metadata={"help": "try at most so many; 0: 60, or 2,400 units"})
    studies: int = field(default=400, metadata={"help": "simulated studies"})
    resamples: int = field(default=400, metadata={"help": "resamples of each of them"})
    seed: int = field(default=1, metadata={"help": "the start of the random numbers"})

    @property
    def wish(self) -> Wish:
        """The interval that is wished."""
        most = self.most or (60 if self.by is DrawnBy.DOCUMENTS else 2400)
        return Wish(self.width, self.share, most, self.studies, self.resamples, self.seed)

    @property
    def asked(self) -> AgreementOptions:
        """How a value is computed."""
        own = getattr(described(self.coefficient.partition(":")[0]), "unit", None)
        return AgreementOptions(
            unit=own if isinstance(own, UnitOfCoding) else self.unit,
            overlap=self.overlap / 100 if self.overlap else None,
            coefficients=(self.coefficient,),
        )


def refuse(options: PlannerOptions) -> None:
    """Raise InvalidInput or NotComputable where the question cannot be asked."""
    options.wish.check()
    if is_gamma(options.coefficient):
        raise NotComputable(
            "Gamma is itself drawn by lot, for minutes in each simulated study. Choose another "
            "coefficient to plan with."
        )
    if not 0 <= options.agreement < 1:
        raise InvalidInput(
            "The assumed agreement lies from 0 to below 1, not at {value:g}. Nothing was computed.",
            value=options.agreement,
        )
    if options.by is DrawnBy.UNITS and not options.codes:
        raise InvalidInput(
            "A unit that is drawn is coded for one code or the other: name the codes. The plan is "
            "then for the rarest of them. Nothing was computed."
        )
    if options.by is DrawnBy.UNITS and options.asked.unit is UnitOfCoding.CHARACTER:
        raise InvalidInput(
            "Characters are not coded one by one, so none are drawn. Choose turns, sentences or "
            "another unit, or plan whole documents. Nothing was computed."
        )
