"""One entry as a sentence needs it: its objects by the names of now, or else of then."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gtcoder.queries.entry_rows import EntryRow
from gtcoder.queries.entry_scene import Image, Row, Scene

_NAMED = 3
_WORDS = 60


class Told:
    """One entry and what is known of the rows it touched."""

    def __init__(self, entry: EntryRow, known: Scene) -> None:
        self.entry = entry
        self.known = known
        self.images = known.images.get(entry.revision, {})

    def detail(self, name: str) -> str:
        """Return a detail as text, empty where the entry keeps none."""
        value = self.entry.details.get(name)
        return "" if value is None else str(value)

    def key(self, name: str) -> int | None:
        """Return a detail that is a key."""
        value = self.entry.details.get(name)
        return value if isinstance(value, int) else None

    def image(self, table: str) -> Image | None:
        """Return the first row of a table that the entry touched."""
        return next(iter(self.images.get(table, ())), None)

    def code(self, key: int | None, then: str = "") -> str:
        """Return a code's name as it is now, else as it was then, in quotation marks."""
        return quoted(self.known.names.codes.get(key or 0) or then or "a code")

    def the_code(self) -> str:
        """Return the code whose row the entry touched, or the one it named."""
        image = self.image("code")
        return self.code(image.key if image else self.key("code"), self.detail("code"))

    def participant(self) -> str:
        """Return the participant the entry named, by the name of now where the row is known."""
        for image in (*self.images.get("speaker", ()), *self.images.get("document", ())):
            key = image.known.get("participant_id")
            if key in self.known.names.participants:
                return self.known.names.participants[key]
        return self.detail("participant")

    def document(self, key: int | None, then: str = "") -> str:
        """Return a document's name as it is now, else as it was then."""
        return self.known.names.documents.get(key or 0) or then or "a document"

    def place(self, quotation: int | None, span: Sequence[int] | None = None) -> str:
        """Return where a passage stands: `07 Rahimi, line 21`."""
        row = self.known.row("quotation", quotation)
        key = row.get("document_id")
        name = self.document(key, self.detail("document"))
        frozen = self.known.texts.get(key) if key is not None else None
        start, end = span or (row.get("start"), row.get("end"))
        if frozen is None or start is None or end is None:
            return name
        first, last = frozen.lines([start, end - 1])
        return f"{name}, line {first}" if first == last else f"{name}, lines {first}–{last}"

    def coding(self) -> tuple[Row, str]:
        """Return the coding the entry touched, and its place."""
        image = self.image("coding")
        row = self.known.row("coding", image.key if image else self.key("coding"))
        row = {**row, **(image.known if image else {})}
        span = self.entry.details.get("span")
        quotation = row.get("quotation_id")
        if quotation is None and (made := self.image("quotation") or self.image("memo_link")):
            quotation = made.known.get("quotation_id", made.key)
        return row, self.place(quotation, span if isinstance(span, list) else None)

    def relation(self, key: int | None) -> str:
        """Return a relation as it reads: `“A” – leads to – “B”`."""
        row = self.known.row("relation", key)
        kind = self.known.row("relation_type", row.get("type_id")).get("name")
        source = self.code(row.get("source_id"), self.detail("source"))
        target = self.code(row.get("target_id"), self.detail("target"))
        return f"{source} – {kind or self.detail('type') or 'is related to'} – {target}"

    def memo(self) -> str:
        """Return a memo's title, or its first words."""
        image = self.image("memo")
        row = self.known.row("memo", image.key if image else self.key("memo"))
        row = {**(image.known if image else {}), **row}
        title = row.get("title") or self.detail("title")
        return quoted(title or shortened(" ".join(str(row.get("text", "")).split()), _WORDS))


def quoted(name: object) -> str:
    """Return a name in quotation marks."""
    return f"“{name}”"


def shortened(text: str, most: int) -> str:
    """Return a text, cut with an ellipsis where it is longer."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """Return a few names, and how many more there are."""
    if len(names) <= _NAMED + 1:
        return ", ".join(names)
    return ", ".join(names[:_NAMED]) + f" and {len(names) - _NAMED:,} more"


Sayings = dict[str, Callable[[Told], str]]
