"""Users, the tree of codes, and groups of codes as elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gtcoder.exchange.refi import code_texts
from gtcoder.exchange.refi.beyond import read_beyond, with_beyond
from gtcoder.exchange.refi.colours import hex_of
from gtcoder.exchange.refi.packed import Row, lean, pack_row
from gtcoder.exchange.refi.study import Outgoing, by_name, packed
from gtcoder.exchange.refi.xml import derived, described, element, guid_text, reference, tag
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import CoderRole

_BY_ELEMENT = ("guid", "name", "parent_id")
_OF_ROUNDS = ("proposed_in_id", "proposed_by_id", "merged_into_id")
_MEMBERS = "Further members of this category, beside its own place in the tree."


def users(study: Outgoing) -> Iterator[str]:
    """Yield the coders, those who lead first."""
    for row in coders(study):
        yield element("User", {"guid": guid_text(row["guid"]), "name": row["name"]})


def coders(study: Outgoing) -> list[Row]:
    """Return the coders, those who lead first, then by name."""
    return study.sorted("coder", lambda row: (row["role"] != CoderRole.LEAD, *by_name(row)))


def codebook(study: Outgoing, *, alone: bool = False) -> Iterator[str]:
    """Yield the tree of codes, of those in one place the ones out of use last.

    `alone`, without codes out of use and what leads out of the tree.
    """
    below: dict[Guid | None, list[Row]] = {}
    for row in study.sorted("code", _in_use_first):
        if not (alone and row["retired"]):
            below.setdefault(row["parent_id"], []).append(row)
    used = set(study.rows.tables.get("coding", {}).get("code_id", ()))
    open_codes = [iter(below.get(None, ()))]
    yield "<Codes>\n"
    while open_codes:
        row = next(open_codes[-1], {})
        if not row:
            open_codes.pop()
            yield "</Code>\n" if open_codes else "</Codes>\n"
            continue
        codable = not row["retired"] or row["guid"] in used
        yield f"<{_code_tag(row, codable=codable)}>\n"
        yield described(_alone(study, row) if alone else _plain(study, row))
        if not alone:
            yield study.notes_on(row["guid"])
        open_codes.append(iter(below.get(row["guid"], ())))


def _code_tag(row: Row, *, codable: bool) -> str:
    return tag(
        "Code",
        {
            "guid": guid_text(row["guid"]),
            "name": row["name"],
            "isCodable": "true" if codable else "false",
            "color": hex_of(row["colour"]),
        },
    )


def _in_use_first(row: Row) -> tuple[Any, ...]:
    return (bool(row["retired"]), row["position"], *by_name(row))


def _plain(study: Outgoing, row: Row) -> str:
    """Return what a code means, with a line for each of its attributes."""
    told = code_texts.told(row, study.attributes.get(row["guid"], ()))
    return with_beyond(study.said(told), {})


def _alone(study: Outgoing, row: Row) -> str:
    """Return what a code means, and the extras that a codebook has no other place for."""
    plain = study.said(code_texts.told(row))
    without = [*_BY_ELEMENT, *_OF_ROUNDS, *_read_again(row, code_texts.read_texts(plain, {}))]
    extra: dict[str, Any] = {"code": pack_row("code", row, without)}
    extra["code"]["position"] = row["position"]  # the order of elements says another
    return with_beyond(plain, extra)


def _read_again(row: Row, again: dict[str, str]) -> tuple[str, ...]:
    """Return the texts of a code that its description alone gives back: all or none."""
    return code_texts.FIELDS if again == {name: row[name] for name in again} else ()


def code_rows(study: Outgoing) -> Row:
    """Return what the elements do not say of the codes, for the extras of the project."""
    rows = []
    for row in study.rows.rows("code"):
        lines = study.attributes.get(row["guid"], ())
        plain, _ = read_beyond(_plain(study, row))
        again = _read_again(row, code_texts.read_texts(plain, {}, lines))
        rows.append({**row, **dict.fromkeys(again)})
    # The order of elements says another position.
    return lean("code", packed("code", rows, "name", "parent_id"), ("position",))


def groups(study: Outgoing, *, alone: bool = False) -> Iterator[str]:
    """Yield a Set for each category with members from elsewhere in the tree."""
    for category, inside in _grouped(study, alone=alone):
        yield element(
            "Set",
            {"guid": guid_text(_group(category["guid"])), "name": category["name"]},
            (described(_MEMBERS), *(_member(guid, alone) for guid in inside)),
        )


def made_groups(study: Outgoing) -> list[Guid]:
    """Return the guids of the Sets of a project, all of which picture memberships."""
    return [_group(category["guid"]) for category, _ in _grouped(study, alone=False)]


def _grouped(study: Outgoing, *, alone: bool) -> Iterator[tuple[Row, list[Guid]]]:
    there = {row["guid"] for row in study.rows.rows("code") if not (alone and row["retired"])}
    members = study.owned("membership", "category_id", lambda row: (row["rank"], row["guid"]))
    for category in study.sorted("code", by_name):
        inside = [
            row["code_id"] for row in members.get(category["guid"], ()) if row["code_id"] in there
        ]
        if inside and category["guid"] in there:
            yield category, inside


def _group(category: Guid) -> Guid:
    return derived(category, "members")


def _member(guid: Guid, alone: bool) -> str:
    if alone:  # the codebook's schema calls it otherwise than the project's
        return f'<MemberCode guid="{guid_text(guid)}"/>\n'
    return reference("MemberCode", guid)
