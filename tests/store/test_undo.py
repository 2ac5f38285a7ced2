from __future__ import annotations

import time

import pytest
from sqlalchemy import select

from gtcoder.actions import codebook, coding, merging, properties, team, theory, transcripts
from gtcoder.actions import project as study_verbs
from gtcoder.errors import NotAllowed, UndoConflict
from gtcoder.model.codebook import Code, Coding
from gtcoder.queries.codebook import codes
from gtcoder.queries.ledger import entries
from gtcoder.queries.passages import codings
from gtcoder.queries.theory import memos
from gtcoder.store.engine import BUSY_SECONDS
from gtcoder.store.history import revert
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.verify import state_digest, verify
from gtcoder.vocabulary import CoderRole, MemoKind, ParadigmRole, Span
from tests.databases import ON_A_FILE
from tests.studies import Study, draft


def again(study: Study, name: str) -> OpenProject:
    return open_study(study.location, name)


def do_a_bit_of_everything(study: Study) -> None:
    ann = study.ann
    one, two, three = study.code("One"), study.code("Two"), study.code("Three")
    first = study.apply(one)
    study.apply(two)
    study.apply(one, 30, 44)
    ann.perform(coding.resize, coding=first, span=Span(4, 22))
    ann.perform(coding.recode, coding=first, code=three)
    ann.perform(codebook.define_code, code=one, definition="ä" * 3000, reason="first reading")
    ann.perform(codebook.define_code, code=one, definition="shorter", reason="second reading")
    ann.perform(codebook.move_code, code=two, parent=three)
    ann.perform(codebook.set_attribute, code=two, name="item", value="66")
    ann.perform(merging.merge_codes, sources=[one], target=two, reason="same act")
    ann.perform(merging.unmerge_code, code=one, reason="not the same act after all")
    ann.perform(theory.write_memo, text="An idea\n" * 500, kind=MemoKind.CODE, codes=[one])
    with ann.read() as reader:
        memo = memos(reader)[0]
    ann.perform(theory.change_memo, memo=memo.id, text="A better idea")
    relation = ann.perform(theory.relate, source=one, target=three, type="is a cause of")
    with ann.read() as reader:
        quotation = codings(reader)[0].quotation
    ann.perform(theory.add_evidence, relation=relation, quotation=quotation)
    ann.perform(theory.place_in_paradigm, category=one, role=ParadigmRole.PHENOMENON)
    ann.perform(team.finish_document, document=study.document)
    ann.perform(theory.remove_memo, memo=memo.id)
    ann.perform(transcripts.remove_document, document=study.document, reason="consent")


@ON_A_FILE
def test_undo_all_is_the_start_and_redo_all_the_end_after_a_restart_too(study: Study) -> None:
    start = state_digest(study.ann)
    before = study.ann.seen
    do_a_bit_of_everything(study)
    end = state_digest(study.ann)
    assert end != start
    steps = study.ann.seen - before
    project = again(study, "Ann")
    for _ in range(steps):
        project.undo()
        assert verify(project).problems == ()
    assert state_digest(project) == start
    project.close()
    project = again(study, "Ann")
    for _ in range(steps):
        project.redo()
    assert project.redo_label is None
    assert state_digest(project) == end
    assert verify(project).ok
    project.close()


def test_a_new_act_closes_the_way_forward(study: Study) -> None:
    study.code("One")
    study.ann.undo()
    assert study.ann.redo_label == "codebook.create"
    study.code("Two")
    assert study.ann.redo_label is None
    with pytest.raises(UndoConflict):
        study.ann.redo()


def test_undo_is_each_coders_own(study: Study) -> None:
    one = study.code("One")
    study.apply(one)
    study.apply(one, by=study.bob)
    study.ann.undo()
    with study.ann.read() as reader:
        assert [row.coder for row in codings(reader)] == ["Bob"]
    study.bob.undo()
    assert study.bob.undo_label is None
    with pytest.raises(UndoConflict):
        study.bob.undo()


