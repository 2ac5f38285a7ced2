"""A report to read from beginning to end: text, tables and diagrams on one page of its own."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gtcoder import __version__
from gtcoder.exchange import door
from gtcoder.exchange.paper import set_on_paper
from gtcoder.exchange.whole_files import whole_file
from gtcoder.progress import Silent
from gtcoder.reports.base import Report
from gtcoder.resources import resource


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, a diagram (the bytes of an svg, and it in words), and tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    diagram: bytes = b""
    described: str = ""
    reports: tuple[Report, ...] = ()


def write_booklet(path: Path, title: str, sections: Sequence[Section]) -> Path:
    """Write the page, which needs no other file, whole or not at all; return its path."""
    from jinja2 import Environment

    title, sections = door.masked_text(title), door.mask().all_in(tuple(sections))
    source = resource("reports", "booklet.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True).from_string(source)
    shown = [
        {
            "heading": section.heading,
            "paragraphs": section.paragraphs,
            "picture": _embedded(section.diagram),
            "described": section.described,
            "tables": [set_on_paper(report) for report in section.reports],
        }
        for section in sections
    ]
    text = template.render(title=title, sections=shown, program=f"gtcoder {__version__}")
    with whole_file(path, Silent()) as draft:
        draft.write_text(text + "\n", encoding="utf-8")
    return path


def _embedded(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}" if svg else ""
