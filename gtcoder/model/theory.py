"""Memos, relations with evidence, paradigms, and what a check was told to let pass."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import Journaled, UtcTime, now, ref

_LINKS = (
    "quotation_id",
    "code_id",
    "document_id",
    "participant_id",
    "relation_id",
    "other_memo_id",
    "speaker_id",
    "property_id",
    "paradigm_id",
    "model_id",
    "round_id",
    "sampling_id",
    "instrument_id",
)
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
    other_memo_id: Mapped[int | None] = ref("memo.id", index=True, nullable=True)
    speaker_id: Mapped[int | None] = ref("speaker.id", nullable=True)
    property_id: Mapped[int | None] = ref("property.id", nullable=True)
    paradigm_id: Mapped[int | None] = ref("paradigm.id", nullable=True)
    model_id: Mapped[int | None] = ref("model.id", nullable=True)
    round_id: Mapped[int | None] = ref("round.id", nullable=True)
    sampling_id: Mapped[int | None] = ref("sampling_decision.id", nullable=True)
    instrument_id: Mapped[int | None] = ref("instrument.id", nullable=True)


class MemoTag(Journaled):
    """A word that a memo is filed under."""

    __tablename__ = "memo_tag"
    __table_args__ = (UniqueConstraint("memo_id", "name"),)

    memo_id: Mapped[int] = ref("memo.id")
    name: Mapped[str] = mapped_column(index=True)


class RelationType(Journaled):
    """A kind of link between categories; directed ones read differently from the other end.

    `grammar` lists the pairs of roles (from, to) it may join; empty, the paradigm's own grammar
    decides. An `acyclic` type must never lead back to where it began (is part of).
    """

    __tablename__ = "relation_type"

    name: Mapped[str] = mapped_column(unique=True)
    inverse: Mapped[str] = mapped_column(default="")
    directed: Mapped[bool] = mapped_column(default=True)
    acyclic: Mapped[bool] = mapped_column(default=False)
    grammar: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    meaning: Mapped[str] = mapped_column(Text, default="")


class Relation(Journaled):
    """A typed link between categories; strength 1 weak, 2 moderate, 3 strong, or unsaid."""

    __tablename__ = "relation"
    __table_args__ = (
        UniqueConstraint("type_id", "source_id", "target_id"),
        CheckConstraint("source_id <> target_id", name="two_ends"),
        CheckConstraint("strength IS NULL OR strength BETWEEN 1 AND 3", name="strength"),
    )

    type_id: Mapped[int] = ref("relation_type.id")
    source_id: Mapped[int] = ref("code.id", index=True)
    target_id: Mapped[int] = ref("code.id", index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    strength: Mapped[int | None] = mapped_column(default=None)


class RefusedRelation(Journaled):
    """A suggested relation that a coder refused, so that it is not suggested again."""

    __tablename__ = "refused_relation"
    __table_args__ = (
        UniqueConstraint("source_id", "target_id"),
        CheckConstraint("source_id < target_id", name="one_order"),
    )

    source_id: Mapped[int] = ref("code.id")
    target_id: Mapped[int] = ref("code.id", index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    coder_id: Mapped[int] = ref("coder.id")
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)


class Evidence(Journaled):
    """A passage that speaks for a relation, against it, or is its negative case.

    `note` says how; of a negative case it is the explanation, and without one it is unexplained.
    """

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("relation_id", "quotation_id"),)

    relation_id: Mapped[int] = ref("relation.id")
    quotation_id: Mapped[int] = ref("quotation.id", index=True)
    stance: Mapped[str]
    note: Mapped[str] = mapped_column(Text, default="")


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


_SUBJECTS = ("code_id", "relation_id", "paradigm_id", "property_id", "model_id")
_ONE_SUBJECT = " + ".join(f"CASE WHEN {c} IS NULL THEN 0 ELSE 1 END" for c in _SUBJECTS)


class Waiver(Journaled):
    """A finding of the checks that a coder lets pass, with the reason.

    `rule` is the check's id; `detail` tells apart findings of one rule on one thing (a role). One
    on nothing in particular is on the study as a whole.
    """

    __tablename__ = "waiver"
    __table_args__ = (CheckConstraint(f"{_ONE_SUBJECT} <= 1", name="one_subject"),)

    rule: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(Text)
    code_id: Mapped[int | None] = ref("code.id", nullable=True)
    relation_id: Mapped[int | None] = ref("relation.id", nullable=True)
    paradigm_id: Mapped[int | None] = ref("paradigm.id", nullable=True)
    property_id: Mapped[int | None] = ref("property.id", nullable=True)
    model_id: Mapped[int | None] = ref("model.id", nullable=True)
    coder_id: Mapped[int] = ref("coder.id")
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)
