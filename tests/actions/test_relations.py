"""Relations, their kinds, evidence and refusals; every verb is undone to what was before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from gtcoder.actions import (
    coding,
    merging,
    model_edges,
    models,
    paradigms,
    relation_types,
    relations,
    storyline,
    theory,
)
from gtcoder.errors import InvalidInput, NotFound, UndoConflict
from gtcoder.model.drawn import ModelEdge
from gtcoder.model.theory import Waiver
from gtcoder.model.transcripts import Quotation
from gtcoder.queries.passages import codings
from gtcoder.queries.relations import (
    evidence,
    find_relation_type,
    refused_relations,
    relation_cards,
)
from gtcoder.queries.relations import (
    relation_types as kinds_of,
)
from gtcoder.queries.storyline import story
from gtcoder.queries.theory import memos
from gtcoder.store.verify import verify
from gtcoder.vocabulary import CheckRule, CodeId, MemoKind, QuotationId, RelationId, Stance
from tests.databases import ON_BOTH
from tests.studies import Study


@dataclass
class Made:
    """Three codes with passages, and one relation."""

    study: Study
    one: CodeId
    two: CodeId
    three: CodeId
    relation: RelationId
    passages: tuple[QuotationId, ...]

    def do(self, verb: Callable[..., Any], reason: str = "", **values: Any) -> Any:
        """Perform a verb, and check that undo and redo lead back and forth exactly."""
        ann = self.study.ann
        before = verify(ann).digest
        result = ann.perform(verb, reason=reason, **values)
        after = verify(ann)
        assert after.ok
        assert after.digest != before
        ann.undo()
        assert verify(ann).digest == before
        ann.redo()
        assert verify(ann).digest == after.digest
        return result

    def refuse(self, words: str, verb: Callable[..., Any], reason: str = "", **values: Any) -> None:
        """Check that a verb is refused with these words and leaves no trace."""
        before = self.study.ann.seen
        with pytest.raises((InvalidInput, NotFound), match=words):
            self.study.ann.perform(verb, reason=reason, **values)
        assert self.study.ann.seen == before

    def reads(self) -> list[tuple[str, int | None, str]]:
        with self.study.ann.read() as reader:
            return [(card.reads, card.strength, card.note) for card in relation_cards(reader)]

    def given(self, relation: RelationId) -> dict[QuotationId, tuple[Stance, str]]:
        with self.study.ann.read() as reader:
            rows = [row for row in evidence(reader) if row.relation == relation]
        return {row.quotation: (row.stance, row.note) for row in rows}

    def quotations(self) -> set[int]:
        with self.study.ann.read() as reader:
            return set(reader.scalars(select(Quotation.id)))

    def refused(self) -> list[tuple[str, str, str]]:
        with self.study.ann.read() as reader:
            rows = refused_relations(reader)
        return [(row.source_name, row.target_name, row.reason) for row in rows]


@pytest.fixture
def made(study: Study) -> Made:
    one, two, three = (study.code(name) for name in ("One", "Two", "Three"))
    for code, start, end in ((one, 5, 20), (two, 30, 40), (three, 60, 75)):
        study.apply(code, start, end)
    relation = study.ann.perform(relations.relate, source=one, target=two, type="leads to")
    with study.ann.read() as reader:
        passages = tuple(row.quotation for row in codings(reader))
    return Made(study, one, two, three, relation, passages)


def test_the_usual_kinds_are_known_and_stored_when_first_used(made: Made) -> None:
    with made.study.ann.read() as reader:
        rows = {row.name: row for row in kinds_of(reader)}
    assert rows["leads to"].id is not None
    assert (rows["leads to"].used, rows["leads to"].inverse) == (1, "follows from")
    assert (rows["is part of"].id, rows["is part of"].acyclic) == (None, True)
    assert (rows["contradicts"].directed, rows["contradicts"].inverse) == (False, "contradicts")
    made.do(relations.relate, source=made.one, target=made.three, type="is part of")
    with made.study.ann.read() as reader:
        row = next(row for row in kinds_of(reader) if row.name == "is part of")
    assert (row.acyclic, row.used, row.meaning != "") == (True, 1, True)


def test_a_kind_of_ones_own_has_inverse_rules_and_grammar(made: Made) -> None:
    made.do(
        relation_types.define_type,
        name="shadows",
        inverse="is shadowed by",
        acyclic=True,
        grammar=[("context", "strategy"), ("context", "strategy")],
        meaning="Hides it.",
    )
    with made.study.ann.read() as reader:
        row = next(row for row in kinds_of(reader) if row.name == "shadows")
    assert (row.inverse, row.directed, row.acyclic, row.used) == ("is shadowed by", True, True, 0)
    assert row.grammar == (("context", "strategy"),)
    made.do(relation_types.define_type, name="shadows", meaning="Covers it.")
    with made.study.ann.read() as reader:
        row = next(row for row in kinds_of(reader) if row.name == "shadows")
    assert (row.inverse, row.grammar, row.meaning) == (
        "is shadowed by",
        (("context", "strategy"),),
        "Covers it.",
    )
    made.refuse("no pair of roles", relation_types.define_type, name="x", grammar=[("context",)])
    made.refuse(
        "no pair of roles", relation_types.define_type, name="x", grammar=[("context", "hero")]
    )
    made.refuse("both ways", relation_types.define_type, name="shadows", directed=False)
    made.do(relation_types.define_type, name="shadows", directed=False, acyclic=False)
    with made.study.ann.read() as reader:
        row = next(row for row in kinds_of(reader) if row.name == "shadows")
    assert row.inverse == "shadows"


def test_a_kind_that_joins_two_both_ways_keeps_its_direction(made: Made) -> None:
    made.do(relations.relate, source=made.two, target=made.one, type="leads to")
    made.refuse("both ways", relation_types.define_type, name="leads to", directed=False)


def test_a_kind_is_renamed_and_removed_when_nothing_is_of_it(made: Made) -> None:
    with made.study.ann.read() as reader:
        kind = find_relation_type(reader, "leads to")
        with pytest.raises(NotFound, match="leads to"):
            find_relation_type(reader, "leads too")
    made.refuse("“leads to”: 1", relation_types.remove_type, type=kind)
    made.do(relation_types.rename_type, type=kind, name="ends  in")
    assert made.reads() == [("One – ends in – Two", None, "")]
    made.study.ann.perform(relations.relate, source=made.one, target=made.three, type="contradicts")
    made.refuse("already", relation_types.rename_type, type=kind, name="contradicts")
    made.do(theory.unrelate, reason="no more", relation=made.relation)
    made.do(relation_types.remove_type, type=kind)
    made.refuse("no relation type", relation_types.rename_type, type=kind, name="x")


def test_one_that_has_no_direction_is_the_same_from_both_ends(made: Made) -> None:
    ends: dict[str, Any] = {"source": made.two, "target": made.three}
    first = made.do(relations.relate, **ends, type="contradicts", strength=2)
    again = made.study.ann.perform(
        relations.relate, source=made.three, target=made.two, type="contradicts"
    )
    assert again == first
    made.refuse("both ways", relations.change_relation, relation=first, reversed=True)


def test_a_relation_is_changed_in_kind_strength_note_and_direction(made: Made) -> None:
    change = relations.change_relation
    assert made.do(change, relation=made.relation, strength=3, note=" Often. ") == made.relation
    assert made.reads() == [("One – leads to – Two", 3, "Often.")]
    made.do(change, relation=made.relation, type="is a cause of", reversed=True)
    assert made.reads() == [("Two – is a cause of – One", 3, "Often.")]
    made.do(change, relation=made.relation, strength=0)
    assert made.reads()[0][1] is None
    made.refuse("strength", change, relation=made.relation, strength=4)
    made.refuse("no relation", change, relation=4711, note="x")


def test_a_relation_that_comes_to_say_what_another_says_joins_it(made: Made) -> None:
    first, second, third = made.passages
    other = made.study.ann.perform(
        relations.relate, source=made.one, target=made.two, type="is a cause of", note="Own."
    )
    do = made.study.ann.perform
    do(relations.add_evidence, relation=other, quotation=first, stance=Stance.AGAINST, note="No.")
    do(relations.add_evidence, relation=made.relation, quotation=first, note="Yes.")
    do(relations.add_evidence_many, relation=made.relation, quotations=[second, third])
    do(relations.change_relation, relation=made.relation, strength=2, note="Joined.")
    do(theory.write_memo, text="On it (invented).", relations=[made.relation])
    kept = made.do(relations.change_relation, relation=made.relation, type="is a cause of")
    assert kept == other
    assert made.reads() == [("One – is a cause of – Two", 2, "Own.\nJoined.")]
    assert made.given(other) == {
        first: (Stance.AGAINST, "No.\nYes."),
        second: (Stance.FOR, ""),
        third: (Stance.FOR, ""),
    }
    made.refuse("A memo is about", theory.unrelate, reason="x", relation=other)


@ON_BOTH
def test_evidence_is_given_many_at_once_and_changed(made: Made) -> None:
    first, second, third = made.passages
    add = relations.add_evidence_many
    values: dict[str, Any] = {"relation": made.relation, "stance": Stance.NEGATIVE_CASE}
    assert made.do(add, quotations=[first, second, first], note="Odd.", **values) == 2
    assert made.given(made.relation) == {
        first: (Stance.NEGATIVE_CASE, "Odd."),
        second: (Stance.NEGATIVE_CASE, "Odd."),
    }
    made.do(relations.add_evidence, relation=made.relation, quotation=first)
    assert made.given(made.relation)[first] == (Stance.FOR, "Odd.")
    with made.study.ann.read() as reader:
        key = next(row.id for row in evidence(reader) if row.quotation == second)
    made.do(relations.change_evidence, evidence=key, stance=Stance.AGAINST)
    made.do(relations.change_evidence, evidence=key, note="Bound, not loyal.")
    assert made.given(made.relation)[second] == (Stance.AGAINST, "Bound, not loyal.")
    made.refuse("No passage", add, quotations=[], **values)
    made.refuse("no quotation", add, quotations=[third, 4711], **values)
    assert third not in made.given(made.relation)


def test_relating_takes_passages_and_takes_a_refusal_back(made: Made) -> None:
    first, second, _ = made.passages
    ends: dict[str, Any] = {"source": made.three, "target": made.one}
    made.do(relations.refuse_relation, reason="Chance.", **ends)
    assert made.refused() == [("One", "Three", "Chance.")]
    new = made.do(relations.relate, **ends, type="leads to", quotations=[first, second, first])
    assert set(made.given(new)) == {first, second}
    assert made.refused() == []
    made.refuse("are related", relations.refuse_relation, **ends)


def test_a_refusal_stands_once_with_its_newest_reason_and_is_taken_back(made: Made) -> None:
    made.do(relations.refuse_relation, source=made.three, target=made.two)
    made.do(relations.refuse_relation, reason="Same words.", source=made.two, target=made.three)
    assert made.refused() == [("Two", "Three", "Same words.")]
    made.do(relations.unrefuse_relation, source=made.three, target=made.two)
    assert made.refused() == []
    made.refuse("not refused", relations.unrefuse_relation, source=made.one, target=made.two)
    made.refuse("itself", relations.refuse_relation, source=made.one, target=made.one)


def test_a_storyline_does_not_hold_a_relation_but_a_memo_does(made: Made) -> None:
    text = "First [[One – leads to – Two]], then silence (invented)."
    memo = made.study.ann.perform(storyline.write_storyline, text=text)
    note = made.study.ann.perform(theory.write_memo, text="Why", relations=[made.relation])
    made.refuse("A memo is about", theory.unrelate, reason="x", relation=made.relation)
    made.study.ann.perform(theory.remove_memo, memo=note)
    made.do(theory.unrelate, reason="gone", relation=made.relation)
    assert made.reads() == []
    with made.study.ann.read() as reader:
        story = next(row for row in memos(reader) if row.id == memo)
    assert (story.kind, story.relations) == (MemoKind.STORYLINE, ())


@ON_BOTH
def test_merging_takes_relations_evidence_and_refusals_along(made: Made) -> None:
    first, second, third = made.passages
    do, study = made.study.ann.perform, made.study
    four = study.code("Four")
    other = do(relations.relate, source=made.three, target=made.two, type="leads to")
    do(relations.add_evidence, relation=made.relation, quotation=first)
    do(relations.add_evidence, relation=made.relation, quotation=third, note="Mine.")
    do(relations.add_evidence, relation=other, quotation=second, stance=Stance.AGAINST)
    do(relations.add_evidence, relation=other, quotation=third, stance=Stance.AGAINST)
    do(relations.refuse_relation, reason="Chance.", source=made.one, target=four)
    do(relations.refuse_relation, source=made.one, target=made.three)
    made.do(merging.merge_codes, reason="one idea", sources=[made.one], target=made.three)
    assert made.given(other) == {
        first: (Stance.FOR, ""),
        second: (Stance.AGAINST, ""),
        third: (Stance.AGAINST, "Mine."),
    }
    assert made.refused() == [("Three", "Four", "Chance.")]
    five = study.code("Five")
    made.do(merging.merge_codes, reason="again", sources=[four], target=five)
    assert made.refused() == [("Three", "Five", "Chance.")]


def test_a_relation_takes_its_waivers_along_and_leaves_edges_untied(made: Made) -> None:
    do = made.study.ann.perform
    ends = {"a": made.one, "b": made.two}
    nodes = [models.NodeDraft(key, "step", key, code) for key, code in ends.items()]
    model = do(models.make_model, name="Drawn", template="stepwise", nodes=nodes)
    do(model_edges.connect, model=model, source="a", target="b", relation=made.relation)
    do(
        paradigms.waive,
        reason="Enough for now.",
        rule=CheckRule.RELATION_WITHOUT_EVIDENCE,
        relation=made.relation,
    )
    made.do(theory.unrelate, reason="gone", relation=made.relation)
    with made.study.ann.read() as reader:
        edges = reader.scalars(select(ModelEdge.relation_id))
        waivers = reader.scalars(select(Waiver.id))
    assert (edges, waivers) == ([None], [])


@pytest.mark.parametrize("way", ["evidence", "relation"])
def test_a_passage_that_only_evidence_kept_goes_with_it(made: Made, way: str) -> None:
    ann, passage = made.study.ann, made.passages[0]
    given = ann.perform(relations.add_evidence, relation=made.relation, quotation=passage)
    with ann.read() as reader:
        coded = next(row.id for row in codings(reader) if row.quotation == passage)
    ann.perform(coding.remove_coding, coding=coded)
    assert passage in made.quotations()
    if way == "evidence":
        made.do(relations.remove_evidence, evidence=given)
    else:
        made.do(relations.unrelate, reason="never said", relation=made.relation)
    assert passage not in made.quotations()


def test_what_a_merge_relates_is_no_longer_refused(made: Made) -> None:
    made.do(relations.refuse_relation, reason="no", source=made.three, target=made.two)
    made.do(merging.merge_codes, reason="same", sources=[made.one], target=made.three)
    assert made.reads() == [("Three – leads to – Two", None, "")]
    assert made.refused() == []


def test_a_story_links_to_the_relation_that_a_merge_leaves(made: Made) -> None:
    made.do(relations.relate, source=made.three, target=made.two, type="leads to")
    made.do(storyline.write_storyline, text="So [[One – leads to – Two]].")
    made.do(merging.merge_codes, reason="same", sources=[made.one], target=made.three)
    with made.study.ann.read() as reader:
        found = story(reader)
    assert found is not None
    assert found.plain == "So Three – leads to – Two."


def test_an_edge_shows_the_relation_that_says_the_same_from_the_other_end(made: Made) -> None:
    ann = made.study.ann
    stays, goes = (
        ann.perform(relations.relate, source=source, target=target, type="contradicts")
        for source, target in ((made.two, made.three), (made.one, made.two))
    )
    model = ann.perform(
        models.make_model,
        name="Net",
        template="cycle",
        nodes=[
            models.NodeDraft("a", "part", code=made.one),
            models.NodeDraft("b", "part", code=made.two),
        ],
        edges=[models.EdgeDraft("a", "b", relation=goes)],
    )
    made.do(merging.merge_codes, reason="same", sources=[made.one], target=made.three)
    with ann.read() as reader:
        (edge,) = reader.scalars(select(ModelEdge).filter_by(model_id=model))
    assert edge.relation_id == stays


def test_a_refusal_and_a_relation_never_meet_by_the_ledger(made: Made) -> None:
    ann = made.study.ann
    ann.perform(relations.refuse_relation, reason="no", source=made.three, target=made.two)
    ann.perform(relations.unrefuse_relation, source=made.two, target=made.three)
    taken_back = ann.seen
    again = ann.perform(theory.relate, source=made.three, target=made.two, type="leads to")
    with pytest.raises(UndoConflict, match=r"theory\.relate"):
        ann.revert(taken_back)
    ann.perform(theory.unrelate, reason="no", relation=again)
    removed = ann.seen
    ann.perform(relations.refuse_relation, reason="no", source=made.two, target=made.three)
    with pytest.raises(UndoConflict, match=r"relations\.refuse"):
        ann.revert(removed)
    assert verify(ann).ok
