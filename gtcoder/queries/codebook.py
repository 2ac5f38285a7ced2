"""The codebook: codes in their tree, attributes, memberships, and the codebook as of a label."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from gtcoder.errors import NotFound
from gtcoder.model.codebook import Attribute, AttributeValue, Code, Coding, Membership
from gtcoder.model.team import Coder
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodeLevel, CoderId, RoundId

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code or category as it stands; `path` is its place in the tree, top first.

    `rule` says when to use it, `when_not` when not to, `example` is a written one.
    The codes below a `domain` exclude one another on the same text.
    """

    id: CodeId
    guid: str
    name: str
    path: Path
    parent: CodeId | None
    level: CodeLevel
    origin: str
    definition: str
    rule: str
    colour: int
    retired: bool
    merged_into: CodeId | None
    domain: bool = False
    proposed_by: CoderId | None = None
    proposed_in: RoundId | None = None
    when_not: str = ""
    example: str = ""

    @property
    def written(self) -> str:
        """The path as people write it: `Parent > Child`."""
        return " > ".join(self.path)


def codes(reader: Reader, *, retired: bool = False) -> tuple[CodeRow, ...]:
    """Return the codes in the tree's order; with `retired`, those out of use as well."""
    rows = reader.rows(
        select(
            Code.id, Code.guid, Code.name, Code.parent_id, Code.level, Code.origin,
            Code.definition, Code.rule, Code.colour, Code.position, Code.retired,
            Code.merged_into_id, Code.domain, Code.proposed_by_id, Code.proposed_in_id,
            Code.when_not, Code.example,
        )
    )  # fmt: skip
    every = in_tree_order([row._asdict() | {"guid": row.guid.hex()} for row in rows])
    return tuple(code for code in every if retired or not code.retired)


def is_coded(reader: Reader, code: CodeId) -> bool:
    """Tell whether any coding that the viewer may see has a code."""
    statement = select(Coding.id).where(Coding.code_id == code).limit(1)
    return bool(reader.scalars(statement))


def codebook_at(reader: Reader, revision: int) -> tuple[CodeRow, ...]:
    """Return the codes in use as they stood after an entry, folded from the ledger."""
    state = reader.rows_at(revision, ["code"])
    every = in_tree_order(list(state["code"].values()))
    return tuple(code for code in every if not code.retired)


def in_tree_order(rows: Sequence[dict[str, Any]]) -> list[CodeRow]:
    """Return code rows depth first, siblings by position and then by key."""
    below: dict[int | None, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: (row["position"], row["id"])):
        below.setdefault(row["parent_id"], []).append(row)
    ordered: list[CodeRow] = []
    waiting: list[tuple[dict[str, Any], Path]] = [(row, ()) for row in below.get(None, [])[::-1]]
    while waiting:
        row, above = waiting.pop()
        path = (*above, row["name"])
        ordered.append(_code_row(row, path))
        waiting.extend((child, path) for child in below.get(row["id"], [])[::-1])
    return ordered


def _code_row(row: dict[str, Any], path: Path) -> CodeRow:
    parent, merged = row["parent_id"], row["merged_into_id"]
    return CodeRow(
        id=CodeId(row["id"]),
        guid=row["guid"],
        name=row["name"],
        path=path,
        parent=None if parent is None else CodeId(parent),
        level=CodeLevel(row["level"]),
        origin=row["origin"],
        definition=row["definition"],
        rule=row["rule"],
        colour=row["colour"],
        retired=bool(row["retired"]),
        merged_into=None if merged is None else CodeId(merged),
        proposed_by=row.get("proposed_by_id"),
        proposed_in=row.get("proposed_in_id"),
        domain=bool(row.get("domain")),
        when_not=row.get("when_not", ""),
        example=row.get("example", ""),
    )


def parse_path(written: str) -> Path:
    """Return the names of a path written `Parent > Child`."""
    return tuple(part.strip() for part in written.split(" > "))


def find_code(reader: Reader, written: str, *, retired: bool = False) -> CodeRow:
    """Return the code at a path, or the only one in use of that name; refuse with the nearest.

    Coders who did not see each other may have proposed two codes of one path: “Trust (Bob)” is
    Bob's, and the bare path that of the codebook, if it is there.
    """
    every = codes(reader, retired=retired)
    proposed = _proposals(reader, every)
    if written in proposed:
        return proposed[written]
    path = tuple(name.casefold() for name in parse_path(written))
    exact = [code for code in every if tuple(n.casefold() for n in code.path) == path]
    named = [code for code in every if len(path) == 1 and code.name.casefold() == path[0]]
    accepted = [code for code in exact if code.proposed_by is None or code.retired]
    if len(exact) > 1 and not accepted:
        raise NotFound(
            "“{name}” was proposed more than once: {proposed}. Name one of them, or merge them.",
            name=written,
            proposed="; ".join(key for key, code in proposed.items() if code in exact),
        )
    exact = accepted or exact
    for found in (exact, named):
        if len(found) == 1 or (found and found is exact):
            return found[0]
    if named:
        raise NotFound(
            "“{name}” stands in several places: {places}. Write the whole path.",
            name=written,
            places="; ".join(code.written for code in named),
        )
    raise NotFound(
        "There is no code “{name}”. Nearest: {near}.",
        name=written,
        near=nearest(written, (code.written for code in every)),
    )


def _proposals(reader: Reader, every: Sequence[CodeRow]) -> dict[str, CodeRow]:
    """Return the proposed codes by their path and who proposed them, as in “Trust (Bob)”."""
    waiting = [code for code in every if code.proposed_by is not None and not code.retired]
    if not waiting:
        return {}
    names = {row.id: row.name for row in reader.rows(select(Coder.id, Coder.name))}
    return {f"{code.written} ({names[code.proposed_by]})": code for code in waiting}


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the names most like one that was not found, or a dash."""
    listed = list(known)
    folded = {other.casefold(): other for other in listed}
    close = difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.4)
    return "; ".join(folded[match] for match in close) or "; ".join(listed[:3]) or "–"


def attributes(reader: Reader) -> dict[CodeId, dict[str, str]]:
    """Return the free attributes of codes: code → name → value."""
    values: dict[CodeId, dict[str, str]] = {}
    rows = select(AttributeValue.code_id, Attribute.name, AttributeValue.value).join(
        Attribute, Attribute.id == AttributeValue.attribute_id
    )
    for code, name, value in reader.rows(rows):
        values.setdefault(CodeId(code), {})[name] = value
    return values


def memberships(reader: Reader) -> dict[CodeId, tuple[CodeId, ...]]:
    """Return the codes that serve each category beside those below it, in order."""
    members: dict[CodeId, tuple[CodeId, ...]] = {}
    rows = select(Membership.category_id, Membership.code_id).order_by(
        Membership.category_id, Membership.rank, Membership.id
    )
    for category, code in reader.rows(rows):
        members[CodeId(category)] = (*members.get(CodeId(category), ()), CodeId(code))
    return members
