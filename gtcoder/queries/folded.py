"""The merges that stand: what each moved, and which codings it folded together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from gtcoder.model.codebook import Coding
from gtcoder.model.journal import ColumnImage, Entry, RowImage
from gtcoder.model.transcripts import Document, Quotation
from gtcoder.queries.entry_rows import ENTRIES, entry_rows
from gtcoder.queries.ledger import reverted_by
from gtcoder.queries.names import names
from gtcoder.store.images import unpack_columns, unpack_ids
from gtcoder.store.reader import Reader

_MERGE = "codebook.merge"
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class FoldedCoding:
    """A coding that a merge dropped, as the same passage had the other code already.

    `kept` is the coding that stayed; None where that is gone or was changed since.
    """

    entry: int
    coding: int
    kept: int | None
    code: str
    into: str
    quotation: int
    document: str
    start: int
    end: int
    coder: str


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One merge that stands: what went where, why, and what came of the codings."""

    entry: int
    at: datetime
    coder: str
    sources: tuple[str, ...]
    into: str
    reason: str
    moved: int | None
    folded: tuple[FoldedCoding, ...]
    merged_still: bool


def merges(reader: Reader, *, since: int = 0, until: int | None = None) -> tuple[MergeRow, ...]:
    """Return the merges that were not taken back, oldest first, as codes are called now.

    `merged_still` is false where all sources were unmerged since. While a blind round is open
    nothing is said of codings: colleagues' are among them.
    """
    wanted = ENTRIES.where(Entry.action == _MERGE, Entry.revision > since)
    if until is not None:
        wanted = wanted.where(Entry.revision <= until)
    taken_back = reverted_by(reader)
    entries = [row for row in entry_rows(reader, wanted.order_by(Entry.revision))
               if row.revision not in taken_back]  # fmt: skip
    told = reader.blind is None
    images = _images(reader, [row.revision for row in entries] if told else [])
    known = names(reader)
    merged = {row["id"] for row in reader.rows_at(reader.revision, ["code"])["code"].values()
              if row["merged_into_id"] is not None}  # fmt: skip
    folded = _folded(reader, images, {row.revision: row.details["target"] for row in entries})
    rows = []
    for row in entries:
        sources = list(row.details.get("sources", ()))
        moved = sum(
            after is not None and "code_id" in after for _, _, after in images[row.revision]
        )
        rows.append(
            MergeRow(
                row.revision,
                row.at,
                row.coder,
                tuple(known.codes.get(key, str(key)) for key in sources),
                known.codes.get(row.details["target"], str(row.details.get("into", ""))),
                row.reason,
                moved if told else None,
                tuple(folded[row.revision]),
                any(key in merged for key in sources),
            )
        )
    return tuple(rows)


_Image = tuple[int, dict[str, Any], dict[str, Any] | None]


def _images(reader: Reader, entries: list[int]) -> dict[int, list[_Image]]:
    """Return what merges did to codings: key, before and after, by entry."""
    found: dict[int, list[_Image]] = defaultdict(list)
    for place in range(0, len(entries), _CHUNK):
        chunk = entries[place : place + _CHUNK]
        single = select(RowImage.revision, RowImage.row_id, RowImage.before, RowImage.after).where(
            RowImage.table == "coding", RowImage.revision.in_(chunk), RowImage.before.is_not(None)
        )
        for revision, key, before, after in reader.rows(single):
            found[revision].append((key, before, after))
        many = select(
            ColumnImage.revision, ColumnImage.ids, ColumnImage.before, ColumnImage.after
        ).where(
            ColumnImage.table == "coding",
            ColumnImage.revision.in_(chunk),
            ColumnImage.before.is_not(None),
        )
        for revision, packed, before, after in reader.rows(many):
            ids = unpack_ids(packed)
            pairs = zip(ids, _rows(before, len(ids)), _rows(after, len(ids)), strict=True)
            found[revision].extend((key, old or {}, new) for key, old, new in pairs)
    return found


def _rows(packed: bytes | None, count: int) -> list[dict[str, Any] | None]:
    if packed is None:
        return [None] * count
    columns = unpack_columns(packed)
    return [dict(zip(columns, each, strict=True)) for each in zip(*columns.values(), strict=True)]


def _folded(
    reader: Reader, images: dict[int, list[_Image]], into: dict[int, int]
) -> dict[int, list[FoldedCoding]]:
    """Return the codings that merges dropped, by entry, with the one that stayed for each."""
    dropped = [
        (revision, key, before)
        for revision, rows in images.items()
        for key, before, after in rows
        if after is None
    ]
    found: dict[int, list[FoldedCoding]] = defaultdict(list)
    if not dropped:
        return found
    known = names(reader)
    spans = _spans(reader, sorted({before["quotation_id"] for _, _, before in dropped}))
    kept = _Kept(reader, dropped)
    for revision, key, before in dropped:
        quotation, target = before["quotation_id"], into[revision]
        document, start, end = spans.get(quotation, ("", 0, 0))
        found[revision].append(
            FoldedCoding(
                revision,
                key,
                kept.of(revision, quotation, target),
                known.codes.get(before["code_id"], ""),
                known.codes.get(target, ""),
                quotation,
                document,
                start,
                end,
                known.coders.get(before["coder_id"], ""),
            )
        )
    return found


class _Kept:
    """Which coding of a passage stood when a merge dropped another one."""

    def __init__(self, reader: Reader, dropped: list[tuple[int, int, dict[str, Any]]]) -> None:
        self._later: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for revision, key, before in dropped:
            self._later[before["quotation_id"], before["code_id"]].append((revision, key))
        codes = reader.rows_at(reader.revision, ["code"])["code"]
        self._merged = {key: row["merged_into_id"] for key, row in codes.items()}
        quotations = sorted({before["quotation_id"] for _, _, before in dropped})
        self._now: dict[tuple[int, int], int] = {}
        for place in range(0, len(quotations), _CHUNK):
            chunk = quotations[place : place + _CHUNK]
            rows = select(Coding.id, Coding.quotation_id, Coding.code_id)
            for row in reader.rows(rows.where(Coding.quotation_id.in_(chunk))):
                self._now[row.quotation_id, row.code_id] = row.id

    def of(self, revision: int, quotation: int, code: int) -> int | None:
        """Return the coding of a code on a passage at an entry, as far as it can be told."""
        gone = [key for at, key in self._later[quotation, code] if at > revision]
        if gone:
            return gone[0]
        at: int | None = code
        while at is not None:
            if (quotation, at) in self._now:
                return self._now[quotation, at]
            at = self._merged.get(at)
        return None


def _spans(reader: Reader, quotations: list[int]) -> dict[int, tuple[str, int, int]]:
    found: dict[int, tuple[str, int, int]] = {}
    for place in range(0, len(quotations), _CHUNK):
        rows = (
            select(Quotation.id, Document.name, Quotation.start, Quotation.end)
            .join(Document, Document.id == Quotation.document_id)
            .where(Quotation.id.in_(quotations[place : place + _CHUNK]))
        )
        for key, name, start, end in reader.rows(rows):
            found[key] = name, start, end
    return found
