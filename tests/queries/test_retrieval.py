"""Passages with their words, their lines and what stands around them."""

from __future__ import annotations

import pytest

from gtcoder.actions import codebook, coding, team, theory, transcripts
from gtcoder.batch import ImportBatch
from gtcoder.errors import NotFound
from gtcoder.queries.passages import text
from gtcoder.queries.people import assignments_of, my_assignment, open_round
from gtcoder.queries.retrieval import (
    lines_of,
    passages_at,
    passages_of_code,
    quotation_key,
    quotation_of,
)
from gtcoder.queries.texts import FrozenText, Shelf
from gtcoder.store.project import OpenProject
from gtcoder.vocabulary import (
    AssignmentState,
    CodeId,
    CodingId,
    CodingOrigin,
    DocumentId,
    RoundId,
    RoundKind,
    Span,
)
from tests.databases import ON_BOTH
from tests.studies import Study, draft


def words(project: OpenProject, document: DocumentId, said: str) -> Span:
    with project.read() as reader:
        start = text(reader, document).index(said)
    return Span(start, start + len(said))


def mark(
    study: Study, code: CodeId, said: str, *, by: OpenProject | None = None, memo: str = ""
) -> CodingId:
    who = by or study.ann
    span = words(who, study.document, said)
    return who.perform(coding.apply_code, document=study.document, span=span, code=code, memo=memo)


def test_a_passage_says_where_it_stands_and_whose_it_is(study: Study) -> None:
    code = study.code("Silence")
    made = mark(study, code, "went silent first 🙂. Nobody complained", by=study.bob, memo="Hm.")
    with study.ann.read() as reader:
        found = passages_of_code(reader, code)
    assert (found.total, found.documents, found.participants, found.coders) == (1, 1, 1, 1)
    (row,) = found.rows
    assert (row.coding, row.code, row.code_name) == (made, code, "Silence")
    assert (row.document, row.document_id) == ("Invented interview 1", study.document)
    assert (row.coder, row.coder_id, row.round) == ("Bob", study.bob.coder, "Round 1")
    assert (row.line, row.last_line) == (3, 3)
    assert row.text == "went silent first 🙂. Nobody complained"
    assert row.before == "INT: How did you notice that customers were leaving? P1: They "
    assert row.after.startswith(", they just stopped recharging. INT: And what did")
    assert row.after.endswith(" …")
    assert (row.memos, row.origin) == (1, CodingOrigin.HAND)


def test_lines_count_the_breaks_before(study: Study) -> None:
    code = study.code("All of it")
    with study.ann.read() as reader:
        whole = text(reader, study.document)
        offsets = list(range(0, len(whole) + 1, 7))
        expected = tuple(whole.count("\n", 0, offset) + 1 for offset in offsets)
        assert lines_of(reader, study.document, offsets) == expected
    end = whole.index("And what") + 3
    study.apply(code, 0, end)
    with study.ann.read() as reader:
        (row,) = passages_of_code(reader, code).rows
    assert (row.line, row.last_line) == (1, whole.count("\n", 0, end) + 1)
    assert row.last_line > row.line


def test_context_is_cut_between_words() -> None:
    frozen = FrozenText.of("word " * 60 + "HERE" + " word" * 60)
    start = frozen.text.index("HERE")
    before, after = frozen.before(start), frozen.after(start + 4)
    assert before == "… " + "word " * 18
    assert after == " word" * 18 + " …"
    inside = FrozenText.of("abcdefg " * 40)
    assert inside.before(203).startswith("… abcdefg ")
    assert inside.before(203).endswith(" abc")
    assert FrozenText.of("x" * 300).before(200) == "… " + "x" * 90
    assert FrozenText.of("HERE").before(0) == FrozenText.of("HERE").after(4) == ""
    assert FrozenText.of("one\n\ntwo").before(5) == "one "


@ON_BOTH
def test_a_category_shows_what_serves_it_once(study: Study) -> None:
    top, child, member = study.code("Top"), study.code("Child"), study.code("Member")
    study.ann.perform(codebook.move_code, code=child, parent=top)
    study.ann.perform(codebook.add_membership, code=member, category=top)
    study.ann.perform(codebook.add_membership, code=child, category=member)
    mark(study, member, "too late", by=study.bob)
    mark(study, child, "called")
    with study.ann.read() as reader:
        assert passages_of_code(reader, top).rows == ()
        found = passages_of_code(reader, top, with_children=True)
    assert [row.code_name for row in found.rows] == ["Child", "Member"]
    assert (found.total, found.coders) == (2, 2)


