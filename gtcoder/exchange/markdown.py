"""Reports as Markdown: what is told, then the table, as notes and repositories take it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from gtcoder.exchange.exporting import exporter
from gtcoder.exchange.memo_booklet import booklet_as_markdown, is_booklet
from gtcoder.exchange.outline import outline_of
from gtcoder.exchange.outline_pages import outline_as_markdown
from gtcoder.exchange.paper import PaperTable, set_on_paper
from gtcoder.progress import Progress
from gtcoder.reports.base import Report

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


@exporter("md", "Text with a table (Markdown)", ".md")
def write_markdown(report: Report, path: Path, progress: Progress) -> tuple[str, ...]:
    """Write the text, the table and its note; totals are set bold."""
    progress.step(0, 1, "writing")
    if is_booklet(report):
        text = booklet_as_markdown(report)
    elif report.outline:
        text = outline_as_markdown(outline_of(report))
    else:
        text = _page(set_on_paper(report))
    path.write_text(text, encoding="utf-8")
    return ()


def _page(table: PaperTable) -> str:
    columns = [
        f"{group}: {name}" if group else name
        for name, group in zip(table.columns, table.groups or ("",) * len(table.columns),
                               strict=True)
    ]  # fmt: skip
    lines = [f"# {escaped(table.title)}", ""]
    for paragraph in table.text:
        lines += [escaped(paragraph), ""]
    lines += [_line(map(escaped, columns))]
    lines += [_line("---:" if numeric else "---" for numeric in table.numeric)]
    for row in table.rows:
        cells = (f"{'– ' * cell.indent}{escaped(cell.text)}" for cell in row.cells)
        lines.append(_line(f"**{text}**" if row.total and text else text for text in cells))
    return "\n".join([*lines, "", f"*Note.* {escaped(table.note)}", ""])


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(_one_line(cell) for cell in cells) + " |"


def _one_line(cell: str) -> str:
    return cell.replace("\n", "<br>")


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\1", text)
