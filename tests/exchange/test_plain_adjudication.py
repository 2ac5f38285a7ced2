"""Decisions in a plain-text study: read, written, and read again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import adjudication
from gtcoder.actions.play import open_plan, play
from gtcoder.errors import GtcoderError, UnreadableFile
from gtcoder.exchange.plain_adjudication import DECISIONS, HEADER
from gtcoder.exchange.plain_study import read_study
from gtcoder.exchange.plain_writer import write_study
from gtcoder.queries.adjudication import decisions
from gtcoder.queries.names import names
from gtcoder.queries.passages import codings
from gtcoder.reports.disagreements import queue
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import Verdict

TEXT = "INT: How was it?\n\nP1: They went silent first. Nobody complained, they just left.\n"
PROJECT = """title = "Invented"
coders = [{ name = "Ann", role = "lead" }, { name = "Bob", role = "coder" }]
interviewer = ["INT"]
phases = ["coding"]
"""
CODINGS = """phase,coder,document,code,quote,occurrence
coding,Ann,one,Silence,They went silent first.,1
coding,Bob,one,Silence,They went silent first.,1
coding,Ann,one,Leaving,they just left,1
coding,Bob,one,Leaving,left,1
coding,Bob,one,Calm,Nobody complained,1
"""
BOOK = "phase,path,rule\ncoding,Silence,\ncoding,Leaving,Only for good.\ncoding,Calm,\n"
LINES = [
    ("one", "they just left", 1, "Leaving", "third", "Silence", "just left", 1, "Both say it.", "",
     "", "Bob"),
    ("one", "Nobody complained", 1, "Calm", "Bob", "", "", "", "", "Calm: no word of it.", "Calm",
     "Ann"),
    ("", "", "", "", "agreed", "", "", "", "", "", "", "Ann"),
]  # fmt: skip


def folder(tmp_path: Path, lines: list[tuple[Any, ...]]) -> Path:
    made = tmp_path / "study"
    (made / "transcripts").mkdir(parents=True)
    (made / "transcripts" / "one.txt").write_text(TEXT, encoding="utf-8")
    (made / "project.toml").write_text(PROJECT, encoding="utf-8")
    (made / "codings.csv").write_text(CODINGS, encoding="utf-8")
    (made / "codebook.csv").write_text(BOOK, encoding="utf-8")
    (made / "participants.csv").write_text(
        "participant,document,speaker\nP1,one,P1\n", encoding="utf-8"
    )
    rows = [",".join(f'"{cell}"' for cell in line) for line in (HEADER, *lines)]
    (made / DECISIONS).write_text("\n".join([*rows, ""]), encoding="utf-8")
    return made


def told(reader: Reader) -> list[Any]:
    called = names(reader)
    return [
        [
            (row.start, row.end, row.kind, row.verdict, row.reason, row.rule, row.coder,
             [(called.codes[code], start, end) for code, start, end in row.stands])
            for row in decisions(reader)
        ],
        sorted((row.code, row.start, row.end) for row in codings(reader)
               if row.origin == "consensus"),
    ]  # fmt: skip


def test_decisions_come_back_as_they_were_written(tmp_path: Path) -> None:
    made = folder(tmp_path, LINES)
    with open_plan(read_study(made)) as project, project.read() as reader:
        first = told(reader)
        found = queue(reader)
        assert (found.decided, found.taken, found.agreed) == (2, 1, 1)
        assert [row[3] for row in first[0]] == ["second", "third"]
        assert [row[0] for row in first[1]] == [("Calm",), ("Silence",), ("Silence",)]
        written = write_study(reader, tmp_path / "again")
        assert written.losses == ()
    assert "Calm: no word of it." in (tmp_path / "again" / "codebook.csv").read_text("utf-8")
    with open_plan(read_study(tmp_path / "again")) as project, project.read() as reader:
        assert told(reader) == first
        assert write_study(reader, tmp_path / "third").losses == ()
    for name in (DECISIONS, "codebook.csv"):
        assert (tmp_path / "third" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("one", "they just", 1, "Leaving", "none", "", "", "", "why", "", "", "Ann"), "disagree"),
        (("one", "they just left", 1, "Calm", "none", "", "", "", "why", "", "", "Ann"), "codes"),
        (("one", "they just left", 1, "Leaving", "Cy", "", "", "", "", "", "", "Ann"), "no coder"),
        (("one", "they just left", 1, "Leaving", "none", "", "", "", "", "", "", "Ann"), "reason"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_named_with_its_row(
    tmp_path: Path, line: tuple[Any, ...], words: str
) -> None:
    with pytest.raises(GtcoderError, match=words) as raised:
        open_plan(read_study(folder(tmp_path, [line])))
    assert raised.value.place == f"{DECISIONS} row 2"


def test_the_same_disagreement_is_not_decided_twice(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="decided twice"):
        read_study(folder(tmp_path, [LINES[1], LINES[1]]))


def test_what_the_folder_cannot_hold_is_said(tmp_path: Path) -> None:
    path = FileLocation(tmp_path / "study.gtc")
    play(path, read_study(folder(tmp_path, LINES)))
    shutil.rmtree(tmp_path / "study")
    with open_study(path, "Ann") as project:
        with project.read() as reader:
            own = next(row for row in codings(reader) if row.text == "left")
        change: Callable[..., Any] = project.perform
        from gtcoder.actions import coding

        change(coding.remove_coding, coding=own.id)
        with project.read() as reader:
            assert any(row.verdict is Verdict.THIRD for row in queue(reader).outdated)
            losses = write_study(reader, tmp_path / "out").losses
        assert any("decision over codings that are gone or changed since" in e for e in losses)
        change(adjudication.withdraw, decision=1, reason="no")
