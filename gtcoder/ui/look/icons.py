"""The icons of the window: one table of names, drawn from the Phosphor font at any size."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPixmap,
)

from gtcoder.ui.look.style import theme

# Every icon the program uses; a test resolves each, for an unknown name would raise while painting.
ICONS = frozenset(
    name
    for line in (
        "files highlighter-circle tree-structure target flow-arrow scales chart-bar note-pencil",
        "clock-counter-clockwise gear-six question plus x pencil-simple magnifying-glass funnel",
        "sort-ascending dots-three caret-down caret-right caret-left caret-up download-simple",
        "arrow-square-in file-plus folder-open flask arrow-u-up-left arrow-u-up-right columns",
        "arrows-clockwise arrows-in text-aa eye-closed eye eye-slash users user user-plus tag",
        "arrows-left-right",
        "quotes link bookmark-simple git-merge git-branch git-commit shuffle clipboard-text",
        "check-circle info warning warning-circle lock-simple wifi-slash cloud-check prohibit",
        "note book-open check trash arrow-right arrow-left arrow-down arrow-up palette star",
        "arrow-counter-clockwise paint-bucket sun moon list-numbers chat-text floppy-disk house",
        "export minus arrows-down-up",
    )
    for name in line.split()
)


def icon(name: str, *, colour: str = "", on: str = "") -> QIcon:
    """Return an icon by its Phosphor name (`-fill` for the filled form), in a colour of the theme.

    Without a colour it takes `text2`; `on` is the colour where its button is checked; where its
    button is disabled it takes `text3`. Raises KeyError for a name that is not in the table.
    """
    if name.removesuffix("-fill") not in ICONS:
        raise KeyError(name)
    now = theme()
    own = colour or now.text2
    return QIcon(_Glyph(_letters()[name], own, on or own, now.text3))


def pixmap(name: str, size: int, *, colour: str = "", ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture of `size` logical pixels, for painting by hand."""
    return icon(name, colour=colour).pixmap(QSize(size, size), ratio)


class _Glyph(QIconEngine):
    """Draws one letter of the icon font."""

    def __init__(self, letter: str, colour: str, on: str, disabled: str) -> None:
        super().__init__()
        self._letter, self._colours = letter, (colour, on, disabled)

    def clone(self) -> QIconEngine:
        return _Glyph(self._letter, *self._colours)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour, on, disabled = self._colours
        if mode == QIcon.Mode.Disabled:
            colour = disabled
        elif state == QIcon.State.On:
            colour = on
        font = QFont(_family())
        font.setPixelSize(max(1, round(min(rect.width(), rect.height()))))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(  # as Qt says
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        drawn.setDevicePixelRatio(scale)
        return drawn


@cache
def _fonts() -> Path:
    """Return qtawesome's fonts; the module itself is not imported, for its start takes long."""
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("qtawesome")
    return Path(spec.origin).parent / "fonts"


@cache
def _family() -> str:
    (file,) = _fonts().glob("phosphor*.ttf")
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))[0]


@cache
def _letters() -> dict[str, str]:
    (file,) = _fonts().glob("phosphor*.json")
    codes: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}
