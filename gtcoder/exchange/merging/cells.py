"""One value from two that both copies changed: two texts are kept in one, of two words one stands.

What comes out depends on the values alone, not on whose they are, nor on which copy met which
first: only so do three copies give the same study in whatever order they come together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Text

from gtcoder.exchange.merging.states import canonical
from gtcoder.store.images import columns_of
from gtcoder.vocabulary import CoderRole

BETWEEN = "\n\n* * *\n\n"
_VALUES = frozenset({"value"})  # long columns that hold one value, and short ones that hold a text
_NOTES = frozenset({("label", "note")})
_QUIET = frozenset({"position", "rank", "created_at", "changed_at", "opened_at", "closed_at",
                    "finished_at", "unblinded_at", "number", "x", "y", "width", "height",
                    "characters", "edits", "marks", "source"})  # fmt: skip
_DRAWN = frozenset({"x", "y", "width", "height"})
_NEVER_REPLACED = frozenset({"project", "round", "coder", "text_version", "turn", "attribute",
                             "relation_type"})  # fmt: skip
_PUT_IN = {("coder", "role"), ("round", "opened_at"), ("round", "kind"), ("round", "name"),
           ("text_version", "source"), ("code", "origin"), ("coding", "origin"),
           ("coding", "origin_code_id")}  # fmt: skip
_LATER = frozenset({"changed_at", "number"})
_BY_NAME = frozenset({("project", "settings"), ("model", "options"), ("model_node", "fields")})


@dataclass(frozen=True, slots=True)
class Settled:
    """The value that stands, and whether something was given up (`lost`) or joined (`both`)."""

    value: Any
    lost: bool = False
    both: bool = False


class Missing:
    """What stands for a value before where there was none to be known."""


MISSING = Missing()


def settle(table: str, column: str, before: Any, one: Any, other: Any) -> Settled:
    """Return what stands of two values, `before` being that which both began with, if known."""
    if one == other and type(one) is type(other):
        return Settled(one)
    if before is not MISSING:
        if one == before:
            return Settled(other)
        if other == before:
            return Settled(one)
    if (table, column) in _BY_NAME:
        return _by_name(before, one, other)
    if _empty(one) or _empty(other):  # the one took away what the other changed
        lost = before is not MISSING and column not in _QUIET
        return Settled(other if _empty(one) else one, lost=lost)
    if column in long_columns(table):
        return _joined(before, one, other)
    if (
        (table, column) == ("coder", "role")
        and before is MISSING
        and CoderRole.LEAD in (one, other)
    ):
        return Settled(str(CoderRole.LEAD))
    value = _chosen(column, one, other)
    return Settled(value, lost=column not in _QUIET)


def preferred(table: str, column: str, one: Any, other: Any) -> Settled:
    """Return the one of two values, whatever it is, unless it says nothing."""
    # None is a place, too: of a code at the top, of a box where the template puts it.
    placed = (table, column) == ("code", "parent_id") or column in _DRAWN
    if _empty(one) and not placed:
        return Settled(other)
    said = placed or not _empty(other)
    return Settled(one, lost=one != other and said and column not in _QUIET)


def put_in(table: str, column: str) -> bool:
    """Tell whether readers of files fill a column where the file is silent.

    What differs there nobody said.
    """
    return column == "created_at" or (table, column) in _PUT_IN


def replaced(table: str, column: str, one: Any, other: Any) -> Settled:
    """Return the other of two values where a file may say it, unless it says nothing."""
    if column in _DRAWN:
        return Settled(one if other is None else other)
    if table in _NEVER_REPLACED or column in _QUIET or put_in(table, column):
        return preferred(table, column, one, other)
    return preferred(table, column, other, one)


@cache
def long_columns(table: str) -> frozenset[str]:
    """Return the columns of a table that hold texts of their own, of which two can stand."""
    return frozenset(
        column.name
        for column in columns_of(table)
        if (isinstance(column.type, Text) and column.name not in _VALUES)
        or (table, column.name) in _NOTES
    )


def _empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}


def _chosen(column: str, one: Any, other: Any) -> Any:
    if isinstance(one, date | datetime) and isinstance(other, date | datetime):
        return max(one, other) if column in _LATER else min(one, other)
    if column in _LATER:
        return max(one, other)
    return min(one, other, key=canonical)


def _joined(before: Any, one: str, other: str) -> Settled:
    """Return both texts as one: a piece of either stands once, in the order of their letters."""
    here, there = one.split(BETWEEN), other.split(BETWEEN)
    old = set() if before is MISSING or not before else set(before.split(BETWEEN))
    pieces = (set(here) & set(there)) | (set(here) - old) | (set(there) - old)
    pieces = pieces or {*here, *there}  # each took away what the other left
    within = {p for p in pieces if any(q != p and q.startswith(p) for q in pieces)}
    shortened = any(was.startswith(p) for p in within for was in old)
    value = BETWEEN.join(sorted(pieces - within))
    return Settled(value, lost=shortened, both=value not in (one, other))


def _by_name(before: Any, one: Any, other: Any) -> Settled:
    """Return two mappings as one, name by name."""
    old: Mapping[str, Any] = {} if before is MISSING or not before else before
    made: dict[str, Any] = {}
    lost = False
    for name in sorted({*(one or {}), *(other or {})}):
        sides = ((one or {}).get(name), (other or {}).get(name))
        was = old.get(name, None if old else MISSING)
        if sides[0] == sides[1]:
            value = sides[0]
        elif was is not MISSING and was in sides:
            value = sides[1] if sides[0] == was else sides[0]
        else:
            said = [side for side in sides if side is not None]
            value = min(said, key=canonical)
            lost = lost or len(said) > 1 or was is not MISSING
        if value is not None:
            made[name] = value
    return Settled(made, lost=lost)
