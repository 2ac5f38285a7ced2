"""A picture as a Word document: the figure on a page of its own with its caption."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from gtcoder.drawing.paint import png_bytes

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from gtcoder.drawing.scene import Scene

_MARGIN = 36.0  # points
_CAPTION_ROOM = 60.0


def docx_bytes(scene: Scene, *, dpi: int, provenance: str) -> bytes:
    """Return a document with the figure as large as its page holds, its caption and its words.

    The caption is numbered by a field, so that Word counts on where the figure is pasted; the
    picture carries the description as its alternative text.
    """
    import docx
    from docx.shared import Pt

    document = docx.Document()
    room = _lay_page(document, scene)
    scale = min(room[0] / scene.width, room[1] / scene.height, 1.0)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    picture = io.BytesIO(png_bytes(scene, dpi=dpi))
    shape = paragraph.add_run().add_picture(picture, width=Pt(scene.width * scale))
    properties = shape._inline.docPr
    properties.set("descr", scene.description)
    properties.set("title", scene.title)
    _caption(document, scene, provenance)
    document.core_properties.title = scene.title
    document.core_properties.author = ""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _lay_page(document: Document, scene: Scene) -> tuple[float, float]:
    """Give the page A4 in the picture's direction and return the room within its margins."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    section = document.sections[0]
    wide = scene.width >= scene.height
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.left_margin = section.right_margin = Pt(_MARGIN)
    section.top_margin = section.bottom_margin = Pt(_MARGIN)
    width, height = (each.pt for each in (section.page_width, section.page_height))
    return width - 2 * _MARGIN, height - 2 * _MARGIN - _CAPTION_ROOM


def _caption(document: Document, scene: Scene, provenance: str) -> None:
    caption = document.add_paragraph(style="Caption")
    caption.add_run("Figure ")
    _field(caption, "SEQ Figure \\* ARABIC", "1")
    caption.add_run(f". {scene.title}")
    notes = " ".join(filter(None, (provenance.strip(), *scene.notes)))
    if notes:
        caption.add_run(f". {notes}")


def _field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
