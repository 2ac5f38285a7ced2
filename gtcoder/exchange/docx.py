"""Read Word documents (.docx) by an own walk of their XML, because every library drops something.

Every paragraph is a line, those of tables too: cell by cell, row by row, so that each line of the
text is one paragraph of the document (a speaker's name in the first column stands alone before
what is said). A line break is a line; a page break inside a paragraph as well. The text of a box
follows the paragraph it is anchored in. Footnotes and endnotes stand at the end, after an empty
line, each under its number; nothing is inserted where they are referred to, so that quotations
stay as they were spoken.
"""

from __future__ import annotations

from collections.abc import Iterator

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.docx_plain import story_of
from gtcoder.exchange.docx_styles import Styles, value_of
from gtcoder.exchange.docx_walk import NOTE_KINDS, Walk, is_document, walk
from gtcoder.exchange.lines import Lines
from gtcoder.exchange.office_texts import OfficeText
from gtcoder.exchange.packages import Package
from gtcoder.exchange.stories import note_label, notes_kept

_MAIN = "word/document.xml"


def _is_one(package: Package) -> bool:
    part = _main_part(package)
    return part is not None and is_document(package.root(part))


def _text_of(package: Package) -> tuple[Lines, Lines, list[FileNote]]:
    part = _main_part(package)
    story = package.once(story_of, part) if part else None
    if part is None or story is None or not is_document(story.root):
        raise UnreadableFile(
            "It is an office file, but no Word document (a table, slides or another program's "
            "text). Nothing of it was taken in; save it as .docx."
        )
    about = package.related(part, "styles") or "word/styles.xml"
    styles = Styles(lambda: package.once(Package.read, about) if about in package else None)
    main = walk(story.root, styles, story)
    tail = Lines()
    notes = list(main.remarks.notes())
    for kind in NOTE_KINDS:
        notes += _take_notes(package, part, kind, main, styles, tail)
    notes += _left_out(package, part)
    return main.page, tail, notes


def _main_part(package: Package) -> str | None:
    return package.related("", "officeDocument") or (_MAIN if _MAIN in package else None)


def _take_notes(
    package: Package, part: str, kind: str, main: Walk, styles: Styles, tail: Lines
) -> list[FileNote]:
    """Put the footnotes or endnotes referred to behind the text, in the order of reference."""
    references = [reference for reference in main.references if reference.kind == kind]
    if not references:
        return []
    name = package.related(part, f"{kind}s") or f"word/{kind}s.xml"
    stories = package.root(name) if name in package else ()
    found = {value_of(story, "id"): story for story in stories}
    notes = [notes_kept(kind, (reference.line for reference in references))]
    for number, reference in enumerate(references, start=1):
        label = f"[{note_label(number, kind)}]"
        element = found.get(reference.id)
        lines = walk(element, styles).page if element is not None else Lines()
        if lines.lines:
            tail.take(lines, f"{label} ")
        else:
            notes.append(FileNote(f"{kind} {label} is missing in the file", reference.line))
    return notes


def _left_out(package: Package, part: str) -> Iterator[FileNote]:
    folder = part.rpartition("/")[0]
    for what in ("header", "footer"):
        names = [name for name in package.names(f"{folder}/{what}") if name.endswith(".xml")]
        # A cheap look: whether any run of text is in it, without parsing.
        if any(b":t>" in (data := package.read(name)) or b":t " in data for name in names):
            yield FileNote(f"page {what}s were left out")


OfficeText(
    "docx", "Word document", "a Word document", (".docx", ".docm"), _is_one, _text_of
).register()
