"""What the log of theoretical sampling shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gtcoder.progress import Progress
from gtcoder.queries.codebook import codes
from gtcoder.queries.names import names
from gtcoder.queries.sampling import Proposal, SamplingRow, proposal, sampling
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeLevel, SamplingDecisionId


@dataclass(frozen=True, slots=True)
class SamplingLog:
    """The decisions by date, what the ledger proposes for each, and what there is to name."""

    rows: tuple[SamplingRow, ...] = ()
    proposals: Mapping[SamplingDecisionId, Proposal] = field(default_factory=dict)
    documents: Mapping[int, str] = field(default_factory=dict)
    participants: Mapping[int, str] = field(default_factory=dict)
    categories: Mapping[int, str] = field(default_factory=dict)
    codes: Mapping[int, str] = field(default_factory=dict)
    revision: int = 0

    def row(self, key: SamplingDecisionId | None) -> SamplingRow | None:
        """Return a decision by its number."""
        return next((row for row in self.rows if row.id == key), None)


def read_log(reader: Reader, progress: Progress) -> SamplingLog:
    """Return the log as it stands."""
    rows, known, every = sampling(reader), names(reader), codes(reader, retired=True)
    proposals = {}
    for number, row in enumerate(rows):
        progress.step(number, len(rows), "reading the log")
        proposals[row.id] = proposal(reader, row.id)
    linked = {code for row in rows for code in row.codes}
    return SamplingLog(
        rows,
        proposals,
        known.documents,
        known.participants,
        {
            code.id: code.written
            for code in every
            if (code.level is not CodeLevel.OPEN and not code.retired) or code.id in linked
        },
        {code.id: code.written for code in every},
        reader.revision,
    )
