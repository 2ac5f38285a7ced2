"""The weights of codings that a merge folds into one: the higher of the two stays."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from gtcoder.actions.coding import higher
from gtcoder.model.codebook import Code, Coding
from gtcoder.model.journal import RowImage
from gtcoder.store.ledger import ImageRow, read_images
from gtcoder.store.unit import Unit


def keep_higher_weights(unit: Unit, source: Code, into: Code) -> int:
    """Give the target's codings the weights of the source's on the same passages, where higher.

    Returns how many weights rose.
    """
    weighed = select(Coding.quotation_id, Coding.weight).where(
        Coding.code_id == source.id, Coding.weight.is_not(None)
    )
    other = {row.quotation_id: row.weight for row in unit.execute(weighed)}
    if not other:
        return 0
    raised: dict[int, int | None] = {}
    there = select(Coding.id, Coding.quotation_id, Coding.weight).where(Coding.code_id == into.id)
    for row in unit.execute(there):
        weight = higher(row.weight, other.get(row.quotation_id))
        if weight != row.weight:
            raised[row.id] = weight
    unit.bulk_update(Coding, list(raised), weight=list(raised.values()))
    return len(raised)


def give_back_weights(unit: Unit, code: int, back: Collection[int]) -> None:
    """Let codings have the weights of before the merge of a code whose doubles stand again.

    A weight that was changed since stays, and so does that of a double which the same merge
    dropped and which is gone still.
    """
    images = _images_of_merge(unit, code)
    gone: dict[int, int | None] = {}
    for image in images:
        dropped = image.before is not None and image.after is None and image.key not in back
        if dropped and unit.get(Coding, image.key) is None:
            row = image.before or {}
            passage = row["quotation_id"]
            gone[passage] = higher(gone.get(passage), row.get("weight"))
    for image in images:
        before, after = image.before or {}, image.after or {}
        if before.get("weight") == after.get("weight") or not before or not after:
            continue
        record = unit.get(Coding, image.key)
        if record is not None and record.weight == after["weight"]:
            record.weight = higher(before["weight"], gone.get(record.quotation_id))


def _images_of_merge(unit: Unit, code: int) -> list[ImageRow]:
    rows = select(RowImage.revision, RowImage.after).where(
        RowImage.table == Code.__tablename__, RowImage.row_id == code
    )
    for row in unit.execute(rows.order_by(RowImage.revision.desc())):
        if (row.after or {}).get("merged_into_id"):
            at = row.revision
            return list(read_images(unit.connection(), first=at, last=at, tables=("coding",)))
    return []
