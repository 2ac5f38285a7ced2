"""Memos, relations with evidence, paradigms and drawn models."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import Journaled, UtcTime, now, ref

_LINKS = ("quotation_id", "code_id", "document_id", "participant_id", "relation_id")
_ONE_LINK = " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in _LINKS)


class Memo(Journaled):
    """What a researcher thought, linked to anything or to the study as a whole."""

    __tablename__ = "memo"

    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(Text)
    coder_id: Mapped[int] = ref("coder.id")
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(UtcTime, default=now)


class MemoLink(Journaled):
    """One thing a memo is about; real foreign keys, so that undo cannot orphan it."""

    __tablename__ = "memo_link"
    __table_args__ = (CheckConstraint(f"{_ONE_LINK} = 1", name="one_target"),)

    memo_id: Mapped[int] = ref("memo.id", index=True)
    quotation_id: Mapped[int | None] = ref("quotation.id", index=True, nullable=True)
    code_id: Mapped[int | None] = ref("code.id", index=True, nullable=True)
    document_id: Mapped[int | None] = ref("document.id", index=True, nullable=True)
    participant_id: Mapped[int | None] = ref("participant.id", nullable=True)
    relation_id: Mapped[int | None] = ref("relation.id", nullable=True)


class RelationType(Journaled):
    """A kind of link between categories; directed ones read differently from the other end."""

    __tablename__ = "relation_type"

    name: Mapped[str] = mapped_column(unique=True)
    inverse: Mapped[str] = mapped_column(default="")
    directed: Mapped[bool] = mapped_column(default=True)


class Relation(Journaled):
    """A typed link from one category to another."""

    __tablename__ = "relation"
    __table_args__ = (
        UniqueConstraint("type_id", "source_id", "target_id"),
        CheckConstraint("source_id <> target_id", name="two_ends"),
    )

    type_id: Mapped[int] = ref("relation_type.id")
    source_id: Mapped[int] = ref("code.id", index=True)
    target_id: Mapped[int] = ref("code.id", index=True)
    note: Mapped[str] = mapped_column(Text, default="")


class Evidence(Journaled):
    """A passage that speaks for a relation, against it, or is its negative case."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("relation_id", "quotation_id"),)

    relation_id: Mapped[int] = ref("relation.id")
    quotation_id: Mapped[int] = ref("quotation.id", index=True)
    stance: Mapped[str]


class Paradigm(Journaled):
    """A board of roles around a phenomenon; a study may hold several."""

    __tablename__ = "paradigm"

    name: Mapped[str] = mapped_column(unique=True)
    preset: Mapped[str]


class ParadigmPlacement(Journaled):
    """A category in one role of a paradigm."""

    __tablename__ = "paradigm_placement"
    __table_args__ = (UniqueConstraint("paradigm_id", "category_id"),)

    paradigm_id: Mapped[int] = ref("paradigm.id")
    category_id: Mapped[int] = ref("code.id", index=True)
    role: Mapped[str]
    rank: Mapped[int] = mapped_column(default=0)


class Model(Journaled):
    """A drawn model: nodes and edges kept as data, laid out by a template."""

    __tablename__ = "model"

    name: Mapped[str] = mapped_column(unique=True)
    template: Mapped[str]
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class ModelNode(Journaled):
    """A node of a model: a code, or a label of its own, with its kind and place in the order."""

    __tablename__ = "model_node"

    model_id: Mapped[int] = ref("model.id", index=True)
    key: Mapped[str]
    kind: Mapped[str]
    label: Mapped[str] = mapped_column(default="")
    code_id: Mapped[int | None] = ref("code.id", index=True, nullable=True)
    parent_id: Mapped[int | None] = ref("model_node.id", nullable=True)
    rank: Mapped[int] = mapped_column(default=0)


class ModelEdge(Journaled):
    """A directed edge between two nodes of one model."""

    __tablename__ = "model_edge"

    model_id: Mapped[int] = ref("model.id", index=True)
    source_id: Mapped[int] = ref("model_node.id")
    target_id: Mapped[int] = ref("model_node.id")
    kind: Mapped[str] = mapped_column(default="")
    label: Mapped[str] = mapped_column(default="")
