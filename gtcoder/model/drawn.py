"""Drawn models: nodes and edges kept as data, and the participants' paths through the steps."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import Journaled, ref


class Model(Journaled):
    """A drawn model, laid out by a template; `options` say what of the study it shows.

    Some templates (paradigm, network, tree, matrix) take their nodes from the study each time they
    are drawn: their own rows then only add to these, a place by hand or a note.
    """

    __tablename__ = "model"

    name: Mapped[str] = mapped_column(unique=True)
    template: Mapped[str]
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class ModelNode(Journaled):
    """A node of a model: a code, or a label of its own, with its kind and place in the order.

    `x` and `y` are the middle of a node placed by hand, in points from the page's top left, and
    `width` and `height` its own size; None leaves them to the template. `fields` are texts by name
    (actions, tools, outcomes). A group is a node of that kind that others name as `parent`.
    """

    __tablename__ = "model_node"
    __table_args__ = (UniqueConstraint("model_id", "key"),)

    model_id: Mapped[int] = ref("model.id", index=True)
    key: Mapped[str]
    kind: Mapped[str]
    label: Mapped[str] = mapped_column(default="")
    code_id: Mapped[int | None] = ref("code.id", index=True, nullable=True)
    parent_id: Mapped[int | None] = ref("model_node.id", nullable=True)
    rank: Mapped[int] = mapped_column(default=0)
    x: Mapped[float | None] = mapped_column(default=None)
    y: Mapped[float | None] = mapped_column(default=None)
    width: Mapped[float | None] = mapped_column(default=None)
    height: Mapped[float | None] = mapped_column(default=None)
    colour: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
    fields: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class ModelEdge(Journaled):
    """A directed edge between two nodes of one model.

    `number` is printed on the arrow (the gaps of a service model); `both_ways` gives it two heads;
    `relation_id` ties it to a relation of the study, whose evidence it then shows.
    """

    __tablename__ = "model_edge"

    model_id: Mapped[int] = ref("model.id", index=True)
    source_id: Mapped[int] = ref("model_node.id")
    target_id: Mapped[int] = ref("model_node.id")
    kind: Mapped[str] = mapped_column(default="")
    label: Mapped[str] = mapped_column(default="")
    number: Mapped[int | None] = mapped_column(default=None)
    both_ways: Mapped[bool] = mapped_column(default=False)
    relation_id: Mapped[int | None] = ref("relation.id", nullable=True)


class StepVisit(Journaled):
    """A participant came to a step of a model as the `rank`th (from 1) on the way; confirmed."""

    __tablename__ = "step_visit"
    __table_args__ = (
        UniqueConstraint("node_id", "participant_id", "rank"),
        CheckConstraint("rank >= 1", name="rank"),
    )

    node_id: Mapped[int] = ref("model_node.id")
    participant_id: Mapped[int] = ref("participant.id", index=True)
    rank: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
