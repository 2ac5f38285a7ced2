"""What lies in the texts by its position, and where it lies in another version of a text.

A correction makes a new version of a text and moves what lies in it. An image in the ledger counts
in the version that its document had then; `Moves` knows the way from there to any other version, so
that taking an entry back can follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from gtcoder.model.journal import Entry
from gtcoder.model.transcripts import Document, TextBody, TextVersion
from gtcoder.store.ledger import read_images
from gtcoder.store.ways import Version, way
from gtcoder.textdiff import Edits

if TYPE_CHECKING:
    from sqlalchemy import Connection

Values = dict[str, Any]
Path = tuple[Edits, ...]
TAKE_IN = "study.take_in"
_MERGES = select(Entry.revision).where(Entry.action == TAKE_IN)
_PASSAGE = {"start": "starts", "end": "ends"}
_WIDE = {"start": "wide_starts", "end": "wide_ends"}
# How the columns of a table move; those whose rows must not become empty are `PASSAGES`.
SPANS: Mapping[str, Mapping[str, str]] = {
    "quotation": _PASSAGE,
    "given_segment": _PASSAGE,
    "decision": _PASSAGE,
    "turn": {**_WIDE, "body": "wide_starts"},
    "bookmark": _WIDE,
}
PASSAGES = ("quotation", "given_segment", "decision")
_LISTS = ("said", "stands")  # of a decision: rows that end in a start and an end


def moved(table: str, rows: Sequence[Values], path: Path) -> list[Values]:
    """Return rows of a table, or some columns of them, with their positions moved along a path."""
    made = [dict(row) for row in rows]
    for name, how in SPANS[table].items():
        having = [row for row in made if name in row]
        at: Any = [row[name] for row in having]
        for edits in path:
            at = getattr(edits, how)(at)
        for row, value in zip(having, at, strict=True):
            row[name] = int(value)
    for row in made:
        for name in _LISTS:
            if name in row:
                row[name] = _moved_list(row[name], path)
    return made


def _moved_list(rows: list[list[int]], path: Path) -> list[list[int]]:
    made = []
    for *what, start, end in rows:
        for edits in path:
            start, end = int(edits.starts(start)), int(edits.ends(end))
        if start < end:
            made.append([*what, start, end])
    return made


class Moves:
    """The versions that each document had, entry by entry, and the edits between them."""

    def __init__(self, connection: Connection, last: int) -> None:
        """Read them from the ledger, up to entry `last`."""
        self._connection = connection
        self._times: dict[int, list[tuple[int, int | None]]] = {}
        self._parent: dict[int, int | None] = {}
        self._rows: dict[int, Values] = {}
        self._brought: set[int] = set()  # versions that a document took over from a copy
        self._steps: dict[int, Path] = {}
        merges = set(connection.execute(_MERGES).scalars())
        tables = [Document.__tablename__, TextVersion.__tablename__]
        for image in read_images(connection, first=1, last=last, tables=tables):
            after = image.after or {}
            if image.table == TextVersion.__tablename__:
                self._rows.setdefault(image.key, {}).update(after)
            elif image.after is None or "version_id" in after:
                times = self._times.setdefault(image.key, [])
                version = after.get("version_id")
                if version is not None and version not in self._parent:
                    self._parent[version] = times[-1][1] if times else None
                    if image.revision in merges:
                        self._brought.add(version)
                times.append((image.revision, version))

    def version_at(self, document: int, revision: int) -> int | None:
        """Return the version a document had after an entry, None where it was not there."""
        found = None
        for when, version in self._times.get(document, ()):
            if when <= revision:
                found = version
        return found

    def path(self, start: int | None, end: int | None) -> Path:
        """Return the edits that lead from one version of a document to another."""
        if start is None or end is None or start == end:
            return ()
        up, down = self._line(start), self._line(end)
        common = next(version for version in up if version in down)
        back = [self._step(each) for each in up[: up.index(common)]]
        forward = [self._step(each) for each in down[: down.index(common)][::-1]]
        return (
            *(edits.inverse() for step in back for edits in reversed(step)),
            *(edits for step in forward for edits in step),
        )

    def _step(self, version: int) -> Path:
        """Return the edits that lead to a version from the one the document had before it."""
        if version not in self._steps:
            parent = self._parent[version]
            if version in self._brought and parent is not None:
                self._steps[version] = self._way(parent, version)
            else:
                self._steps[version] = (Edits.of(self._rows[version]["edits"] or ()),)
        return self._steps[version]

    def _way(self, start: int, end: int) -> Path:
        document = self._rows[end]["document_id"]
        versions = {
            key: Version(row["number"], row["sha256"], row["characters"], row["edits"])
            for key, row in self._rows.items()
            if row["document_id"] == document
        }
        return way(versions, self._text, start, end)

    def _text(self, sha256: str) -> str | None:
        body = select(TextBody.text).where(TextBody.sha256 == sha256)
        found: str | None = self._connection.execute(body).scalar()
        return found

    def _line(self, version: int) -> list[int]:
        line = [version]
        while (parent := self._parent.get(line[-1])) is not None:
            line.append(parent)
        return line
