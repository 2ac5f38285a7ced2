"""What two copies did, made one: each rule by an example, in either order."""

from __future__ import annotations

import pytest

from gtcoder.actions import (
    codebook,
    coding,
    correcting,
    merging,
    relations,
    storyline,
    team,
    theory,
)
from gtcoder.actions import transcripts as texts
from gtcoder.actions.models import NodeDraft, make_model
from gtcoder.actions.rounds import open_new_round
from gtcoder.batch import ImportBatch
from gtcoder.errors import NotAllowed
from gtcoder.exchange.merging.plan import ConflictKind, How, MergeOptions
from gtcoder.vocabulary import CoderRole, RoundKind, Span
from tests.exchange.merging.conftest import Pair, only
from tests.studies import draft


def test_what_only_one_did_comes_and_a_removal_is_no_addition(pair: Pair) -> None:
    with pair.ours() as ours:
        ours.perform(coding.remove_coding, coding=1)
    with pair.theirs("Bob") as theirs:
        pair.apply(theirs, pair.loss, 5, 20)
    plan = pair.both()
    assert (plan.codings.new, plan.codings.gone, plan.conflicts) == (1, 0, ())
    assert plan.base is not None
    assert plan.base.action == "coding.apply"
    assert [row["coder_id"] for row in pair.table("coding")] == [2]


def test_two_texts_of_one_definition_are_both_kept_in_the_order_of_their_letters(
    pair: Pair,
) -> None:
    with pair.ours() as ours:
        ours.perform(
            codebook.define_code, code=pair.loss, definition="Who leaves.", reason="clearer"
        )
    with pair.theirs() as theirs:
        theirs.perform(
            codebook.define_code, code=pair.loss, definition="Going away.", reason="clearer"
        )
    conflict = only(pair.both().conflicts)
    assert conflict.kind is ConflictKind.BOTH_KEPT
    assert (conflict.ours, conflict.theirs) == ("Who leaves.", "Going away.")
    assert pair.table("code")[0]["definition"] == "Going away.\n\n* * *\n\nWho leaves."


def test_a_text_that_goes_on_from_the_other_is_kept_alone(pair: Pair) -> None:
    with pair.ours() as ours:
        ours.perform(
            codebook.define_code, code=pair.loss, definition="Who leaves", reason="clearer"
        )
    with pair.theirs() as theirs:
        theirs.perform(
            codebook.define_code, code=pair.loss, definition="Who leaves for good", reason="clearer"
        )
    assert pair.both().conflicts == ()
    assert pair.table("code")[0]["definition"] == "Who leaves for good"


def test_of_two_names_one_stands_and_the_other_is_told(pair: Pair) -> None:
    for name, opened in (("loss of trust", pair.ours), ("attrition", pair.theirs)):
        with opened() as project:
            project.perform(codebook.rename_code, code=pair.loss, name=name, reason="clearer")
    conflict = only(pair.both().conflicts)
    assert (conflict.kind, conflict.column) == (ConflictKind.ONE_KEPT, "name")
    assert {conflict.ours, conflict.theirs} == {"loss of trust", "attrition"}
    assert pair.table("code")[0]["name"] == conflict.kept == "attrition"


def test_columns_that_each_changed_alone_are_no_conflict(pair: Pair) -> None:
    with pair.ours() as ours:
        ours.perform(codebook.recolour_code, code=pair.loss, colour=7)
    with pair.theirs() as theirs:
        theirs.perform(codebook.rename_code, code=pair.loss, name="churn", reason="shorter")
    assert pair.both().conflicts == ()
    row = pair.table("code")[0]
    assert (row["name"], row["colour"]) == ("churn", 7)


def test_a_memo_that_one_removed_and_the_other_changed_stays_with_its_links(pair: Pair) -> None:
    with pair.ours() as ours:
        memo = ours.perform(theory.write_memo, text="They went.", codes=[pair.loss])
    pair.copy("ours", "theirs")
    with pair.ours() as ours:
        ours.perform(theory.remove_memo, memo=memo)
    with pair.theirs() as theirs:
        theirs.perform(theory.change_memo, memo=memo, text="They went silently.")
    conflict = only(pair.both().conflicts)
    assert (conflict.kind, conflict.what) == (ConflictKind.REMOVED, "memo")
    assert conflict.ours == "removed"
    assert [row["text"] for row in pair.table("memo")] == ["They went silently."]
    assert [row["code_id"] for row in pair.table("memo_link")] == [pair.loss]


def test_a_document_that_one_removed_and_the_other_coded_comes_back_whole(pair: Pair) -> None:
    turns = len(pair.table("turn", "ours"))
    with pair.ours() as ours:
        ours.perform(texts.remove_document, document=pair.document, reason="not needed")
    with pair.theirs("Bob") as theirs:
        pair.apply(theirs, pair.loss, 5, 20)
    plan = pair.both()
    assert {(each.kind, each.what) for each in plan.conflicts} == {
        (ConflictKind.REMOVED, "document")
    }
    assert len(pair.table("turn")) == turns
    assert len(pair.table("speaker")) == 2
    assert len(pair.table("coding")) == 2


