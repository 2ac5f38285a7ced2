"""Invented interviews for the tests of the transcript view, and where things are on screen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gtcoder.queries.frames import CodingTable
from gtcoder.queries.passages import TurnRow
from gtcoder.ui.look import look
from gtcoder.ui.transcript.bands import VisibleLine
from gtcoder.ui.transcript.page import CodeLook, Page
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import DocumentId, SpeakerRole

DOCUMENT = DocumentId(7)
ME, OTHER = 1, 2
LOOKS = {1: CodeLook("Waiting", 1), 2: CodeLook("Trust", 3), 3: CodeLook("Going silent", 4)}
INVENTED = (
    ("INT", "How did you notice that people were leaving the reading club?"),
    ("Ada", "They went silent first 🙂. Nobody complained, they just stopped coming on Mondays."),
    ("INT", "And what did you do then?"),
    (
        "Ada",
        "We called them. It was a cafe\u0301 evening, and we were too late 👩‍👧 for most of them.",
    ),
    ("Ada", "او گفت که منتظر ماندن سخت بود and then he left. 他说等待很难。"),
)


def interview(said: Sequence[tuple[str, str]] = INVENTED, between: str = "\n\n") -> Page:
    """Return an invented interview, each speech on a line with its speaker's label."""
    text, turns = "", []
    for label, speech in said:
        start = len(text)
        text += f"{label}: {speech}"
        role = SpeakerRole.INTERVIEWER if label == "INT" else SpeakerRole.PARTICIPANT
        turns.append(TurnRow(start, len(text), start + len(label) + 2, label, role, None))
        text += between
    return plain(text, tuple(turns))


def plain(text: str, turns: tuple[TurnRow, ...] = ()) -> Page:
    """Return a page of any text."""
    return Page(DOCUMENT, "Ada, reading club", "invented", text, turns)


def codings(*rows: tuple[int, int, int, int, int]) -> CodingTable:
    """Return a table from rows of coding, code, coder, start, end."""
    full = [(key, DOCUMENT, code, who, 1, a, b, 0) for key, code, who, a, b in rows]
    table = np.array(full, np.int32).reshape(-1, 8)
    return CodingTable(*(np.ascontiguousarray(table[:, place]) for place in range(8)))


def on(page: Page, key: int, code: int, who: int, words: str) -> tuple[int, int, int, int, int]:
    """Return the row of a coding on the first occurrence of some words."""
    start = page.text.index(words)
    return key, code, who, start, start + len(words)


def shown(qtbot: QtBot, page: Page, *rows: tuple[int, int, int, int, int]) -> TranscriptView:
    """Return a visible view of a page with some codings, in the light theme."""
    look().wear("light")
    view = TranscriptView()
    show(qtbot, view, 560, 640)
    view.show_page(page)
    view.set_looks(LOOKS)
    view.set_me(ME, {ME: "AN", OTHER: "BO"})
    view.set_codings(codings(*rows))
    return view


def show(qtbot: QtBot, widget: QWidget, width: int, height: int) -> None:
    """Put a widget on screen with the focus."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus if widget.focusProxy() is None else widget.isVisible)


def line_with(view: TranscriptView, offset: int) -> VisibleLine:
    """Return the visible line a character stands on."""
    unit = view.display.offsets.to_qt(offset)
    return next(line for line in view.visible_lines() if line.first <= unit < line.last)


def box_of(view: TranscriptView, offset: int) -> tuple[float, float, VisibleLine]:
    """Return the left and right edge of a character, and its line."""
    line = line_with(view, offset)
    unit, after = (view.display.offsets.to_qt(point) for point in (offset, offset + 1))
    left, right = line.runs(unit, after)[0]
    return left, right, line


def spot_of(view: TranscriptView, offset: int, share: float = 0.5) -> QPoint:
    """Return a point in the viewport on a character."""
    left, right, line = box_of(view, offset)
    x = left + share * (right - left)
    return QPointF(x, line.top + view.measures.band / 2).toPoint()


def ground_at(view: TranscriptView, offset: int) -> QColor:
    """Return the colour behind a character, just under the top of its band."""
    left, right, line = box_of(view, offset)
    image = view.viewport().grab().toImage()
    return image.pixelColor(round((left + right) / 2), round(line.top) + 1)