def test_undo_that_meets_a_colleagues_change_names_it(study: Study) -> None:
    one = study.code("One")
    study.ann.perform(codebook.rename_code, code=one, name="Ann's", reason="mine")
    study.bob.perform(codebook.rename_code, code=one, name="Bob's", reason="mine")
    before = state_digest(study.ann)
    with pytest.raises(UndoConflict, match="Bob built on it in entry"):
        study.ann.undo()
    assert state_digest(study.ann) == before


def test_undo_that_would_pull_a_colleagues_work_away_names_it(study: Study) -> None:
    one = study.code("One")
    study.apply(one, by=study.bob)
    before = state_digest(study.ann)
    with pytest.raises(UndoConflict, match="Bob built on it in entry"):
        study.ann.undo()
    assert state_digest(study.ann) == before
    assert verify(study.ann).ok


def test_a_colleagues_memo_protects_my_quotation(study: Study) -> None:
    one = study.code("One")
    study.apply(one)
    with study.bob.read() as reader:
        quotation = codings(reader)[0].quotation
    study.bob.perform(theory.write_memo, text="Look here", quotations=[quotation])
    with pytest.raises(UndoConflict, match="Bob"):
        study.ann.undo()
    assert verify(study.ann).ok


def test_an_older_entry_can_be_taken_back_where_nothing_builds_on_it(study: Study) -> None:
    one = study.code("One")
    study.apply(one)
    entry = study.ann.seen
    study.code("Two")
    study.ann.revert(entry)
    with study.ann.read() as reader:
        assert codings(reader) == ()
        assert {code.name for code in codes(reader)} == {"One", "Two"}
    study.ann.undo()
    with study.ann.read() as reader:
        assert len(codings(reader)) == 1


def test_a_coding_made_again_keeps_its_older_self_from_coming_back(study: Study) -> None:
    one = study.code("One")
    made = study.apply(one)
    study.ann.perform(coding.remove_coding, coding=made)
    removal = study.ann.seen
    study.apply(one)
    with pytest.raises(UndoConflict):
        study.ann.revert(removal)
    assert verify(study.ann).ok


def test_a_colleagues_entry_takes_a_lead(study: Study) -> None:
    one = study.code("One")
    study.apply(one, by=study.bob)
    entry = study.ann.poll()[-1].revision
    study.ann.perform(codebook.recolour_code, code=one, colour=7)
    with pytest.raises(NotAllowed):
        study.bob.revert(study.ann.seen)
    study.ann.revert(entry)
    with study.ann.read() as reader:
        assert codings(reader) == ()
    assert study.bob.undo_label is None


def test_the_first_entry_stays(study: Study) -> None:
    with pytest.raises(UndoConflict):
        study.ann.revert(1)


def test_merge_and_its_undo_bring_dropped_doubles_back(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    for place in range(20):
        study.apply(one, place, place + 5)
        if place % 4 == 0:
            study.apply(two, place, place + 5)
    before = state_digest(study.ann)
    moved = study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="the same act")
    assert moved == 15
    with study.ann.read() as reader:
        assert len(codings(reader, code=two)) == 20
        assert codings(reader, code=one) == ()
    study.ann.undo()
    assert state_digest(study.ann) == before


def test_unmerge_years_later_brings_back_what_was_the_codes_own(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.apply(one, 0, 5)
    study.apply(one, 10, 15)
    study.apply(two, 0, 5)
    study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="same")
    study.apply(two, 20, 25)
    study.code("Something else")
    assert study.ann.perform(merging.unmerge_code, code=one, reason="different acts") == 2
    with study.ann.read() as reader:
        spans = {
            code: [(r.start, r.end) for r in codings(reader, code=code)] for code in (one, two)
        }
    assert spans == {one: [(0, 5), (10, 15)], two: [(0, 5), (20, 25)]}
    assert verify(study.ann).ok


