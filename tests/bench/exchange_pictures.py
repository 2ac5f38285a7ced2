"""Pictures of exchange for the help: what is seen before a project, codings or a copy come in."""

from __future__ import annotations

import csv
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.ui.app import application
from gtcoder.ui.exchange.arrival_sheet import ArrivalSheet
from gtcoder.ui.look import look
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.preferences import PreferencesFile
from tests.bench.desk_pictures import RATIO, framed
from tests.ui.exchanging import Copies, taguette, two_copies

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

_COLOURS, _LARGEST = (256, 128, 64), 60_000
_DOCUMENT = "Invented interview 1"
_SIZES = {"exchange_codings": (920, 620)}
_SIZE = (920, 560)
_ROWS = (
    ("Document", "Words", "Code", "Coder"),
    (_DOCUMENT, "They went silent first", "silence", "Bob"),
    (_DOCUMENT, "the queue had done its work", "queue", "Ann"),
    (_DOCUMENT, "nobody called us back", "silence", "Bob"),
    ("Invented interview 7", "They went silent first", "silence", "Bob"),
)


class _Sitting:
    """A window on one of two copies."""

    def __init__(self, app: QApplication, place: Path) -> None:
        self._app, self.place = app, place
        look().wear("light")
        self.copies: Copies = two_copies(place)
        self.window = MainWindow(PreferencesFile(place))
        self.window.resize(1120, 760)
        self.window.show()
        self.window.opener.open_as(str(self.copies.mine), "Ann")
        while self.window.session is None:
            app.processEvents()
        self.settle()

    def settle(self) -> None:
        """Let the window come to rest."""
        calm = 0
        while calm < 40:
            self._app.processEvents()
            calm = 0 if self.window.jobs.running else calm + 1
            time.sleep(0.005)

    @property
    def arrival(self) -> ArrivalSheet:
        """The sheet before something comes in."""
        self.settle()
        assert self.window.study_commands is not None
        arriving = self.window.study_commands.exchange.arriving
        assert arriving is not None
        assert arriving.sheet is not None
        return arriving.sheet


def project(sitting: _Sitting) -> QWidget:
    """A project of another tool before it comes in."""
    assert sitting.window.study_commands is not None
    made = taguette(sitting.place / "calls.sqlite3")
    sitting.window.study_commands.exchange.bring(made)
    return sitting.arrival


def codings(sitting: _Sitting) -> QWidget:
    """A table of codings with rows that do not fit."""
    assert sitting.window.study_commands is not None
    table = sitting.place / "codings.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_ROWS)
    sheet = sitting.window.study_commands.exchange.map_columns(table)
    sitting.settle()
    sheet.chips["text"].choose("Words")
    sitting.settle()
    sheet.table.selectRow(2)
    return sheet


def merge(sitting: _Sitting) -> QWidget:
    """Two copies with a conflict, before they are merged."""
    assert sitting.window.study_commands is not None
    sitting.window.study_commands.exchange.merge(sitting.copies.theirs)
    sheet = sitting.arrival
    sheet.parts.parts.choose("conflicts")
    return sheet


DRAWN: dict[str, Callable[[_Sitting], QWidget]] = {
    "exchange_project": project,
    "exchange_codings": codings,
    "exchange_merge": merge,
}


def draw(out: Path, make_small: Callable[[Path, int], None]) -> None:
    """Draw them all; `make_small` writes a picture again with so many colours."""
    os.environ["QT_SCALE_FACTOR"] = str(RATIO)
    app = application()
    with tempfile.TemporaryDirectory(prefix="gtcoder-pictures-") as place:
        sitting = _Sitting(app, Path(place))
        try:
            for name, prepare in DRAWN.items():
                sheet = prepare(sitting)
                sheet.resize(*_SIZES.get(name, _SIZE))
                sitting.settle()
                picture = out / f"{name}.png"
                image = framed(sheet.grab().toImage())
                for colours in _COLOURS:
                    image.save(str(picture))
                    make_small(picture, colours)
                    if picture.stat().st_size <= _LARGEST:
                        break
                print(f"{picture.name}  {colours} colours, {picture.stat().st_size:,} bytes")
                sheet.close()
                sitting.settle()
        finally:
            sitting.window.close()
            app.sendPostedEvents(None, 0)
