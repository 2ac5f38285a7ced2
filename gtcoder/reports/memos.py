"""Memos with what they are about: a table, or in texts a booklet to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gtcoder.errors import InvalidInput, NotFound
from gtcoder.progress import Progress
from gtcoder.queries import people
from gtcoder.queries.codebook import find_code, nearest
from gtcoder.queries.memo_filter import (
    FoldedMemos,
    MemoFilter,
    MemoSort,
    folded_tags,
    in_order,
)
from gtcoder.queries.memos import About, MemoCard, Thing, headline, memo_list, memo_tags
from gtcoder.queries.passages import find_document
from gtcoder.queries.retrieval import Passage, passages_at
from gtcoder.reports.base import Basis, Report, Row, listing, number_of, report
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import MemoKind, QuotationId

NAME = "memos"
COLUMNS = (
    "memo", "title", "kind", "tags", "coder", "written", "changed", "about", "passages", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MemoOptions:
    """Which memos, and in which order."""

    kinds: tuple[str, ...] = field(default=(), metadata={"help": "of these kinds; without: all"})
    tags: tuple[str, ...] = field(default=(), metadata={"help": "under all of these tags"})
    coders: tuple[str, ...] = field(default=(), metadata={"help": "by these coders"})
    code: str = field(default="", metadata={"help": "about this code (its path)"})
    document: str = field(default="", metadata={"help": "about this document or passages in it"})
    words: str = field(default="", metadata={"help": "with these words; case and accents alike"})
    since: str = field(default="", metadata={"help": "changed on this day or later (YYYY-MM-DD)"})
    until: str = field(default="", metadata={"help": "changed on this day or earlier"})
    sort: MemoSort = field(
        default=MemoSort.WRITTEN,
        metadata={"help": "by day of writing or of the last change, newest first, by title, kind "
                          "or coder"},
    )  # fmt: skip


@report(NAME, "Memos", MemoOptions)
def memos(reader: Reader, options: MemoOptions, progress: Progress) -> Report:
    """Return one row per memo: title, kind, tags, days, coder, what it is about, and its text.

    Raises NotFound where a code, document or coder is not there.
    """
    progress.step(0, 2, "reading the memos")
    asked = _asked(reader, options)
    found = FoldedMemos().wanted(in_order(memo_list(reader), options.sort), asked)
    if options.document:
        key = find_document(reader, options.document)
        found = tuple(card for card in found if _is_on(card, key))
    return _report(reader, found, _narrowed(options), progress)


def memos_in_order(reader: Reader, wanted: tuple[int, ...], progress: Progress) -> Report:
    """Return the report on these memos, in this order; one that is gone is left out."""
    progress.step(0, 2, "reading the memos")
    known = {int(card.id): card for card in memo_list(reader)}
    found = tuple(known[key] for key in wanted if key in known)
    part = f" of {len(known):,}" if len(found) < len(known) else ""
    return _report(reader, found, part, progress)


def _report(
    reader: Reader, found: tuple[MemoCard, ...], narrowed: str, progress: Progress
) -> Report:
    progress.step(1, 2, "reading the passages")
    keys = {key for card in found for key in card.quotations}
    said = {row.quotation: row for row in passages_at(reader, keys)}
    basis = Basis(
        counted=f"{number_of(len(found), 'memo')}{narrowed}",
        whose=listing(sorted({card.coder for card in found}, key=str.casefold)) or "nobody",
    )
    return Report(
        name=NAME,
        title=f"Memos of “{reader.study.title}”",
        columns=COLUMNS,
        rows=tuple(_row(number, card, said) for number, card in enumerate(found, 1)),
        sentences=basis.sentences(reader),
        provenance=basis.provenance(reader),
    )


def _row(number: int, card: MemoCard, said: Mapping[QuotationId, Passage]) -> Row:
    others = [each.words for each in card.subjects if each.about is not About.PASSAGE]
    quoted = [_cited(said[key]) for key in card.quotations if key in said]
    return (
        number,
        headline(card),
        str(card.kind),
        ", ".join(card.tags),
        card.coder,
        _day(card.created_at.astimezone().date()),
        _day(card.changed_at.astimezone().date()),
        "\n".join(others) if card.things else "the study as a whole",
        "\n".join(quoted),
        card.text,
    )


def _cited(row: Passage) -> str:
    """Return a passage as it is quoted: `“Words” (07 Rahimi, line 21)`."""
    lines = f"line {row.line}" if row.line == row.last_line else f"lines {row.line}–{row.last_line}"
    return f"“{' '.join(row.text.split())}” ({row.document}, {lines})"


def _day(day: date) -> str:
    return day.isoformat()


def _is_on(card: MemoCard, document: int) -> bool:
    return document in card.documents or any(
        each.place is not None and each.place.document_id == document for each in card.subjects
    )


def _asked(reader: Reader, options: MemoOptions) -> MemoFilter:
    for kind in options.kinds:
        if kind not in list(MemoKind):
            raise NotFound(
                "There is no kind of memo “{name}”. Nearest: {near}.",
                name=kind, near=nearest(kind, MemoKind),
            )  # fmt: skip
    there = {name.casefold() for name in memo_tags(reader)}
    for tag in folded_tags(options.tags) - there:
        raise NotFound(
            "No memo is filed under “{name}”. Nearest: {near}.", name=tag, near=nearest(tag, there)
        )
    things: list[Thing] = []
    if options.code:
        things.append((About.CODE, find_code(reader, options.code).id))
    return MemoFilter(
        words=options.words,
        kinds=frozenset(options.kinds),
        tags=folded_tags(options.tags),
        coders=frozenset(people.find_coder(reader, name).name for name in options.coders),
        since=_as_day(options.since),
        until=_as_day(options.until),
        things=frozenset(things),
    )


def _as_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise InvalidInput(
            "“{day}” is no day. Nothing was written; write YYYY-MM-DD.", day=written
        ) from None


def _narrowed(options: MemoOptions) -> str:
    parts = [f"of the kinds {listing(options.kinds)}"] if options.kinds else []
    parts += [f"under {listing(options.tags)}"] if options.tags else []
    parts += [f"about “{options.code}”"] if options.code else []
    parts += [f"about “{options.document}”"] if options.document else []
    parts += [f"with “{options.words}”"] if options.words else []
    parts += [f"changed since {options.since}"] if options.since else []
    parts += [f"changed until {options.until}"] if options.until else []
    return f" {', '.join(parts)}" if parts else ""
