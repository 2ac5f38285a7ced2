"""Documents of another tool's project: their texts, their passages, and who speaks in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime

from gtcoder.batch import DocumentDraft, MarkDraft
from gtcoder.exchange.projects.cases import CasePart, tie
from gtcoder.exchange.projects.positions import (
    Counting,
    Found,
    Passages,
    frozen_places,
    holds_words,
)
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.queries.record_words import counted_of
from gtcoder.study_rows import Guid


@dataclass(frozen=True, slots=True)
class RawText:
    """A text as a file has it, and the one in which its passages are counted.

    `spanned` leads from a passage of `counted` to one of `text`; where both are one, it is None.
    """

    text: str
    ways: tuple[Counting, ...]
    counted: str | None = None
    spanned: Callable[[int, int], tuple[int, int]] | None = None
    marks: tuple[MarkDraft, ...] = ()


@dataclass
class ForeignText:
    """A document that came in: its draft, how its passages are found, and the cases it is of."""

    guid: Guid
    draft: DocumentDraft
    raw: RawText
    moment: datetime
    cases: list[CasePart] = field(default_factory=list)

    def __post_init__(self) -> None:
        counted = self.raw.text if self.raw.counted is None else self.raw.counted
        self.passages = Passages(counted, self.raw.ways)
        self._frozen = frozen_places(self.raw.text)

    def span(self, found: Found) -> tuple[int, int] | None:
        """Return a passage in the frozen text; None where it holds no words there."""
        start, end = found.start, found.end
        if self.raw.spanned is not None:
            start, end = self.raw.spanned(start, end)
        start, end = self._place(start), self._place(end)
        return (start, end) if holds_words(self.draft.text, start, end) else None

    def case(self, name: str, start: int | None, end: int | None) -> bool:
        """Tie a stretch, or the whole text where none is said, to a participant; tell if it is."""
        if not start and not end:
            self.cases.append(CasePart(name, 0, len(self.draft.text)))
            return True
        if start is None or end is None or end <= start:
            return False
        self.cases.append(CasePart(name, self._place_of(start), self._place_of(end)))
        return True

    def _place(self, at: int) -> int:
        return max(0, min(self._frozen(at), len(self.draft.text)))

    def _place_of(self, count: int) -> int:
        """Return where a count leads, as most passages of this text were counted."""
        return self._place(self.passages.usual(count))


def marks_in(raw: RawText, length: int) -> tuple[MarkDraft, ...]:
    """Return what the form of the words says, in a frozen text of that length."""
    place = frozen_places(raw.text)
    spans = ((min(place(each.start), length), min(place(each.end), length), each.kind)
             for each in raw.marks)  # fmt: skip
    return tuple(MarkDraft(start, end, kind) for start, end, kind in spans if start < end)


def store(
    drafts: RowDrafts,
    add: Callable[..., Guid],
    text: ForeignText,
    participant: Callable[[str], Guid],
) -> list[str]:
    """Add the rows of a document with its speakers and turns; return what to say of its cases."""
    tied = tie(text.draft, text.cases)
    draft = tied.document
    sha256 = drafts.text(draft.text)
    number = add(
        "text_version",
        text.guid,
        sha256,
        document_id=text.guid,
        sha256=sha256,
        characters=len(draft.text),
        source=asdict(draft.source),
        marks=[[mark.start, mark.end, str(mark.kind)] for mark in draft.marks] or None,
    )
    whose = None if draft.participant is None else participant(draft.participant)
    drafts.add(
        "document",
        text.guid,
        name=draft.name,
        version_id=number,
        participant_id=whose,
        created_at=text.moment,
    )
    _store_speech(add, text.guid, draft, participant)
    return list(_told(tied.others, tied.unused))


def _store_speech(
    add: Callable[..., Guid],
    document: Guid,
    draft: DocumentDraft,
    participant: Callable[[str], Guid],
) -> None:
    """Add who speaks in a document, and their turns."""
    speakers = {
        each.label: add(
            "speaker",
            document,
            each.label,
            document_id=document,
            label=each.label,
            role=each.role,
            participant_id=None if each.participant is None else participant(each.participant),
        )
        for each in draft.speakers
    }
    for turn in draft.turns:
        add(
            "turn",
            document,
            turn.start,
            document_id=document,
            start=turn.start,
            end=turn.end,
            body=turn.body,
            speaker_id=None if turn.speaker is None else speakers[turn.speaker],
            begins=turn.begins,
            ends=turn.ends,
        )


def _told(others: tuple[str, ...], unused: int) -> Iterator[str]:
    if others:
        yield f"it belongs to several cases; the first was taken, not {', '.join(others)}"
    if unused:
        are, overlap, they = ("is", "overlaps", "it was") if unused == 1 else (
            "are", "overlap", "they were"
        )  # fmt: skip
        yield (
            f"{counted_of(unused, 'stretches of cases')} {are} no speaker's words for the most "
            f"part, or {overlap}; {they} left out"
        )
