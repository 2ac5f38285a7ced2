"""Erasing for good: nothing of the words is left anywhere, and the ledger can still be proved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from gtcoder.actions import codebook, coding, project, rounds, transcripts
from gtcoder.actions.books import import_book
from gtcoder.actions.correcting import correct
from gtcoder.actions.erasing import Erased, erase
from gtcoder.actions.memos import write_memo
from gtcoder.batch import ImportBatch
from gtcoder.codebook_draft import BookCode, CodebookDraft
from gtcoder.errors import InvalidInput, NotAllowed, ReasonNeeded, UndoConflict
from gtcoder.model.base import Base
from gtcoder.model.project import Project
from gtcoder.queries.erasure import erasure, removed_documents
from gtcoder.queries.memos import memos
from gtcoder.queries.passages import codings, documents, text, turns
from gtcoder.queries.people import participants, speakers
from gtcoder.store.images import BULK
from gtcoder.store.ledger import read_images
from gtcoder.store.location import FileLocation
from gtcoder.store.pieces import ERASED, SHORTEST
from gtcoder.store.scrubbing import scrub
from gtcoder.store.verify import verify
from gtcoder.vocabulary import DocumentId, Span
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
    with pytest.raises(UndoConflict, match="nothing of yours"):
        ann.undo()
    left_out = ann.perform(transcripts.add_documents, batch=batch, again=True).left_out
    assert [why for _, why in left_out] == ["its text was erased from this study for good"]
    code = local.code("silence")
    assert ann.undo().touches("code")
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
