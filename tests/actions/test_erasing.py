"""Erasing for good: nothing of the words is left anywhere, and the ledger can still be proved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from gtcoder.actions import codebook, coding, project, rounds, transcripts
from gtcoder.actions.books import import_book
from gtcoder.actions.correcting import correct
from gtcoder.actions.erasing import Erased, erase
from gtcoder.actions.memos import write_memo
from gtcoder.actions.taking_in import take_in
from gtcoder.batch import DocumentDraft, ImportBatch, TurnDraft
from gtcoder.codebook_draft import BookCode, CodebookDraft
from gtcoder.errors import InvalidInput, NotAllowed, ReasonNeeded, UndoConflict
from gtcoder.model.base import Base
from gtcoder.model.project import Project
from gtcoder.queries.erasure import Erasure, erasure, removed_documents
from gtcoder.queries.import_profiles import import_profiles
from gtcoder.queries.memos import memos
from gtcoder.queries.passages import codings, documents, text, turns
from gtcoder.queries.people import participants, speakers
from gtcoder.store.images import BULK
from gtcoder.store.ledger import read_images
from gtcoder.store.location import FileLocation
from gtcoder.store.pieces import ERASED, SHORTEST
from gtcoder.store.scrubbing import scrub
from gtcoder.store.verify import verify
from gtcoder.study_rows import Arrival, HistoryRow, StudyRows
from gtcoder.vocabulary import DocumentId, Span, VariableScope
from tests.databases import location_in
from tests.studies import Study, draft, new_study

if TYPE_CHECKING:
    from collections.abc import Iterator

WHY = "consent was withdrawn"
TOLD = (
    "\n\nP1: My sister Ottoline kept the marmalade under the frozen lighthouse stairs 🙂 at dawn."
)


@pytest.fixture(params=["sqlite", "postgresql"])
def study(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Study]:
    made = new_study(location_in(request.param, tmp_path))
    yield made
    made.close()


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Study]:
    made = new_study(location_in("sqlite", tmp_path))
    yield made
    made.close()


def bring(study: Study, name: str, extra: str) -> DocumentId:
    batch = ImportBatch(documents=(draft(name, extra),))
    return study.ann.perform(transcripts.add_documents, batch=batch).documents[0][1]


def everything(study: Study) -> str:
    """Return all that is held: values, packed images, and the bytes of a file."""
    study.bob.close()
    with study.ann.snapshot() as connection:
        held = [
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(table))
        ]
        last = connection.execute(select(Project.revision)).scalar_one()
        held += map(str, read_images(connection, first=1, last=last))
    study.ann.close()
    if isinstance(study.location, FileLocation):
        held.append(study.location.path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(held)


def pieces(words: str) -> set[str]:
    return {words[at : at + SHORTEST] for at in range(len(words) - SHORTEST + 1)}


def told(name: str, extra: str = TOLD) -> DocumentDraft:
    """Return an invented interview whose last answer is `extra`."""
    made = draft(name, extra)
    start = len(made.text) - len(extra) + 2
    last = TurnDraft(start, len(made.text), start + 4, "P1")
    return replace(made, turns=(*made.turns, last))


def add(study: Study, drafted: DocumentDraft) -> DocumentId:
    batch = ImportBatch(documents=(drafted,))
    return study.ann.perform(transcripts.add_documents, batch=batch).documents[0][1]


def look(study: Study, **what: Any) -> Erasure:
    with study.ann.read() as reader:
        return erasure(reader, **what)


def erase_all(study: Study, **what: Any) -> Erased:
    done = study.ann.perform(erase, reason=WHY, **what)
    scrub(study.ann.engine)
    return done


def words(study: Study, document: Any) -> str:
    with study.ann.read() as reader:
        return text(reader, document)


def write_about(study: Study, document: Any) -> None:
    """Leave the words of a text in every kind of thing that a study holds."""
    ann = study.ann
    code = ann.perform(codebook.create_code, name="frozen lighthouse stairs")
    at = words(study, document).index("marmalade")
    span = Span(at, at + 30)
    ann.perform(coding.apply_code, document=document, span=span, code=code)
    defined = {"definition": "the marmalade under the frozen"}
    ann.perform(codebook.define_code, code=code, **defined, reason="as sister Ottoline kept it")
    ann.perform(
        write_memo,
        text="Ottoline kept the marmalade! What of it?",
        title="My sister Ottoline",
        documents=[document],
    )
    ann.perform(project.set_label, name="under the frozen lighthouse")
    record = {"kept the marmalade under": ["stairs 🙂 at dawn."]}
    ann.perform(
        project.keep_result, name="R", kind="codings", options={}, record=record, revision=ann.seen
    )
    said = {"definition": "kept the marmalade"}
    many = tuple(BookCode(path=(f"code {number}",), texts=said) for number in range(BULK + 1))
    ann.perform(import_book, book=CodebookDraft(codes=many))
    new = words(study, document).replace("My sister", "My other sister")
    ann.perform(correct, document=document, text=new)


def test_no_piece_of_the_text_is_left_and_the_ledger_holds(study: Study) -> None:
    document = bring(study, "Invented interview 2", TOLD)
    write_about(study, document)
    done = erase_all(study, document=document)
    found = verify(study.ann)
    assert found.ok, found.problems
    assert (done.texts, done.codings) == (2, 1)
    with study.ann.read() as reader:
        assert [row.id for row in documents(reader)] == [study.document]
        assert not list(codings(reader))
        (memo,) = memos(reader)
    assert memo.text == f"{ERASED}! What of it?"
    kept = words(study, study.document)
    held = everything(study)
    assert kept[5:40] in held
    assert not [piece for piece in pieces(TOLD) if piece in held]
    assert "Invented interview 2" not in held


def test_of_a_participant_the_turns_go_and_passages_in_them(local: Study) -> None:
    silent = local.code("silence")
    old = words(local, local.document)
    said = old.index("They went silent")
    asked = old.index("And what did you do")
    local.apply(silent, said, said + 16, by=local.bob)
    local.apply(silent, asked, asked + 10)
    local.apply(silent, asked - 20, asked + 12)  # from the end of an answer into a question
    with local.ann.read() as reader:
        (person,) = participants(reader)
        looked = erasure(reader, participant=person.id)
    assert dict(looked.codings) == {"Bob": 1}
    done = erase_all(local, participant=person.id)
    assert (done.texts, done.codings) == (1, 1)
    found = verify(local.ann)
    assert found.ok, found.problems
    new = words(local, local.document)
    question = "How did you notice that customers were leaving?"
    assert new == f"INT: {question}\n\n{ERASED}\n\nINT: And what did you do then?\n\n{ERASED}\n\n"
    with local.ann.read() as reader:
        assert [new[turn.body : turn.end] for turn in turns(reader, local.document)][1::2] == [
            ERASED,
            ERASED,
        ]
        assert sorted(row.text for row in codings(reader)) == [
            "And what d",
            f"{ERASED}\n\nINT: And what did",
        ]
        assert not participants(reader)
        assert [row.label for row in speakers(reader)] == ["INT", f"{ERASED} 2"]
    held = everything(local)
    gone = old[said : asked - 7] + old[old.index("We called them") :].rstrip()
    assert not [piece for piece in pieces(gone) if piece in held and piece not in new]


def test_a_removed_text_can_be_erased_and_nothing_brings_it_back(local: Study) -> None:
    ann = local.ann
    document = bring(local, "Invented interview 2", TOLD)
    batch = ImportBatch(documents=(draft("Invented interview 2", TOLD),))
    ann.perform(transcripts.remove_document, document=document, reason="wrong file")
    removed = ann.seen
    with ann.read() as reader:
        assert removed_documents(reader) == ((document, "Invented interview 2"),)
    erase_all(local, document=document)
    assert verify(ann).ok
    with ann.read() as reader:
        assert not removed_documents(reader)
    with pytest.raises(UndoConflict, match="erased for good"):
        ann.revert(removed)
    with pytest.raises(UndoConflict, match="cannot be brought back"):
        ann.revert(ann.seen)
    with pytest.raises(UndoConflict, match="undo ends there"):
        ann.undo()
    left_out = ann.perform(transcripts.add_documents, batch=batch, again=True).left_out
    assert [why for _, why in left_out] == ["its text was erased from this study for good"]
    code = local.code("silence")
    assert ann.undo().touches("code")
    assert code


def test_what_a_participant_said_in_a_removed_text_goes_and_an_import_taken_back(
    local: Study,
) -> None:
    ann, name = local.ann, "Invented interview 2"
    add(local, told(name))
    ann.undo()  # the participant of that import is another one
    document = add(local, told(name))
    ann.perform(write_memo, text="sister Ottoline kept the marmalade")
    ann.perform(transcripts.remove_document, document=document, reason="not needed")
    removed = ann.seen
    with ann.read() as reader:
        person = next(row.id for row in participants(reader) if row.name == name)
    found = look(local, participant=person)
    assert (found.documents, found.removed, found.akin) == ((), (name,), ())
    assert found.characters > len(TOLD)
    assert [quote.place for quote in found.quotes if quote.standing] == [("memo", 1)]
    assert erase_all(local, participant=person).texts == 1
    assert verify(ann).ok
    with pytest.raises(UndoConflict, match="erased for good"):
        ann.revert(removed)
    held = everything(local)
    assert not [piece for piece in pieces(TOLD) if piece in held]
    assert name not in held


def test_another_draft_that_only_the_ledger_keeps_is_told_of_and_does_not_come_back(
    local: Study,
) -> None:
    ann = local.ann
    add(local, told("First draft", TOLD.replace("at dawn", "at dusk")))
    ann.undo()
    taken_back = ann.seen
    document = add(local, told("Invented interview 2"))
    ann.perform(write_memo, text="sister Ottoline kept the marmalade")
    found = look(local, document=document)
    assert found.akin == ("First draft",)
    assert [quote.place for quote in found.quotes if quote.standing] == [("memo", 1)]
    erase_all(local, document=document)
    with pytest.raises(UndoConflict, match="shares much"):
        ann.revert(taken_back)
    with ann.read() as reader:
        ((other, _),) = removed_documents(reader)
    assert erase_all(local, document=other).texts == 1
    assert verify(ann).ok
    held = everything(local)
    assert not [piece for piece in pieces(TOLD) if piece in held]
    assert "First draft" not in held


def test_a_removed_text_that_shares_only_questions_is_not_told_of(local: Study) -> None:
    other = "\n\nP1: Nothing at all, we were in the mountains with the goats that summer."
    add(local, told("Somebody else", other))
    local.ann.undo()
    document = add(local, told("Invented interview 2"))
    assert look(local, document=document).akin == ()


def test_names_go_from_values_files_profiles_and_ledgers_of_copies(local: Study) -> None:
    ann, name = local.ann, "Invented interview 2"
    document = add(local, told(name))
    owner = {"scope": VariableScope.DOCUMENT, "owner": "Invented interview 1"}
    ann.perform(transcripts.set_variable, **owner, name="beside", value=f"{name}, in May")
    ann.perform(project.save_import_profile, name=name, profile={"interviewers": ["INT"]})
    said = {"documents": [name], "file": "invented_interview_2.txt"}
    at = datetime(2026, 1, 2, tzinfo=UTC)
    row = HistoryRow(b"e" * 16, 7, at, "Yan", "coding.apply", said, TOLD[10:40])
    ann.perform(take_in, arrival=Arrival(StudyRows(history=(row,))))
    found = {quote.place: quote.standing for quote in look(local, document=document).quotes}
    assert found[("variable_value", 1)]
    assert found[("project", 1)]
    assert not found[("entry_elsewhere", 1)]
    erase_all(local, document=document)
    assert verify(ann).ok
    with ann.read() as reader:
        assert [each.name for each in import_profiles(reader)] == [ERASED]
    held = everything(local)
    assert "coding.apply" in held
    assert not [each for each in (name, "invented_interview_2", TOLD[10:40]) if each in held]


def test_undo_ends_at_an_erasing_for_everybody_and_the_ledger_goes_on(local: Study) -> None:
    code = local.bob.perform(codebook.create_code, name="silence")
    made = local.bob.seen
    erase_all(local, document=local.document)
    with pytest.raises(UndoConflict, match="entry by entry"):
        local.bob.undo()
    local.bob.revert(made)
    assert code


def test_a_quote_may_stay_and_words_of_texts_that_stay_are_no_quotes(local: Study) -> None:
    document = bring(local, "Invented interview 2", TOLD)
    ann = local.ann
    ann.perform(write_memo, text="They asked: how did you notice that customers were leaving?")
    kept = ann.perform(write_memo, text="sister Ottoline kept the marmalade")
    gone = ann.perform(write_memo, text="marmalade under the frozen")
    with ann.read() as reader:
        quotes = erasure(reader, document=document).quotes
    assert {quote.place for quote in quotes if quote.standing} == {("memo", kept), ("memo", gone)}
    assert erase_all(local, document=document, keep=[("memo", kept)]).quotes == 1
    with ann.read() as reader:
        assert [row.text for row in memos(reader)][1:] == [
            "sister Ottoline kept the marmalade",
            ERASED,
        ]
    assert verify(ann).ok


def test_who_may_not_and_what_cannot_be_erased(local: Study) -> None:
    with pytest.raises(NotAllowed, match="lead"):
        local.bob.perform(erase, reason=WHY, document=local.document)
    with pytest.raises(ReasonNeeded):
        local.ann.perform(erase, document=local.document)
    batch = ImportBatch(documents=(draft("Twin"),))
    twin = local.ann.perform(transcripts.add_documents, batch=batch, again=True).documents[0][1]
    with pytest.raises(InvalidInput, match="same text"):
        local.ann.perform(erase, reason=WHY, document=local.document)
    local.ann.perform(transcripts.set_participant, document=twin, participant="Wynn")
    with local.ann.read() as reader:
        wynn = next(row.id for row in participants(reader) if row.name == "Wynn")
    with pytest.raises(InvalidInput, match="“Twin”"):
        local.ann.perform(erase, reason=WHY, participant=wynn)
    local.ann.perform(rounds.open_new_round, name="Apart", blind=True)
    with pytest.raises(NotAllowed):
        local.ann.perform(erase, reason=WHY, document=local.document)
    assert verify(local.ann).ok
