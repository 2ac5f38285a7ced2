"""The options that reports of agreement share, and the question they make."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gtcoder.analysis.study import AgreementOptions, Per, UncodedText
from gtcoder.reports.coded_codes import CodesAs
from gtcoder.reports.coded_sample import StudyAgreementOptions
from gtcoder.vocabulary import UnitOfCoding

COEFFICIENTS = ("percent_agreement", "cohen_kappa", "krippendorff_alpha")


@dataclass(frozen=True, slots=True)
class ComparedOptions:
    """Whose codings are compared, of which documents, codes and round."""

    coders: tuple[str, ...] = field(
        default=(), metadata={"help": "coders by name; without any: all of the round"}
    )
    documents: tuple[str, ...] = field(
        default=(), metadata={"help": "documents by name; without any: the sample"}
    )
    codes: tuple[str, ...] = field(
        default=(), metadata={"help": "codes by path; without any: those applied in the sample"}
    )
    round: str = field(default="", metadata={"help": "a round by name or number; else the first"})
    sample: str = field(
        default="finished", metadata={"help": "finished: what all these coders finished; or all"}
    )
    interviewer: bool = field(
        default=True, metadata={"help": "whether the interviewers' turns count as text"}
    )
    codes_as: CodesAs = field(
        default=CodesAs.TODAY, metadata={"help": "codes as they stand today, or as applied then"}
    )
    rollup: bool = field(
        default=False, metadata={"help": "let codings count for the categories named, or the top"}
    )

    def question(self, asked: AgreementOptions | None = None) -> StudyAgreementOptions:
        """Return the question to the study."""
        how = replace(
            asked or AgreementOptions(),
            coders=self.coders,
            documents=self.documents,
            codes=self.codes,
        )
        return StudyAgreementOptions(
            how,
            self.round or None,
            self.sample,
            interviewer=self.interviewer,
            codes_as=self.codes_as,
            roll_up=self.rollup,
        )


@dataclass(frozen=True, slots=True)
class AgreementReportOptions(ComparedOptions):
    """What is compared, by which unit and coefficients, and how often resampled."""

    unit: UnitOfCoding = field(
        default=UnitOfCoding.CHARACTER, metadata={"help": "the unit of coding"}
    )
    overlap: float = field(
        default=0.0, metadata={"help": "per cent of a unit a coding must cover; 0: the default"}
    )
    uncoded: UncodedText = field(
        default=UncodedText.IN, metadata={"help": "whether text nobody coded counts"}
    )
    coefficients: tuple[str, ...] = field(
        default=COEFFICIENTS, metadata={"help": "coefficients by id, or id:variant"}
    )
    bootstrap: int = field(default=2000, metadata={"help": "resamples of documents; 0: none"})
    seed: int = field(default=1, metadata={"help": "the start of the random numbers"})

    def asking(self, per: Per | None, *, variable: str = "") -> StudyAgreementOptions:
        """Return the question with rows of their own for `per`."""
        asked = AgreementOptions(
            unit=self.unit,
            overlap=self.overlap / 100 if self.overlap else None,
            uncoded=self.uncoded,
            coefficients=self.coefficients,
            per=per,
            bootstrap=self.bootstrap,
            seed=self.seed,
        )
        return replace(self.question(asked), variable=variable)
