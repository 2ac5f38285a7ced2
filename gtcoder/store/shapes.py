"""What columns of JSON hold, said as a check of one value: for rows that arrive from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from gtcoder.vocabulary import Mark, ParadigmRole

Check = Callable[[Any], bool]
UNKNOWN = "?"  # stands for a row that is gone
_GUID = re.compile("[0-9a-f]{32}")
_MOST = 2**63 - 1


def has_shape(table: str, column: str, value: Any) -> bool:
    """Tell whether a value is what a column of JSON holds, written as text and read again."""
    try:
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, TypeError, RecursionError):
        return False
    return value is None or _SHAPES.get((table, column), _any)(value)


def _any(value: Any) -> bool:
    return isinstance(value, dict | list)


def _mapping(value: Any) -> bool:
    return isinstance(value, dict)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _named_texts(value: Any) -> bool:
    return isinstance(value, dict) and _texts(list(value.values()))


def _rows(*places: Check) -> Check:
    """Return a check of lists of lists, place by place."""

    def check(value: Any) -> bool:
        return isinstance(value, list) and all(
            isinstance(row, list)
            and len(row) == len(places)
            and all(fits(each) for fits, each in zip(places, row, strict=True))
            for row in value
        )

    return check


def _guid(value: Any) -> bool:
    return isinstance(value, str) and (value == UNKNOWN or _GUID.fullmatch(value) is not None)


def _number(value: Any) -> bool:
    return type(value) is int and 0 <= value <= _MOST


def _role(value: Any) -> bool:
    return value in [str(role) for role in ParadigmRole]


def _mark(value: Any) -> bool:
    return value in [str(mark) for mark in Mark]


def _marks(value: Any) -> bool:
    found = _rows(_number, _number, _mark)(value)
    return found and all(start < end for start, end, _ in value)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _whole(value: Any) -> bool:
    return type(value) is int


def _sample(value: Any) -> bool:
    """Tell how documents were drawn by lot, all of it; empty where they were not."""
    return value == {} or (
        isinstance(value, dict) and all(fits(value.get(name)) for name, fits in _SAMPLED.items())
    )


def _edits(value: Any) -> bool:
    """Tell edits in their order: none begins before the one before it ends."""
    if not _rows(_number, _number, _number)(value):
        return False
    ordered = all(one[1] <= other[0] for one, other in pairwise(value))
    return ordered and all(start <= end for start, end, _ in value)


_SAMPLED: dict[str, Check] = {
    "kind": _text,
    "seed": _whole,
    "n": _number,
    "of": _number,
    "variable": _text,
    "documents": _texts,
}
_SHAPES: dict[tuple[str, str], Check] = {
    ("attribute", "choices"): _texts,
    ("decision", "said"): _rows(_guid, _guid, _number, _number),
    ("decision", "stands"): _rows(_guid, _number, _number),
    ("model", "options"): _mapping,
    ("model_node", "fields"): _named_texts,
    ("project", "settings"): _mapping,
    ("relation_type", "grammar"): _rows(_role, _role),
    ("round", "sample"): _sample,
    ("saved_result", "options"): _mapping,
    ("saved_result", "record"): _mapping,
    ("text_version", "source"): _mapping,
    ("text_version", "edits"): _edits,
    ("text_version", "marks"): _marks,
}
