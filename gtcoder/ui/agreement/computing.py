"""What the cockpit shows, computed in one go off the window's thread."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING

from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.errors import NotComputable
from gtcoder.progress import Progress
from gtcoder.store.reader import Reader
from gtcoder.ui.agreement.asked import Asked
from gtcoder.vocabulary import CodeId, CodeLevel, RoundKind

if TYPE_CHECKING:
    # Nobody evaluates the annotations of Numbers; numpy is not loaded before it is needed.
    from gtcoder.reports.quality import CodedSample, StudyAgreement  # noqa: TC004

WHOLE = (Over.POOLED, Over.CODE)  # with one code there is no pooled row: the code's is the whole


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
    matched: Mapping[tuple[str, str], tuple[int, int, int]] | None = None


@dataclass(frozen=True, slots=True)
class RoundValue:
    """The whole value of one round; None with the reason where there is none."""

    name: str
    value: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The answer to what was asked, and all that is said beside it."""

    asked: Asked
    made: StudyAgreement
    pairs: tuple[AgreementRecord, ...]
    rounds: tuple[RoundValue, ...]
    codes: Mapping[str, CodeFacts]
    documents_in_all: int
    study: str
    at: datetime
    seconds: float

    @property
    def revision(self) -> int:
        """The entry of the ledger the numbers were computed from."""
        return self.made.revision

    @property
    def coders(self) -> tuple[str, ...]:
        """All coders that were compared."""
        every = (name for record in self.made.results.records for name in record.coders)
        return tuple(dict.fromkeys(every))


def compute(reader: Reader, asked: Asked, progress: Progress) -> Numbers:
    """Return the agreement asked for, pair by pair and round by round beside it.

    Raises NotComputable or NotFound where the question cannot be asked.
    """
    from gtcoder.queries import passages
    from gtcoder.reports.quality import agreement

    began = time.monotonic()
    options = asked.options()
    made = agreement(reader, options, progress)
    progress.step(0, 0, "Comparing pairs")
    return Numbers(
        asked=asked,
        made=made,
        pairs=_pairs(reader, asked, made, progress),
        rounds=_rounds(reader, asked, made, progress),
        codes=_codes(reader, asked),
        documents_in_all=len(passages.documents(reader)),
        study=reader.study.title,
        at=datetime.now(),
        seconds=time.monotonic() - began,
    )


def whole(records: tuple[AgreementRecord, ...], coefficient: str) -> tuple[AgreementRecord, ...]:
    """Return the records of a coefficient over all codes: one, or one for each pair of coders."""
    own = [record for record in records if record.coefficient == coefficient]
    pooled = tuple(record for record in own if record.over is Over.POOLED)
    return pooled or tuple(record for record in own if record.over in WHOLE)


def _pairs(
    reader: Reader, asked: Asked, made: StudyAgreement, progress: Progress
) -> tuple[AgreementRecord, ...]:
    """Return the whole value of each pair of coders, without intervals where they were not made."""
    from gtcoder.analysis.study import Per
    from gtcoder.reports.quality import agreement

    found = whole(made.results.records, asked.coefficient)
    if all(len(record.coders) == 2 for record in found):
        return found
    options = asked.options()
    how = replace(options.asked, per=Per.PAIR, bootstrap=0, coefficients=(asked.coefficient,))
    pairs = agreement(reader, replace(options, asked=how), progress)
    return whole(pairs.results.records, asked.coefficient)


def _rounds(
    reader: Reader, asked: Asked, made: StudyAgreement, progress: Progress
) -> tuple[RoundValue, ...]:
    """Return the whole value of every round of coding, where there are several."""
    from gtcoder.queries import people

    rows = [row for row in people.rounds(reader) if row.kind != RoundKind.CONSENSUS]
    if len(rows) < 2:
        return ()
    mine = whole(made.results.records, asked.coefficient)[0]
    found = []
    for row in rows:
        if row.name == mine.round:
            found.append(RoundValue(row.name, mine.value, mine.note))
        else:
            found.append(_round(reader, replace(asked, round=row.name, resamples=0), progress))
    return tuple(found)


def _round(reader: Reader, asked: Asked, progress: Progress) -> RoundValue:
    from gtcoder.reports.quality import agreement

    options = asked.options()
    how = replace(options.asked, per=None, coefficients=(asked.coefficient,))
    try:
        made = agreement(reader, replace(options, asked=how), progress)
    except NotComputable as error:
        return RoundValue(asked.round or "", None, str(error))
    record = whole(made.results.records, asked.coefficient)[0]
    return RoundValue(asked.round or "", record.value, record.note)


def _codes(reader: Reader, asked: Asked) -> dict[str, CodeFacts]:
    """Return, by path, the codes compared with the coders' own codings."""
    from gtcoder.queries.codebook import codes
    from gtcoder.reports.quality import coded_study

    options = asked.options()
    sample = coded_study(
        reader,
        coders=options.asked.coders,
        documents=options.asked.documents,
        code_paths=options.asked.codes,
        round=options.round,
        sample=options.sample,
        interviewer=options.interviewer,
    )
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
) -> Iterator[tuple[str, tuple[tuple[int, ...], dict[tuple[str, str], tuple[int, int, int]]]]]:
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
        matched: dict[tuple[str, str], tuple[int, int, int]] = {}
        for pair, table in pairs.items():
            both, first, second = table[place].tolist()
            matched[pair] = (both, first, second)
        yield name, (tuple(codings[place].tolist()), matched)
