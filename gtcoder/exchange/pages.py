"""Reports as web pages and as LaTeX, with the same three rules as on paper."""

from __future__ import annotations

import re
from pathlib import Path

from gtcoder.exchange.exporting import exporter
from gtcoder.exchange.memo_booklet import booklet_as_html, is_booklet
from gtcoder.exchange.outline import outline_of
from gtcoder.exchange.outline_pages import outline_as_html
from gtcoder.exchange.paper import PaperCell, PaperRow, PaperTable, set_on_paper
from gtcoder.progress import Progress
from gtcoder.reports.base import Report
from gtcoder.resources import resource

LONG_TABLE = 35  # rows from which on a table runs over pages
UPRIGHT_COLUMNS = 12  # from here on the headings of numbers stand upright
LONG_TEXT = 40  # characters from which on a column has its lines broken
_NEEDS = "% needs \\usepackage{booktabs,array,graphicx,longtable} and T1 (or XeLaTeX, LuaLaTeX)"
_SPECIAL = re.compile(r"[\\&%$#_{}~^<>|\"\[\]\ufffd]")
_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "[": "{[}",  # after a line's end it would be taken for an option
    "]": "{]}",
    "\N{REPLACEMENT CHARACTER}": "?",  # which LuaTeX takes for broken UTF-8
}


@exporter("html", "Web page", ".html", ".htm")
def write_html(report: Report, path: Path, progress: Progress) -> tuple[str, ...]:
    """Write one page that needs nothing else."""
    from jinja2 import Environment

    progress.step(0, 1, "writing")
    program = report.provenance.get("program", "gtcoder")
    if is_booklet(report):
        path.write_text(booklet_as_html(report), encoding="utf-8")
        return ()
    if report.outline:
        path.write_text(outline_as_html(outline_of(report), program), encoding="utf-8")
        return ()
    source = resource("reports", "table.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True).from_string(source)
    text = template.render(table=set_on_paper(report), program=program)
    path.write_text(text + "\n", encoding="utf-8")
    return ()


@exporter("tex", "Table for LaTeX", ".tex")
def write_tex(report: Report, path: Path, progress: Progress) -> tuple[str, ...]:
    r"""Write a table to be taken in with \input; its first lines say which packages it needs."""
    progress.step(0, 1, "writing")
    table = set_on_paper(report)
    path.write_text(_long(table) if len(table.rows) > LONG_TABLE else _short(table), "utf-8")
    return ()


def _short(table: PaperTable) -> str:
    return "\n".join(
        (
            _NEEDS,
            *_told(table),
            "\\begin{table}",
            f"\\caption{{{escaped(table.title)}}}",
            f"\\begin{{tabular}}{{{_columns(table)}}}",
            "\\toprule",
            _heading(table),
            "\\midrule",
            *_lines(table),
            "\\bottomrule",
            "\\end{tabular}",
            f"\\par\\smallskip\\emph{{Note.}} {escaped(table.note)}",
            "\\end{table}",
            "",
        )
    )


def _long(table: PaperTable) -> str:
    return "\n".join(
        (
            _NEEDS,
            *_told(table),
            f"\\begin{{longtable}}{{{_columns(table)}}}",
            f"\\caption{{{escaped(table.title)}}}\\\\",
            "\\toprule",
            _heading(table),
            "\\midrule",
            "\\endfirsthead",
            "\\toprule",
            _heading(table),
            "\\midrule",
            "\\endhead",
            "\\bottomrule",
            "\\endlastfoot",
            *_lines(table),
            "\\end{longtable}",
            f"\\noindent\\emph{{Note.}} {escaped(table.note)}",
            "",
        )
    )


def _columns(table: PaperTable) -> str:
    wide = [_is_wide(table, column) for column in range(len(table.columns))]
    share = 0.8 / sum(wide) if any(wide) else 0.0
    broken = f">{{\\raggedright\\arraybackslash}}p{{{share:.2f}\\linewidth}}"
    kinds = (
        "r" if numeric else broken if long else "l"
        for numeric, long in zip(table.numeric, wide, strict=True)
    )
    return "".join(kinds)


def _is_wide(table: PaperTable, column: int) -> bool:
    return any(
        len(row.cells[column].text) > LONG_TEXT or "\n" in row.cells[column].text
        for row in table.rows
    )


def _heading(table: PaperTable) -> str:
    upright = len(table.columns) > UPRIGHT_COLUMNS
    names = (
        f"\\rotatebox{{90}}{{{escaped(name)}}}" if upright and numeric else escaped(name)
        for name, numeric in zip(table.columns, table.numeric, strict=True)
    )
    line = " & ".join(names) + r" \\"
    return f"{_groups(table)}\n{line}" if table.groups else line


def _groups(table: PaperTable) -> str:
    """Return the row of headings that columns share, with the rules below them."""
    cells, rules, column = [], "", 1
    for group, count in table.spans():
        cells.append(f"\\multicolumn{{{count}}}{{c}}{{{escaped(group)}}}")
        rules += f"\\cmidrule(lr){{{column}-{column + count - 1}}}" if group else ""
        column += count
    return " & ".join(cells) + rf" \\ {rules}"


def _told(table: PaperTable) -> list[str]:
    return [line for paragraph in table.text for line in (escaped(paragraph), "")]


def _lines(table: PaperTable) -> list[str]:
    lines = []
    for row in table.rows:
        if row.total:
            lines.append("\\midrule")
        lines.append(_line(row))
    return lines


def _line(row: PaperRow) -> str:
    return " & ".join(map(_cell, row.cells)) + r" \\"


def _cell(cell: PaperCell) -> str:
    step = f"\\hspace*{{{cell.indent}em}}" if cell.indent else ""
    return step + escaped(cell.text)


def escaped(text: str) -> str:
    r"""Return text that LaTeX sets as it stands; line ends become \newline."""
    safe = _SPECIAL.sub(lambda found: _LATEX.get(found.group(), "\\" + found.group()), text)
    return re.sub(r"\n+", r"\\newline{}", safe)