def test_a_document_that_one_removed_and_the_other_left_alone_goes(pair: Pair) -> None:
    with pair.theirs() as theirs:
        theirs.perform(texts.remove_document, document=pair.document, reason="withdrawn")
    plan = pair.both()
    assert [(each.name, each.how) for each in plan.documents] == [
        ("Invented interview 1", How.GONE)
    ]
    assert pair.table("turn") == []


def test_new_codes_of_one_path_are_one_and_keep_both_definitions(pair: Pair) -> None:
    for name, text, opened in (("Silence", "No word.", pair.ours), ("silence", "", pair.theirs)):
        with opened() as project:
            code = project.perform(codebook.create_code, name=name, definition=text)
            pair.apply(project, code, 5, 20)
            below = project.perform(codebook.create_code, name="long", parent=code)
            pair.apply(project, below, 5, 20)
    plan = pair.both()
    assert {each.how for each in plan.codes} == {How.ONE}
    assert len(pair.table("code")) == 3
    assert len(pair.table("coding")) == 3
    kinds = sorted(row["kind"] for row in pair.table("other_guid"))
    assert kinds == ["code", "code", "coding", "coding", "quotation"]
    assert next(r for r in pair.table("code") if r["name"] == "Silence")["definition"] == "No word."


def test_other_codes_of_one_name_get_a_number(pair: Pair) -> None:
    with pair.ours() as ours:
        other = ours.perform(codebook.create_code, name="leaving")
    pair.copy("ours", "theirs")
    with pair.ours() as ours:
        ours.perform(codebook.rename_code, code=pair.loss, name="churn", reason="clearer")
    with pair.theirs() as theirs:
        theirs.perform(codebook.rename_code, code=other, name="Churn", reason="clearer")
    conflict = only(pair.both().conflicts)
    assert conflict.kind is ConflictKind.NAME
    numbered, bare = sorted((row["name"] for row in pair.table("code")), key=len, reverse=True)
    assert {numbered, bare} in ({"churn (2)", "Churn"}, {"churn", "Churn (2)"})
    assert conflict.whose == ("ours" if numbered == "churn (2)" else "theirs")


def test_moves_that_make_a_circle_leave_one_code_at_the_top(pair: Pair) -> None:
    with pair.ours() as ours:
        other = ours.perform(codebook.create_code, name="trust")
    pair.copy("ours", "theirs")
    with pair.ours() as ours:
        ours.perform(codebook.move_code, code=pair.loss, parent=other)
    with pair.theirs() as theirs:
        theirs.perform(codebook.move_code, code=other, parent=pair.loss)
    conflict = only(pair.both().conflicts)
    assert conflict.kind is ConflictKind.TREE
    assert sorted(row["parent_id"] is None for row in pair.table("code")) == [False, True]


def test_codes_merged_into_each_other_leave_one_in_use_with_all_codings(pair: Pair) -> None:
    with pair.ours() as ours:
        other = ours.perform(codebook.create_code, name="trust")
        pair.apply(ours, other, 5, 20)
    pair.copy("ours", "theirs")
    with pair.ours() as ours:
        ours.perform(merging.merge_codes, sources=[pair.loss], target=other, reason="same")
    with pair.theirs() as theirs:
        theirs.perform(merging.merge_codes, sources=[other], target=pair.loss, reason="same")
    assert ConflictKind.TREE in {each.kind for each in pair.both().conflicts}
    (live,) = [row["id"] for row in pair.table("code") if not row["retired"]]
    assert {row["code_id"] for row in pair.table("coding")} == {live}


def test_what_was_coded_with_a_code_that_the_other_merged_away_follows_it(pair: Pair) -> None:
    with pair.ours() as ours:
        other = ours.perform(codebook.create_code, name="trust")
    pair.copy("ours", "theirs")
    with pair.ours() as ours:
        ours.perform(merging.merge_codes, sources=[pair.loss], target=other, reason="same")
    with pair.theirs("Bob") as theirs:
        pair.apply(theirs, pair.loss, 5, 20)
    assert pair.both().conflicts == ()
    codings = pair.table("coding")
    assert [row["code_id"] for row in codings] == [other, other]
    assert [row["origin_code_id"] for row in codings] == [pair.loss, pair.loss]


