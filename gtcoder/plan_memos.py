"""What a memo of a plan is about beyond codes, documents and participants."""

from __future__ import annotations

from dataclasses import dataclass

from gtcoder.plan_passages import PassageDraft


@dataclass(frozen=True, slots=True)
class MemoLinkDraft:
    """One thing a memo is about, by what its kind is known by.

    A passage by itself; a relation by source, type and target; a property by its category's `code`
    and `name`; a speaker by `document` and `name`; a paradigm, model or instrument by `name`; a
    memo by its place among the memos and a sampling decision by its place in the log.
    """

    about: str
    name: str = ""
    passage: PassageDraft | None = None
    relation: tuple[int, str, int] | None = None
    code: int | None = None
    document: str = ""
    number: int = 0
