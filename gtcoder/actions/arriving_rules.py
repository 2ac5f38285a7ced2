"""What values that arrive from elsewhere may be: words that the study knows, texts as it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, String

from gtcoder.errors import InvalidInput
from gtcoder.model.base import UtcTime
from gtcoder.store.images import columns_of
from gtcoder.store.naming import cleaned, text_as_kept
from gtcoder.store.shapes import has_shape
from gtcoder.store.words import WORDS

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine

_MAY_BE_EMPTY = {("round", "segments")}
_NAMES = frozenset({"name", "title"})
_NAMED = frozenset({"coder", "round", "document", "participant", "code", "variable", "attribute",
                    "relation_type", "paradigm", "model", "instrument", "expert"})  # fmt: skip


_FORMS: tuple[tuple[type[TypeEngine[Any]], frozenset[type]], ...] = (
    (UtcTime, frozenset({datetime})),
    (Date, frozenset({date})),
    (JSON, frozenset({dict, list})),
    (Boolean, frozenset({bool})),
    (Float, frozenset({int, float})),
    (Integer, frozenset({int})),
    (LargeBinary, frozenset({bytes})),
    (String, frozenset({str})),
)
_MOST = 2**63 - 1
_GUID = 16  # bytes


def fits(table: str, column: str, values: Sequence[Any]) -> bool:
    """Tell whether values are of the kind that a column holds, and of a size that it can hold."""
    told = next(each for each in columns_of(table) if each.name == column)
    allowed = next(forms for kind, forms in _FORMS if isinstance(told.type, kind))
    there = [value for value in values if value is not None] if told.nullable else values
    kinds = set(map(type, there))
    if not kinds <= allowed and not (str in allowed and all(issubclass(one, str) for one in kinds)):
        return False
    if isinstance(told.type, JSON):
        return all(has_shape(table, column, value) for value in values)
    if bytes in kinds:
        return set(map(len, there)) == {_GUID}
    if float in kinds and not all(map(isfinite, there)):
        return False
    if int in kinds:
        return bool(min(there) >= -_MOST and max(there) <= _MOST)
    return datetime not in kinds or all(value.tzinfo for value in there)


def check_words(table: str, column: str, values: Sequence[Any]) -> None:
    """Refuse a column with a word that the study does not know, or a nameless row."""
    words = WORDS.get((table, column))
    if words is not None:
        known = {word.value for word in words}
        if (table, column) in _MAY_BE_EMPTY:
            known.add("")
        for value in set(values) - known:
            raise InvalidInput(
                "What was to come in says “{value}” for the {column} of a {table}, which is no "
                "word for it. Nothing was changed; ask for the project to be exported anew.",
                value=value,
                column=column,
                table=table.replace("_", " "),
            )
    if column == "name" and table in _NAMED and not all(map(cleaned, values)):
        raise InvalidInput(
            "What was to come in has a {table} without a name. Nothing was changed; give it one "
            "where it comes from, and export that anew.",
            table=table.replace("_", " "),
        )


def as_kept(column: str, values: Sequence[Any]) -> list[Any]:
    """Return values as the study keeps them: names on one line, texts with one kind of line end."""
    if str not in set(map(type, values)):
        return list(values)
    return [_as_kept(column, value) for value in values]


def _as_kept(column: str, value: Any) -> Any:
    if type(value) is not str or (value.isascii() and value.isprintable()):
        return value
    return cleaned(value) if column in _NAMES else text_as_kept(value)