def test_pages_follow_each_other_and_count_everything(study: Study) -> None:
    code = study.code("Often")
    batch = ImportBatch(documents=(draft("Invented interview 2", "Another end.\n"),))
    other = study.ann.perform(transcripts.add_documents, batch=batch).documents[0][1]
    for start in (90, 60, 80, 70):
        study.apply(code, start, start + 5)
    study.ann.perform(coding.apply_code, document=other, span=Span(60, 64), code=code)
    with study.ann.read() as reader:
        pages = [passages_of_code(reader, code, limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [(page.total, page.documents, page.participants) for page in pages] == [(5, 2, 2)] * 4
    starts = [[(row.document_id, row.start) for row in page.rows] for page in pages]
    here = study.document
    assert starts == [[(here, 60), (here, 70)], [(here, 80), (here, 90)], [(other, 60)], []]


def test_quotations_are_found_by_key_without_a_code(study: Study) -> None:
    code = study.code("Silence")
    keys = []
    for said in ("too late", "called"):
        made = mark(study, code, said)
        with study.ann.read() as reader:
            keys.append(quotation_of(reader, made))
    study.ann.perform(theory.write_memo, text="About both.", quotations=keys)
    with study.ann.read() as reader:
        rows = passages_at(reader, keys)
        assert passages_at(reader, []) == ()
        with pytest.raises(NotFound):
            quotation_of(reader, CodingId(99))
    assert [row.text for row in rows] == ["called", "too late"]
    assert [row.quotation for row in rows] == keys[::-1]
    assert {(row.coding, row.code, row.code_name, row.origin) for row in rows} == {
        (None, None, "", "")
    }
    assert [row.memos for row in rows] == [1, 1]


def test_my_own_quotation_in_the_open_round(study: Study) -> None:
    code = study.code("Silence")
    made = study.apply(code, 5, 20)
    study.apply(code, 30, 40, by=study.bob)
    with study.ann.read() as reader:
        assert quotation_key(reader, study.document, Span(5, 20)) == quotation_of(reader, made)
        assert quotation_key(reader, study.document, Span(5, 21)) is None
        assert quotation_key(reader, study.document, Span(30, 40)) is None
    study.ann.perform(team.open_new_round, name="Second")
    with study.ann.read() as reader:
        assert quotation_key(reader, study.document, Span(5, 20)) is None


def test_codings_go_to_the_round_the_reader_names(study: Study) -> None:
    code = study.code("Silence")
    second = study.ann.perform(team.open_new_round, name="Second")
    study.ann.perform(team.open_new_round, name="Agreed", kind=RoundKind.CONSENSUS)
    study.apply(code)
    with study.ann.read() as reader:
        current = open_round(reader)
        assert current is not None
        assert current.name == passages_of_code(reader, code).rows[0].round == "Second"
        assert my_assignment(reader, study.document) is None
    study.ann.perform(team.finish_document, document=study.document)
    study.ann.perform(team.assign, coder=study.bob.coder, document=study.document)
    with study.bob.read() as reader:
        assert my_assignment(reader, study.document) is AssignmentState.ASSIGNED
        rows = assignments_of(reader, study.document)
        assert [row.state for row in rows] == [AssignmentState.FINISHED, AssignmentState.ASSIGNED]
        assert assignments_of(reader, DocumentId(9)) == ()
    for key in (second, RoundId(1)):
        study.ann.perform(team.close_round, round=key)
    with study.ann.read() as reader:
        assert open_round(reader) is None
        assert my_assignment(reader, study.document) is None
        assert quotation_key(reader, study.document, Span(5, 20)) is None


@ON_BOTH
def test_a_blind_round_hides_passages_quotations_and_memos_of_colleagues(study: Study) -> None:
    code = study.code("Silence")
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    mine = mark(study, code, "called", by=study.bob)
    theirs = mark(study, code, "too late", memo="Ann's own thought")
    with study.ann.read() as reader:
        hidden = quotation_of(reader, theirs)
        assert passages_of_code(reader, code).rows[0].memos == 1
    with study.bob.read() as reader:
        quotation = quotation_of(reader, mine)
        found = passages_of_code(reader, code)
        assert [row.coding for row in found.rows] == [mine]
        assert (found.total, found.coders) == (1, 1)
        assert [row.quotation for row in passages_at(reader, [hidden, quotation])] == [quotation]
        with pytest.raises(NotFound):
            quotation_of(reader, theirs)
    with pytest.raises(NotFound):  # nor can she guess its number
        study.ann.perform(theory.write_memo, text="On Bob's passage", quotations=[quotation])
    with study.bob.read() as reader:
        assert passages_of_code(reader, code).rows[0].memos == 0


def test_the_shelf_lets_go_of_what_was_not_used_for_longest() -> None:
    shelf: Shelf[str] = Shelf(characters=10)
    for name in ("one", "two"):
        shelf.put(name, name, 5)
    assert shelf.get("one") == "one"
    shelf.put("three", "three", 5)
    assert shelf.get("two") is None
    assert shelf.get("one") == "one"
    shelf.put("long", "long", 40)
    assert shelf.get("long") == "long"
    assert shelf.get("one") is None
