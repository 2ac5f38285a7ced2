"""The kinds of file a diagram can be written to, in words, and what can be chosen for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

Option = Literal["dpi", "greyscale", "theme", "text_as_text"]
_COLOURS: tuple[Option, ...] = ("theme", "greyscale")


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its ending without the dot, what it is in words, what applies to it."""

    ending: str
    words: str
    options: frozenset[Option] = frozenset()


def diagram_kinds() -> tuple[FileKind, ...]:
    """Return what diagrams can be written to: as in the table here, then what it does not know.

    An ending without words is called by itself, and written as it comes.
    """
    from gtcoder.drawing.export import FORMATS

    described = {kind.ending: kind for kind in _described()}
    known = [kind for ending, kind in described.items() if ending in FORMATS]
    return (*known, *(FileKind(ending, ending) for ending in FORMATS if ending not in described))


def _described() -> tuple[FileKind, ...]:
    return (
        _kind("svg", _tr("svg, vector for the web and for editors"), *_COLOURS, "text_as_text"),
        _kind("pdf", _tr("pdf, vector with its fonts"), *_COLOURS),
        _kind("png", _tr("png, a picture of dots"), *_COLOURS, "dpi"),
        _kind("docx", _tr("docx, a figure with its caption"), *_COLOURS, "dpi"),
        _kind("pptx", _tr("pptx, a slide with shapes to move"), *_COLOURS),
        _kind("drawio", _tr("drawio, shapes to move in draw.io"), *_COLOURS),
        _kind("tex", _tr("tex, a figure in TikZ for LaTeX"), *_COLOURS),
        _kind("graphml", _tr("graphml, nodes and edges for other programs")),
        _kind("gexf", _tr("gexf, nodes and edges for Gephi")),
        _kind("dot", _tr("dot, nodes and edges for Graphviz")),
        _kind("mmd", _tr("mmd, a Mermaid flowchart for web pages")),
        _kind("json", _tr("json, nodes and edges as plain data")),
    )


def _kind(ending: str, words: str, *options: Option) -> FileKind:
    return FileKind(ending, words, frozenset(options))


def _tr(text: str) -> str:
    return QCoreApplication.translate("FileKind", text)
