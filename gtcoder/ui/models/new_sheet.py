"""The sheet that makes a model: its template, its name, and what it begins with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from gtcoder.actions.models import EdgeDraft, NodeDraft
from gtcoder.store.reader import Reader
from gtcoder.ui.kit import Chip, Field, FlowLayout, Label, Sheet
from gtcoder.ui.look import Role
from gtcoder.ui.models.sentences import template_hint, template_name
from gtcoder.vocabulary import CodeId, ModelTemplate, NodeKind


class Start(StrEnum):
    """What a new model begins with."""

    STUDY = "study"
    NAMED = "named"
    PARADIGM = "paradigm"
    EMPTY = "empty"
    SHOWN = "shown"


_OWN = (ModelTemplate.STEPWISE, ModelTemplate.CYCLE, ModelTemplate.FIELDS)
Make = Callable[[str, ModelTemplate, Start], None]


def starts_for(
    template: ModelTemplate, first: Start, there: Collection[Start] = tuple(Start)
) -> tuple[Start, ...]:
    """Return what a model of a template can begin with, the likeliest first.

    `there` is what the study has anything for.
    """
    if first is Start.SHOWN:
        return (Start.SHOWN,)
    if template not in _OWN:
        return (Start.STUDY,)
    likely = (Start.NAMED,) if template is ModelTemplate.STEPWISE else ()
    return tuple(each for each in (*likely, Start.PARADIGM, Start.EMPTY) if each in there)


def starts_in(reader: Reader) -> frozenset[Start]:
    """Return what the study has anything for."""
    from gtcoder.queries.codebook import codes
    from gtcoder.queries.theory import paradigms
    from gtcoder.reports.model_steps import is_step

    named = any(is_step(code) for code in codes(reader))
    placed = any(board.placements for board in paradigms(reader))
    kept = {Start.NAMED: named, Start.PARADIGM: placed}
    return frozenset(start for start in Start if kept.get(start, True))


class NewSheet(Sheet):
    """Asks for a template with a word on each; `then(name, template, start)` makes the model."""

    def __init__(
        self,
        taken: Sequence[str],
        template: ModelTemplate | None,
        start: Start,
        there: Collection[Start],
        *,
        parent: QWidget,
        then: Make,
    ) -> None:
        shown = start is Start.SHOWN
        title = self.tr("Keep as a model") if shown else self.tr("New model")
        super().__init__(title, parent=parent, width=480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("new_model")
        self._taken, self._then, self._given, self._there = set(taken), then, start, there
        self.template, self.start = Chip(self.tr("Template")), Chip(self.tr("Begin with"))
        offered = (template,) if shown and template else tuple(ModelTemplate)
        first = template or ModelTemplate.STEPWISE
        self.template.set_choices([(template_name(t), t) for t in offered], first)
        self.template.changed.connect(self._follow)
        chips = QWidget()
        row = FlowLayout(chips)
        row.addWidget(self.template)
        row.addWidget(self.start)
        self._hint = Label("", Role.SMALL, ink="text2", wrap=True)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Nine steps"))
        self._field = Field(self.tr("Name"), self.name)
        self.body.addWidget(chips)
        self.body.addWidget(self._hint)
        self.body.addWidget(self._field)
        self.body.addStretch(1)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self.add_button(self.tr("Make model"), "primary", self._finish)
        self._follow()
        self.name.setFocus()

    def _follow(self, *_: object) -> None:
        """Say what the template is for, and offer what fits it."""
        template = ModelTemplate(self.template.value())
        self._hint.setText(template_hint(template))
        words = {
            Start.STUDY: self.tr("what the study holds"),
            Start.NAMED: self.tr("categories named “Step 1: …”"),
            Start.PARADIGM: self.tr("the categories of the paradigm"),
            Start.EMPTY: self.tr("an empty page"),
            Start.SHOWN: self.tr("what is shown now"),
        }
        offered = starts_for(template, self._given, self._there)
        self.start.set_choices([(words[each], each) for each in offered])

    def _finish(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            self._field.set_error(self.tr("A model needs a name."))
        elif name in self._taken:
            self._field.set_error(self.tr("There is a model of that name. Choose another one."))
        else:
            self.accept()
            self._then(name, ModelTemplate(self.template.value()), Start(self.start.value()))


# The kinds of box that categories become, and in which kind of container the first ones lie.
_INSIDE = {
    ModelTemplate.STEPWISE: (NodeKind.PHENOMENON, NodeKind.STEP, "step"),
    ModelTemplate.CYCLE: (NodeKind.PART, NodeKind.PHASE, "phase"),
    ModelTemplate.FIELDS: (NodeKind.FIELD, NodeKind.ACTIVITY, ""),
}
Drafts = tuple[list[NodeDraft], list[EdgeDraft]]


def drafts(reader: Reader, template: ModelTemplate, start: Start) -> Drafts:
    """Return the boxes and lines a model begins with.

    A template drawn from the study needs none; the others begin with what holds the rest.
    """
    from gtcoder.reports.models import graph_of_model

    if template not in _OWN or start is Start.SHOWN:
        return [], []
    outer, inner, line = _INSIDE[template]
    if start is Start.NAMED:
        graph = graph_of_model(reader, "", template=ModelTemplate.STEPWISE)
        keys = [key for key, data in graph.nodes(data=True) if data["kind"] == NodeKind.STEP]
        core = [key for key, data in graph.nodes(data=True) if data["kind"] != NodeKind.STEP]
    elif start is Start.PARADIGM:
        graph = graph_of_model(reader, None, template=ModelTemplate.PARADIGM)
        core = [k for k, data in graph.nodes(data=True) if data["role"] == "phenomenon"][:1]
        keys = [key for key in graph if key not in core]
    else:
        return [NodeDraft("frame", outer, label=_words(outer), rank=1)], []
    codes = _codes(reader)
    frame = NodeDraft(
        "frame", outer, label="" if core else _words(outer),
        code=codes[core[0]] if core else None, rank=1,
    )  # fmt: skip
    nodes = [frame] + [
        NodeDraft(key, inner, code=codes[key], parent="frame", rank=rank)
        for rank, key in enumerate(keys, 1)
    ]
    pairs = list(pairwise(keys)) if line else []
    if template is ModelTemplate.CYCLE and len(keys) > 2:
        pairs.append((keys[-1], keys[0]))
    return nodes, [EdgeDraft(one, other, kind=line) for one, other in pairs]


def _codes(reader: Reader) -> dict[str, CodeId]:
    from gtcoder.queries.codebook import codes

    return {code.written: code.id for code in codes(reader)}


def _words(kind: NodeKind) -> str:
    from gtcoder.ui.models.sentences import tr

    return {
        NodeKind.PHENOMENON: tr("What happens"),
        NodeKind.PART: tr("The cycle"),
        NodeKind.FIELD: tr("One field"),
    }[kind]
