"""Times of turns from their stamps: the usual ways of transcribers and of programs.

All talk is invented.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from gtcoder.exchange.formats import ImportOptions
from gtcoder.exchange.reading import read_files
from gtcoder.exchange.speakers import propose_turns
from gtcoder.exchange.turn_times import milliseconds, with_times

NAMES = ("Sara Lind", "Tom", "Sara Lind", "Tom")
SAID = ("So, how did you begin?", "With a phone.", "Anything else?", "No.")


def talk(form: str) -> str:
    lines = [
        form.format(name=name, said=said, n=n, next=n + 1)
        for n, (name, said) in enumerate(zip(NAMES, SAID, strict=True))
    ]
    return "\n\n".join(lines) + "\n"


def times(text: str) -> list[tuple[int | None, int | None]]:
    turns, _ = with_times(text, propose_turns(text).turns)
    return [(turn.begins, turn.ends) for turn in turns]


@pytest.mark.parametrize(
    ("form", "step", "first"),
    [
        ("[00:0{n}:13] {name}: {said}", 60_000, 13_000),
        ("[0{n}:13] {name}: {said}", 60_000, 13_000),
        ("{name} 0{n}:13\n{said}", 60_000, 13_000),
        ("{name} 0{n}:02:03\n{said}", 3_600_000, 123_000),
        ("{name} (00:01:0{n}): {said}", 1_000, 60_000),
        ("{name}: [00:01:0{n}.250] {said}", 1_000, 60_250),
        ("{name} [12:0{n}]: {said}", 1_000, 720_000),
        ("({n}.05) {name}: {said}", 60_000, 5_000),
        ("#00:00:0{n}-5# {name}: {said}", 1_000, 500),
        ("**{name}** [0{n}:13]: {said}", 60_000, 13_000),
    ],
)
def test_stamps_at_labels_are_when_turns_begin(form: str, step: int, first: int) -> None:
    assert times(talk(form)) == [(first + n * step, None) for n in range(4)]


def test_a_span_gives_both_times() -> None:
    spans = times(talk("[00:0{n} - 00:0{next}] {name}: {said}"))
    assert spans == [(n * 1_000, (n + 1) * 1_000) for n in range(4)]


def test_stamps_at_the_end_of_speech_end_turns() -> None:
    found = times(talk("{name}: {said} #00:00:0{next}-5#"))
    assert found == [(0, 1_500), (1_500, 2_500), (2_500, 3_500), (3_500, 4_500)]


@pytest.mark.parametrize("form", ["{name}: {said}", "{name}: at 10:0{n} {said}",
                                  "[3:0{n} PM] {name}: {said}", "{n}. {name}: {said}"])  # fmt: skip
def test_what_is_no_time_of_the_recording_is_none(form: str) -> None:
    assert times(talk(form)) == [(None, None)] * 4


def test_a_clock_is_no_recording() -> None:
    text = talk("[{name}] 10:0{n}:13\n{said}")
    turns, notes = with_times(text, propose_turns(text).turns)
    assert [turn.begins for turn in turns] == [None] * 4
    assert "those of a clock" in str(notes[0])


def test_times_that_run_backwards_are_not_taken_and_that_is_said() -> None:
    text = "[09:00] A: a?\n[03:00] B: b.\n[08:00] A: a?\n[02:00] B: b.\n"
    turns, notes = with_times(text, propose_turns(text).turns)
    assert [turn.begins for turn in turns] == [None] * 4
    assert "often run backwards" in str(notes[0])


def test_a_second_recording_may_begin_at_nought() -> None:
    text = "".join(f"[0{n % 6}:00] {'AB'[n % 2]}: said {n}.\n" for n in range(12))
    turns, notes = with_times(text, propose_turns(text).turns)
    assert [turn.begins for turn in turns] == [n % 6 * 60_000 for n in range(12)]
    assert [str(note) for note in notes] == ["times run backwards in 1 place"]


def test_turns_without_a_stamp_are_counted() -> None:
    text = "[00:01] A: a?\nB: b.\n[00:08] A: a?\nB: b.\n"
    turns, notes = with_times(text, propose_turns(text).turns)
    assert [turn.begins for turn in turns] == [1_000, None, 8_000, None]
    assert [str(note) for note in notes] == ["no time stamp says when 2 of 4 turns begin"]


def test_stamps_inside_turns_stay_in_the_text_and_are_counted_apart() -> None:
    text = "[00:01] A: a? [00:04] And?\nB: b, at 10:30. (0:06) b.\n[00:08] A: a?\nB: b.\n"
    turns, notes = with_times(text, propose_turns(text).turns)
    assert [turn.begins for turn in turns] == [1_000, None, 8_000, None]
    inside = "2 time stamps that stand inside turns were left in the text"
    assert [str(note) for note in notes] == ["no time stamp says when 2 of 4 turns begin", inside]


def test_stamps_that_stand_nowhere_but_inside_turns_are_said() -> None:
    text = "A: a, well [00:04] and?\nB: b, at 10:30.\nA: a?\nB: b.\n"
    turns, notes = with_times(text, propose_turns(text).turns)
    assert {turn.begins for turn in turns} == {None}
    inside = "1 time stamp that stands inside a turn was left in the text"
    assert [str(note) for note in notes] == [inside]


def test_stamps_at_the_ends_of_turns_are_not_inside_them() -> None:
    said = ("A: a?", "B: b.", "A: a?", "B: b.")
    text = "".join(f"{one} #00:00:0{n + 1}-5#\n" for n, one in enumerate(said))
    turns, notes = with_times(text, propose_turns(text).turns)
    assert ([turn.begins for turn in turns], notes) == ([0, 1_500, 2_500, 3_500], ())


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("00:13", 13_000), ("1:02:03.250", 3_723_250), ("00:01:02-5", 62_500), ("75:10", 4_510_000),
        ("12:99", None), ("1:75:00", None), ("3:15 pm", None), ("soon", None),
    ],
)  # fmt: skip
def test_stamps_in_milliseconds(stamp: str, expected: int | None) -> None:
    assert milliseconds(stamp) == expected


def test_a_file_gives_times_unless_they_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(talk("{name} 0{n}:13\n{said}"), encoding="utf-8")
    batch = read_files([tmp_path / "a.txt"])
    assert [turn.begins for turn in batch.documents[0].turns] == [13_000, 73_000, 133_000, 193_000]
    batch = read_files([tmp_path / "a.txt"], ImportOptions(times="none"))
    assert {turn.begins for turn in batch.documents[0].turns} == {None}
