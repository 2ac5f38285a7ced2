"""Transcripts from right to left, without spaces, and beyond the first plane; all are invented."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gtcoder.actions import transcripts
from gtcoder.batch import DocumentDraft, ImportBatch, SourceFile, SpeakerDraft, TurnDraft
from gtcoder.queries.passages import texts
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.vocabulary import Span, SpeakerRole
from tests.journeys.hands import ALT, CONTROL, ENTER, SHIFT, Hands
from tests.journeys.reading import coded, reading, words_coded

SPEECHES = {
    "Persian": ("چرا مشتریان رفتند؟", "آن‌ها ساکت شدند 🙂 و هیچ‌کس شکایت نکرد. بعد ما زنگ زدیم."),
    "Chinese": ("客户为什么离开？", "他们先沉默了𠀀。没有人抱怨，只是不再充值。后来我们打了电话。"),
    "Emoji": ("Why did they go?", "First 👩‍👩‍👧 silence 😶‍🌫️, then 𝔤one. We called 🇮🇷 too late."),
}
WORDS = {  # what is selected by the mouse, then word by word or letter by letter
    "Persian": ("هیچ‌کس شکایت نکرد", "ساکت شدند 🙂"),
    "Chinese": ("没有人抱怨", "沉默了𠀀"),
    "Emoji": ("silence 😶‍🌫️, then 𝔤one", "👩‍👩‍👧 silence"),
}


def draft(name: str) -> DocumentDraft:
    text, turns = "", []
    for label, speech in zip(("INT", "P1"), SPEECHES[name], strict=True):
        start = len(text)
        text += f"{label}: {speech}\n"
        turns.append(TurnDraft(start, len(text) - 1, start + len(label) + 2, label))
    return DocumentDraft(
        name, text, hashlib.sha256(text.encode()).hexdigest(),
        SourceFile(f"{name}.txt", "txt", "utf-8", "0" * 64), turns=tuple(turns),
        speakers=(
            SpeakerDraft("INT", SpeakerRole.INTERVIEWER),
            SpeakerDraft("P1", SpeakerRole.PARTICIPANT, name),
        ),
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    where = tmp_path / "scripts.gtc"
    create_study(FileLocation(where), coder="Ann", title="Invented scripts")
    with open_study(FileLocation(where), "Ann") as ann:
        ann.perform(
            transcripts.add_documents,
            batch=ImportBatch(documents=tuple(draft(name) for name in SPEECHES)),
        )
    return where


@pytest.mark.parametrize("script", SPEECHES)
def test_what_is_selected_is_coded_to_the_code_point(
    hands: Callable[..., Hands], path: Path, script: str
) -> None:
    person = hands(path)
    person.press(Qt.Key.Key_T, CONTROL)
    person.type(script)
    person.press(ENTER)
    person.wait(lambda: person.text.page.name == script)
    dragged, walked = (person.span(words) for words in WORDS[script])

    person.drag_over(dragged)
    person.press(Qt.Key.Key_V, ALT)
    person.settle()

    person.click_text(walked.start)
    for _ in range(200):
        if person.text.caret() >= walked.end:
            break
        forth = Qt.Key.Key_Left if script == "Persian" else Qt.Key.Key_Right
        person.press(forth, SHIFT)
    assert person.text.selected() == walked
    person.type("journey")
    person.press(ENTER)
    person.settle()

    person.click_text(person.span(SPEECHES[script][1]).start)
    person.press(Qt.Key.Key_T)
    person.press(Qt.Key.Key_Period)
    person.settle()

    person.click_text(dragged.start + 1)
    person.press(Qt.Key.Key_W)
    word = person.text.selected()
    assert word is not None
    person.press(Qt.Key.Key_Period)
    person.settle()
    said = person.span(SPEECHES[script][1])
    in_vivo = " ".join(WORDS[script][0].split())
    assert spans(path) == {(in_vivo, dragged)} | {("journey", s) for s in (walked, said, word)}
    with reading(path) as reader:
        (text,) = (text for text in texts(reader).values() if SPEECHES[script][1] in text)
    assert text == draft(script).text
    for code, stretch, _ in words_coded(path):
        assert stretch in SPEECHES[script][1]
        assert code in ("journey", in_vivo)


def spans(path: Path) -> set[tuple[str, Span]]:
    return {(code, Span(start, end)) for code, start, end, *_ in coded(path)}
