"""One Word document with every construct a reader can lose, and its text written out by hand.

All of it is invented. It is built as XML, not with a library, so that nothing is left to what a
library can write.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
RELATIONS = (
    f'<Relationships xmlns="{R}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def package(path: Path, parts: dict[str, str | bytes]) -> Path:
    """Write a zip of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def document(body: str, **more: str) -> dict[str, str | bytes]:
    """Return the parts of a Word document with this body; `footnotes=...` adds such a part."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": RELATIONS,
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, content in more.items():
        kind = name.rstrip("0123456789")
        tag = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        parts[f"word/{name}.xml"] = f"<w:{tag} {NAMESPACES}>{content}</w:{tag}>"
    return parts


def p(*runs: str) -> str:
    """Return a paragraph; plain strings become runs."""
    return "<w:p>" + "".join(run if run.startswith("<") else r(run) for run in runs) + "</w:p>"


def r(text: str) -> str:
    """Return a run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    """Return a complex field in the five runs Word writes."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(*paragraphs: str, properties: str = "") -> str:
    """Return a table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


BOX = (
    "<w:r><mc:AlternateContent>"
    f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>'
    f"{p('boxed, once')}{p('and a second line')}"
    "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
    f"{p('boxed, once')}{p('and a second line')}"
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
OLD_BOX = (
    "<w:r><mc:AlternateContent><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
    f"{p('from the fallback')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
DELETED_MARK = "<w:pPr><w:rPr><w:del w:id='9' w:author='x'/></w:rPr></w:pPr>"
MOVED_MARK = "<w:pPr><w:rPr><w:moveFrom w:id='8' w:author='x'/></w:rPr></w:pPr>"

BODY = "".join(
    (
        p("Plain ", "in two runs"),
        p(),
        p("kept ", f"<w:ins w:id='1' w:author='x'>{r('inserted ')}</w:ins>",
          "<w:del w:id='2' w:author='x'><w:r><w:delText>deleted </w:delText></w:r></w:del>", "end"),
        f"<w:p>{MOVED_MARK}<w:moveFrom w:id='3' w:author='x'>{r('moved here')}</w:moveFrom></w:p>",
        p(f"<w:moveTo w:id='4' w:author='x'>{r('moved here')}</w:moveTo>"),
        f"<w:p>{DELETED_MARK}{r('joined ')}</w:p>",
        p("by a deleted mark"),
        f"<w:sdt><w:sdtPr><w:alias w:val='no'/></w:sdtPr><w:sdtContent>{p('block control')}"
        "</w:sdtContent></w:sdt>",
        p("an ", f"<w:sdt><w:sdtContent>{r('inline')}</w:sdtContent></w:sdt>", " control"),
        p(f"<w:smartTag w:uri='u' w:element='City'>{r('Lismore')}</w:smartTag>", " and ",
          f"<w:customXml w:element='e'>{r('custom')}</w:customXml>"),
        p("simple ", f"<w:fldSimple w:instr='DATE'>{r('3 May')}</w:fldSimple>"),
        p("complex ", field(" PAGE ", "7"), " after"),
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>',
          field(" MERGEFIELD x ", "inner result"),
          '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "outer result",
          '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        p("before ", BOX, "after the anchor"),
        p(OLD_BOX, "anchor of the fallback"),
        p("said", "<w:r><w:footnoteReference w:id='2'/></w:r>", " and noted",
          "<w:r><w:endnoteReference w:id='5'/></w:r>"),
        p(f"<w:hyperlink w:anchor='a'>{r('a link')}</w:hyperlink>", " in text"),
        p("<w:r><w:t>tab</w:t><w:tab/><w:t>break</w:t><w:br/><w:t>return</w:t><w:cr/>"
          "<w:t>hyphen</w:t><w:noBreakHyphen/><w:t>soft</w:t><w:softHyphen/><w:t>ptab</w:t>"
          "<w:ptab w:relativeTo='margin' w:alignment='left' w:leader='none'/><w:t>end</w:t></w:r>"),
        p("<w:r><w:sym w:font='Wingdings' w:char='F04A'/><w:sym w:font='Symbol' w:char='F0AE'/>"
          "<w:sym w:font='Odd' w:char='F123'/></w:r>"),
        p("seen ", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
          "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>shown</w:t></w:r>"),
        p("<w:pPr><w:numPr><w:ilvl w:val='0'/></w:numPr></w:pPr>", "first of a list"),
        p("page one<!-- a comment of the XML -->"),
        p('<w:r><w:br w:type="page"/></w:r>', "starts page two",
          '<w:r><w:br w:type="page"/></w:r>', "page three",
          "<w:r><w:lastRenderedPageBreak/></w:r>"),
        p("a ", "<w:r><w:ruby><w:rt><w:r><w:t>reading</w:t></w:r></w:rt><w:rubyBase>"
          f"{r('漢字')}</w:rubyBase></w:ruby></w:r>", " word"),
        p("sum ", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"),
        p("<w:commentRangeStart w:id='0'/>", "remarked", "<w:commentRangeEnd w:id='0'/>",
          "<w:r><w:commentReference w:id='0'/></w:r>"),
        p("a picture ", "<w:r><w:drawing><pic:pic/></w:drawing></w:r>", "here"),
        "<w:tbl><w:tblPr/><w:tblGrid/>",
        "<w:tr>", cell(p("wide"), properties="<w:gridSpan w:val='2'/>"), cell(p("c")), "</w:tr>",
        "<w:tr>", cell(p("tall"), properties="<w:vMerge w:val='restart'/>"),
        cell(p("two"), p("lines")), "</w:tr>",
        "<w:tr>", cell(p(), properties="<w:vMerge/>"),
        cell("<w:tbl><w:tr>" + cell(p("nested")) + "</w:tr></w:tbl>", p("d")), "</w:tr>",
        "<w:tr><w:trPr><w:del w:id='7' w:author='x'/></w:trPr>", cell(p("deleted row")), "</w:tr>",
        "</w:tbl>",
        p("The end 😀 می\u200cخواهم"),
        "<w:sectPr/>",
    )
)  # fmt: skip
FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " the footnote")}{p("goes on")}'
    "</w:footnote>"
)
ENDNOTES = f'<w:endnote w:id="5">{p(" the endnote")}</w:endnote>'
TEXT = """\
Plain in two runs

kept inserted end
moved here
joined by a deleted mark
block control
an inline control
Lismore and custom
simple 3 May
complex 7 after
outer result
before after the anchor
boxed, once
and a second line
anchor of the fallback
from the fallback
said and noted
a link in text
tab\tbreak
return
hyphen\u2011soft\u00adptab\tend
☺→\uf123
seen shown
first of a list
page one
starts page two
page three
a 漢字 word
sum x=1
remarked
a picture here
wide
c
tall
two
lines
nested
d
The end 😀 می\u200cخواهم

[1] the footnote
goes on
[i] the endnote"""
NOTES = [
    "line 3: 2 tracked insertions taken in, the first of them here",
    "line 3: 3 tracked deletions left out, the first of them here",
    "line 23: 1 piece of hidden text left out",
    "line 30: 1 comment left out",
    "line 24: 1 paragraph numbered or bulleted by Word, without these signs in the text",
    "line 31: 1 picture left out",
    "line 22: 1 sign of a symbol font kept unchanged, since no Unicode character is known",
    "footnotes kept at the end of the text, under their numbers; referred to in line 17",
    "endnotes kept at the end of the text, under their numbers; referred to in line 17",
    "page headers were left out",
]
EVERYTHING = document(
    BODY, footnotes=FOOTNOTES, endnotes=ENDNOTES, header1=p("Confidential"), footer1=p()
)