def test_a_merged_category_takes_its_children_along_and_never_goes_below_itself(
    study: Study,
) -> None:
    top, below = study.code("Top"), study.code("Below")
    leaf = study.code("Leaf")
    study.ann.perform(codebook.move_code, code=below, parent=top)
    study.ann.perform(codebook.move_code, code=leaf, parent=top)
    study.ann.perform(merging.merge_codes, sources=[top], target=below, reason="one idea")
    with study.ann.read() as reader:
        assert [code.written for code in codes(reader)] == ["Below", "Below > Leaf"]
    assert verify(study.ann).ok


def test_a_merge_into_a_code_that_is_gone_does_not_come_back(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    made = study.ann.seen
    study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="one idea")
    study.ann.perform(merging.unmerge_code, code=one, reason="two ideas")
    apart = study.ann.seen
    study.ann.revert(made)
    before = state_digest(study.ann)
    with pytest.raises(UndoConflict):
        study.ann.revert(apart)
    assert state_digest(study.ann) == before


def test_a_split_gives_chosen_codings_to_a_new_code(study: Study) -> None:
    one = study.code("One")
    first, second = study.apply(one, 0, 5), study.apply(one, 6, 9)
    new = study.ann.perform(
        merging.split_code, code=one, name="One, aloud", codings=[second], reason="two acts"
    )
    with study.ann.read() as reader:
        assert [row.id for row in codings(reader, code=one)] == [first]
        assert [row.id for row in codings(reader, code=new)] == [second]
        origins = reader.scalars(select(Coding.origin_code_id))
        assert set(origins) == {one}
        assert reader.scalars(select(Code.name).where(Code.id == new)) == ["One, aloud"]


def test_importing_and_taking_it_back_and_doing_it_again(study: Study) -> None:
    from gtcoder.batch import ImportBatch

    start = state_digest(study.ann)
    batch = ImportBatch(documents=tuple(draft(f"Invented {n}", f"More {n}") for n in range(50)))
    stored = study.ann.perform(transcripts.add_documents, batch=batch)
    assert len(stored.documents) == 50
    end = state_digest(study.ann)
    study.ann.undo()
    assert state_digest(study.ann) == start
    study.ann.redo()
    assert state_digest(study.ann) == end
    twice = study.ann.perform(transcripts.add_documents, batch=batch)
    assert len(twice.left_out) == 50
    assert state_digest(study.ann) == end


def test_a_role_may_be_taken_back(study: Study) -> None:
    study.ann.perform(team.set_role, coder=study.bob.coder, role=CoderRole.LEAD)
    study.ann.undo()
    with pytest.raises(NotAllowed):
        study.bob.perform(team.add_coder, name="Cy", role=CoderRole.LEAD)


def test_title_and_settings_can_be_taken_back_and_done_again(study: Study) -> None:
    before = state_digest(study.ann)
    study.ann.perform(study_verbs.set_title, title="Another title")
    study.ann.perform(study_verbs.change_setting, name="backups", value=3)
    after = state_digest(study.ann)
    study.ann.undo()
    study.ann.undo()
    assert state_digest(study.ann) == before
    study.ann.redo()
    study.ann.redo()
    assert state_digest(study.ann) == after
    assert verify(study.ann).ok


