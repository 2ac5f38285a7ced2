"""Merging, unmerging and splitting codes, so that nothing is ever lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from gtcoder.actions.adjudication import take_over_decisions
from gtcoder.actions.codebook import ancestors, create_code, refuse_place, refuse_sibling
from gtcoder.actions.core import take_over_judgements
from gtcoder.actions.domains import take_over_domain
from gtcoder.actions.model_rules import carry_nodes
from gtcoder.actions.properties import take_over_properties
from gtcoder.actions.relations import take_over_relations
from gtcoder.actions.rules import may_change_codebook, one_where, usable_code
from gtcoder.actions.sampling import take_over_sampling
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Code, Coding, Membership
from gtcoder.model.journal import Entry
from gtcoder.model.theory import ParadigmPlacement
from gtcoder.model.transcripts import Quotation
from gtcoder.store.images import decode_values
from gtcoder.store.ledger import ImageRow, read_images
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId, CodingId

MERGE = "codebook.merge"


@action(MERGE, reason=True)
def merge_codes(unit: Unit, *, sources: Sequence[CodeId], target: CodeId) -> int:
    """Move every coding of the sources to the target and return how many moved.

    A source stays as a retired code that points to the target, with its definition and memos;
    each coding keeps its origin code; a coding whose quotation has the target already is dropped
    (its image stays in the ledger, for unmerge). What lay below a source goes below the target.
    """
    may_change_codebook(unit)
    into = usable_code(unit, target)
    records = [usable_code(unit, source) for source in dict.fromkeys(sources)]
    if not records:
        raise InvalidInput("No code to merge was named. Nothing was changed.")
    if into in records:
        raise InvalidInput(
            "“{name}” cannot be merged into itself. Nothing was changed.", name=into.name
        )
    moved = sum(_merge_one(unit, record, into) for record in records)
    names = [record.name for record in records]
    unit.tell(sources=[r.id for r in records], names=names, into=into.name, codings=moved)
    return moved


def _merge_one(unit: Unit, source: Code, into: Code) -> int:
    rows = unit.execute(select(Coding.id, Coding.quotation_id).where(Coding.code_id == source.id))
    there = set(unit.scalars(select(Coding.quotation_id).where(Coding.code_id == into.id)))
    moving: list[int] = []
    doubles: list[int] = []
    for row in rows:
        (doubles if row.quotation_id in there else moving).append(row.id)
    unit.bulk_update(Coding, moving, code_id=into.id)
    unit.bulk_delete(Coding, doubles)
    _take_over_places(unit, source, into)
    source.merged_into_id = into.id
    source.retired = True
    unit.flush()
    return len(moving)


def _take_over_places(unit: Unit, source: Code, into: Code) -> None:
    take_over_domain(unit, source, into)
    if source in ancestors(unit, into):
        into.parent_id = source.parent_id
    for child in unit.scalars(select(Code).where(Code.parent_id == source.id)).all():
        if child is not into:
            if not child.retired:
                refuse_sibling(unit, CodeId(into.id), child.name, child.id)
            child.parent_id = into.id
    _take_over_memberships(unit, source, into)
    for placement in unit.scalars(select(ParadigmPlacement).filter_by(category_id=source.id)):
        keys = {"paradigm_id": placement.paradigm_id, "category_id": into.id}
        if one_where(unit, ParadigmPlacement, **keys) is None:
            placement.category_id = into.id
    take_over_relations(unit, source, into)
    take_over_properties(unit, source, into)
    carry_nodes(unit, source, into)
    take_over_judgements(unit, source, into)
    take_over_sampling(unit, source, into)
    take_over_decisions(unit, source, into)


def _take_over_memberships(unit: Unit, source: Code, into: Code) -> None:
    """Let the target serve, and be served, where the source did; a double stays with the source."""
    touching = or_(Membership.code_id == source.id, Membership.category_id == source.id)
    for row in unit.scalars(select(Membership).where(touching)).all():
        keys = {
            "code_id": into.id if row.code_id == source.id else row.code_id,
            "category_id": into.id if row.category_id == source.id else row.category_id,
        }
        if keys["code_id"] == keys["category_id"] or one_where(unit, Membership, **keys):
            continue
        if unit.get_one(Code, keys["code_id"]).parent_id != keys["category_id"]:
            row.code_id, row.category_id = keys["code_id"], keys["category_id"]


@action("codebook.unmerge", reason=True)
def unmerge_code(unit: Unit, *, code: CodeId) -> int:
    """Bring a merged code back with the codings that were its own; return how many came back.

    Its own are those that the ledger says the merge moved, wherever later merges took them; those
    that were given another code by hand since stay there. Codings that the merge dropped as doubles
    come back where their quotation still stands. Codes that lay below it stay where they are.
    """
    may_change_codebook(unit)
    record = unit.find(Code, code, "code")
    if record.merged_into_id is None:
        raise InvalidInput("“{name}” is not merged. Nothing was changed.", name=record.name)
    refuse_place(unit, record)
    into = unit.get_one(Code, record.merged_into_id)
    line = _merged_into(unit, record)
    moved, gone = _moved_and_dropped(unit, record.id, line)
    there = select(Coding.id).where(Coding.code_id.in_(line))
    back = [key for key in unit.scalars(there) if key in moved]
    unit.bulk_update(Coding, back, code_id=record.id)
    record = unit.get_one(Code, code)
    dropped = 0
    for row in gone:
        if _can_stand(unit, row):
            unit.add(Coding(**row))
            dropped += 1
    record.merged_into_id = None
    record.retired = False
    unit.tell(code=record.name, out_of=into.name, codings=len(back) + dropped)
    return len(back) + dropped


def _merged_into(unit: Unit, code: Code) -> list[int]:
    """Return the code that a merged code went into, the one which that went into, and so on."""
    line: list[int] = []
    while code.merged_into_id is not None:
        line.append(code.merged_into_id)
        code = unit.get_one(Code, code.merged_into_id)
    return line


def _moved_and_dropped(
    unit: Unit, code: int, line: Sequence[int]
) -> tuple[set[int], list[dict[str, Any]]]:
    """Return what the code's last merge moved, and what it or later merges of these dropped."""
    connection = unit.connection()
    merges = select(Entry.revision).where(Entry.action == MERGE).order_by(Entry.revision.desc())
    later: list[list[ImageRow]] = []
    for revision in list(connection.execute(merges).scalars()):
        later.append(list(read_images(connection, first=revision, last=revision)))
        if any(_merges(image, code) for image in later[-1]):
            break
    moved: set[int] = set()
    dropped: list[dict[str, Any]] = []
    for images in reversed(later):
        for image in images:
            if image.table != "coding" or image.before is None:
                continue
            own = image.before.get("code_id") == code or image.key in moved
            if own and image.after is not None:
                moved.add(image.key)
            elif own and image.before["code_id"] in (code, *line):
                dropped.append(decode_values("coding", {**image.before, "code_id": code}))
    return moved, dropped