def test_a_retired_code_below_which_something_new_lies_stays_in_use(pair: Pair) -> None:
    with pair.ours() as ours:
        ours.perform(codebook.retire_code, code=pair.loss, reason="too wide")
    with pair.theirs() as theirs:
        theirs.perform(codebook.create_code, name="silent", parent=pair.loss)
    conflict = only(pair.both().conflicts)
    assert (conflict.kind, conflict.column) == (ConflictKind.REMOVED, "retired")
    assert not any(row["retired"] for row in pair.table("code"))


def test_a_relation_stands_that_the_other_refused(pair: Pair) -> None:
    with pair.ours() as ours:
        other = ours.perform(codebook.create_code, name="trust")
    pair.copy("ours", "theirs")
    with pair.ours() as ours:
        ours.perform(relations.refuse_relation, source=pair.loss, target=other, reason="no")
    with pair.theirs() as theirs:
        theirs.perform(relations.relate, type="leads to", source=pair.loss, target=other)
    conflict = only(pair.both().conflicts)
    assert conflict.kind is ConflictKind.RULE
    assert (len(pair.table("relation")), pair.table("refused_relation")) == (1, [])


def test_a_text_that_one_corrected_moves_what_the_other_coded(pair: Pair) -> None:
    with pair.ours() as ours:
        ours.perform(correcting.correct, document=pair.document, edits=[(0, 3, "Interviewer")])
    with pair.theirs("Bob") as theirs:
        pair.apply(theirs, pair.loss, 5, 20)
    assert pair.both().conflicts == ()
    assert sorted((row["start"], row["end"]) for row in pair.table("quotation")) == [
        (13, 28), (68, 78),
    ]  # fmt: skip
    assert [row["number"] for row in pair.table("text_version")] == [1, 2]


def test_a_text_that_both_corrected_keeps_both_and_can_be_corrected_again(pair: Pair) -> None:
    for words, opened in (("Interviewer", pair.ours), ("Someone", pair.theirs)):
        with opened() as project:
            project.perform(correcting.correct, document=pair.document, edits=[(0, 3, words)])
            code = project.perform(codebook.create_code, name=words)
            at = len(words) + 2
            pair.apply(project, code, at, at + 8)
    conflict = only(pair.both().conflicts)
    assert (conflict.kind, conflict.column) == (ConflictKind.TEXT, "text")
    assert conflict.ours.startswith("Interviewer: How")
    assert conflict.theirs.startswith("Someone: How")
    assert conflict.kept in (conflict.ours, conflict.theirs)
    versions = pair.table("text_version")
    current = pair.table("document")[0]["version_id"]
    assert len(versions) == 3
    assert {row["id"]: row["guid"] for row in versions}[current] == min(
        row["guid"] for row in versions if row["number"] != 1
    )
    with pair.open("one", None) as project, project.snapshot() as connection:
        from gtcoder.store.by_guid import read_rows

        rows = read_rows(connection)
    text = rows.texts[next(row["sha256"] for row in versions if row["id"] == current)]
    assert "How did " in {text[row["start"] : row["end"]] for row in pair.table("quotation")}
    with pair.open("one") as project:
        project.perform(correcting.correct, document=pair.document, edits=[(0, 0, "So: ")])
        project.undo()
        project.undo()
    assert pair.digest("one") == pair.digest("ours")


def test_a_passage_whose_words_were_corrected_away_stays_where_they_were(pair: Pair) -> None:
    with pair.ours() as ours:
        ours.perform(correcting.correct, document=pair.document, edits=[(5, 20, "")])
    with pair.theirs("Bob") as theirs:
        pair.apply(theirs, pair.loss, 6, 12)
    conflict = only(pair.both().conflicts)
    assert conflict.kind is ConflictKind.PASSAGE
    assert (5, 6) in {(row["start"], row["end"]) for row in pair.table("quotation")}


def test_coders_of_one_name_are_two_until_it_is_said_that_they_are_one(pair: Pair) -> None:
    for opened in (pair.ours, pair.theirs):
        with opened() as project:
            project.perform(team.add_coder, name="Ben", role=CoderRole.CODER)
    plan = pair.both(MergeOptions())
    (question,) = plan.questions
    assert (question.name, question.other_name) == ("Ben", "Ben (2)")
    assert {row["name"] for row in pair.table("coder")} == {"Ann", "Bob", "Ben", "Ben (2)"}
    plan = pair.both(MergeOptions(same_coder=("Ben",)))
    assert plan.questions == ()
    assert [row["name"] for row in pair.table("coder")] == ["Ann", "Bob", "Ben"]
    assert [row["kind"] for row in pair.table("other_guid")] == ["coder"]


def test_the_same_text_brought_into_both_is_one_document(pair: Pair) -> None:
    for name, opened in (("Second", pair.ours), ("Another name", pair.theirs)):
        with opened() as project:
            batch = ImportBatch(documents=(draft(name, "More."),))
            project.perform(texts.add_documents, batch=batch)
    plan = pair.both()
    assert [each.how for each in plan.documents] == [How.ONE]
    assert len(pair.table("document")) == 2
    assert len(pair.table("turn")) == len(pair.table("turn", "ours"))


