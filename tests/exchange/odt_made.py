"""One OpenDocument text with every construct a reader can lose, its text written out by hand.

All of it is invented, and built as XML, so that nothing is left to what a library can write.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_LIBREOFFICE = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
NAMESPACES = f'xmlns:loext="{_LIBREOFFICE}" ' + " ".join(
    f'xmlns:{prefix}="{_URN}:{name}"'
    for prefix, name in (
        ("office", "office:1.0"), ("text", "text:1.0"), ("style", "style:1.0"),
        ("table", "table:1.0"), ("draw", "drawing:1.0"), ("svg", "svg-compatible:1.0"),
        ("fo", "xsl-fo-compatible:1.0"), ("form", "form:1.0"),
    )
)  # fmt: skip
TYPE = "application/vnd.oasis.opendocument.text"


def package(path: Path, body: str, *, styles: str = "", automatic: str = "", **more: str) -> Path:
    """Write an OpenDocument text with this body and these styles; `more` are further parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", more.pop("mimetype", TYPE), zipfile.ZIP_STORED)
        archive.writestr("content.xml", content(body, automatic))
        archive.writestr(
            "styles.xml", f"<office:document-styles {NAMESPACES}>{styles}</office:document-styles>"
        )
        for name, text in more.items():
            archive.writestr(name, text)
    return path


def content(body: str, automatic: str = "") -> str:
    """Return the main part."""
    return (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )


def p(words: str, style: str = "Standard") -> str:
    """Return a paragraph."""
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def span(words: str, style: str) -> str:
    """Return words with a style of their own."""
    return f'<text:span text:style-name="{style}">{words}</text:span>'


def note(kind: str, label: str, *paragraphs: str) -> str:
    """Return a footnote or endnote."""
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>{label}</text:note-citation>'
        f"<text:note-body>{''.join(map(p, paragraphs))}</text:note-body></text:note>"
    )


def cell(*paragraphs: str) -> str:
    """Return a table cell."""
    return f"<table:table-cell>{''.join(map(p, paragraphs))}</table:table-cell>"


_CHANGED = "<text:changed-region text:id='c'><text:{0}>{1}</text:{0}></text:changed-region>"
_BOX = (
    "<draw:frame text:anchor-type='paragraph'><draw:text-box><text:p>boxed, once</text:p>"
    "</draw:text-box><draw:image/><svg:title>no</svg:title></draw:frame>"
)
_COMMENT = "<office:annotation office:name='1'><text:p>remark</text:p></office:annotation>"
WANT = "می\u200cخواهم"
BODY = "".join(
    (
        "<office:forms><form:form/></office:forms>",
        "<text:sequence-decls><text:sequence-decl/></text:sequence-decls>",
        f"<text:tracked-changes>{_CHANGED.format('insertion', '')}"
        f"{_CHANGED.format('deletion', p('gone'))}</text:tracked-changes>",
        '<text:h text:outline-level="1"><text:bookmark-start/>The <text:span>head'
        "</text:span></text:h>",
        p(f"{span('INT:', 'B')} So   what\n was it<text:s text:c='2'/>like<text:tab/>then"
          "<text:line-break/>there?"),
        p(f"kept <text:change-start/>in<text:change-end/> and <text:change/>{_COMMENT}on"
          "<office:annotation-end/><text:soft-page-break/>ward"),
        p(f"said{note('footnote', '1', 'the footnote', 'goes on')} and"
          f"{note('endnote', 'i', 'the endnote')} noted"),
        p(f"before {_BOX}after"),
        p("a picture <draw:frame><draw:image/></draw:frame>here"),
        p("a <loext:content-control>control</loext:content-control>, "
          "<text:date>3 May</text:date>, <text:a>link</text:a>"),
        p("<text:ruby><text:ruby-base>漢字</text:ruby-base><text:ruby-text>reading</text:ruby-text>"
          "</text:ruby>"),
        p(f"seen{span(' hidden', 'V')}"
          "<text:hidden-text text:is-hidden='true'>too</text:hidden-text>"),
        "<text:section text:display='none'><text:p>all hidden</text:p></text:section>",
        "<text:list><text:list-item><text:p><text:number>1.</text:number>first</text:p>"
        "</text:list-item><text:list-item><text:p>second</text:p></text:list-item></text:list>",
        "<table:table><table:table-columns/><table:table-row>", cell("a"), cell("b", "c"),
        "</table:table-row><table:table-row><table:covered-table-cell><text:p>under</text:p>"
        "</table:covered-table-cell>", cell(""), "</table:table-row></table:table>",
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>no"
        "</text:index-title-template></text:table-of-content-source><text:index-body>",
        p("Contents"), "</text:index-body></text:table-of-content>",
        p(f"all {span('slanted ' + span('both', 'U'), 'I')} <text:span>plain</text:span> "
          f"{span('wide', 'C')} 😀 {span(WANT, 'B')}"),
        p(f"loud, {span('not here', 'N')}", "Loud"),
    )
)  # fmt: skip


def _style(name: str, family: str, properties: str, parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" '
        f'style:parent-style-name="{parent}"><style:text-properties {properties}/></style:style>'
    )


AUTOMATIC = "".join(
    (
        _style("B", "text", 'fo:font-weight="bold"'),
        _style("I", "text", 'fo:font-style="italic"'),
        _style("U", "text", 'style:text-underline-style="solid"'),
        _style("V", "text", 'text:display="none"'),
        _style("C", "text", "", parent="Strong"),
        _style("N", "text", 'fo:font-weight="normal"'),
        _style("Loud", "paragraph", 'fo:font-weight="700"', parent="Loud_er"),
    )
)
STYLES = "".join(
    (
        "<office:styles>",
        _style("Strong", "text", 'fo:font-weight="bold"'),
        _style("Loud_er", "paragraph", 'fo:font-style="italic"'),
        "</office:styles><office:master-styles><style:master-page><style:header>",
        p("Confidential"),
        "</style:header><style:footer><text:p/></style:footer></style:master-page>",
        "</office:master-styles>",
    )
)
TEXT = """\
The head
INT: So what was it  like\tthen
there?
kept in and onward
said and noted
before after
boxed, once
a picture here
a control, 3 May, link
漢字
seen
first
second
a
b
c

Contents
all slanted both plain wide 😀 می\u200cخواهم
loud, not here

[1] the footnote
goes on
[i] the endnote"""
MARKS = [
    ("heading", "The head"),
    ("bold", "INT:"),
    ("italic", "slanted both"),
    ("underline", "both"),
    ("bold", "wide"),
    ("bold", WANT),
    ("bold", "loud, "),
    ("italic", "loud, not here"),
]
NOTES = [
    "line 1: 1 tracked insertion taken in",
    "line 1: 1 tracked deletion left out",
    "line 11: 3 pieces of hidden text left out, the first of them here",
    "line 4: 1 comment left out",
    "line 12: 2 items of lists, without number or bullet in the text, the first of them here",
    "line 8: 1 picture left out",
    "line 17: 1 covered part of merged cells, with text that is not shown, left out",
    "footnotes kept at the end of the text, under their numbers; referred to in line 5",
    "endnotes kept at the end of the text, under their numbers; referred to in line 5",
    "page headers were left out",
]
