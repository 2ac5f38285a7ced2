"""Codes proposed in a blind round, taken into the codebook when the round is shown."""

from __future__ import annotations

from collections.abc import Sequence

from gtcoder.actions.codebook import refuse_sibling
from gtcoder.actions.rules import refuse_while_blind, usable_code
from gtcoder.errors import InvalidInput
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId


@action("codebook.accept", lead=True)
def accept_proposals(unit: Unit, *, codes: Sequence[CodeId]) -> int:
    """Take proposed codes into the codebook; return how many. Retiring or merging them declines.

    Of two of one name in one place neither is accepted: merge them or rename one first.
    """
    refuse_while_blind(unit, "accept proposed codes")
    records = [usable_code(unit, code) for code in dict.fromkeys(codes)]
    for record in records:
        if record.proposed_by_id is None:
            raise InvalidInput(
                "“{name}” stands in the codebook already. Nothing was changed.", name=record.name
            )
        parent = None if record.parent_id is None else CodeId(record.parent_id)
        refuse_sibling(unit, parent, record.name, record.id)
        record.proposed_in_id = record.proposed_by_id = None
    unit.tell(codes=[r.id for r in records], names=[r.name for r in records])
    return len(records)