def test_other_texts_of_one_name_are_two_documents(pair: Pair) -> None:
    for words, opened in (("One.", pair.ours), ("Two.", pair.theirs)):
        with opened() as project:
            batch = ImportBatch(documents=(draft("Second", words),))
            project.perform(texts.add_documents, batch=batch)
    assert only(pair.both().conflicts).kind is ConflictKind.NAME
    names = sorted(row["name"] for row in pair.table("document"))
    assert names == ["Invented interview 1", "Second", "Second (2)"]


def test_models_of_one_name_are_two_and_nodes_name_their_code_in_each_copy(pair: Pair) -> None:
    for name, opened in (("trust", pair.ours), ("silence", pair.theirs)):
        with opened() as project:
            project.perform(codebook.create_code, name=f"only in {name}")
            code = project.perform(codebook.create_code, name=name)
            nodes = (NodeDraft("x", "code", code=code),)
            project.perform(make_model, name="Drawn", template="network", nodes=nodes)
    pair.both()
    assert sorted(row["name"] for row in pair.table("model")) == ["Drawn", "Drawn (2)"]
    assert all(row["key"] == f"code {row['code_id']}" for row in pair.table("model_node"))


def test_nothing_is_merged_while_a_blind_round_is_open_in_either(pair: Pair) -> None:
    with pair.theirs() as theirs:
        theirs.perform(open_new_round, name="Blind", kind=RoundKind.BLIND)
    for name, other in (("ours", "theirs"), ("theirs", "ours")):
        with pytest.raises(NotAllowed, match="do not see one another's work"):
            pair.plan(name, other)


def test_a_text_that_was_erased_for_good_does_not_come_back(pair: Pair) -> None:
    from gtcoder.actions.erasing import erase

    with pair.ours() as ours:
        ours.perform(erase, document=pair.document, reason="consent withdrawn")
    for name, other in (("ours", "theirs"), ("theirs", "ours")):
        with pytest.raises(NotAllowed, match="erase it there as well"):
            pair.plan(name, other)


def test_resizing_in_two_ways_keeps_one_place_and_tells_the_other(pair: Pair) -> None:
    for span, opened in ((Span(50, 70), pair.ours), (Span(60, 90), pair.theirs)):
        with opened() as project:
            project.perform(coding.resize, coding=1, span=span)
    conflict = only(pair.both().conflicts)
    assert conflict.kind is ConflictKind.ONE_KEPT
    assert len(pair.table("coding")) == len(pair.table("quotation")) == 1


def test_the_ends_of_a_relation_are_taken_together(pair: Pair) -> None:
    with pair.ours() as ours:
        trust, word = (ours.perform(codebook.create_code, name=n) for n in ("trust", "word"))
        relation = ours.perform(
            relations.relate, type="leads to", source=pair.loss, target=trust, quotations=[1]
        )
    pair.copy("ours", "theirs")
    with pair.ours() as ours:
        ours.perform(relations.change_relation, relation=relation, type="leads to", reversed=True)
    with pair.theirs() as theirs:
        theirs.perform(merging.merge_codes, sources=[trust], target=word, reason="same")
    conflict = only(pair.both().conflicts)
    assert (conflict.kind, conflict.what) == (ConflictKind.ONE_KEPT, "relation")
    assert {conflict.ours, conflict.theirs} == {
        "trust → loss (leads to)", "loss → word (leads to)",
    }  # fmt: skip
    assert len(pair.table("evidence")) == 1


def test_links_of_a_storyline_lead_to_the_one_code_that_two_became(pair: Pair) -> None:
    with pair.ours() as ours:
        ours.perform(codebook.create_code, name="trust")
        ours.perform(storyline.write_storyline, text="It begins with [[trust]].")
    with pair.theirs() as theirs:
        theirs.perform(codebook.create_code, name="Trust")
    pair.both()
    (trust,) = [row for row in pair.table("code") if row["name"].casefold() == "trust"]
    (story,) = pair.table("memo")
    assert f"|c:{trust['guid'].hex()}]]" in story["text"]


def test_a_code_that_one_retired_and_the_other_applied_is_told(pair: Pair) -> None:
    with pair.ours() as ours:
        ours.perform(codebook.retire_code, code=pair.loss, reason="nothing in it")
    with pair.theirs("Bob") as theirs:
        pair.apply(theirs, pair.loss, 5, 20)
    conflict = only(pair.both().conflicts)
    assert (conflict.kind, conflict.column, conflict.kept) == (
        ConflictKind.RULE, "retired", "retired",
    )  # fmt: skip
    assert (conflict.ours, conflict.theirs) == ("retired", "applied anew: 1")
    assert len(pair.table("coding")) == 2
