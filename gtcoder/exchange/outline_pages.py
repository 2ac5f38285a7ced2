"""Outlines written as Word documents, Markdown and web pages, each with a table of contents."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from gtcoder.codebook_headings import ATTRIBUTES
from gtcoder.exchange.outline import CONTENTS, Outline, OutlineEntry
from gtcoder.resources import resource

if TYPE_CHECKING:
    from docx.document import Document

_DEEPEST = 6  # of the headings in Markdown and on web pages
_STEP, _WIDTH = 340, 9_070  # twentieths of a point: a level of the contents, and their lines
_OPEN, _CLOSE = '<w:t xml:space="preserve">', "</w:t>"
_MARKS = re.compile(r"([\\`*_\[\]<>|#&])")


def outline_as_markdown(outline: Outline) -> str:
    """Return the outline as Markdown."""
    lines = [f"# {_marked(outline.title)}", "", f"*{CONTENTS}*", ""]
    lines += [f"{'  ' * (entry.depth - 1)}- {_marked(entry.name)}" for entry in outline.entries]
    for entry in outline.entries:
        lines += ["", f"{'#' * min(entry.depth + 1, _DEEPEST)} {_marked(entry.name)}"]
        for label, text in entry.said:
            lines += ["", f"**{_marked(label)}:** {_broken(text)}"]
    if outline.attributes:
        lines += ["", f"**{ATTRIBUTES}:** {_broken(_listed(outline))}"]
    return "\n".join([*lines, "", f"*Note.* {_marked(outline.note)}", ""])


def _listed(outline: Outline) -> str:
    return "\n".join(outline.attributes)


def _broken(text: str) -> str:
    """Return text of several lines as one paragraph, each line kept."""
    return "<br>".join(_marked(line) for line in text.split("\n"))


def _marked(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def outline_as_html(outline: Outline, program: str) -> str:
    """Return the outline as one page that needs nothing else."""
    from jinja2 import Environment

    source = resource("reports", "outline.html.j2").read_text(encoding="utf-8")
    entries = [
        {
            "name": entry.name,
            "anchor": entry.anchor,
            "tag": f"h{min(entry.depth + 1, _DEEPEST)}",
            "indent": entry.depth - 1,
            "number": entry.number,
            "said": entry.said,
        }
        for entry in outline.entries
    ]
    template = Environment(autoescape=True).from_string(source)
    return template.render(outline=outline, entries=entries, program=program) + "\n"


def fill_document(document: Document, outline: Outline) -> None:
    """Set the outline in an empty Word document: contents first, then the headings.

    Built as XML in one go, as paragraph by paragraph takes a minute for thousands.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document.add_paragraph(outline.title, style="Title")
    paragraphs = [_paragraph(_run(CONTENTS, bold=True))]
    paragraphs += [_contents_line(n, entry) for n, entry in enumerate(outline.entries)]
    for number, entry in enumerate(outline.entries):
        paragraphs.append(_heading(number, entry))
        paragraphs += [_said(label, text) for label, text in entry.said]
    if outline.attributes:
        paragraphs.append(_said(ATTRIBUTES, _listed(outline)))
    note = _run("Note. ", italic=True) + _run(outline.note)
    paragraphs.append(_paragraph(note, '<w:spacing w:before="240"/>'))
    body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(paragraphs)}</w:body>")
    end = document.element.body[-1]  # the section's end mark has to stay last
    for paragraph in list(body):
        end.addprevious(paragraph)


def _contents_line(number: int, entry: OutlineEntry) -> str:
    """Return a name that leads to its heading, with its page as a field that Word fills in."""
    mark = _bookmark(number)
    field = (
        f'<w:fldSimple w:instr=" PAGEREF {mark} " w:dirty="true"><w:r><w:t></w:t></w:r>'
        "</w:fldSimple>"
    )
    return _paragraph(
        f'<w:hyperlink w:anchor="{mark}">{_run(entry.name)}<w:r><w:tab/></w:r>{field}'
        "</w:hyperlink>",
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{_WIDTH}"/></w:tabs>'
        f'<w:spacing w:after="20"/><w:ind w:left="{_STEP * (entry.depth - 1)}" w:right="{_STEP}"/>',
    )


def _heading(number: int, entry: OutlineEntry) -> str:
    name = (
        f'<w:bookmarkStart w:id="{number + 1}" w:name="{_bookmark(number)}"/>{_run(entry.name)}'
        f'<w:bookmarkEnd w:id="{number + 1}"/>'
    )
    new_page = "<w:pageBreakBefore/>" if number == 0 else ""
    return _paragraph(name, f'<w:pStyle w:val="Heading{min(entry.depth, 9)}"/>{new_page}')


def _said(label: str, text: str) -> str:
    looks = f'<w:spacing w:after="60"/><w:ind w:left="{_STEP}"/>'
    return _paragraph(_run(f"{label}:", bold=True) + _run(f" {text}"), looks)


def _paragraph(content: str, looks: str = "") -> str:
    return f"<w:p><w:pPr>{looks}</w:pPr>{content}</w:p>"


def _run(text: str, *, bold: bool = False, italic: bool = False) -> str:
    looks = "<w:b/>" * bold + "<w:i/>" * italic
    words = escape(text).replace("\t", f"{_CLOSE}<w:tab/>{_OPEN}")
    words = words.replace("\n", f"{_CLOSE}<w:br/>{_OPEN}")
    return f"<w:r><w:rPr>{looks}</w:rPr>{_OPEN}{words}{_CLOSE}</w:r>"


def _bookmark(number: int) -> str:
    return f"_Toc{number + 1:08d}"
