"""What can be done to the boxes and lines of a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gtcoder.actions import model_edges as edge_verbs
from gtcoder.actions import model_nodes as node_verbs
from gtcoder.actions.model_nodes import NodePlace
from gtcoder.analysis.diagram.boxes import Rect
from gtcoder.queries.codebook import codes
from gtcoder.ui.axial.pick import pick
from gtcoder.ui.kit import ask_text
from gtcoder.ui.models.acts import Acts
from gtcoder.ui.models.add_sheet import AddSheet, Wanted
from gtcoder.ui.models.arranging import Align, arranged
from gtcoder.ui.models.choice import Choice
from gtcoder.ui.models.parts import Parts
from gtcoder.vocabulary import CodeId, ModelEdgeId, ModelTemplate, NodeKind

# Added by hand, these stand where the eye is; all others go where the template has them.
_FREE = frozenset({NodeKind.BOX, NodeKind.NOTE})
_LINES = {ModelTemplate.STEPWISE: "step", ModelTemplate.CYCLE: "phase"}


class NodeActs(Acts):
    """Boxes and lines of the model that is shown."""

    @property
    def parts(self) -> Parts:
        """What is drawn."""
        return self.drawn.parts or Parts(None, None)

    def move(self, places: Sequence[tuple[str, float, float]]) -> None:
        """Place boxes by hand."""
        if places and self.model is not None:
            self.act(
                node_verbs.move_nodes, model=self.model,
                places=[NodePlace(key, round(x, 2), round(y, 2)) for key, x, y in places],
            )  # fmt: skip

    def resize(self, key: str, rect: Rect) -> None:
        """Give a box a size of its own."""
        if self.model is not None:
            self.act(
                node_verbs.resize_node, model=self.model, node=key, x=round(rect.cx, 2),
                y=round(rect.cy, 2), width=round(rect.width, 2), height=round(rect.height, 2),
            )  # fmt: skip

    def align(self, keys: Sequence[str], how: Align) -> None:
        """Bring boxes in line, or spread them."""
        chosen = self.parts.outermost(tuple(keys))
        least = 3 if how in (Align.ACROSS, Align.DOWN) else 2
        if len(chosen) < least:
            words = self.tr("Choose {n} boxes or more first: Shift+click, or Space and Tab.")
            self._session.say.toast(words.format(n=least), undo=False)
            return
        boxes = {key: self.parts.nodes[key].rect for key in chosen}
        there = arranged(boxes, how)
        self.move([(key, *place) for key, place in there.items()])

    def let_go(self, keys: Sequence[str]) -> None:
        """Give boxes back to the template."""
        placed = [key for key in keys if "x" in self.parts.nodes[key].data]
        if placed and self.model is not None:
            self.act(node_verbs.let_go, model=self.model, nodes=placed)
        elif keys:
            words = self.tr("These boxes stand where the template puts them already.")
            self._session.say.toast(words, undo=False)

    def ask_group(self, keys: Sequence[str]) -> None:
        """Ask what a group of boxes is called."""
        chosen = list(self.parts.outermost(tuple(keys)))
        if not chosen or self.model is None:
            return
        model = self.model
        ask_text(
            self._ground, self.tr("Group the boxes"), "", self.tr("Group"),
            hint=self.tr("Name of the group"), required=False, lines=1,
            then=lambda label: self.act(
                node_verbs.group_nodes, model=model, nodes=chosen, label=label
            ),
        )  # fmt: skip

    def ungroup(self, key: str) -> None:
        """Dissolve a group."""
        if self.model is not None:
            self.act(node_verbs.ungroup, model=self.model, group=key)

    def ask_add(self, inside: str, middle: tuple[float, float]) -> None:
        """Ask for a box: its kind, and what it says or which code it stands for."""
        row = self.drawn.row
        if row is None:
            return
        with self._session.bridge.read() as reader:
            known = {code.written: code.id for code in codes(reader) if not code.retired}
        held = self.parts.nodes.get(inside)
        sheet = AddSheet(
            row.template, list(known), inside=held.label if held else "",
            kind_inside=str(held.data.get("kind", "")) if held else "", parent=self._ground,
            then=lambda wanted: self._add(wanted, known.get(wanted.code), inside, middle),
        )  # fmt: skip
        sheet.open()

    def _add(
        self, wanted: Wanted, code: CodeId | None, inside: str, middle: tuple[float, float]
    ) -> None:
        free = wanted.kind in _FREE and not wanted.within
        note = wanted.label if wanted.kind is NodeKind.NOTE else ""
        if self.model is not None:
            self.act(
                node_verbs.add_node, model=self.model, kind=wanted.kind, label=wanted.label,
                code=code, parent=inside if wanted.within else None, note=note,
                x=round(middle[0]) if free else None, y=round(middle[1]) if free else None,
            )  # fmt: skip

    def join(self, source: str, target: str) -> None:
        """Draw a line from one box to another."""
        row = self.drawn.row
        if row is not None:
            steps = {NodeKind.STEP, NodeKind.BRANCH, NodeKind.PHASE}
            kinds = [str(self.parts.nodes[end].data.get("kind", "")) for end in (source, target)]
            kind = _LINES.get(ModelTemplate(row.template), "arrow")
            kind = kind if set(kinds) <= steps else "arrow"
            self.act(edge_verbs.connect, model=row.id, source=source, target=target, kind=kind)

    def label(self, key: str, words: str) -> None:
        """Let a box or a line say something else."""
        edge = edge_id(key)
        if key in self.parts.nodes and self.model is not None:
            self.act(node_verbs.change_node, model=self.model, node=key, label=words)
        elif edge is not None:
            self.act(edge_verbs.change_edge, edge=edge, label=words)

    def change_node(self, key: str, **values: Any) -> None:
        """Change what is given of a box."""
        if self.model is not None:
            self.act(node_verbs.change_node, model=self.model, node=key, **values)

    def set_field(self, key: str, name: str, value: str) -> None:
        """Write a field of a box; empty words take it away."""
        if self.model is not None:
            self.act(node_verbs.set_field, model=self.model, node=key, name=name, value=value)

    def change_edge(self, key: str, **values: Any) -> None:
        """Change what is given of a line."""
        edge = edge_id(key)
        if edge is not None:
            self.act(edge_verbs.change_edge, edge=edge, **values)

    def ask_code(self, key: str) -> None:
        """Ask which code a box stands for."""
        with self._session.bridge.read() as reader:
            known = {code.written: code.id for code in codes(reader) if not code.retired}
        pick(
            self._ground, self.tr("Code of the box"), "", self.tr("Choose"), list(known),
            placeholder=self.tr("Name of a code"),
            then=lambda name: self.change_node(key, code=known[name]),
        )  # fmt: skip

    def remove(self, choice: Choice) -> None:
        """Take the chosen boxes, or the chosen line, out of the model."""
        edge = edge_id(choice.edge)
        if edge is not None:
            self.act(edge_verbs.disconnect, edges=[edge])
        elif choice.edge:
            words = self.tr("This line is drawn from the study; it is changed in axial coding.")
            self._session.say.toast(words, undo=False)
        elif choice.nodes and self.model is not None:
            self.act(node_verbs.remove_nodes, model=self.model, nodes=list(choice.nodes))


def edge_id(key: str) -> ModelEdgeId | None:
    """Return the kept line that a key of the figure stands for."""
    from gtcoder.reports.models import edge_of

    return edge_of(key) if key else None
