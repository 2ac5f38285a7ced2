"""Subtitles: voices become speakers, times are kept, no words are lost, damage is said by line.

All talk is invented.
"""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from gtcoder.batch import DocumentDraft, TurnDraft
from gtcoder.exchange.formats import ImportOptions
from gtcoder.exchange.reading import read_files
from gtcoder.vocabulary import SpeakerRole

UNNAMED = "no speakers are named: each cue is a line, its times are kept"


def read(
    folder: Path, text: str, name: str = "talk.vtt", options: ImportOptions | None = None
) -> tuple[DocumentDraft, list[str]]:
    (folder / name).write_bytes(text.encode())
    batch = read_files([folder / name], options)
    (report,) = batch.reports
    assert report.error is None
    return batch.documents[0], [str(note) for note in report.notes]


def timed(draft: DocumentDraft) -> list[tuple[str | None, str, int | None, int | None]]:
    return [
        (turn.speaker, draft.text[turn.body : turn.end], turn.begins, turn.ends)
        for turn in draft.turns
    ]


TEAMS = """WEBVTT

NOTE made by a machine

4a1f-0/12-0
00:00:01.000 --> 00:00:03.500
<v Sara Lind>So, how did you
begin &amp; when?</v>

4a1f-0/15-0
00:00:03.500 --> 00:00:04.000
<v Sara Lind>Tell me.</v>

00:00:05.250 --> 00:01:07.000
<v Tom Ek>With a phone.</v> <v Sara Lind>Oh?</v>

01:00:00.000 --> 01:00:02.000
<v.loud Tom Ek>And a <i>desk</i>.
"""


def test_voices_are_speakers_and_consecutive_cues_of_one_are_a_turn(tmp_path: Path) -> None:
    draft, notes = read(tmp_path, TEAMS)
    assert draft.text == (
        "Sara Lind: So, how did you begin & when? Tell me.\nTom Ek: With a phone.\n"
        "Sara Lind: Oh?\nTom Ek: And a desk.\n"
    )
    assert timed(draft) == [
        ("Sara Lind", "So, how did you begin & when? Tell me.", 1_000, 4_000),
        ("Tom Ek", "With a phone.", 5_250, 67_000),
        ("Sara Lind", "Oh?", 5_250, 67_000),
        ("Tom Ek", "And a desk.", 3_600_000, 3_602_000),
    ]
    assert [draft.text[turn.start : turn.body] for turn in draft.turns] == [
        "Sara Lind: ", "Tom Ek: ", "Sara Lind: ", "Tom Ek: ",
    ]  # fmt: skip
    assert [(each.label, each.role) for each in draft.speakers] == [
        ("Sara Lind", SpeakerRole.INTERVIEWER), ("Tom Ek", SpeakerRole.PARTICIPANT),
    ]  # fmt: skip
    assert all("Sara Lind" in note for note in notes)


SRT = """1
00:00:01,000 --> 00:00:02,000
One line,
and its rest.

2
00:00:02,000 --> 00:00:03,5
- Who asks?
- I do.

3
00:00:04,000 --> 00:00:05,000
{\\an8}<font color="#fff">Three</font>

of it.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_without_voices_each_cue_is_a_line_with_its_times(tmp_path: Path, end: str) -> None:
    draft, notes = read(tmp_path, SRT.replace("\n", end), "talk.srt")
    assert draft.text == "One line, and its rest.\n- Who asks?\n- I do.\nThree of it.\n"
    assert draft.turns == (
        TurnDraft(0, 23, 0, None, 1_000, 2_000),
        TurnDraft(24, 43, 24, None, 2_000, 3_500),
        TurnDraft(44, 56, 44, None, 4_000, 5_000),
    )
    assert notes[-1] == UNNAMED
    assert (draft.participant, draft.speakers, draft.source.kind) == ("talk", (), "srt")


def test_labels_in_the_words_are_speakers_too(tmp_path: Path) -> None:
    cues = [("Ann", "Where to?"), ("Bo", "Home."), ("Ann", "When?"), ("Bo", "Soon,")]
    text = "WEBVTT\n" + "".join(
        f"\n00:0{n}.000 --> 00:0{n}.900\n{who}: {said}\n" for n, (who, said) in enumerate(cues)
    )
    draft, _ = read(tmp_path, text + "\n00:04.000 --> 00:05.000\nI think.\n")
    assert timed(draft) == [
        ("Ann", "Where to?", 0, 900),
        ("Bo", "Home.", 1_000, 1_900),
        ("Ann", "When?", 2_000, 2_900),
        ("Bo", "Soon,\nI think.", 3_000, 5_000),
    ]


def test_speakers_may_be_refused_and_times_stay(tmp_path: Path) -> None:
    draft, _ = read(tmp_path, TEAMS, options=ImportOptions(speakers="none"))
    assert {turn.speaker for turn in draft.turns} == {None}
    assert [turn.begins for turn in draft.turns] == [1_000, 5_250, 5_250, 3_600_000]


def test_captions_that_roll_up_are_taken_once_and_that_is_said(tmp_path: Path) -> None:
    lines = ["so we went", "to the house", "and then", "nobody came", "at all"]
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\nso we went\n"
    for n, (one, two) in enumerate(pairwise(lines), 1):
        text += f"\n00:0{n}.000 --> 00:0{n}.900\n{one}\n<00:0{n}.100><c>{two}</c>\n"
    draft, notes = read(tmp_path, text)
    assert draft.text == "\n".join(lines) + "\n"
    assert "4 lines shown again by the next cue, taken in once only" in notes


def test_what_is_really_said_twice_stays_twice(tmp_path: Path) -> None:
    text = "WEBVTT\n" + "".join(
        f"\n00:0{n}.000 --> 00:0{n}.900\n{said}\n" for n, said in enumerate(["No."] * 4 + ["Yes."])
    )
    draft, _ = read(tmp_path, text)
    assert draft.text == "No.\nNo.\nNo.\nNo.\nYes.\n"


DAMAGED = """WEBVTT

