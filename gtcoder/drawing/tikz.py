"""A picture as TikZ: a page of LaTeX that draws it with the letters of the document."""

from __future__ import annotations

from collections.abc import Iterator

from gtcoder.analysis.diagram.boxes import Point
from gtcoder.analysis.diagram.curves import line_of
from gtcoder.drawing.scene import Edge, Label, RoundedBox, Scene

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\N{REPLACEMENT CHARACTER}": "?",  # which LuaTeX takes for broken UTF-8
}
_HEAD = r"""% {title}
% LuaLaTeX draws every script; pdfLaTeX does for Latin letters. \input this file's tikzpicture
% anywhere, or compile it as it is.
\documentclass[tikz,border=2pt]{{standalone}}
\usepackage{{iftex}}
\ifPDFTeX\usepackage[utf8]{{inputenc}}\usepackage[T1]{{fontenc}}\else\usepackage{{fontspec}}\fi
{right_to_left}\usetikzlibrary{{arrows.meta}}
\begin{{document}}
"""
_BIDI = r"""\usepackage[english,bidi=basic]{babel}
\babelprovide[import,onchar=ids fonts]{persian}
\babelfont[persian]{rm}{Noto Naskh Arabic}
\babelfont[persian]{sf}{Noto Naskh Arabic}
"""


def tikz_bytes(scene: Scene) -> bytes:
    """Return the picture as a standalone LaTeX document in UTF-8, lengths in big points."""
    colours = _colours(scene)
    mirrored = any(label.right_to_left for label in scene.labels)
    lines = [
        _HEAD.format(title=_one_line(scene.title), right_to_left=_BIDI if mirrored else "").rstrip()
    ]
    lines += [rf"\definecolor{{{name}}}{{HTML}}{{{value}}}" for value, name in colours.items()]
    lines.append(r"\begin{tikzpicture}[x=1bp,y=-1bp,line cap=round,line join=round]")
    lines.append(
        rf"\fill[{_colour(scene.background, colours)}] (0,0) rectangle "
        f"({scene.width:.2f},{scene.height:.2f});"
    )
    lines += [_box(box, colours) for box in scene.zones]
    lines += [line for edge in scene.edges for line in _edge(edge, colours)]
    lines += [_box(box, colours) for box in (*scene.cards, *scene.badges)]
    lines += [_label(label, colours) for label in scene.labels]
    lines += [r"\end{tikzpicture}", r"\end{document}", ""]
    return "\n".join(lines).encode()


def escaped(text: str) -> str:
    """Return text with the signs that LaTeX reads as commands written out."""
    return "".join(_SPECIAL.get(sign, sign) for sign in _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _colours(scene: Scene) -> dict[str, str]:
    used: dict[str, str] = {}
    boxes = (*scene.zones, *scene.cards, *scene.badges)
    every = [scene.background, *(c for box in boxes for c in (box.fill, box.stroke))]
    every += [edge.colour for edge in scene.edges] + [label.colour for label in scene.labels]
    for colour in every:
        used.setdefault(colour.lstrip("#").upper(), f"c{len(used) + 1}")
    return used


def _colour(colour: str, colours: dict[str, str]) -> str:
    return colours[colour.lstrip("#").upper()]


def _box(box: RoundedBox, colours: dict[str, str]) -> str:
    rect = box.rect
    style = [f"fill={_colour(box.fill, colours)}"]
    if box.width > 0:
        style += [f"draw={_colour(box.stroke, colours)}", f"line width={box.width:.2f}bp"]
    if box.dashed:
        style.append("dash pattern=on 3bp off 2bp")
    if box.ellipse:
        shape = (
            f"({rect.cx:.2f},{rect.cy:.2f}) ellipse "
            f"[x radius={rect.width / 2:.2f}bp,y radius={rect.height / 2:.2f}bp]"
        )
    else:
        radius = min(box.radius, rect.width / 2 - 0.01, rect.height / 2 - 0.01)
        if radius > 0:
            style.append(f"rounded corners={radius:.2f}bp")
        shape = f"({rect.x:.2f},{rect.y:.2f}) rectangle ({rect.right:.2f},{rect.bottom:.2f})"
    return rf"\path[{','.join(style)}] {shape};"


def _edge(edge: Edge, colours: dict[str, str]) -> Iterator[str]:
    style = [f"draw={_colour(edge.colour, colours)}", f"line width={edge.width:.2f}bp"]
    if edge.dashed:
        style.append("dash pattern=on 3bp off 2bp")
    if edge.radius > 0 and not edge.curved:
        style.append(f"rounded corners={edge.radius:.2f}bp")
    heads = [_arrow(edge.tail), _arrow(edge.head)]
    if any(heads):
        style.append(f"{heads[0]}-{heads[1]}")
    yield rf"\path[{','.join(style)}] {_path(edge)};"


def _arrow(size: float) -> str:
    return f"{{Latex[length={size:.2f}bp,width={size * 0.75:.2f}bp]}}" if size > 0 else ""


def _path(edge: Edge) -> str:
    return " -- ".join(_at(point) for point in line_of(edge.points, curved=edge.curved))


def _at(point: Point) -> str:
    return f"({point[0]:.2f},{point[1]:.2f})"


def _label(label: Label, colours: dict[str, str]) -> str:
    rect = label.rect
    font = rf"\fontsize{{{label.size:.2f}}}{{{label.size * 1.2:.2f}}}\selectfont"
    font += r"\rmfamily" if label.serif else r"\sffamily"
    font += r"\bfseries" if label.weight >= 600 else ""
    colour = _colour(label.colour, colours)
    return (
        rf"\node[inner sep=0,text={colour},font={{{font}}}] "
        f"at ({rect.cx:.2f},{rect.cy:.2f}) {{{escaped(label.text)}}};"
    )
