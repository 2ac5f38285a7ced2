"""Templates that take their nodes from the study: paradigm, network, tree, conditional matrix."""

from __future__ import annotations

import re

from gtcoder.errors import NotFound
from gtcoder.queries.codebook import CodeRow, attributes, nearest, parse_path
from gtcoder.reports.base import number_of
from gtcoder.reports.model_nodes import Drawing
from gtcoder.reports.theory import paradigm_of
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, NodeKind

_LEADING = re.compile(r"\s*(\d+)")


def draw_paradigm(reader: Reader, drawing: Drawing, board: str | None) -> None:
    """Draw a paradigm's categories in their roles."""
    found = paradigm_of(reader, board, drawing.counts.options)
    codes = {code.written: code for code in drawing.counts.codes.values()}
    for key, data in found.nodes(data=True):
        code = codes[key]
        if drawing.counts.shows(code.id):
            drawing.add_code(code, role=data["role"], rank=data["rank"])
    drawing.leave_out(found.number_of_nodes() - drawing.graph.number_of_nodes())


def draw_network(reader: Reader, drawing: Drawing) -> None:
    """Draw the categories that anything relates."""
    shows, codes = drawing.counts.shows, drawing.counts.codes
    related: dict[CodeId, None] = {}
    for line in drawing.relations(reader):
        related |= dict.fromkeys((line.source, line.target))
    rank = 0
    for code in codes.values():  # in the codebook's order
        if code.id in related and shows(code.id):
            rank += 1
            drawing.add_code(code, rank=rank)
    drawing.leave_out(len(related) - rank)


def draw_tree(drawing: Drawing) -> None:
    """Draw the codebook's tree, or what lies below one category, as deep as is wanted."""
    options, counts = drawing.counts.options, drawing.counts
    root = parse_path(options.root) if options.root else ()
    if root and not any(_below(code, root) for code in counts.codes.values()):
        raise NotFound(
            "There is no code “{name}” in use. Nearest: {near}. Nothing was drawn.",
            name=options.root,
            near=nearest(options.root, (code.written for code in counts.codes.values())),
        )
    inside = [
        code
        for code in counts.codes.values()
        if _below(code, root) and (not options.depth or _depth(code, root) <= options.depth)
    ]
    keys: dict[CodeId, str] = {}
    ranks: dict[CodeId | None, int] = {}
    for code in inside:  # parents come first
        if not counts.shows(code.id):
            continue
        ranks[code.parent] = ranks.get(code.parent, 0) + 1
        drawing.add_code(code, rank=ranks[code.parent])
        keys[code.id] = code.written
        above = _shown_above(code, keys, drawing)
        if above:
            edge = {"kind": "contains", "label": "", "number": 0, "both_ways": False}
            drawing.graph.add_edge(above, code.written, key=f"c{code.id}", **edge)
    drawing.leave_out(len(inside) - len(keys))


def _below(code: CodeRow, root: tuple[str, ...]) -> bool:
    return code.path[: len(root)] == root


def _depth(code: CodeRow, root: tuple[str, ...]) -> int:
    return len(code.path) - max(len(root) - 1, 0)


def _shown_above(code: CodeRow, keys: dict[CodeId, str], drawing: Drawing) -> str:
    """Return the nearest category above that is drawn."""
    parent = code.parent
    while parent is not None and parent not in keys:
        parent = drawing.counts.codes[parent].parent if parent in drawing.counts.codes else None
    return "" if parent is None else keys[parent]


def draw_matrix(reader: Reader, drawing: Drawing) -> None:
    """Draw the levels of a conditional matrix, and the categories at each.

    A level is a value of the attribute that the options name (“1 action”, “2 group” … are put in
    order of their number), or a group that the model keeps.
    """
    options, counts = drawing.counts.options, drawing.counts
    values = attributes(reader)
    placed = [
        (values[code.id][options.by], code)
        for code in counts.codes.values()
        if values.get(code.id, {}).get(options.by)
    ]
    if not placed and not (drawing.model and drawing.model.nodes):
        raise NotFound(
            "No category has the attribute “{name}”, which says at which level of the matrix it "
            "stands. Nothing was drawn; set it, or name another one with by=.",
            name=options.by,
        )
    shown = [(level, code) for level, code in placed if counts.shows(code.id)]
    for rank, level in enumerate(sorted({level for level, _ in shown}, key=_in_order), 1):
        drawing.graph.add_node(_group(level), **_level(drawing, level, rank))
    for rank, (level, code) in enumerate(shown, 1):
        drawing.add_code(code, parent=_group(level), rank=rank)
    drawing.leave_out(len(placed) - len(shown))


def _group(level: str) -> str:
    return f"level {level}"


def _in_order(level: str) -> tuple[int, str]:
    number = _LEADING.match(level)
    return (int(number[1]) if number else 10**6), level


def _level(drawing: Drawing, level: str, rank: int) -> dict[str, object]:
    label = _LEADING.sub("", level).strip(" .:-") or level
    return drawing.bare(kind=NodeKind.GROUP, label=label[:1].upper() + label[1:], rank=rank)


def draw_relations(reader: Reader, drawing: Drawing) -> None:
    """Draw the relations whose both ends are drawn, and say how many are not."""
    written = {code.id: code.written for code in drawing.counts.codes.values()}
    left_out = 0
    for line in drawing.relations(reader):
        if {written[line.source], written[line.target]} <= set(drawing.graph):
            drawing.add_relation(line)
        else:
            left_out += 1
    drawing.graph.graph["relations_left_out"] = left_out
    if left_out and drawing.template != "paradigm":
        drawing.say(f"{number_of(left_out, 'relation')} with an end that is not drawn.")
