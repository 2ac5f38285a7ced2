"""Words that the file set off are drawn so, and zips come in through the window too."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from gtcoder.progress import Silent
from gtcoder.queries.marks import MarkRow
from gtcoder.ui.documents.gathering import gather, read_again
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import Mark
from tests.ui.transcripts import interview, shown

PLAIN = interview()


def marked(*words: tuple[Mark, str]) -> tuple[MarkRow, ...]:
    found = ((PLAIN.text.index(each), len(each), kind) for kind, each in words)
    return tuple(MarkRow(start, start + length, kind) for start, length, kind in found)


def drawn(view: TranscriptView, line: int) -> dict[str, list[str]]:
    """Return what of a line is drawn in bold, in italic and underlined."""
    view.viewport().grab()
    block = view.document().findBlockByNumber(line)
    text = block.text().encode("utf-16-le")
    found: dict[str, list[str]] = {}
    for each in block.layout().formats():
        words = text[2 * each.start : 2 * (each.start + each.length)].decode("utf-16-le")
        for what, holds in (
            ("bold", each.format.fontWeight() == QFont.Weight.Bold),
            ("heading", each.format.fontWeight() == QFont.Weight.DemiBold),
            ("italic", each.format.fontItalic()),
            ("underline", each.format.fontUnderline()),
        ):
            if holds:
                found.setdefault(what, []).append(words)
    return found


def test_marks_are_drawn_and_a_folded_label_is_not(qtbot: QtBot) -> None:
    page = replace(
        PLAIN,
        marks=marked(
            (Mark.BOLD, "Ada: They went silent"),
            (Mark.ITALIC, "first 🙂. Nobody"),
            (Mark.UNDERLINE, "Nobody complained"),
            (Mark.HEADING, "And what"),
        ),
    )
    view = shown(qtbot, page)
    assert drawn(view, 0) == {}
    assert drawn(view, 2) == {
        "bold": ["They went silent"],
        "italic": ["first 🙂. Nobody"],
        "underline": ["Nobody complained"],
    }
    assert drawn(view, 4) == {"heading": ["And what"]}


def test_a_zip_is_gathered_and_its_files_can_be_read_again(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a/P1.txt", "the first")
        archive.writestr("a/P2.html", "<html><p>the <b>second</b>")
    plan = gather([tmp_path / "all.zip"], {}, Silent())
    assert [each.documents[0].text for each in plan.files] == ["the first", "the second"]
    again = read_again(plan, [1], Silent())
    assert [each.documents[0].text for each in again.values()] == ["the second"]
    kept = plan.files[0].path
    assert kept.exists()
    del plan
    assert not kept.exists()