def _merges(image: ImageRow, code: int) -> bool:
    after = image.after or {}
    return image.table == "code" and image.key == code and bool(after.get("merged_into_id"))


def _can_stand(unit: Unit, row: dict[str, Any]) -> bool:
    gone = unit.get(Quotation, row["quotation_id"]) is None
    if gone or unit.get(Coding, row["id"]) is not None:
        return False
    keys = {"quotation_id": row["quotation_id"], "code_id": row["code_id"]}
    return one_where(unit, Coding, **keys) is None


@action("codebook.split", reason=True)
def split_code(
    unit: Unit, *, code: CodeId, name: str, codings: Sequence[CodingId], definition: str = ""
) -> CodeId:
    """Make a new code beside this one and give it these codings; return the new code."""
    record = usable_code(unit, code)
    of_code = select(Coding.id, Coding.coder_id).where(Coding.code_id == record.id)
    whose = {row.id: row.coder_id for row in unit.execute(of_code.where(Coding.id.in_(codings)))}
    keys = set(whose)
    strange = [coding for coding in codings if coding not in keys]
    if strange or not keys:
        raise InvalidInput(
            "Coding {number} does not carry “{name}”. Nothing was changed.",
            number=strange[0] if strange else "(none named)",
            name=record.name,
        )
    if set(whose.values()) - {unit.me}:
        unit.require_lead("give a colleague's codings another code")
    parent = None if record.parent_id is None else CodeId(record.parent_id)
    new = create_code(unit, name=name, parent=parent, definition=definition)
    unit.tell(code=record.name, name=name, codings=len(keys))
    unit.bulk_update(Coding, sorted(keys), code_id=new)
    return new
