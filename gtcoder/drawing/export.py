"""Write a model to a file, in the format that the file's ending names."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtcoder.drawing.masked import masked_graph
from gtcoder.drawing.text import graphml_bytes, json_bytes
from gtcoder.errors import InvalidInput

if TYPE_CHECKING:
    import networkx as nx

    from gtcoder.drawing.scene import Scene


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """How a picture is drawn: dots per inch of png, one ink, theme, text kept as text in svg."""

    dpi: int = 300
    greyscale: bool = False
    theme: str = "light"
    text_as_text: bool = False


def export_graph(
    graph: nx.MultiDiGraph[str],
    out: Path,
    *,
    dpi: int = 300,
    greyscale: bool = False,
    theme: str = "light",
    text_as_text: bool = False,
) -> list[Path]:
    """Write the graph to `out` and return the files written; the ending names the format.

    It goes through the door, without the names that the list in force replaces. The file appears
    whole or not at all. Raises InvalidInput for an unknown ending, a folder that is not there or a
    file that cannot be written, and NotAllowed where the door is shut.
    """
    options = PictureOptions(dpi, greyscale, theme, text_as_text)
    ending = out.suffix.lower().lstrip(".")
    if ending not in FORMATS:
        raise InvalidInput(
            "Diagrams cannot be written as “{ending}”. Nothing was written. "
            "Known endings: {known}.",
            ending=ending,
            known=", ".join(FORMATS),
        )
    write_whole(out, FORMATS[ending](masked_graph(graph), options))
    return [out]


def scene_of_graph(
    graph: nx.MultiDiGraph[str], *, greyscale: bool = False, theme: str = "light"
) -> Scene:
    """Return the graph laid out and coloured, ready to be painted."""
    from gtcoder.drawing.picture import by_template, laid_out, painted
    from gtcoder.drawing.text import cleaned

    page = laid_out(by_template(graph))
    return painted(page, cleaned(graph), greyscale=greyscale, theme=theme)


def _svg(graph: nx.MultiDiGraph[str], options: PictureOptions) -> bytes:
    from gtcoder.drawing.paint import svg_bytes

    return svg_bytes(_scene(graph, options), text_as_text=options.text_as_text)


def _png(graph: nx.MultiDiGraph[str], options: PictureOptions) -> bytes:
    from gtcoder.drawing.paint import png_bytes

    return png_bytes(_scene(graph, options), dpi=options.dpi)


def _pdf(graph: nx.MultiDiGraph[str], options: PictureOptions) -> bytes:
    from gtcoder.drawing.paint import pdf_bytes

    return pdf_bytes(_scene(graph, options))


def _scene(graph: nx.MultiDiGraph[str], options: PictureOptions) -> Scene:
    return scene_of_graph(graph, greyscale=options.greyscale, theme=options.theme)


def _tex(graph: nx.MultiDiGraph[str], options: PictureOptions) -> bytes:
    from gtcoder.drawing.tikz import tikz_bytes

    return tikz_bytes(_scene(graph, options))


def _drawio(graph: nx.MultiDiGraph[str], options: PictureOptions) -> bytes:
    from gtcoder.drawing.drawio import drawio_bytes

    return drawio_bytes(_scene(graph, options))


def _docx(graph: nx.MultiDiGraph[str], options: PictureOptions) -> bytes:
    from gtcoder.drawing.word_figure import docx_bytes

    provenance = str(graph.graph.get("provenance", ""))
    return docx_bytes(_scene(graph, options), dpi=options.dpi, provenance=provenance)


def _gexf(graph: nx.MultiDiGraph[str], options: PictureOptions) -> bytes:
    from gtcoder.drawing.gexf import gexf_bytes

    return gexf_bytes(graph, _scene(graph, options))


def _dot(graph: nx.MultiDiGraph[str], _: PictureOptions) -> bytes:
    from gtcoder.drawing.flowcharts import dot_bytes

    return dot_bytes(graph)


def _mermaid(graph: nx.MultiDiGraph[str], _: PictureOptions) -> bytes:
    from gtcoder.drawing.flowcharts import mermaid_bytes

    return mermaid_bytes(graph)


def _graphml(graph: nx.MultiDiGraph[str], _: PictureOptions) -> bytes:
    return graphml_bytes(graph)


def _json(graph: nx.MultiDiGraph[str], _: PictureOptions) -> bytes:
    return json_bytes(graph)


FORMATS: dict[str, Callable[[Any, PictureOptions], bytes]] = {
    "svg": _svg,
    "png": _png,
    "pdf": _pdf,
    "docx": _docx,
    "tex": _tex,
    "drawio": _drawio,
    "graphml": _graphml,
    "gexf": _gexf,
    "dot": _dot,
    "mmd": _mermaid,
    "json": _json,
}


def write_whole(out: Path, content: bytes) -> None:
    """Write a temporary neighbour and move it over `out`, so that no half file is ever seen."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        try:
            part.write_bytes(content)
            os.replace(part, out)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise InvalidInput(
            "“{file}” could not be written: {reason}. What was there before is unchanged. "
            "Choose another place.",
            file=str(out),
            reason=error.strerror or str(error),
        ) from error
