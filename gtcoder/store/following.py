"""Taking an entry back after texts were corrected: what it wrote is found where it lies now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from gtcoder.errors import UndoConflict
from gtcoder.model.transcripts import Document
from gtcoder.store.images import journaled_tables, names_of
from gtcoder.store.ledger import ImageRow, read_images
from gtcoder.store.moves import PASSAGES, SPANS, Moves, Path, Values, moved
from gtcoder.store.unit import Unit

Images = dict[str, list[ImageRow]]


def moves_of(unit: Unit) -> Moves | None:
    """Return where positions went, or None where no text of the study was ever corrected.

    A document comes with one version; a correction, even one that was taken back, used up the key
    of another.
    """
    given = unit.given.counters
    if given.get("text_version", 0) == given.get(Document.__tablename__, 0):
        return None
    return Moves(unit.connection(), unit.revision - 1)


def followed(unit: Unit, moves: Moves, images: Images, revision: int) -> Images:
    """Return the images of an entry as it would have written them in the texts as they are now.

    Taking back a correction, or doing it again, moves besides what was made or changed since.
    """
    texts = _Texts(unit, moves, images, revision)
    found = dict(images)
    for table in SPANS:
        rows = texts.followed(table, images.get(table, []))
        if rows:
            found[table] = rows
    return found


class _Texts:
    """The documents' versions at an entry and now."""

    def __init__(self, unit: Unit, moves: Moves, images: Images, revision: int) -> None:
        self._unit, self._moves, self._revision = unit, moves, revision
        # documents whose text the entry itself changed, with the version it gave them and took
        self._turned = {
            image.key: (image.after["version_id"], image.before["version_id"])
            for image in images.get(Document.__tablename__, ())
            if image.before is not None and "version_id" in (image.after or {})
            and image.after is not None
        }  # fmt: skip

    def followed(self, table: str, images: list[ImageRow]) -> list[ImageRow]:
        """Return the images of one table."""
        rows = _rows_now(self._unit, table, [image.key for image in images])
        by_document: dict[int, list[ImageRow]] = {}
        for image in images:
            full = rows.get(image.key) or image.before or image.after or {}
            by_document.setdefault(full.get("document_id", 0), []).append(image)
        found: list[ImageRow] = []
        for document in by_document.keys() | self._turned.keys():
            own = by_document.get(document, [])
            if document in self._turned:
                found += self._turned_back(table, document, own, rows)
            else:
                found += self._elsewhere(table, document, own, rows)
        self._refuse_empty(table, found, rows)
        return found

    def _elsewhere(
        self, table: str, document: int, images: list[ImageRow], rows: dict[int, Values]
    ) -> list[ImageRow]:
        """Return images of an entry that left the text as it was."""
        then = self._moves.version_at(document, self._revision)
        now = self._moves.version_at(document, self._unit.revision)
        there, back = self._moves.path(then, now), self._moves.path(now, then)
        if not there:
            return images
        before = iter(moved(table, [i.before for i in images if i.before is not None], there))
        after = iter(moved(table, [i.after for i in images if i.after is not None], there))
        found = []
        for image in images:
            new = replace(
                image,
                before=None if image.before is None else next(before),
                after=None if image.after is None else next(after),
            )
            row = rows.get(image.key)
            if image.after is not None and row is not None and new.after is not None:
                new = replace(new, after=_as_it_is(table, row, image.after, new.after, back))
            found.append(new)
        return found

    def _turned_back(
        self, table: str, document: int, images: list[ImageRow], rows: dict[int, Values]
    ) -> Iterator[ImageRow]:
        """Yield images of a correction: exact where nothing was done since, else moved back."""
        path = self._moves.path(*self._turned[document])
        later = self._touched_since(table)
        rows_here = _rows_of(self._unit, table, document)
        since = {key: row for key, row in rows_here.items() if key in later}
        for image in images:
            row = rows.get(image.key)
            if image.after is None:
                yield image
            elif row is not None and all(row.get(k) == v for k, v in image.after.items()):
                since.pop(image.key, None)
                yield image
        rows.update(since)
        names = [*SPANS[table], *(name for name in ("said", "stands") if table == "decision")]
        held = [{name: row[name] for name in names} for row in since.values()]
        for key, now, then in zip(since, held, moved(table, held, path), strict=True):
            if now != then:
                changed = [name for name in now if now[name] != then[name]]
                before, after = ({n: side[n] for n in changed} for side in (then, now))
                yield ImageRow(self._revision, table, key, before, after)

    def _touched_since(self, table: str) -> set[int]:
        """Return the rows of a table that later entries made or changed: others lie as before."""
        first, last = self._revision + 1, self._unit.revision - 1
        images = read_images(self._unit.connection(), first=first, last=last, tables=[table])
        return {image.key for image in images}

    def _refuse_empty(self, table: str, images: list[ImageRow], rows: dict[int, Values]) -> None:
        if table not in PASSAGES:
            return
        for image in images:
            full = {**rows.get(image.key, {}), **(image.before or {})}
            gone = not full.keys() >= {"start", "end"}  # which is refused for that
            if image.before is not None and not gone and full["start"] >= full["end"]:
                raise UndoConflict(
                    "Entry {revision} cannot be taken back: a passage would lose all its words, "
                    "for the text was corrected since, or the correction is what it stands on. "
                    "Nothing was changed. Take back the later entry first.",
                    revision=self._unit.numbers.shown(self._revision),
                )


def _as_it_is(table: str, row: Values, then: Values, expected: Values, back: Path) -> Values:
    """Return what is expected of a row, or what it holds where that lay there in the older text.

    Two positions of one version may be one in another; whichever way they are compared will do.
    """
    held = {name: row[name] for name in then if name in row}
    if held != expected and moved(table, [held], back) == [then]:
        return held
    return expected


def _rows_now(unit: Unit, table: str, keys: list[int]) -> dict[int, Values]:
    names = names_of(table)
    return {
        key: dict(zip(names, row, strict=True)) for key, row in unit.rows_now(table, keys).items()
    }


def _rows_of(unit: Unit, table: str, document: int) -> dict[int, Any]:
    target = journaled_tables()[table]
    here = select(target.c.id).where(target.c.document_id == document).order_by(target.c.id)
    return _rows_now(unit, table, list(unit.connection().execute(here).scalars()))
