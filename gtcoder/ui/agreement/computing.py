"""What the cockpit shows: values first, in one go off the window's thread, intervals after them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING

from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.errors import NotComputable
from gtcoder.progress import Progress
from gtcoder.store.reader import Reader
from gtcoder.ui.agreement.asked import Asked, canonical
from gtcoder.vocabulary import CodeId, CodeLevel, RoundKind

if TYPE_CHECKING:
    # Nobody evaluates the annotations of Numbers; numpy is not loaded before it is needed.
    from gtcoder.analysis.records import AgreementResults
    from gtcoder.analysis.study import CodedStudy
    from gtcoder.reports.quality import CodedSample, StudyAgreement  # noqa: TC004

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """A code of the comparison: how it looks, who applied it how often, what was matched.

    `codings` is by coder, `matched` by pair of coders: both, only the first, only the second.
    """

    code: CodeId
    name: str
    colour: int
    category: bool
    codings: tuple[int, ...] = ()
    matched: Mapping[Pair, tuple[int, int, int]] | None = None


@dataclass(frozen=True, slots=True)
class RoundValue:
    """The whole value of one round; None with the reason where there is none."""

    name: str
    value: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """The codings that are compared, and the names and counts that stand beside them."""

    asked: Asked
    sample: CodedSample
    codes: Mapping[str, CodeFacts]
    documents_in_all: int
    study: str
    revision: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """The answer to what was asked, and all that is said beside it.

    While `pending` the values are there and the intervals are still being computed.
    """

    asked: Asked
    made: StudyAgreement
    pairs: tuple[AgreementRecord, ...]
    rounds: tuple[RoundValue, ...]
    codes: Mapping[str, CodeFacts]
    documents_in_all: int
    study: str
    at: datetime
    seconds: float
    compared: Compared = field(repr=False)
    pending: bool = False
    value_seconds: float = 0.0

    @property
    def revision(self) -> int:
        """The entry of the ledger the numbers were computed from."""
        return self.made.revision

    @property
    def coders(self) -> tuple[str, ...]:
        """All coders that were compared."""
        return self.codings.coders

    @property
    def codings(self) -> CodedStudy:
        """The codings themselves."""
        return self.compared.sample.study


def compute(
    reader: Reader, asked: Asked, progress: Progress, before: Compared | None = None
) -> Numbers:
    """Return the agreement asked for without intervals, pair by pair and round by round beside it.

    `before` is what was compared last; it is taken again where only the coefficient is another.
    Raises NotComputable or NotFound where the question cannot be asked.
    """
    from gtcoder.reports.quality import StudyAgreement

    began = time.monotonic()
    compared = _compared(reader, asked, before)
    results = _measured(compared, replace(asked, resamples=0), progress)
    made = StudyAgreement(results, compared.sample.sentences, compared.revision)
    values = time.monotonic() - began
    return Numbers(
        asked=asked,
        made=made,
        pairs=_pairs(compared, asked, made, progress),
        rounds=_rounds(reader, asked, made, progress),
        codes=compared.codes,
        documents_in_all=compared.documents_in_all,
        study=compared.study,
        at=datetime.now(),
        seconds=time.monotonic() - began,
        compared=compared,
        pending=asked.resamples > 0,
        value_seconds=values,
    )


def with_intervals(numbers: Numbers, progress: Progress) -> Numbers:
    """Return the same numbers with their intervals."""
    began = time.monotonic()
    results = _measured(numbers.compared, numbers.asked, progress)
    found = whole(results.records, numbers.asked.coefficient)
    two_by_two = all(len(record.coders) == 2 for record in found)
    return replace(
        numbers,
        made=replace(numbers.made, results=results),
        pairs=found if two_by_two else numbers.pairs,
        at=datetime.now(),
        seconds=numbers.seconds + time.monotonic() - began,
        pending=False,
    )


def compared_in(reader: Reader, asked: Asked, coders: Pair, *, twice: bool) -> Compared:
    """Return the codings of another round, or, `twice`, those of a coder in it and in its repeat.

    `coders` are those of the sample that is wanted. Raises NotComputable where there is none.
    """
    from gtcoder.reports.quality import samples

    found = samples(reader, replace(asked.options(""), intra=twice))
    sample = next((each for each in found if set(coders) <= set(each.study.coders)), None)
    if sample is None:
        raise NotComputable("These coders are not compared in this round any more. Compute again.")
    return _compared_of(reader, asked, sample)


def whole(records: Sequence[AgreementRecord], coefficient: str) -> tuple[AgreementRecord, ...]:
    """Return the records of a coefficient over all codes: one, or one for each pair of coders.

    Without a pooled value it is that of the only code or domain there is, else the mean of the
    codes; several domains have no value together, and then there is none.
    """
    own = of_coefficient(records, coefficient)
    several = any(record.over is Over.CODE for record in own)
    ways = (Over.POOLED, Over.CODE, Over.MEAN, *(() if several else (Over.DOMAIN,)))
    for over in ways:
        found = tuple(record for record in own if record.over is over)
        if len({record.code for record in found}) == 1:
            return found
    return ()


def of_coefficient(
    records: Sequence[AgreementRecord], coefficient: str
) -> tuple[AgreementRecord, ...]:
    """Return the records of a coefficient as it is asked for, also by its usual variant."""
    meant = canonical(coefficient)
    return tuple(r for r in records if (r.coefficient, r.variant) == meant)


def _compared(reader: Reader, asked: Asked, before: Compared | None) -> Compared:
    """Return the codings to compare; those of before where nothing of them is asked otherwise."""
    from gtcoder.reports.quality import samples

    of_text = asked.of_text
    if before is not None and (before.asked, before.revision) == (of_text, reader.revision):
        return before
    (sample,) = samples(reader, asked.options())
    return _compared_of(reader, of_text, sample)


def _compared_of(reader: Reader, asked: Asked, sample: CodedSample) -> Compared:
    from gtcoder.queries import passages

    return Compared(
        asked=asked,
        sample=sample,
        codes=_codes(reader, sample),
        documents_in_all=len(passages.documents(reader)),
        study=reader.study.title,
        revision=reader.revision,
    )


def _measured(
    compared: Compared,
    asked: Asked,
    progress: Progress,
    per: str = "code",
    coefficients: tuple[str, ...] = (),
) -> AgreementResults:
    from gtcoder.analysis.agreement import measure

    how = asked.options(per).asked
    how = replace(
        how, coders=(), documents=(), codes=(), coefficients=coefficients or how.coefficients
    )
    return measure(compared.sample.study, how, progress)


def _pairs(
    compared: Compared, asked: Asked, made: StudyAgreement, progress: Progress
) -> tuple[AgreementRecord, ...]:
    """Return the whole value of each pair of coders, without intervals where they were not made."""
    found = whole(made.results.records, asked.coefficient)
    if all(len(record.coders) == 2 for record in found):
        return found
    plain, only = replace(asked, resamples=0), (asked.coefficient,)
    pairs = _measured(compared, plain, progress, "pair", only)
    return whole(pairs.records, asked.coefficient)


def _rounds(
    reader: Reader, asked: Asked, made: StudyAgreement, progress: Progress
) -> tuple[RoundValue, ...]:
    """Return the whole value of the same coders in every round of coding, where there are some."""
    from gtcoder.queries import people
    from gtcoder.reports.quality import agreement

    rows = [row for row in people.rounds(reader) if row.kind != RoundKind.CONSENSUS]
    if len(rows) < 2:
        return ()
    options = asked.options("round")
    coders = asked.coders or made.results.records[0].coders
    how = replace(options.asked, bootstrap=0, coders=coders, coefficients=(asked.coefficient,))
    try:
        found = agreement(reader, replace(options, asked=how), progress)
    except NotComputable as error:
        return tuple(RoundValue(row.name, None, str(error)) for row in rows)
    values = {
        name: records[0]
        for name, records in by_round(found.results.records, asked.coefficient).items()
        if records
    }
    return tuple(
        _round_value(values[row.name])
        if row.name in values
        else RoundValue(row.name, None, why_left_out(found.sentences, row.name))
        for row in rows
    )


def _round_value(record: AgreementRecord) -> RoundValue:
    return RoundValue(record.round, record.value, record.note if record.value is None else "")


def by_round(
    records: Sequence[AgreementRecord], coefficient: str
) -> dict[str, tuple[AgreementRecord, ...]]:
    """Return the whole values of each round; one has a pooled value, another a single code."""
    names = dict.fromkeys(record.round for record in records)
    return {
        name: whole([record for record in records if record.round == name], coefficient)
        for name in names
    }


def why_left_out(sentences: Sequence[str], name: str) -> str:
    """Return why a round could not be compared, from what is said beside the others."""
    begin = f"{name} is left out: "
    return next((each.removeprefix(begin) for each in sentences if each.startswith(begin)), "")


def _codes(reader: Reader, sample: CodedSample) -> dict[str, CodeFacts]:
    """Return, by path, the codes compared with the coders' own codings."""
    from gtcoder.queries.codebook import codes

    counted = dict(_counted(sample))
    return {
        row.written: CodeFacts(
            row.id, row.name, row.colour, row.level != CodeLevel.OPEN, *counted[row.written]
        )
        for row in codes(reader, retired=True)
        if row.written in counted
    }


def _counted(
    sample: CodedSample,
) -> Iterator[tuple[str, tuple[tuple[int, ...], dict[Pair, tuple[int, int, int]]]]]:
    """Yield for each code the codings of each coder and, of each pair, what was matched."""
    import numpy as np

    from gtcoder.analysis.matching import matched_table

    study, spans = sample.study, sample.study.spans
    size = (len(study.codes), len(study.coders))
    codings = np.zeros(size, dtype=np.int64)
    np.add.at(codings, (spans.code, spans.coder), 1)
    pairs = {
        (study.coders[g], study.coders[h]): matched_table(spans, g, h).by_code().astype(np.int64)
        for g, h in combinations(range(len(study.coders)), 2)
    }
    for place, name in enumerate(study.codes):
        matched: dict[Pair, tuple[int, int, int]] = {}
        for pair, table in pairs.items():
            both, first, second = table[place].tolist()
            matched[pair] = (both, first, second)
        yield name, (tuple(codings[place].tolist()), matched)
