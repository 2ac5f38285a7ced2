"""What is done to relations, beside the sentences that must tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gtcoder.actions import codebook, relation_types, relations
from gtcoder.queries.relations import evidence, find_relation_type
from gtcoder.queries.retrieval import quotation_of
from gtcoder.vocabulary import Stance

if TYPE_CHECKING:
    from tests.queries.test_sentences import Story

HERE = "Invented interview 1, line 1"


def tell_of_relations(story: Story) -> None:
    """Define kinds, change relations and their evidence, refuse a pair and take it back."""
    do, ann = story.do, story.study.ann
    ends = [do(f"Made the code “{n}”", codebook.create_code, name=n) for n in ("Rain", "Mood")]
    made = [
        story.apply(f"Applied “Rain” in {HERE}", ends[0], 5, 20),
        story.apply(f"Applied “Mood” in {HERE}", ends[1], 30, 40),
    ]
    with ann.read() as reader:
        quotations = [quotation_of(reader, key) for key in made]
    do("Made the kind of relation “dampens”", relation_types.define_type, name="softens")
    do(
        "Changed the kind of relation “dampens”",
        relation_types.define_type,
        name="softens",
        inverse="is softened by",
    )
    with ann.read() as reader:
        kind = find_relation_type(reader, "softens")
    do(
        "Renamed the kind of relation “softens” to “dampens”",
        relation_types.rename_type,
        type=kind,
        name="dampens",
    )
    both: dict[str, Any] = {"source": ends[0], "target": ends[1]}
    do("Refused to relate “Rain” and “Mood”", relations.refuse_relation, **both)
    do("Took back the refusal to relate “Rain” and “Mood”", relations.unrefuse_relation, **both)
    first = do("Related “Rain” – dampens – “Mood”", relations.relate, **both, type="dampens")
    reads = "“Rain” – dampens – “Mood”"
    do(f"Changed the relation {reads}", relations.change_relation, relation=first, strength=2)
    do(
        f"Gave 2 passages as evidence for {reads}",
        relations.add_evidence_many,
        relation=first,
        quotations=quotations,
    )
    with ann.read() as reader:
        given = next(row.id for row in evidence(reader) if row.relation == first)
    do(
        f"Turned {HERE} into evidence against {reads}",
        relations.change_evidence,
        evidence=given,
        stance=Stance.AGAINST,
    )
    do(
        f"Changed the note on {HERE} as evidence on {reads}",
        relations.change_evidence,
        evidence=given,
        note="Not in summer (invented).",
    )
    other = ann.perform(relations.relate, **both, type="loosens")
    with ann.read() as reader:
        loose = find_relation_type(reader, "loosens")
    do(
        f"Joined a relation to {reads}",
        relations.change_relation,
        relation=other,
        type="dampens",
    )
    do("Removed the kind of relation “loosens”", relation_types.remove_type, type=loose)
