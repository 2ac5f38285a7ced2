"""Marks of formatting go along when a text is corrected, and not with words that are erased."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gtcoder.actions import transcripts
from gtcoder.actions.correcting import correct
from gtcoder.actions.erasing import erase
from gtcoder.batch import ImportBatch, MarkDraft
from gtcoder.queries.marks import marks
from gtcoder.queries.passages import text
from gtcoder.queries.people import participants
from gtcoder.store.pieces import ERASED
from gtcoder.vocabulary import DocumentId, Mark, ParticipantId
from tests.databases import location_in
from tests.studies import Study, draft, new_study

SET_OFF = [("heading", "INT: How did"), ("bold", "INT:"), ("italic", "customers were leaving"),
           ("bold", "P1: They"), ("underline", "leaving?\n\nP1: They went"),
           ("bold", "first 🙂. Nobody")]  # fmt: skip


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(location_in("sqlite", tmp_path))
    yield made
    made.close()


@pytest.fixture
def document(study: Study) -> DocumentId:
    plain = draft("With marks", "The end.")
    found = [
        MarkDraft(plain.text.index(words), plain.text.index(words) + len(words), Mark(kind))
        for kind, words in SET_OFF
    ]
    batch = ImportBatch(documents=(replace(plain, marks=tuple(found)),))
    return study.ann.perform(transcripts.add_documents, batch=batch).documents[0][1]


def held(study: Study, document: DocumentId) -> list[tuple[str, str]]:
    with study.ann.read() as reader:
        whole = text(reader, document)
        return [(str(each.kind), whole[each.start : each.end]) for each in marks(reader, document)]


def whole_text(study: Study, document: DocumentId) -> str:
    with study.ann.read() as reader:
        return text(reader, document)


def test_marks_are_stored_with_the_text(study: Study, document: DocumentId) -> None:
    assert held(study, document) == SET_OFF
    assert held(study, study.document) == []


def test_a_correction_moves_marks_and_undo_puts_them_back(
    study: Study, document: DocumentId
) -> None:
    whole = whole_text(study, document)
    new = whole.replace("INT: How did you", "So INT: How did you ever").replace(
        "customers were leaving", "my customers were really leaving", 1
    )
    study.ann.perform(correct, document=document, text=new)
    assert [words for _, words in held(study, document)] == [
        "INT: How did", "INT:", "customers were really leaving", "P1: They",
        "leaving?\n\nP1: They went", "first 🙂. Nobody",
    ]  # fmt: skip
    study.ann.undo()
    assert held(study, document) == SET_OFF


def test_a_mark_whose_words_go_is_dropped(study: Study, document: DocumentId) -> None:
    whole = whole_text(study, document)
    gone = whole.index("customers were leaving")
    study.ann.perform(
        correct, document=document, edits=[(gone, gone + len("customers were leaving"), "")]
    )
    assert [kind for kind, _ in held(study, document)] == [
        "heading", "bold", "bold", "underline", "bold",
    ]  # fmt: skip
    assert "?\n\nP1: They went" in [words for _, words in held(study, document)]


def test_what_is_erased_is_marked_no_more(study: Study, document: DocumentId) -> None:
    with study.ann.read() as reader:
        people = {each.name: each.id for each in participants(reader)}
    who = ParticipantId(people["With marks"])
    study.ann.perform(erase, participant=who, reason="consent was withdrawn")
    assert ERASED in whole_text(study, document)
    assert held(study, document) == [
        ("heading", "INT: How did"), ("bold", "INT:"), ("italic", "customers were leaving"),
        ("underline", "leaving?\n\n"),
    ]  # fmt: skip
