"""Giving an unmerged code back what its merge made another code's, where that is still free.

What a merge did to codings is the business of `merging`; here are the codes that lay below it, its
memberships, relations with their evidence, refusals, properties with their places, nodes of models
and the rest. A row is given back when it still is where merges put it: what somebody moved since
then stays, and so does what has no free place any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Table, UniqueConstraint, select

from gtcoder.actions.codebook import ancestors
from gtcoder.actions.merge_images import Taken
from gtcoder.actions.rules import one_where
from gtcoder.model.base import Base, Journaled
from gtcoder.model.codebook import Code, Property
from gtcoder.model.theory import Relation, RelationType
from gtcoder.store.images import decode_values, journaled_tables, names_of
from gtcoder.store.ledger import ImageRow
from gtcoder.store.unit import Unit

_PAIRS = {"refused_relation": ("source_id", "target_id"), "refused_merge": ("one_id", "other_id")}
_FIRST = ("code", "relation", "property")  # others are known as the code's own by these
_OF_CODE = frozenset({"parent_id", "domain"})  # what a merge changes of other codes
_ELSEWHERE = frozenset({"coding"})
Row = dict[str, Any]


class GivingBack:
    """What one merge took from a code, on its way back; `back` and `stayed` count by table."""

    def __init__(self, unit: Unit, record: Code, taken: Taken) -> None:
        self.unit = unit
        self.record = record
        self.taken = taken
        self.back: Counter[str] = Counter()
        self.stayed: Counter[str] = Counter()
        self._relations: set[int] = set()
        self._properties: set[int] = set()
        self._alone = self._last_of_its_merge()

    def run(self) -> None:
        """Give all of it back."""
        images = [image for image in self.taken.own if image.table not in _ELSEWHERE]
        for table in _FIRST:
            own = [image for image in images if image.table == table]
            self._give(sorted(own, key=lambda image: image.key == self.taken.into))
        self._know_own()
        pairs = [image for image in images if image.table in _PAIRS]
        self._give(i for i in images if i.table not in _FIRST and i.table not in _PAIRS)
        for image in pairs:
            self._give_pair(image)

    def _last_of_its_merge(self) -> bool:
        """Tell whether no other code is merged by the same merge any more."""
        others = [key for key in self.taken.sources if key != self.record.id]
        merged = select(Code.id).where(Code.id.in_(others), Code.merged_into_id == self.taken.into)
        return self.unit.scalars(merged.limit(1)).first() is None

    def _know_own(self) -> None:
        own = self.record.id
        ends = select(Relation.id).where((Relation.source_id == own) | (Relation.target_id == own))
        self._relations = set(self.unit.scalars(ends))
        of_it = select(Property.id).where(Property.category_id == own)
        self._properties = set(self.unit.scalars(of_it))

    def _give(self, images: Iterable[ImageRow]) -> None:
        for image in images:
            if image.table == "code" and image.key == self.record.id:
                continue
            if image.before is None:
                self._take_away(image)
            elif self._is_own(image.table, image.before) or self._is_of_target(image):
                if self._restore(image):
                    self.back[image.table] += 1
                elif image.key not in self.taken.given_away(self.unit, image.table):
                    self.stayed[image.table] += 1
            elif self._alone and image.after is not None and not _refers(image):
                self._put_words_back(image)

    def _is_own(self, table: str, before: Row) -> bool:
        columns = before.keys() & (_OF_CODE if table == "code" else before.keys())
        codes = (before[c] == self.record.id for c in columns if c in _to_code(table))
        return (
            any(codes)
            or before.get("relation_id") in self._relations
            or before.get("property_id") in self._properties
        )

    def _is_of_target(self, image: ImageRow) -> bool:
        """Tell whether a merge moved its target, as that lay somewhere below the code."""
        of_target = image.table == "code" and image.key == self.taken.into
        return of_target and self._alone and "parent_id" in (image.before or {})

    def _restore(self, image: ImageRow) -> bool:
        """Put one row back; False where it is elsewhere now, or its place is taken."""
        now, there = self._now(image)
        if now is None or image.before is None:
            return False
        values: Row = {}
        for column, old in image.before.items():
            if image.table == "code" and column not in _OF_CODE:
                continue
            refers = image.after is not None and _target(image.table, column)
            if refers and now[column] not in self._trail(image, column):
                return bool(now[column] == old)  # a code's own again already
            values[column] = old
        row = {**now, **values}
        if not self._stands(image.table, image.key, row):
            return False
        self._write(image.table, image.key, row if not there else values, there=there)
        return True

    def _give_pair(self, image: ImageRow) -> None:
        """Give a refusal back, its two codes in the order it wants them."""
        low, high = _PAIRS[image.table]
        now, there = self._now(image)
        if image.before is None or now is None:
            return
        own = self._is_own(image.table, image.before)
        ends = [now[low], now[high]]
        if own and self.record.id not in ends:
            nearest = next((code for code in self.taken.line if code in ends), None)
            ends = [self.record.id if end == nearest else end for end in ends]
        row = {**now, low: min(ends), high: max(ends)}
        if own and self.record.id not in ends:
            self.stayed[image.table] += image.key not in self.taken.given_away(
                self.unit, image.table
            )
        elif not self._may_refuse(image.table, ends) or not self._stands(
            image.table, image.key, row
        ):
            self.stayed[image.table] += own and image.after is not None
        elif not there or row != now:
            pair = {low: row[low], high: row[high]}
            self._write(image.table, image.key, pair if there else row, there=there)
            self.back[image.table] += 1

    def _may_refuse(self, table: str, ends: list[int]) -> bool:
        if ends[0] == ends[1]:
            return False
        between = select(Relation.id).where(
            Relation.source_id.in_(ends), Relation.target_id.in_(ends)
        )
        related = table == "refused_relation" and self.unit.scalars(between.limit(1)).first()
        return not related

    def _now(self, image: ImageRow) -> tuple[Row | None, bool]:
        """Return a row as it is, or as merges dropped it, and whether it is there."""
        found = self.unit.rows_now(image.table, [image.key]).get(image.key)
        if found is not None:
            now = dict(zip(names_of(image.table), found, strict=True))
            return (None, True) if image.after is None else (now, True)
        if image.after is None:
            return image.before, False
        dropped = (i.before for i in self.taken.later if _same(i, image) and i.after is None)
        return next(dropped, None), False

    def _trail(self, image: ImageRow, column: str) -> set[Any]:
        """Return where merges took what a row's column holds, from the merge itself on."""
        at = (image.after or {}).get(column)
        trail = {at}
        for later in self.taken.later:
            before, after = later.before or {}, later.after or {}
            if _same(later, image) and column in after and before.get(column) == at:
                at = after[column]
                trail.add(at)
        return trail

    def _stands(self, table: str, key: int, row: Row) -> bool:
        """Tell whether a row could be there: what it names is, and nothing else has its place."""
        target = journaled_tables()[table]
        for column in target.foreign_keys:
            name, other = column.parent.name, column.column.table.name
            if row.get(name) is not None and not self.unit.rows_now(other, [row[name]]):
                return False
        kind, values = _kinds()[table], decode_values(table, row)
        for names in _unique(target):
            same = select(kind.id).filter_by(**{name: values[name] for name in names})
            if self.unit.scalars(same.where(kind.id != key).limit(1)).first() is not None:
                return False
        return self._makes_sense(table, key, row)

    def _makes_sense(self, table: str, key: int, row: Row) -> bool:
        unit = self.unit
        if table == "code":
            return self._may_lie_below(key, row)
        if table == "membership":
            member = unit.get_one(Code, row["code_id"])
            return row["category_id"] not in (member.id, member.parent_id)
        if table == "relation":
            if row["source_id"] == row["target_id"]:
                return False
            kind = unit.get_one(RelationType, row["type_id"])
            back = {"source_id": row["target_id"], "target_id": row["source_id"]}
            other = one_where(unit, Relation, type_id=kind.id, **back)
            return kind.directed or other is None or other.id == key
        return True

    def _may_lie_below(self, key: int, row: Row) -> bool:
        parent = row["parent_id"]
        if parent is not None:
            above = ancestors(self.unit, self.unit.get_one(Code, parent))
            if key in {code.id for code in above}:
                return False
            if above[0].retired and not row["retired"]:
                return False
        if row["retired"]:
            return True
        at = Code.parent_id.is_(None) if parent is None else Code.parent_id == parent
        beside = select(Code.name).where(at, Code.retired.is_(False), Code.id != key)
        name = str(row["name"]).casefold()
        return name not in {other.casefold() for other in self.unit.scalars(beside)}

    def _put_words_back(self, image: ImageRow) -> None:
        """Give back texts and settings that the merge put together, if they are as it left them."""
        now, there = self._now(image)
        if not there or now is None or image.before is None or image.after is None:
            return
        values = {c: old for c, old in image.before.items()
                  if image.table != "code" or c in _OF_CODE}  # fmt: skip
        if values and all(now[column] == image.after[column] for column in values):
            self._write(image.table, image.key, values, there=True)
        elif values:
            self.stayed[image.table] += 1

    def _take_away(self, image: ImageRow) -> None:
        """Take a storyline's link to the relation away that the code's own was joined to."""
        if image.table == "memo_link" and self._alone:
            self.unit.bulk_delete(_kinds()["memo_link"], [image.key])

    def _write(self, table: str, key: int, values: Row, *, there: bool) -> None:
        kind = _kinds()[table]
        decoded = decode_values(table, values)
        if there:
            self.unit.bulk_update(kind, [key], **{name: [each] for name, each in decoded.items()})
        else:
            self.unit.add(kind(**decoded))
            self.unit.flush()


def _same(one: ImageRow, other: ImageRow) -> bool:
    return (one.table, one.key) == (other.table, other.key)


def _refers(image: ImageRow) -> bool:
    """Tell whether an image is of what a row is joined to, and not of words or settings alone."""
    columns = image.before.keys() if image.before else ()
    of_code = image.table == "code" and "domain" not in columns
    return of_code or any(
        _target(image.table, c) for c in columns if image.table != "code" or c in _OF_CODE
    )


@cache
def _kinds() -> dict[str, type[Journaled]]:
    return {
        mapper.class_.__tablename__: mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Journaled)
    }


@cache
def _to_code(table: str) -> frozenset[str]:
    """Return the columns of a table that name a code."""
    keys = journaled_tables()[table].foreign_keys
    return frozenset(key.parent.name for key in keys if key.column.table.name == "code")


@cache
def _target(table: str, column: str) -> str:
    """Return the table that a column names a row of, or nothing."""
    for key in journaled_tables()[table].foreign_keys:
        if key.parent.name == column:
            return key.column.table.name
    return ""


@cache
def _unique(table: Table) -> tuple[tuple[str, ...], ...]:
    found = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    return tuple(tuple(column.name for column in each.columns) for each in found)
