from __future__ import annotations

import pytest

from gtcoder.actions import merging, project, theory
from gtcoder.actions.models import EdgeDraft, NodeDraft, make_model
from gtcoder.errors import InvalidInput, NotAllowed, NotFound, StaleText
from gtcoder.queries.frames import quotation_table
from gtcoder.queries.ledger import results
from gtcoder.queries.passages import codings
from gtcoder.queries.theory import find_paradigm, memos, models, paradigms, relations
from gtcoder.store.verify import verify
from gtcoder.vocabulary import CodeId, MemoKind, ParadigmRole, Span, Stance
from tests.databases import ON_BOTH
from tests.studies import Study


@ON_BOTH
def test_a_memo_is_about_anything_or_about_the_study(study: Study) -> None:
    one = study.code("One")
    study.ann.perform(theory.write_memo, text="On the study", kind=MemoKind.METHODOLOGICAL)
    study.ann.perform(
        theory.write_memo, text="On both", codes=[one], documents=[study.document], title="Both"
    )
    with study.ann.read() as reader:
        whole, both = memos(reader)
    assert (whole.codes, whole.documents, whole.kind) == ((), (), "methodological")
    assert (both.codes, both.documents, both.title) == ((one,), (study.document,), "Both")
    with pytest.raises(InvalidInput):
        study.ann.perform(theory.write_memo, text="   ")
    with pytest.raises(NotFound):
        study.ann.perform(theory.write_memo, text="x", codes=[4711])


def test_a_memo_on_a_stretch_without_a_code_makes_it_a_passage(study: Study) -> None:
    one = study.code("One")
    study.apply(one, 5, 20)
    where, span = study.document, Span(5, 20)
    study.ann.perform(theory.write_memo, text="Coded", document=where, span=span)
    study.ann.perform(theory.write_memo, text="Bare", document=where, span=Span(30, 44))
    study.bob.perform(theory.write_memo, text="Bob's", document=where, span=span)
    with study.ann.read() as reader:
        (coding,) = codings(reader)
        coded, alone, bobs = (memo.quotations for memo in memos(reader))
    assert coded == (coding.quotation,)
    assert len(alone) == 1
    assert len({*coded, *alone, *bobs}) == 3
    study.ann.perform(theory.write_memo, text="Once", quotations=coded, document=where, span=span)
    with study.ann.read() as reader:
        assert memos(reader)[-1].quotations == coded
    study.ann.undo()
    with study.ann.read() as reader:
        memo = next(memo for memo in memos(reader) if memo.quotations == alone)
    study.ann.perform(theory.remove_memo, memo=memo.id)
    with study.ann.read() as reader:
        assert quotation_table(reader, alone).id.tolist() == []
        assert quotation_table(reader, coded).id.tolist() == list(coded)
    assert verify(study.ann).ok
    with pytest.raises(InvalidInput):
        study.ann.perform(theory.write_memo, text="Where?", span=Span(5, 20))
    with pytest.raises(InvalidInput):
        study.ann.perform(theory.write_memo, text="Out", document=where, span=Span(5, 5))


def test_a_memo_changed_by_two_shows_both_texts(study: Study) -> None:
    memo = study.ann.perform(theory.write_memo, text="First")
    read_at = study.ann.seen
    study.bob.perform(theory.change_memo, memo=memo, text="Bob's")
    with pytest.raises(StaleText) as refused:
        study.ann.perform(theory.change_memo, memo=memo, text="Ann's", expected_revision=read_at)
    assert (refused.value.yours, refused.value.theirs) == ("Ann's", "Bob's")
    with pytest.raises(NotAllowed):
        study.bob.perform(theory.remove_memo, memo=memo)


