"""A study's codings as agreement sees them: names, sample, unit, and what is asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum

import numpy as np

from gtcoder.analysis.gamma.parameters import GammaParameters
from gtcoder.analysis.spans import BoolArray, CodingSpans, TextSpans, chosen_spans
from gtcoder.analysis.units import ANY_OVERLAP, Touch, at_least
from gtcoder.errors import NotComputable, NotFound
from gtcoder.vocabulary import UnitOfCoding

DEFAULT_COEFFICIENTS = ("percent_agreement", "holsti_cr", "cohen_kappa", "krippendorff_alpha")


class Per(StrEnum):
    """What gets rows of its own beside the values over everything."""

    CODE = "code"
    CATEGORY = "category"
    DOCUMENT = "document"
    PAIR = "pair"
    ROUND = "round"
    VARIABLE = "variable"


class UncodedText(StrEnum):
    """Whether text that nobody gave any of the codes counts as agreement on “not applied”."""

    IN = "in"
    OUT = "out"


class Sample(StrEnum):
    """Where the documents of a comparison come from."""

    FINISHED = "finished"
    INFERRED = "inferred"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Domain:
    """A category whose codes, by place among the study's, exclude one another on the same text."""

    name: str
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CodedStudy:
    """Codings with the names of their documents, codes and coders.

    `units` are the spans of the unit of coding where it is neither the character nor the whole
    document; without them quotations are those of the coders themselves. `groups` says of each
    document what it has of `variable`. `sample`, `round` and `remarks` (what is true of all
    numbers of these codings) are passed through to the results.
    """

    spans: CodingSpans
    documents: tuple[str, ...]
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    units: TextSpans | None = None
    sample: str = Sample.GIVEN.value
    round: str = ""
    domains: tuple[Domain, ...] = ()
    variable: str = ""
    groups: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def chosen(
        self, *, documents: Sequence[int], codes: Sequence[int], coders: Sequence[int]
    ) -> CodedStudy:
        """Return the study of some documents, codes and coders."""
        place = np.full(len(self.documents), -1, dtype=np.int32)
        place[np.asarray(documents, dtype=np.intp)] = np.arange(len(documents), dtype=np.int32)
        return replace(
            self,
            spans=self.spans.chosen(documents=documents, codes=codes, coders=coders),
            documents=tuple(self.documents[d] for d in documents),
            codes=tuple(self.codes[k] for k in codes),
            coders=tuple(self.coders[g] for g in coders),
            units=None if self.units is None else chosen_spans(self.units, place),
            domains=_domains(self.domains, codes),
            groups=tuple(self.groups[d] for d in documents) if self.groups else (),
        )


@dataclass(frozen=True, slots=True)
class AgreementOptions:
    """What to compare and how; empty tuples mean all there are.

    `touch` says when a coding touches a unit other than the character; `overlap`, where given, is
    the share of a unit a coding must cover, or, of quotations and segments, the share that two
    must have in common. A coefficient is written `name` or `name:variant`. `per` adds rows for
    each code, document, pair of coders or value of the study's variable. `bootstrap` 0 means no
    intervals.
    """

    coders: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    unit: UnitOfCoding = UnitOfCoding.CHARACTER
    touch: Touch = ANY_OVERLAP
    overlap: float | None = None
    uncoded: UncodedText = UncodedText.IN
    coefficients: tuple[str, ...] = DEFAULT_COEFFICIENTS
    per: Per | None = None
    bootstrap: int = 2000
    seed: int = 1
    gamma: GammaParameters = field(default_factory=GammaParameters)

    @property
    def rule(self) -> Touch:
        """When a coding touches a unit."""
        return self.touch if self.overlap is None else at_least(self.overlap)


def _domains(domains: Sequence[Domain], codes: Sequence[int]) -> tuple[Domain, ...]:
    """Return the domains of some of the codes, renumbered; one without any of them is none."""
    place = {code: number for number, code in enumerate(codes)}
    held = (
        Domain(each.name, tuple(place[code] for code in each.codes if code in place))
        for each in domains
    )
    return tuple(each for each in held if each.codes)


def sampled(
    study: CodedStudy,
    finished: BoolArray,
    *,
    coders: Sequence[str] = (),
    documents: Sequence[str] = (),
    everything: bool = False,
) -> CodedStudy:
    """Return the study of the documents to compare, with who looked at which of them.

    `finished` (documents × coders) is what coders said. The sample is the documents that all the
    chosen coders finished; where none of them finished any, those in which each has a coding, and
    the sample is called inferred. With `documents` named, or with `everything` all of them, it is
    called given, and a coder who neither finished a document nor coded in it has not looked at it.
    """
    columns = places(study.coders, coders, "coder")
    coded = np.zeros((len(study.documents), len(study.coders)), dtype=np.bool_)
    coded[study.spans.document, study.spans.coder] = True
    looked = finished | coded
    rows: Sequence[int] = places(study.documents, documents, "document")
    kind = Sample.GIVEN if documents or everything else Sample.INFERRED
    if not documents and not everything:
        said = finished[:, columns]
        kind = Sample.FINISHED if said.any() else Sample.INFERRED
        rows = np.flatnonzero((said if said.any() else coded[:, columns]).all(axis=1)).tolist()
        looked = finished if said.any() else looked
    chosen = replace(study, spans=replace(study.spans, looked=looked), sample=kind.value)
    return chosen.chosen(documents=rows, codes=range(len(study.codes)), coders=columns)


def narrowed(study: CodedStudy, options: AgreementOptions) -> CodedStudy:
    """Return the chosen part of the study, with the documents two of the coders have finished.

    Raises NotFound for a name the study does not hold, NotComputable where nothing is left.
    """
    coders = places(study.coders, options.coders, "coder")
    if len(coders) < 2:
        raise NotComputable(
            "Agreement takes two coders or more; {coders} here. Choose another coder or round.",
            coders="there is one" if coders else "there is none",
        )
    chosen = study.chosen(
        documents=places(study.documents, options.documents, "document"),
        codes=places(study.codes, options.codes, "code"),
        coders=coders,
    )
    if not chosen.codes:
        raise NotComputable("There is no code to compare.")
    paired = np.flatnonzero(chosen.spans.finished.sum(axis=1) >= 2).tolist()
    if not paired:
        raise NotComputable(
            "There is no document that two of the coders have finished. Finish one, or name the "
            "documents to compare."
        )
    every = range(len(chosen.codes)), range(len(chosen.coders))
    return chosen.chosen(documents=paired, codes=every[0], coders=every[1])


def places(known: Sequence[str], asked: Sequence[str], what: str) -> list[int]:
    """Return the places of the asked names, of all where none is asked; NotFound names others."""
    if not asked:
        return list(range(len(known)))
    index = {name: place for place, name in enumerate(known)}
    for name in asked:
        if name not in index:
            near = get_close_matches(name, known, n=3, cutoff=0.4)
            raise NotFound(
                "There is no {what} “{name}” here. Nearest: {near}.",
                what=what,
                name=name,
                near=", ".join(near) or "none",
            )
    return [index[name] for name in dict.fromkeys(asked)]
