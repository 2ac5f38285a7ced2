"""Boxes and lines of a model in words: kinds, and a sentence for who cannot see the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from gtcoder.ui.axial import board_words
from gtcoder.ui.models.parts import Parts
from gtcoder.vocabulary import ModelTemplate, NodeKind

if TYPE_CHECKING:
    from gtcoder.ui.models.drawn import Drawn


def tr(text: str) -> str:
    """Return the words in the language of the window."""
    return QCoreApplication.translate("Models", text)


def kind_name(kind: str) -> str:
    """Return a kind of box as it is said."""
    return {
        NodeKind.CATEGORY: tr("Category"),
        NodeKind.CODE: tr("Code"),
        NodeKind.PREREQUISITE: tr("Prerequisite"),
        NodeKind.PHENOMENON: tr("Phenomenon"),
        NodeKind.STEP: tr("Step"),
        NodeKind.BRANCH: tr("Branch"),
        NodeKind.CARRIED: tr("Carried along"),
        NodeKind.ALONGSIDE: tr("Alongside"),
        NodeKind.AROUND: tr("Around"),
        NodeKind.OUTCOME: tr("Outcome"),
        NodeKind.PART: tr("Part"),
        NodeKind.PHASE: tr("Phase"),
        NodeKind.BLOCK: tr("Block"),
        NodeKind.FIELD: tr("Field"),
        NodeKind.ACTIVITY: tr("Activity"),
        NodeKind.BOX: tr("Box"),
        NodeKind.GROUP: tr("Group"),
        NodeKind.NOTE: tr("Note"),
    }.get(NodeKind(kind) if kind in set(NodeKind) else NodeKind.BOX, kind)


def template_name(template: str) -> str:
    """Return a template as it is said."""
    return {
        ModelTemplate.PARADIGM: tr("Paradigm"),
        ModelTemplate.STEPWISE: tr("Steps"),
        ModelTemplate.CYCLE: tr("Cycle with building blocks"),
        ModelTemplate.FIELDS: tr("Overlapping fields"),
        ModelTemplate.NETWORK: tr("Network"),
        ModelTemplate.TREE: tr("Code tree"),
        ModelTemplate.MATRIX: tr("Conditional matrix"),
    }[ModelTemplate(template)]


def template_hint(template: str) -> str:
    """Return in a sentence what a template is for."""
    return {
        ModelTemplate.PARADIGM: tr("Conditions, phenomenon, strategies and consequences."),
        ModelTemplate.STEPWISE: tr(
            "Steps in their order with branches; what comes before, around, alongside and after."
        ),
        ModelTemplate.CYCLE: tr("Phases in a loop, and building blocks in no order beside them."),
        ModelTemplate.FIELDS: tr("Two fields that overlap, with numbered gaps on the arrows."),
        ModelTemplate.NETWORK: tr("Categories of the study and the relations between them."),
        ModelTemplate.TREE: tr("The codebook as a tree."),
        ModelTemplate.MATRIX: tr("Categories on levels, from the person to the world at large."),
    }[ModelTemplate(template)]


# What is usually added to a model of a template, the commonest first.
KINDS: dict[str, tuple[NodeKind, ...]] = {
    ModelTemplate.STEPWISE: (
        NodeKind.STEP, NodeKind.BRANCH, NodeKind.PREREQUISITE, NodeKind.OUTCOME, NodeKind.CARRIED,
        NodeKind.ALONGSIDE, NodeKind.AROUND, NodeKind.PHENOMENON, NodeKind.BOX, NodeKind.NOTE,
    ),
    ModelTemplate.CYCLE: (
        NodeKind.PHASE, NodeKind.BLOCK, NodeKind.PART, NodeKind.BOX, NodeKind.NOTE,
    ),
    ModelTemplate.FIELDS: (
        NodeKind.ACTIVITY, NodeKind.FIELD, NodeKind.BOX, NodeKind.NOTE,
    ),
}  # fmt: skip
OTHER_KINDS = (NodeKind.BOX, NodeKind.NOTE, NodeKind.CATEGORY, NodeKind.CODE, NodeKind.GROUP)


def kinds_for(template: str) -> tuple[NodeKind, ...]:
    """Return the kinds of box that are offered for a template."""
    return KINDS.get(template, OTHER_KINDS)


def edge_kind_name(kind: str) -> str:
    """Return a kind of line as it is said."""
    return {
        "arrow": tr("Arrow"),
        "step": tr("Next step"),
        "branch": tr("Branch"),
        "phase": tr("Next phase"),
        "prerequisite": tr("Prerequisite"),
        "outcome": tr("Outcome"),
        "alongside": tr("Alongside"),
        "carried": tr("Carried along"),
        "depends": tr("Depends on"),
        "relation": tr("Relation"),
        "contains": tr("Contains"),
    }.get(kind, kind)


def counted(data: dict[str, Any]) -> str:
    """Return what a box rests on: “66 passages · 12 of 12 participants”."""
    passages, people = int(data.get("passages", 0)), int(data.get("participants", 0))
    total = int(data.get("participants_total", 0))
    words = tr("1 passage") if passages == 1 else tr("{n} passages").format(n=f"{passages:,}")
    if total:
        words += " · " + tr("{n} of {all} participants").format(n=people, all=total)
    return words


def sentence_of(parts: Parts, key: str) -> str:
    """Return a box with its lines, or a line with its ends, as a sentence."""
    if key in parts.edges:
        edge = parts.edges[key]
        ends = (parts.nodes[end].label if end in parts.nodes else end
                for end in (edge.source, edge.target))  # fmt: skip
        what = str(edge.data.get("label", "") or edge.data.get("type", ""))
        return tr("{kind} from {source} to {target}{label}").format(
            kind=edge_kind_name(str(edge.data.get("kind", ""))),
            source=next(ends), target=next(ends), label=f": {what}" if what else "",
        )  # fmt: skip
    node = parts.nodes[key]
    number = int(node.data.get("number", 0) or 0)
    name = f"{number} {node.label}" if number else node.label
    said = [f"{kind_name(str(node.data.get('kind', '')))} {name}"]
    if node.data.get("code"):
        said.append(counted(node.data))
    if node.parent in parts.nodes:
        said.append(tr("in {name}").format(name=parts.nodes[node.parent].label))
    lines = len(parts.lines_at([key]))
    if lines:
        said.append(tr("1 line") if lines == 1 else tr("{n} lines").format(n=lines))
    return ", ".join(said)


def drawn_sentence(drawn: Drawn) -> str:
    """Return what a figure shows, and what it leaves out."""
    if drawn.scene is None:
        return ""
    paradigm = drawn.which is not None and drawn.which.template is ModelTemplate.PARADIGM
    if paradigm:
        words = tr("{categories}, {relations}").format(
            categories=board_words.categories(drawn.nodes),
            relations=board_words.relations(drawn.edges),
        )
    else:
        boxes = tr("1 box") if drawn.nodes == 1 else tr("{n} boxes").format(n=f"{drawn.nodes:,}")
        lines = tr("1 line") if drawn.edges == 1 else tr("{n} lines").format(n=f"{drawn.edges:,}")
        words = f"{boxes}, {lines}"
    left_out = int(drawn.graph.get("relations_left_out", 0))
    if left_out:
        more = (
            tr("; not drawn: {relations} with a category outside the paradigm")
            if paradigm
            else tr("; not drawn: {relations} with an end that is not shown")
        )
        words += more.format(relations=board_words.relations(left_out))
    elsewhere = str(drawn.graph.get("transitions_elsewhere", ""))
    said = [f"{words}.", str(drawn.graph.get("subtitle", "")), *drawn.scene.notes]
    if elsewhere:
        said.append(tr("Ways that no line draws: {ways}.").format(ways=elsewhere))
    return " ".join(filter(None, said))
