"""Read OpenDocument texts (.odt) by an own walk of their XML: every library drops something.

Every paragraph is a line, those of tables too: cell by cell, row by row. The text of a frame
follows the paragraph it is anchored in. Footnotes and endnotes stand at the end, after an empty
line, each under its number; nothing is inserted where they are referred to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.lines import Lines, Remarks
from gtcoder.exchange.odt_styles import OFFICE, STYLE, Forms, forms_of
from gtcoder.exchange.odt_walk import REMARKS, Walk
from gtcoder.exchange.office_texts import OfficeText
from gtcoder.exchange.packages import Package
from gtcoder.exchange.stories import note_label, notes_kept

if TYPE_CHECKING:
    from lxml import etree

_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_TYPE = b"application/vnd.oasis.opendocument.text"
_LOCKED = b"encryption-data"


def _is_one(package: Package) -> bool:
    return "mimetype" in package and package.read("mimetype").strip().startswith(_TYPE)


def _text_of(package: Package) -> tuple[Lines, Lines, list[FileNote]]:
    if _MANIFEST in package and _LOCKED in package.read(_MANIFEST):
        raise UnreadableFile(
            "It is locked with a password. Nothing of it was taken in; save it without one."
        )
    root = package.root(_CONTENT) if _CONTENT in package else None
    text = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if root is None or text is None:
        raise UnreadableFile(
            "It is an office file, but no OpenDocument text (a table, slides or another program's "
            "text). Nothing of it was taken in; save it as .odt."
        )
    styles = package.root(_STYLES) if _STYLES in package else None
    forms = forms_of([each for each in (styles, root) if each is not None])
    remarks = Remarks(REMARKS)
    main = Walk(forms, remarks)
    main.children(text)
    main.flush()
    tail = Lines()
    notes = list(_take_notes(main, forms, tail))
    return main.page, tail, [*remarks.notes(), *notes, *_left_out(styles)]


def _take_notes(main: Walk, forms: Forms, tail: Lines) -> Iterator[FileNote]:
    """Put footnotes, then endnotes, behind the text; what is left out of them is told as well."""
    for kind in ("footnote", "endnote"):
        found = [note for note in main.notes if note.kind == kind]
        if found:
            yield notes_kept(kind, (note.line for note in found))
        for number, note in enumerate(found, start=1):
            story = Walk(forms, main.remarks)
            story.children(note.body)
            story.flush()
            if story.page.lines:
                tail.take(story.page, f"[{note_label(number, kind)}] ")


def _left_out(styles: etree._Element | None) -> Iterator[FileNote]:
    if styles is None:
        return
    for what in ("header", "footer"):
        tags = (f"{STYLE}{what}", f"{STYLE}{what}-left", f"{STYLE}{what}-first")
        if any(text.strip() for each in styles.iter(*tags) for text in each.itertext()):
            yield FileNote(f"page {what}s were left out")


OfficeText(
    "odt", "OpenDocument text", "an OpenDocument text", (".odt", ".ott"), _is_one, _text_of
).register()
