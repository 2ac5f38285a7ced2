"""What the page shows, read at once: proposals, pairs kept apart, and the sum of the codebook."""

from __future__ import annotations

from dataclasses import dataclass, field

from gtcoder.progress import Progress
from gtcoder.queries.codebook import CodeRow, codes
from gtcoder.queries.consolidation import KeptApart, kept_apart
from gtcoder.queries.reconciliation import (
    Reconciliation,
    before_merging,
    moment,
    reconciliation,
)
from gtcoder.queries.retrieval import Passage, passages_of_code
from gtcoder.reports.proposals import Likeness, MergeProposal
from gtcoder.reports.proposals import merge_proposals as proposals_of
from gtcoder.store.reader import Reader
from gtcoder.ui.bridge import Bridge
from gtcoder.vocabulary import CodeId

MOST = 200  # passages of a code that are listed
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Consolidation:
    """All that the page holds."""

    proposals: tuple[MergeProposal, ...] = ()
    refused: tuple[KeptApart, ...] = ()
    codes: dict[CodeId, CodeRow] = field(default_factory=dict)
    total: Reconciliation | None = None

    @property
    def empty(self) -> bool:
        """Tell whether there is no pair of any kind."""
        return not self.proposals and not self.refused

    def of(self, kind: str) -> tuple[MergeProposal, ...]:
        """Return the proposals of one kind, or all of them."""
        if not kind:
            return self.proposals
        return tuple(row for row in self.proposals if Likeness(kind) in row.kinds)


@dataclass(frozen=True, slots=True)
class Side:
    """One code of a pair with its passages."""

    code: CodeRow
    total: int
    passages: tuple[Passage, ...]


def read_all(bridge: Bridge, progress: Progress) -> Consolidation:
    """Return what the page holds; with thousands of codes it takes about a second."""
    with bridge.read() as reader:
        found = proposals_of(reader, progress)
        every = {code.id: code for code in codes(reader, retired=True)}
        total = reconciliation(reader, before_merging(reader), moment(reader, ""))
        return Consolidation(found, kept_apart(reader), every, total)


def read_side(reader: Reader, code: CodeRow) -> Side:
    """Return a code with its first passages."""
    found = passages_of_code(reader, code.id, limit=MOST)
    return Side(code, found.total, found.rows)
