"""What lies under a code: below it in the tree, or serving it as a further category."""

from __future__ import annotations

from sqlalchemy import select

from gtcoder.model.codebook import Code, Membership
from gtcoder.queries.keeping import kept_while
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId

Reached = dict[CodeId, tuple[CodeId, ...]]


def codes_under(reader: Reader, code: CodeId) -> tuple[CodeId, ...]:
    """Return a code and all that serve it, directly or further below, each once."""
    return every_code_under(reader).get(code, (code,))


def every_code_under(reader: Reader) -> Reached:
    """Return, code by code, itself and all that serve it; kept until the codebook changes."""
    tables = (Code.__tablename__, Membership.__tablename__)
    return kept_while(reader, "codes under", tables, lambda: _read(reader), all_see=True)


def _read(reader: Reader) -> Reached:
    below: dict[int, list[int]] = {}
    every: list[int] = []
    for code, parent in reader.rows(select(Code.id, Code.parent_id).order_by(Code.id)):
        every.append(code)
        if parent is not None:
            below.setdefault(parent, []).append(code)
    links = select(Membership.category_id, Membership.code_id).order_by(Membership.id)
    for category, code in reader.rows(links):
        below.setdefault(category, []).append(code)
    return {CodeId(code): _reached(code, below) for code in every}


def _reached(code: int, below: dict[int, list[int]]) -> tuple[CodeId, ...]:
    seen = {CodeId(code): None}
    waiting = [code]
    while waiting:
        for other in below.get(waiting.pop(), ()):
            if other not in seen:
                seen[CodeId(other)] = None
                waiting.append(other)
    return tuple(seen)
