"""Whose words a coding stands on (DESIGN: turn, speaker, participant)."""

from __future__ import annotations

import hashlib

from gtcoder.actions import coding, transcripts
from gtcoder.batch import DocumentDraft, ImportBatch, SourceFile, SpeakerDraft, TurnDraft
from gtcoder.queries.frames import UNKNOWN, coding_table, participants_of
from gtcoder.queries.people import participants
from gtcoder.vocabulary import DocumentId, Span, SpeakerRole
from tests.databases import ON_BOTH
from tests.studies import Study


def group_of(labels: list[str], name: str, person: str | None = None) -> DocumentDraft:
    text, turns = "", []
    for label in labels:
        start = len(text)
        text += f"{label}: an invented answer of {label} in {name}\n"
        turns.append(TurnDraft(start, len(text) - 1, start + len(label) + 2, label))
    return DocumentDraft(
        name,
        text,
        hashlib.sha256(text.encode()).hexdigest(),
        SourceFile(f"{name}.txt", "txt", "utf-8", "0" * 64),
        turns=tuple(turns),
        speakers=tuple(
            SpeakerDraft(label, SpeakerRole.PARTICIPANT, person or label) for label in labels
        ),
    )


def add(study: Study, *drafts: DocumentDraft) -> list[DocumentId]:
    stored = study.ann.perform(transcripts.add_documents, batch=ImportBatch(tuple(drafts)))
    return [key for _, key in stored.documents]


def behind(study: Study, document: DocumentId, start: int, end: int) -> set[str]:
    code = study.code(f"code {study.ann.seen}")
    made = study.ann.perform(coding.apply_code, document=document, span=Span(start, end), code=code)
    with study.ann.read() as reader:
        names = {row.id: row.name for row in participants(reader)} | {UNKNOWN: "unknown"}
        table = coding_table(reader)
        place, who = participants_of(reader, table)
        mine = [table.id[p] == made for p in place]
        return {names[w] for w, chosen in zip(who.tolist(), mine, strict=True) if chosen}


def test_a_focus_group_of_six_is_six_participants(study: Study) -> None:
    labels = [f"FG{number}" for number in range(1, 7)]
    (document,) = add(study, group_of(labels, "Focus group"))
    with study.ann.read() as reader:
        assert [row.name for row in participants(reader)][1:] == labels
    assert behind(study, document, 0, 10) == {"FG1"}
    assert behind(study, document, 10, 60) == {"FG1", "FG2"}


@ON_BOTH
def test_three_interviews_with_one_person_are_one_participant(study: Study) -> None:
    drafts = [group_of(["A"], f"Interview {n}", person="Frau L.") for n in range(3)]
    add(study, *drafts)
    with study.ann.read() as reader:
        found = [row for row in participants(reader) if row.name == "Frau L."]
    assert len(found) == 1
    assert found[0].documents == ("Interview 0", "Interview 1", "Interview 2")


def test_the_interviewers_words_are_nobodys(study: Study) -> None:
    assert behind(study, study.document, 0, 4) == {"unknown"}
    assert behind(study, study.document, 0, 70) == {"Invented interview 1"}


def test_a_text_without_turns_is_its_one_participants(study: Study) -> None:
    bare = group_of(["X"], "Notes")
    plain = DocumentDraft(bare.name, bare.text, bare.sha256, bare.source, participant="Herr K.")
    text = "An invented note.\n"
    nobody = DocumentDraft(
        "Field note", text, hashlib.sha256(text.encode()).hexdigest(), bare.source
    )
    one, other = add(study, plain, nobody)
    assert behind(study, one, 0, 4) == {"Herr K."}
    assert behind(study, other, 0, 4) == {"unknown"}
