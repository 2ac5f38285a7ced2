"""The passages of a plan: a stretch of a document that one coder has marked in a round."""

from __future__ import annotations

from dataclasses import dataclass

from gtcoder.plan_rounds import FIRST_ROUND
from gtcoder.vocabulary import Span


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A stretch of a document (by name) that one coder has marked in a round."""

    coder: str
    document: str
    span: Span
    round: str = FIRST_ROUND