00:00:01.000 --> 00:00:02.000
One.

00:00:02.000 --> 00:00:1d.890
Two.

00:00:09.000 --> 00:00:08.000
Three.

00:00:99.000 --> 00:02:00.000
Four.
00:00:10.000 --> 00:00:11.000
Five.

stray words

00:00:03.000 --> 00:00:04.000
Six.
"""


def test_damaged_cues_keep_their_words_and_are_said_by_line(tmp_path: Path) -> None:
    draft, notes = read(tmp_path, DAMAGED)
    assert draft.text == "One.\nTwo.\nThree.\nFour.\nFive.\nSix.\n"
    assert [turn.begins for turn in draft.turns] == [1_000, None, None, None, 10_000, 3_000]
    assert [note.partition(":")[0] for note in notes[:4]] == [
        "line 6", "line 9", "line 12", "line 17",
    ]  # fmt: skip
    assert notes[3].endswith("a block without times was left out")
    assert notes[4] == "times run backwards in 1 place; the order was kept"


def test_a_cue_of_subrip_without_times_keeps_its_words(tmp_path: Path) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\nTwo.\n\n1944\n"
    draft, notes = read(tmp_path, text, "talk.srt")
    assert draft.text == "One.\nTwo. 1944\n"
    assert notes[0] == "line 5: the cue has no times; its words were kept"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("talk.vtt", TEAMS.encode("utf-16")),
        ("talk.txt", TEAMS.encode("utf-8-sig")),
        ("talk.srt", SRT.encode()),
        ("talk.txt", SRT.encode()),
    ],
)
def test_subtitles_are_known_by_their_content(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    (draft,) = read_files([tmp_path / name]).documents
    assert draft.source.kind in ("vtt", "srt")
    assert all(turn.begins is not None for turn in draft.turns)


@pytest.mark.parametrize("text", ["WEBVTT", "WEBVTT\n\nNOTE nothing\n", "WEBVTT\n\n\n\n1\n"])
def test_subtitles_without_words_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.vtt").write_text(text)
    (report,) = read_files([tmp_path / "x.vtt"]).reports
    assert "no cue with words" in str(report.error)


def test_prose_with_an_arrow_is_a_transcript(tmp_path: Path) -> None:
    text = "1\nAnn --> Bo, so it went.\nAnd on.\n"
    (tmp_path / "x.txt").write_text(text)
    assert read_files([tmp_path / "x.txt"]).documents[0].text == text


@pytest.mark.parametrize(
    "filler", ["<v ", "-->\n", "1\n", "<" * 9, "&amp", "\n\n1\n00:00:01,0 -->"]
)
def test_huge_nonsense_does_not_hang(tmp_path: Path, filler: str) -> None:
    (tmp_path / "x.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n" + filler * 30_000)
    begun = time.process_time()
    read_files([tmp_path / "x.vtt"])
    assert time.process_time() - begun < 1


def test_times_of_a_hundred_hours_and_more_make_no_sense(tmp_path: Path) -> None:
    draft, notes = read(tmp_path, "WEBVTT\n\n999:00:01.000 --> 999:00:02.000\nOne.\n")
    assert draft.turns[0].begins is None
    assert "make no sense" in notes[0]
