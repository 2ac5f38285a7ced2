"""Codes that may be one: what is proposed for a merge, without what is kept apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.similar import CodeCard, CodedSpans, Likeness, Reason, proposals
from gtcoder.progress import Progress
from gtcoder.queries.codebook import CodeRow, codes
from gtcoder.queries.consolidation import kept_apart
from gtcoder.queries.frames import coders_codings
from gtcoder.queries.keeping import kept_while
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId

__all__ = ["COMPARED", "Likeness", "MergeProposal", "Reason", "merge_proposals"]
COMPARED = ("code", "coding", "quotation")


@dataclass(frozen=True, slots=True)
class MergeProposal:
    """Two codes that may be one: `one` has fewer codings and would go into `other`."""

    one: CodeRow
    other: CodeRow
    one_codings: int
    other_codings: int
    score: int
    reasons: tuple[Reason, ...]

    @property
    def pair(self) -> tuple[int, int]:
        """The two codes' keys, the lower first, by which a refusal knows them."""
        return min(self.one.id, self.other.id), max(self.one.id, self.other.id)

    @property
    def kinds(self) -> frozenset[Likeness]:
        """What makes the two alike."""
        return frozenset(reason.kind for reason in self.reasons)


def merge_proposals(
    reader: Reader, progress: Progress | None = None, *, refused: bool = False
) -> tuple[MergeProposal, ...]:
    """Return the pairs of codes in use that may be one, the likeliest first.

    Pairs that are kept apart are left out, unless `refused`. The comparison is kept until codes or
    codings change; with thousands of codes it belongs in a job.
    """
    found = kept_while(
        reader, "merge proposals", COMPARED, lambda: _compared(reader, progress), all_see=False
    )
    if refused:
        return found
    apart = {row.pair for row in kept_apart(reader)}
    return tuple(proposal for proposal in found if proposal.pair not in apart)


def _compared(reader: Reader, progress: Progress | None) -> tuple[MergeProposal, ...]:
    every = {code.id: code for code in codes(reader)}
    table = coders_codings(reader)
    counts = np.bincount(table.code, minlength=max(every, default=0) + 1)
    cards = [
        CodeCard(
            code.id,
            code.name,
            f"{code.definition} {code.rule}",
            int(counts[code.id]),
            _above(every, code),
        )
        for code in every.values()
    ]
    columns = (table.code, table.document, table.start, table.end)
    spans = CodedSpans(*(column.astype(np.int64) for column in columns))
    return tuple(
        MergeProposal(
            every[CodeId(each.one)],
            every[CodeId(each.other)],
            int(counts[each.one]),
            int(counts[each.other]),
            each.score,
            each.reasons,
        )
        for each in proposals(cards, spans, progress)
    )


def _above(every: dict[CodeId, CodeRow], code: CodeRow) -> frozenset[int]:
    found: set[int] = set()
    at = code.parent
    while at is not None and at in every:
        found.add(at)
        at = every[at].parent
    return frozenset(found)
