"""A picture as shapes of draw.io (diagrams.net), each of which can be moved there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from gtcoder.analysis.diagram.boxes import Rect
from gtcoder.analysis.diagram.curves import line_of
from gtcoder.drawing.scene import Edge, Label, RoundedBox, Scene

_PIXELS = 96 / 72  # draw.io counts in pixels of 1/96 inch


def drawio_bytes(scene: Scene) -> bytes:
    """Return the picture as a draw.io file in UTF-8: boxes, arrows tied to them, texts.

    A card carries its words itself; words beside boxes, and of boxes that hold others, are texts
    of their own.
    """
    root = ET.Element("root")
    ET.SubElement(root, "mxCell", id="0")
    ET.SubElement(root, "mxCell", {"id": "1", "parent": "0"})
    written = _Cells(root)
    written.boxes(scene.zones)
    inside = _words_in(scene)
    written.boxes(scene.cards, inside)
    written.edges(scene.edges)
    written.boxes(scene.badges)
    taken = {id(label) for labels in inside.values() for label in labels}
    written.texts(label for label in scene.labels if id(label) not in taken)
    graph = ET.Element(
        "mxGraphModel",
        page="1",
        pageWidth=_number(scene.width),
        pageHeight=_number(scene.height),
        background=scene.background,
        math="0",
        shadow="0",
    )
    graph.append(root)
    file = ET.Element("mxfile", host="gtcoder")
    ET.SubElement(file, "diagram", id="model", name=scene.title or "Model").append(graph)
    return bytes(ET.tostring(file, encoding="utf-8", xml_declaration=True)) + b"\n"


class _Cells:
    """Adds cells; ids are counted, so that the same picture gives the same file."""

    def __init__(self, root: ET.Element) -> None:
        self._root, self._next = root, 2
        self._box: dict[str, str] = {}

    def boxes(
        self, boxes: Iterable[RoundedBox], words: dict[int, list[Label]] | None = None
    ) -> None:
        for box in boxes:
            labels = (words or {}).get(id(box), [])
            style = {
                "whiteSpace": "wrap",
                "html": "1",
                "fillColor": box.fill,
                "strokeColor": box.stroke if box.width > 0 else "none",
                "strokeWidth": _number(max(box.width, 0.5)),
            }
            if box.ellipse:
                style = {"ellipse": "", **style}
            else:
                style |= {"rounded": "1", "absoluteArcSize": "1",
                          "arcSize": _number(2 * box.radius)}  # fmt: skip
            if box.dashed:
                style["dashed"] = "1"
            if labels:
                style |= _font(labels[0])
            cell = self._cell(_html(labels), style, vertex="1")
            _geometry(cell, box.rect)
            if box.key != "legend" and box.kind not in ("swatch", "badge"):
                self._box.setdefault(box.key, cell.attrib["id"])

    def edges(self, edges: Iterable[Edge]) -> None:
        for edge in edges:
            style = {
                "html": "1",
                "rounded": "1",
                "strokeColor": edge.colour,
                "strokeWidth": _number(edge.width),
                "endArrow": "block" if edge.head else "none",
                "startArrow": "block" if edge.tail else "none",
            }
            if edge.dashed:
                style["dashed"] = "1"
            cell = self._cell("", style, edge="1")
            for end, key in (("source", edge.source), ("target", edge.target)):
                if key in self._box:
                    cell.set(end, self._box[key])
            _way(cell, edge)

    def texts(self, labels: Iterable[Label]) -> None:
        for label in labels:
            style = {"text": "", "html": "1", "align": "center", "verticalAlign": "middle",
                     "fillColor": "none", "strokeColor": "none", **_font(label)}  # fmt: skip
            _geometry(self._cell(_html([label]), style, vertex="1"), label.rect)

    def _cell(self, value: str, style: dict[str, str], **kind: str) -> ET.Element:
        written = "".join(f"{name}={said};" if said else f"{name};" for name, said in style.items())
        attributes = {"id": str(self._next), "value": value, "style": written, "parent": "1"}
        cell = ET.SubElement(self._root, "mxCell", attributes | kind)
        self._next += 1
        return cell


def _words_in(scene: Scene) -> dict[int, list[Label]]:
    """Return the labels that lie in each card, as far as nothing smaller there holds them."""
    found: dict[int, list[Label]] = {}
    badges = [badge.rect for badge in scene.badges]
    for label in scene.labels:
        if any(badge.holds(label.rect) for badge in badges):
            continue
        holding = [card for card in scene.cards if card.rect.holds(label.rect, slack=0.5)]
        if holding:
            card = min(holding, key=lambda card: card.rect.width * card.rect.height)
            found.setdefault(id(card), []).append(label)
    return found


def _font(label: Label) -> dict[str, str]:
    style = {
        "fontSize": _number(label.size),
        "fontColor": label.colour,
        "fontStyle": "1" if label.weight >= 600 else "0",
        "fontFamily": "Georgia" if label.serif else "Helvetica",
    }
    return style | ({"textDirection": "rtl"} if label.right_to_left else {})


def _html(labels: Iterable[Label]) -> str:
    signs = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))

    def plain(text: str) -> Iterator[str]:
        for sign, code in signs:
            text = text.replace(sign, code)
        yield text

    return "<br>".join(line for label in labels for line in plain(label.text))


def _geometry(cell: ET.Element, rect: Rect) -> None:
    ET.SubElement(
        cell,
        "mxGeometry",
        {"x": _number(rect.x), "y": _number(rect.y), "width": _number(rect.width),
         "height": _number(rect.height), "as": "geometry"},
    )  # fmt: skip


def _way(cell: ET.Element, edge: Edge) -> None:
    """Write the ends and bends; a tied end starts at its box, at the side the line leaves by."""
    line = line_of(edge.points, curved=edge.curved)
    geometry = ET.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})
    for point, name in ((line[0], "sourcePoint"), (line[-1], "targetPoint")):
        ET.SubElement(
            geometry, "mxPoint", {"x": _number(point[0]), "y": _number(point[1]), "as": name}
        )
    if len(line) > 2:
        bends = ET.SubElement(geometry, "Array", {"as": "points"})
        for point in line[1:-1]:
            ET.SubElement(bends, "mxPoint", {"x": _number(point[0]), "y": _number(point[1])})


def _number(points: float) -> str:
    return f"{points * _PIXELS:.2f}".rstrip("0").rstrip(".")
