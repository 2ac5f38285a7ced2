"""What must hold of a study after an entry was taken back, beyond what rows and keys can tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from gtcoder.model.codebook import Code, Coding
from gtcoder.model.team import Coder
from gtcoder.model.theory import RefusedRelation, Relation
from gtcoder.vocabulary import CoderRole

_CHUNK = 5_000
Place = tuple[str, int]


def broken_rule(
    connection: Connection, back: dict[str, list[int]], sees: Callable[[str, int], bool]
) -> Place | None:
    """Return the row that keeps rows from coming back, or None where the study makes sense.

    `back` holds the keys, by table, of rows that came back or changed back. Verbs keep these rules
    on their way forward; an inverse image knows nothing of them: the tree has no circle, live
    codes in one place have different names and no retired code above them, no coding carries a
    code that was merged away, no two codes are related and refused at once, and a study has a
    lead. Rows that the coder does not see (`sees`) do not stand in the way.
    """
    if back.get("coder"):
        roles = {row.id: row.role for row in connection.execute(select(Coder.id, Coder.role))}
        if CoderRole.LEAD not in roles.values():
            return "coder", max(roles.keys() - back["coder"], default=back["coder"][0])
    codes = {row.id: row for row in connection.execute(_CODES) if sees("code", row.id)}
    for key in back.get("code", ()):
        other = _in_the_way(codes, key)
        if other is not None:
            return "code", other
    merged = _merged_away(connection, back.get("coding", ()))
    return merged or _related_and_refused(connection, back)


_ENDS = (Relation.source_id, Relation.target_id)
_REFUSED = (RefusedRelation.source_id, RefusedRelation.target_id)
_BOTH = select(Relation.id, RefusedRelation.id).join(
    RefusedRelation,
    or_(
        and_(_ENDS[0] == _REFUSED[0], _ENDS[1] == _REFUSED[1]),
        and_(_ENDS[0] == _REFUSED[1], _ENDS[1] == _REFUSED[0]),
    ),
)
_CODES = select(Code.id, Code.name, Code.parent_id, Code.retired, Code.merged_into_id)


def _in_the_way(codes: dict[int, Any], key: int) -> int | None:
    code = codes.get(key)
    if code is None:
        return None
    for column in ("parent_id", "merged_into_id"):
        if _leads_back(codes, key, column):
            return int(getattr(code, column))
    if code.retired:
        live = (c.id for c in codes.values() if c.parent_id == key and not c.retired)
        return next((int(child) for child in live), None)
    if code.parent_id in codes and codes[code.parent_id].retired:
        return int(code.parent_id)
    name = code.name.casefold()
    for other in codes.values():
        beside = other.parent_id == code.parent_id and not other.retired and other.id != key
        if beside and other.name.casefold() == name:
            return int(other.id)
    return None


def _leads_back(codes: dict[int, Any], key: int, column: str) -> bool:
    passed: set[int] = set()
    at = getattr(codes[key], column)
    while at in codes and at not in passed:  # None, or a code that is gone or not seen, ends it
        passed.add(at)
        at = getattr(codes[at], column)
    return key in passed


def _merged_away(connection: Connection, codings: Iterable[int]) -> Place | None:
    keys = list(codings)
    for place in range(0, len(keys), _CHUNK):
        merged = (
            select(Code.id)
            .join(Coding, Coding.code_id == Code.id)
            .where(Code.merged_into_id.is_not(None), Coding.id.in_(keys[place : place + _CHUNK]))
        )
        found = connection.execute(merged.limit(1)).scalar()
        if found is not None:
            return "code", found
    return None


def _related_and_refused(connection: Connection, back: dict[str, list[int]]) -> Place | None:
    """Return the relation that a refusal meets on its way back, or the refusal that one meets."""
    if not back.get("relation") and not back.get("refused_relation"):
        return None
    for relation, refusal in connection.execute(_BOTH):
        if refusal in back.get("refused_relation", ()):
            return "relation", int(relation)
        if relation in back.get("relation", ()):
            return "refused_relation", int(refusal)
    return None
