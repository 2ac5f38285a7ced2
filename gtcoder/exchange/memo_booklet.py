"""Memos as a booklet to read: a heading each, what it is about with the passages, and the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from gtcoder.exchange.memo_marks import Block, Run, blocks_of
from gtcoder.exchange.paper import clean
from gtcoder.reports.base import Report
from gtcoder.reports.memos import NAME
from gtcoder.resources import resource

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_DEEPEST = 6
_SAFE = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class BookletMemo:
    """A memo as its row in the report says it."""

    title: str
    facts: str
    about: tuple[str, ...]
    passages: tuple[str, ...]
    text: str


def is_booklet(report: Report) -> bool:
    """Tell whether a report is set as a booklet in texts."""
    return report.name == NAME


def memos_of(report: Report) -> Iterator[BookletMemo]:
    """Yield the memos of the report, row by row."""
    for row in report.rows:
        said = {
            name: clean(str(cell or "")) for name, cell in zip(report.columns, row, strict=True)
        }
        tags = "".join(f" · #{tag}" for tag in said["tags"].split(", ") if tag)
        days = said["written"]
        if said["changed"] != days:
            days += f", changed {said['changed']}"
        yield BookletMemo(
            said["title"],
            f"{said['kind']}{tags} · {said['coder']} · {days}",
            tuple(filter(None, said["about"].split("\n"))),
            tuple(filter(None, said["passages"].split("\n"))),
            said["text"],
        )


def booklet_as_markdown(report: Report) -> str:
    """Return the booklet as Markdown; the memos' own marks stay, their headings one level down."""
    lines = [f"# {clean(report.title)}"]
    for memo in memos_of(report):
        lines += ["", f"## {memo.title}", "", f"*{memo.facts}*", ""]
        lines += [f"- About: {words}" for words in memo.about]
        lines += [f"- {words}" for words in memo.passages]
        lines += ["", *(f"##{line}" if line.startswith("#") else line
                        for line in memo.text.split("\n"))]  # fmt: skip
    return "\n".join([*lines, "", f"*{clean(' '.join(report.sentences))}*", ""])


def booklet_as_html(report: Report) -> str:
    """Return the booklet as one page that needs nothing else."""
    from jinja2 import Environment

    source = resource("reports", "memos.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True).from_string(source)
    memos = [(memo, "".join(_html(blocks_of(memo.text)))) for memo in memos_of(report)]
    text = template.render(
        title=clean(report.title), memos=memos, note=clean(" ".join(report.sentences)),
        program=report.provenance.get("program", "gtcoder"),
    )  # fmt: skip
    return f"{text}\n"


def _html(blocks: tuple[Block, ...]) -> Iterator[str]:
    tags = {"text": "p", "quote": "blockquote", "code": "pre"}
    listed = ""
    for block in blocks:
        wanted = {"bullet": "ul", "number": "ol"}.get(block.kind, "")
        if wanted != listed:
            yield (f"</{listed}>" if listed else "") + (f"<{wanted}>" if wanted else "")
            listed = wanted
        said = _runs_html(block.runs)
        if wanted:
            value = f' value="{block.mark.rstrip(".)")}"' if block.mark else ""
            yield f'<li class="in{block.depth}"{value}>{said}</li>'
        elif block.kind == "heading":
            level = min(block.depth + 2, _DEEPEST)
            yield f"<h{level}>{said}</h{level}>"
        elif block.kind == "table":
            yield f"<table>{''.join(_row_html(n, row) for n, row in enumerate(block.rows))}</table>"
        elif block.kind == "rule":
            yield "<hr>"
        else:
            yield f"<{tags[block.kind]}>{said}</{tags[block.kind]}>"
    yield f"</{listed}>" if listed else ""


def _row_html(number: int, row: tuple[tuple[Run, ...], ...]) -> str:
    tag = "td" if number else "th"
    cells = (f"<{tag}>{_runs_html(cell)}</{tag}>" for cell in row)
    return f"<tr>{''.join(cells)}</tr>"


def _runs_html(runs: tuple[Run, ...]) -> str:
    return "".join(map(_run_html, runs))


def _run_html(run: Run) -> str:
    said = escape(run.text).replace("\n", "\n" if run.fixed else "<br>")
    for tag, on in (("strong", run.bold), ("em", run.slanted), ("code", run.fixed)):
        said = f"<{tag}>{said}</{tag}>" if on else said
    return f'<a href="{escape(run.to)}">{said}</a>' if run.to.startswith(_SAFE) else said


def fill_booklet(document: Document, report: Report) -> None:
    """Set the booklet in an empty Word document, with headings that Word can list."""
    document.add_heading(clean(report.title), 0)
    for memo in memos_of(report):
        document.add_heading(memo.title, 1)
        document.add_paragraph().add_run(memo.facts).italic = True
        for words in (*(f"About: {each}" for each in memo.about), *memo.passages):
            document.add_paragraph(words, style="List Bullet")
        for block in blocks_of(memo.text):
            _put(document, block)
    document.add_paragraph().add_run(clean(" ".join(report.sentences))).italic = True


def _put(document: Document, block: Block) -> None:
    if block.kind == "heading":
        _say(document.add_heading("", min(block.depth + 1, 9)), block.runs)
    elif block.kind == "table":
        _put_table(document, block)
    elif block.kind == "rule":
        document.add_paragraph("* * *")
    elif block.kind in ("bullet", "number"):
        style = "List Bullet" if block.kind == "bullet" else "List Paragraph"
        paragraph = document.add_paragraph(style=style)
        if block.depth:
            from docx.shared import Pt

            paragraph.paragraph_format.left_indent = Pt(18 * (block.depth + 1))
        _say(paragraph, ((Run(f"{block.mark} "),) if block.mark else ()) + block.runs)
    else:
        _say(document.add_paragraph(style="Quote" if block.kind == "quote" else None), block.runs)


def _put_table(document: Document, block: Block) -> None:
    if not block.rows or not block.rows[0]:
        return
    table = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
    for line, row in zip(table.rows, block.rows, strict=True):
        for cell, runs in zip(line.cells, row, strict=True):
            _say(cell.paragraphs[0], runs, bold=line is table.rows[0])


def _say(paragraph: Paragraph, runs: tuple[Run, ...], *, bold: bool = False) -> None:
    for run in runs:
        link = f" ({run.to})" if run.to and run.to != run.text else ""
        said = paragraph.add_run(f"{run.text}{link}")
        said.bold, said.italic = run.bold or bold or None, run.slanted or None
        if run.fixed:
            said.font.name = "Courier New"
