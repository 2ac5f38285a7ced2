from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gtcoder.actions import properties, team, theory, transcripts
from gtcoder.batch import ImportBatch, VariableDraft
from gtcoder.errors import InvalidInput, NotAllowed
from gtcoder.queries.passages import codings, documents, text, turns
from gtcoder.queries.people import participants, speakers
from gtcoder.queries.theory import memos
from gtcoder.store.verify import state_digest, verify
from gtcoder.vocabulary import MemoKind, SpeakerRole, VariableScope
from tests.databases import ON_BOTH
from tests.studies import Study, draft


@ON_BOTH
def test_the_frozen_text_is_stored_character_for_character(study: Study) -> None:
    wanted = draft().text
    with study.ann.read() as reader:
        row = documents(reader)[0]
        assert text(reader, row.id) == wanted
        assert (row.characters, row.turns, row.sha256) == (len(wanted), 4, draft().sha256)
        spoken = turns(reader, row.id)
    assert [turn.speaker for turn in spoken] == ["INT", "P1", "INT", "P1"]
    assert wanted[spoken[1].body : spoken[1].end].startswith("They went silent first 🙂")


def test_the_same_text_is_not_taken_twice_unless_asked(study: Study) -> None:
    batch = ImportBatch(documents=(draft(), draft("Another name")))
    before = state_digest(study.ann)
    stored = study.ann.perform(transcripts.add_documents, batch=batch)
    assert stored.documents == ()
    assert [name for name, _ in stored.left_out] == ["Invented interview 1", "Another name"]
    assert state_digest(study.ann) == before
    study.ann.perform(transcripts.add_documents, batch=ImportBatch((draft(),)), again=True)
    with study.ann.read() as reader:
        names = [row.name for row in documents(reader)]
    assert names == ["Invented interview 1", "Invented interview 1 (2)"]


@ON_BOTH
def test_variables_of_documents_and_participants(study: Study) -> None:
    name = "Invented interview 1"
    known = [
        VariableDraft("date", "2026-03-14", VariableScope.DOCUMENT, name),
        VariableDraft("age", "007", VariableScope.PARTICIPANT, name),
        VariableDraft("age", "44", VariableScope.PARTICIPANT, "Nobody"),
    ]
    stored = study.ann.perform(transcripts.add_documents, batch=ImportBatch(variables=tuple(known)))
    assert [why for _, why in stored.left_out] == ["there is no participant “Nobody”"]
    with study.ann.read() as reader:
        assert participants(reader)[0].variables == {"age": "007"}
    with pytest.raises(InvalidInput):
        study.ann.perform(
            transcripts.set_variable,
            scope=VariableScope.DOCUMENT,
            owner="Nothing",
            name="date",
            value="x",
        )
    study.ann.perform(
        transcripts.set_variable,
        scope=VariableScope.PARTICIPANT,
        owner=name,
        name="age",
        value="",
    )
    with study.ann.read() as reader:
        assert participants(reader)[0].variables == {}


def test_a_speaker_can_be_tied_to_another_person(study: Study) -> None:
    with study.ann.read() as reader:
        interviewer, speaker = speakers(reader)
    assert (interviewer.role, speaker.turns) == ("interviewer", 2)
    study.ann.perform(
        transcripts.set_speaker,
        speaker=speaker.id,
        role=SpeakerRole.PARTICIPANT,
        participant="Frau L.",
    )
    with study.ann.read() as reader:
        assert speakers(reader)[1].participant == "Frau L."
    with pytest.raises(InvalidInput):
        study.ann.perform(
            transcripts.set_speaker,
            speaker=speaker.id,
            role=SpeakerRole.INTERVIEWER,
            participant="Frau L.",
        )


@ON_BOTH
def test_removing_a_document_takes_all_that_hangs_on_it_and_undo_brings_it_back(
    study: Study,
) -> None:
    one, two = study.code("One"), study.code("Two")
    study.apply(one)
    study.apply(one, by=study.bob)
    with study.ann.read() as reader:
        quotation = codings(reader)[0].quotation
    relation = study.ann.perform(theory.relate, source=one, target=two, type="leads to")
    study.ann.perform(theory.add_evidence, relation=relation, quotation=quotation)
    study.ann.perform(theory.write_memo, text="On it", quotations=[quotation])
    study.ann.perform(theory.write_memo, text="On both", quotations=[quotation], codes=[one])
    study.ann.perform(team.finish_document, document=study.document)
    before = state_digest(study.ann)
    with pytest.raises(NotAllowed):
        study.bob.perform(transcripts.remove_document, document=study.document, reason="not mine")
    gone = study.ann.perform(
        transcripts.remove_document, document=study.document, reason="withdrawn"
    )
    assert gone == 2
    with study.ann.read() as reader:
        assert documents(reader) == ()
        assert [memo.text for memo in memos(reader)] == ["On both"]
    assert verify(study.ann).ok
    study.ann.undo()
    assert state_digest(study.ann) == before


def test_renaming_refuses_a_name_that_is_taken(study: Study) -> None:
    batch = ImportBatch((draft("Second", "More"),))
    other = study.ann.perform(transcripts.add_documents, batch=batch).documents[0][1]
    with pytest.raises(InvalidInput):
        study.ann.perform(transcripts.rename_document, document=other, name="Invented interview 1")
    study.ann.perform(transcripts.rename_document, document=other, name="Zweites Gespräch")
    with study.ann.read() as reader:
        assert [row.name for row in documents(reader)][1] == "Zweites Gespräch"


def test_a_document_that_a_colleague_wrote_about_takes_a_lead_to_remove(study: Study) -> None:
    study.ann.perform(theory.write_memo, text="Ann's thought", documents=[study.document])
    with pytest.raises(NotAllowed):
        study.bob.perform(transcripts.remove_document, document=study.document, reason="mistake")
    with study.ann.read() as reader:
        assert len(memos(reader)) == 1


def test_a_document_whose_passages_a_colleague_uses_takes_a_lead_to_remove(study: Study) -> None:
    """Evidence and placed passages hold no coder of their own: the ledger knows who gave them."""
    one, two = study.code("One"), study.code("Two")
    study.apply(one, by=study.bob)
    with study.bob.read() as reader:
        quotation = codings(reader)[0].quotation
    relation = study.bob.perform(theory.relate, source=one, target=two, type="leads to")
    length = study.bob.perform(properties.define_property, category=one, name="length")
    withdraw: dict[str, Any] = {"document": study.document, "reason": "mistake"}
    given: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (theory.add_evidence, {"relation": relation, "quotation": quotation}),
        (properties.place_passages, {"property": length, "place": 3, "quotations": [quotation]}),
    ]
    for verb, values in given:
        study.ann.perform(verb, **values)
        with pytest.raises(NotAllowed, match="passages that a colleague"):
            study.bob.perform(transcripts.remove_document, **withdraw)
        study.ann.undo()
        study.bob.perform(verb, **values)
    study.bob.perform(transcripts.remove_document, **withdraw)


def test_a_storyline_outlives_the_document_it_was_on(study: Study) -> None:
    study.ann.perform(
        theory.write_memo, kind=MemoKind.STORYLINE, text="All of it", documents=[study.document]
    )
    study.ann.perform(transcripts.remove_document, document=study.document, reason="withdrawn")
    with study.ann.read() as reader:
        assert [memo.text for memo in memos(reader)] == ["All of it"]
    assert verify(study.ann).ok
