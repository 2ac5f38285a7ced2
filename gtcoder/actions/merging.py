"""Merging, unmerging and splitting codes, so that nothing is ever lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from gtcoder.actions.adjudication import take_over_decisions
from gtcoder.actions.codebook import ancestors, create_code, refuse_place, refuse_sibling
from gtcoder.actions.core import take_over_judgements
from gtcoder.actions.domains import take_over_domain
from gtcoder.actions.examples import take_over_examples
from gtcoder.actions.folding import give_back_weights, keep_higher_weights
from gtcoder.actions.giving_back import GivingBack
from gtcoder.actions.hanging import take_over_comparisons
from gtcoder.actions.kept_apart import take_over_kept_apart
from gtcoder.actions.merge_images import MERGE, Taken, taken_in
from gtcoder.actions.model_rules import carry_nodes
from gtcoder.actions.properties import take_over_properties
from gtcoder.actions.relations import take_over_relations
from gtcoder.actions.rules import living, may_change_codebook, one_where, usable_code
from gtcoder.actions.sampling import take_over_sampling
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Code, Coding, Membership
from gtcoder.model.theory import ParadigmPlacement
from gtcoder.model.transcripts import Quotation
from gtcoder.store.images import decode_values
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId, CodingId


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
    place = into.parent_id
    moved = sum(_merge_one(unit, record, into) for record in records)
    if into.parent_id != place:  # it took the place of a code that it lay below
        above = None if into.parent_id is None else CodeId(into.parent_id)
        refuse_sibling(unit, above, into.name, into.id)
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
    if doubles:
        unit.tell(folded=int(unit.details.get("folded", 0)) + len(doubles))
    if doubles and (raised := keep_higher_weights(unit, source, into)):
        unit.tell(weights=int(unit.details.get("weights", 0)) + raised)
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
    take_over_examples(unit, source, into)
    take_over_comparisons(unit, source, into)
    take_over_kept_apart(unit, source, into)


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
        other = row.category_id if row.code_id == source.id else row.code_id
        if living(unit, other) == source.id:
            continue  # an earlier merge left it behind
        if unit.get_one(Code, keys["code_id"]).parent_id != keys["category_id"]:
            row.code_id, row.category_id = keys["code_id"], keys["category_id"]


@action("codebook.unmerge", reason=True)
def unmerge_code(unit: Unit, *, code: CodeId) -> int:
    """Bring a merged code back with what was its own; return how many codings came back.

    Its own are those codings that the ledger says the merge moved, wherever later merges took them;
    those that were given another code by hand since stay there. Codings that the merge dropped as
    doubles come back where their quotation still stands. Codes that lay below it, memberships,
    relations, properties and the rest come back where they still are what merges made of them
    (`giving_back`); the ledger says what could not.
    """
    may_change_codebook(unit)
    record = unit.find(Code, code, "code")
    if record.merged_into_id is None:
        raise InvalidInput("“{name}” is not merged. Nothing was changed.", name=record.name)
    refuse_place(unit, record)
    into = unit.get_one(Code, record.merged_into_id).name
    taken = taken_in(unit, record)
    codings, lost = _codings_back(unit, code, taken)
    record = unit.get_one(Code, code)
    record.merged_into_id = None
    record.retired = False
    unit.flush()
    more = GivingBack(unit, record, taken)
    more.run()
    if lost:
        more.stayed["coding"] = lost
    unit.tell(code=unit.get_one(Code, code).name, out_of=into, codings=codings)
    for name, counts in (("back", more.back), ("stayed", more.stayed)):
        if sum(counts.values()):
            unit.tell(**{name: {table: count for table, count in counts.items() if count}})
    return codings


def _codings_back(unit: Unit, code: CodeId, taken: Taken) -> tuple[int, int]:
    """Give a code its codings back; return how many came, and how many could not."""
    moved, gone = _moved_and_dropped(code, taken)
    there = select(Coding.id).where(Coding.code_id.in_(taken.line))
    back = [key for key in unit.scalars(there) if key in moved]
    unit.bulk_update(Coding, back, code_id=code)
    dropped = 0
    for row in gone:
        if _can_stand(unit, row):
            unit.add(Coding(**row))
            dropped += 1
    if any(row.get("weight") is not None for row in gone):
        unit.flush()
        give_back_weights(unit, code, [row["id"] for row in gone])
    own = moved | {row["id"] for row in gone}
    lost = own - set(unit.scalars(select(Coding.id).where(Coding.code_id == code)))
    return len(back) + dropped, len(lost - taken.given_away(unit, "coding") if lost else lost)


def _moved_and_dropped(code: int, taken: Taken) -> tuple[set[int], list[dict[str, Any]]]:
    """Return what the code's merge moved, and what it or later merges of these dropped."""
    moved: set[int] = set()
    dropped: list[dict[str, Any]] = []
    for image in (*taken.own, *taken.later):
        if image.table != "coding" or image.before is None:
            continue
        own = image.before.get("code_id") == code or image.key in moved
        if own and image.after is not None:
            moved.add(image.key)
        elif own and image.before["code_id"] in (code, *taken.line):
            dropped.append(decode_values("coding", {**image.before, "code_id": code}))
    return moved, dropped


def _can_stand(unit: Unit, row: dict[str, Any]) -> bool:
    gone = unit.get(Quotation, row["quotation_id"]) is None
    if gone or unit.get(Coding, row["id"]) is not None:
        return False
    keys = {"quotation_id": row["quotation_id"], "code_id": row["code_id"]}
    return one_where(unit, Coding, **keys) is None


@action("codebook.split", reason=True)
def split_code(
    unit: Unit,
    *,
    code: CodeId,
    name: str,
    codings: Sequence[CodingId] = (),
    both: Sequence[CodingId] = (),
    definition: str = "",
    rule: str = "",
) -> CodeId:
    """Make a new code beside this one and give it these codings; return the new code.

    A passage of `both` keeps its coding and gets a second one, of the new code.
    """
    record = usable_code(unit, code)
    of_code = select(Coding.id, Coding.coder_id).where(Coding.code_id == record.id)
    named = list(dict.fromkeys((*codings, *both)))
    whose = {row.id: row.coder_id for row in unit.execute(of_code) if row.id in set(named)}
    strange = [coding for coding in named if coding not in whose]
    if strange or not named:
        raise InvalidInput(
            "Coding {number} does not carry “{name}”. Nothing was changed.",
            number=strange[0] if strange else "(none named)",
            name=record.name,
        )
    if set(whose.values()) - {unit.me}:
        unit.require_lead("give a colleague's codings another code")
    parent = None if record.parent_id is None else CodeId(record.parent_id)
    new = create_code(unit, name=name, parent=parent, definition=definition, rule=rule)
    doubled = set(both) - set(codings)
    unit.tell(code=record.name, name=name, codings=len(named) - len(doubled))
    if doubled:
        unit.tell(both=len(doubled))
        _code_again(unit, sorted(doubled), new)
    unit.bulk_update(Coding, sorted(set(codings)), code_id=new)
    return new


def _code_again(unit: Unit, codings: Sequence[int], code: CodeId) -> None:
    """Give passages a second coding, by the same coder in the same round."""
    for key in codings:
        old = unit.get_one(Coding, key)
        unit.add(
            Coding(
                quotation_id=old.quotation_id,
                code_id=code,
                origin_code_id=code,
                coder_id=old.coder_id,
                round_id=old.round_id,
                origin=old.origin,
                weight=old.weight,
            )
        )
