"""The rounds of a study to be built: what each was, who coded what in it, what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gtcoder.vocabulary import AssignmentState, RoundKind, SegmentSource, Span, Verdict

USUAL_ROUND = "Round 1"
FIRST_ROUND = ""  # how codings, decisions and the rest name the first round

Moment = datetime | bool
"""When something happened; True where only that it did is said, False where it did not."""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What a round was, whatever study it stands in: its kind, its ends, how texts were drawn."""

    name: str
    kind: RoundKind = RoundKind.OPEN
    blind: bool = False
    segments: SegmentSource | None = None
    note: str = ""
    opened: Moment = False
    unblinded: Moment = False
    closed: Moment = False
    sample: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoundDraft(RoundFacts):
    """A round to be built. `of` is the name of an earlier one, as written; `places` are given."""

    of: str | None = None
    places: tuple[tuple[str, Span], ...] = ()
    place: str = ""

    @property
    def stays_blind(self) -> bool:
        """Whether its coders go on to see their own work only."""
        return self.blind and not (self.closed or self.unblinded)


@dataclass(frozen=True, slots=True)
class AssignmentDraft:
    """How far a coder says to be with a document in a round."""

    round: str
    coder: str
    document: str
    state: AssignmentState
    place: str = ""


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A disagreement that was talked over: what the coders had said (who, where, code), what holds.

    `code` and `span` are a third way; a new rule goes to `rule_code`, else to the code that stands.
    """

    document: str
    said: tuple[tuple[str, Span, int], ...]
    verdict: Verdict
    code: int | None
    span: Span | None
    reason: str
    rule: str
    rule_code: int | None
    coder: str
    place: str = ""
    round: str = FIRST_ROUND


@dataclass(frozen=True, slots=True)
class AdjudicationDraft:
    """Decisions over disagreements, and in which rounds who took over what all coded alike."""

    decisions: tuple[DecisionDraft, ...] = ()
    agreed: Mapping[str, str] = field(default_factory=dict)
