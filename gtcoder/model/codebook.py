"""Codes and categories, their further places and attributes, and the codings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import Journaled, UtcTime, now, ref


class Code(Journaled):
    """A code or category; merged and retired codes keep their row, definition and memos.

    `rule` says when to use it, `when_not` when not to, and `example` quotes a passage that is not
    of this study; those that are have a `CodeExample`.
    The codes below a `domain` exclude one another on the same text. A code that `proposed_by_id`
    made while `proposed_in_id`, a blind round, was open is theirs alone until the round is shown.
    """

    __tablename__ = "code"
    __table_args__ = (Index("ix_code_parent_id_name", "parent_id", "name"),)

    name: Mapped[str]
    parent_id: Mapped[int | None] = ref("code.id", nullable=True)
    level: Mapped[str]
    origin: Mapped[str]
    definition: Mapped[str] = mapped_column(Text, default="")
    rule: Mapped[str] = mapped_column(Text, default="")
    when_not: Mapped[str] = mapped_column(Text, default="")
    example: Mapped[str] = mapped_column(Text, default="")
    colour: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[int | None] = ref("code.id", nullable=True)
    domain: Mapped[bool] = mapped_column(default=False)
    proposed_in_id: Mapped[int | None] = ref("round.id", nullable=True)
    proposed_by_id: Mapped[int | None] = ref("coder.id", nullable=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)


class CodeExample(Journaled):
    """A passage that shows in the codebook what a code means."""

    __tablename__ = "code_example"
    __table_args__ = (UniqueConstraint("code_id", "quotation_id"),)

    code_id: Mapped[int] = ref("code.id")
    quotation_id: Mapped[int] = ref("quotation.id", index=True)
    position: Mapped[int] = mapped_column(default=0)


class RefusedMerge(Journaled):
    """Two codes that a coder keeps apart, so that merging them is not proposed again."""

    __tablename__ = "refused_merge"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        CheckConstraint("one_id < other_id", name="one_order"),
    )

    one_id: Mapped[int] = ref("code.id")
    other_id: Mapped[int] = ref("code.id", index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    coder_id: Mapped[int] = ref("coder.id")
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)


class Membership(Journaled):
    """A further category of a code, beside its one place in the tree."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("code_id", "category_id"),)

    code_id: Mapped[int] = ref("code.id")
    category_id: Mapped[int] = ref("code.id", index=True)
    rank: Mapped[int] = mapped_column(default=0)


class Attribute(Journaled):
    """A free attribute of codes, such as a printed item number or who acts.

    `group` is the heading that several share (active stakeholder: customer, company); `kind` says
    what its values are (see `AttributeKind`), `choices` which ones it may have; `position` orders
    the columns.
    """

    __tablename__ = "attribute"

    name: Mapped[str] = mapped_column(unique=True)
    group: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="text")
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)


class AttributeValue(Journaled):
    """The value of an attribute for one code, as text."""

    __tablename__ = "attribute_value"
    __table_args__ = (UniqueConstraint("attribute_id", "code_id"),)

    attribute_id: Mapped[int] = ref("attribute.id")
    code_id: Mapped[int] = ref("code.id", index=True)
    value: Mapped[str] = mapped_column(Text)


class Property(Journaled):
    """A property of a category, with its dimension from one end (`low`) to the other (`high`)."""

    __tablename__ = "property"
    __table_args__ = (UniqueConstraint("category_id", "name"),)

    category_id: Mapped[int] = ref("code.id")
    name: Mapped[str]
    low: Mapped[str] = mapped_column(default="")
    high: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)


class PropertyPlacement(Journaled):
    """Where a passage lies along a property's dimension: 0 the low end, 100 the high one.

    A `negative` placement is a case that goes against what the category says; `note` explains it.
    """

    __tablename__ = "property_placement"
    __table_args__ = (
        UniqueConstraint("property_id", "quotation_id"),
        CheckConstraint("place BETWEEN 0 AND 100", name="place"),
    )

    property_id: Mapped[int] = ref("property.id")
    quotation_id: Mapped[int] = ref("quotation.id", index=True)
    place: Mapped[int]
    negative: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")


class Coding(Journaled):
    """One coder applied one code to one quotation in a round; the origin code stays for ever.

    Coder and round repeat the quotation's, so that blindness holds on codings read alone.
    """

    __tablename__ = "coding"
    __table_args__ = (
        UniqueConstraint("quotation_id", "code_id"),
        CheckConstraint("weight IS NULL OR weight BETWEEN 0 AND 100", name="weight"),
    )

    quotation_id: Mapped[int] = ref("quotation.id")
    code_id: Mapped[int] = ref("code.id", index=True)
    origin_code_id: Mapped[int] = ref("code.id")
    coder_id: Mapped[int] = ref("coder.id")
    round_id: Mapped[int] = ref("round.id")
    origin: Mapped[str]
    weight: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)