def test_undo_never_bends_the_tree_into_a_circle(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.ann.perform(codebook.move_code, code=one, parent=two)
    study.ann.perform(codebook.move_code, code=one, parent=None)
    study.bob.perform(codebook.move_code, code=two, parent=one)
    with pytest.raises(UndoConflict, match="Bob"):
        study.ann.undo()
    with study.ann.read() as reader:
        assert [code.written for code in codes(reader)] == ["One", "One > Two"]
    assert verify(study.ann).ok


def test_undo_never_merges_two_codes_into_each_other(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="same")
    study.ann.perform(merging.unmerge_code, code=one, reason="not the same")
    unmerged = study.ann.seen
    study.ann.perform(merging.merge_codes, sources=[two], target=one, reason="same after all")
    with pytest.raises(UndoConflict):
        study.ann.revert(unmerged)
    assert verify(study.ann).ok


def test_undo_gives_no_name_that_a_colleague_has_taken(study: Study) -> None:
    one = study.code("One")
    study.ann.perform(codebook.rename_code, code=one, name="Uno", reason="shorter")
    study.bob.perform(codebook.create_code, name="one")
    with pytest.raises(UndoConflict, match="Bob"):
        study.ann.undo()


def test_undo_puts_no_coding_under_a_code_that_was_merged_away(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.ann.perform(coding.remove_coding, coding=study.apply(one))
    study.bob.perform(merging.merge_codes, sources=[one], target=two, reason="same act")
    with pytest.raises(UndoConflict, match=r"Bob built on it in entry \d+ \(codebook.merge"):
        study.ann.undo()


def test_undo_leaves_the_study_a_lead(study: Study) -> None:
    study.ann.perform(team.set_role, coder=study.bob.coder, role=CoderRole.LEAD)
    promoted = study.ann.seen
    study.ann.perform(team.set_role, coder=study.ann.coder, role=CoderRole.CODER)
    with pytest.raises(UndoConflict, match="Ann"):
        study.bob.revert(promoted)


def test_undo_gives_nobody_rights_back(study: Study) -> None:
    study.ann.perform(team.set_role, coder=study.bob.coder, role=CoderRole.LEAD)
    study.bob.perform(study_verbs.change_setting, name="codebook_locked", value=1)
    study.ann.perform(team.set_role, coder=study.bob.coder, role=CoderRole.CODER)
    with pytest.raises(NotAllowed):
        study.bob.undo()


def test_a_locked_codebook_is_not_changed_by_undo_either(study: Study) -> None:
    study.bob.perform(codebook.create_code, name="One")
    study.ann.perform(study_verbs.change_setting, name="codebook_locked", value=1)
    with pytest.raises(NotAllowed, match="locked"):
        study.bob.undo()


def test_a_property_is_of_the_locked_codebook_too(study: Study) -> None:
    study.bob.perform(properties.define_property, category=study.code("One"), name="length")
    study.ann.perform(study_verbs.change_setting, name="codebook_locked", value=1)
    with pytest.raises(NotAllowed, match="locked"):
        study.bob.undo()


def test_a_coder_who_did_something_stays_in_the_study(study: Study) -> None:
    with study.ann.read() as reader:
        added = next(e.revision for e in entries(reader) if e.action == "team.add_coder")
    study.bob.perform(codebook.create_code, name="One")
    with pytest.raises(UndoConflict, match="under the name of Bob"):
        study.ann.revert(added)


def test_reverting_as_a_verb_is_the_same_as_revert(study: Study) -> None:
    study.code("One")
    study.ann.perform(revert, revision=study.ann.seen)
    assert study.ann.redo_label == "codebook.create"


def test_what_is_found_only_at_the_end_of_an_undo_leaves_the_study_free(study: Study) -> None:
    one = study.code("One")
    study.ann.perform(coding.remove_coding, coding=study.apply(one))
    with study.ann.read() as reader:
        removed = reader.revision
    study.ann.perform(transcripts.remove_document, document=study.document, reason="withdrawn")
    with pytest.raises(UndoConflict, match="later work builds on it") as refused:
        study.ann.revert(removed)
    assert f"Entry {removed} " in str(refused.value)
    began = time.monotonic()
    study.bob.perform(codebook.create_code, name="Two")  # waits for nobody
    assert time.monotonic() - began < BUSY_SECONDS / 2


@ON_A_FILE
def test_an_undo_takes_no_code_out_of_use_above_one_in_use(study: Study) -> None:
    top = study.code("Top")
    below = study.ann.perform(codebook.create_code, name="Below", parent=top)
    for verb in (codebook.retire_code, codebook.restore_code):
        for code in (below, top) if verb is codebook.retire_code else (top, below):
            study.ann.perform(verb, code=code, reason="tried")
    with study.ann.read() as reader, pytest.raises(UndoConflict):
        study.ann.revert(reader.revision - 1)