def test_relations_have_a_type_an_inverse_and_evidence_for_and_against(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.apply(one)
    study.apply(two, 30, 40)
    relation = study.ann.perform(theory.relate, source=one, target=two, type="is a cause of")
    assert (
        study.ann.perform(theory.relate, source=one, target=two, type="is a cause of") == relation
    )
    with study.ann.read() as reader:
        first, second = (row.quotation for row in codings(reader))
    study.ann.perform(theory.add_evidence, relation=relation, quotation=first)
    proof = study.ann.perform(
        theory.add_evidence, relation=relation, quotation=second, stance=Stance.AGAINST
    )
    with study.ann.read() as reader:
        row = relations(reader)[0]
    assert (row.type, row.inverse) == ("is a cause of", "is caused by")
    assert row.evidence == ((first, Stance.FOR), (second, Stance.AGAINST))
    study.ann.perform(theory.remove_evidence, evidence=proof)
    study.ann.perform(theory.unrelate, relation=relation, reason="no longer held")
    with study.ann.read() as reader:
        assert relations(reader) == ()
    study.ann.undo()
    with study.ann.read() as reader:
        assert relations(reader)[0].evidence == ((first, Stance.FOR),)
    with pytest.raises(InvalidInput):
        study.ann.perform(theory.relate, source=one, target=one, type="leads to")


def test_a_category_has_one_place_in_a_paradigm_and_can_move(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.ann.perform(theory.place_in_paradigm, category=one, role=ParadigmRole.CONTEXT)
    study.ann.perform(theory.place_in_paradigm, category=two, role=ParadigmRole.CONTEXT)
    study.ann.perform(theory.place_in_paradigm, category=one, role=ParadigmRole.PHENOMENON)
    with study.ann.read() as reader:
        board = find_paradigm(reader, None)
        roles = {row.category: row.role for row in board.placements}
    assert roles == {one: ParadigmRole.PHENOMENON, two: ParadigmRole.CONTEXT}
    study.ann.perform(theory.take_from_paradigm, category=two, paradigm=board.id)
    with study.ann.read() as reader:
        assert len(paradigms(reader)[0].placements) == 1
        with pytest.raises(NotFound):
            find_paradigm(reader, "Another")


def test_merging_a_category_takes_its_place_and_relations_along(study: Study) -> None:
    one, two, three = study.code("One"), study.code("Two"), study.code("Three")
    study.ann.perform(theory.place_in_paradigm, category=one, role=ParadigmRole.STRATEGY)
    study.ann.perform(theory.relate, source=one, target=three, type="leads to")
    study.ann.perform(theory.relate, source=one, target=two, type="leads to")
    study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="one idea")
    with study.ann.read() as reader:
        assert [row.category for row in paradigms(reader)[0].placements] == [two]
        ends = {(row.source, row.target) for row in relations(reader)}
    assert (two, three) in ends
    assert all(source != target for source, target in ends)
    assert verify(study.ann).ok


def test_a_model_keeps_nodes_and_edges_as_data(study: Study) -> None:
    one = study.code("One")
    nodes = [
        NodeDraft("steps", "group", "Steps"),
        NodeDraft("1", "step", code=one, parent="steps", rank=1),
        NodeDraft("2", "step", "Second", parent="steps", rank=2),
    ]
    study.ann.perform(
        make_model,
        name="Steps",
        template="stepwise",
        nodes=nodes,
        edges=[EdgeDraft("1", "2", "next")],
    )
    with study.ann.read() as reader:
        model = models(reader)[0]
    first = model.nodes[1]
    assert (first.key, first.kind, first.label, first.code, first.parent, first.rank) == (
        "1", "step", "", one, "steps", 1,
    )  # fmt: skip
    assert [(e.source, e.target, e.kind, e.label) for e in model.edges] == [("1", "2", "next", "")]
    box = NodeDraft("a", "box")
    for faulty in ([box, box], [NodeDraft("a", "box", parent="b")], [NodeDraft("a", "no kind")]):
        with pytest.raises(InvalidInput):
            study.ann.perform(make_model, name="M", template="tree", nodes=faulty)
    with pytest.raises(InvalidInput):
        study.ann.perform(
            make_model,
            name="M",
            template="tree",
            nodes=[NodeDraft("a", "box")],
            edges=[EdgeDraft("a", "z")],
        )


@ON_BOTH
def test_a_result_is_kept_with_the_revision_it_was_made_from(study: Study) -> None:
    study.code("One")
    made_at = study.ann.seen
    study.code("Two")
    study.ann.perform(
        project.keep_result,
        name="First comparison",
        kind="agreement",
        options={"unit": "character"},
        record={"value": 0.74, "reason": None},
        revision=made_at,
    )
    with study.ann.read() as reader:
        kept = results(reader)[0]
    assert (kept.name, kept.revision, kept.record["value"]) == ("First comparison", made_at, 0.74)


def test_a_model_of_a_code_that_is_not_there_is_refused(study: Study) -> None:
    with pytest.raises(NotFound, match="4711"):
        study.ann.perform(
            make_model,
            name="Model",
            template="tree",
            nodes=[NodeDraft("a", "code", code=CodeId(4711))],
        )
