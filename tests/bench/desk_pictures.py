"""Pictures of the desk for the help: the window on the sample study, as a person would use it."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gtcoder.progress import Silent
from gtcoder.ui.app import application
from gtcoder.ui.consolidate.page import ConsolidatePage
from gtcoder.ui.desk.frame import OpenCoding
from gtcoder.ui.documents.correct_sheet import CorrectSheet
from gtcoder.ui.look import look, theme
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.preferences import PreferencesFile
from gtcoder.ui.search.page import SearchPage
from gtcoder.ui.session import OneMemo, OnePage, Passage, Session, Target
from gtcoder.ui.start import studies
from gtcoder.vocabulary import CodeId, DocumentId, HitUnit, Span

RATIO = 1.25  # pixels per point: sharp where the help is read larger
_CALM, _PATIENCE = 40, 60.0  # passes without work until a picture is taken; seconds
_CODER = "Nasrin Ravandi"
_CARE, _SILENT, _STRICT = "02_head_of_care", "The silent ones sigh", "I am strict about that"
_UNSAID, _DIMENSIONS = "Feelings not expressed", "Dimensions of customer experience"
_MEMO = "Two codes we cannot keep apart"
_FRONT = "desk"  # for the README
_COLOURS, _LARGEST = (256, 192, 128, 96, 64, 48), 60_000  # until it is that small
_SIZE, _SMALL, _WIDE, _WHOLE = (1120, 760), (1000, 610), (1072, 640), (1440, 900)


Part = tuple[QWidget, QRect]  # a window and what of it is shown


class Sitting:
    """A window on a study of its own, and what a person does at it."""

    def __init__(self, app: QApplication, place: Path) -> None:
        self._app = app
        look().wear("light")
        self.window = MainWindow(PreferencesFile(place))
        self.window.resize(*_SIZE)
        self.window.show()
        path = studies.sample_study(place / "sample", Silent())
        self.window.show_study(studies.open_for(path, _CODER))
        self.window.activateWindow()
        self.settle()

    @property
    def session(self) -> Session:
        """The open study."""
        assert self.window.session is not None
        return self.window.session

    @property
    def desk(self) -> OpenCoding:
        """Open coding."""
        assert self.window.stack is not None
        found = self.window.stack.workspace
        assert isinstance(found, OpenCoding)
        return found

    def go(self, place: str, target: Target = None) -> None:
        """Show a place."""
        self.window.go(place, target)
        self.settle()

    def settle(self) -> None:
        """Let the window come to rest."""
        end, calm = time.monotonic() + _PATIENCE, 0
        while calm < _CALM and time.monotonic() < end:
            began = time.monotonic()
            self._app.processEvents()
            busy = self.window.jobs.running or time.monotonic() - began > 0.02
            calm = 0 if busy else calm + 1
            time.sleep(0.005)

    def until(self, done: Callable[[], bool]) -> None:
        """Wait until something that comes later is there."""
        end = time.monotonic() + _PATIENCE
        while not done():
            if time.monotonic() > end:
                raise TimeoutError
            self._app.processEvents()
            time.sleep(0.005)
        self.settle()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.settle()

    def write(self, words: str) -> None:
        """Type words where the focus is."""
        for letter in words:
            QTest.keyClicks(QApplication.focusWidget() or self.window, letter)
        self.settle()

    def read(self, name: str, words: str) -> Span:
        """Open an interview at some words; return where they stand."""
        documents = {text: key for key, text in self._documents().items()}
        key = documents[name]
        self.go("open", OnePage("code", Passage(key)))
        start = self.desk.view.page.text.index(words)
        span = Span(start, start + len(words))
        self.go("open", Passage(key, span))
        self.put_caret(start)
        return span

    def put_caret(self, offset: int) -> None:
        """Put the caret before a character."""
        view = self.desk.view
        cursor = view.textCursor()
        cursor.setPosition(view.display.offsets.to_qt(offset + 1))
        view.setTextCursor(cursor)
        view.setFocus()

    def choose(self, name: str, words: str, code: str) -> None:
        """Choose the coding of one's own with a code at some words."""
        self.read(name, words)
        table = self.desk.view.index.table
        wanted = self.code(code)
        for coding in self.desk.view.codings_at(self.desk.view.caret()):
            row = table.where(table.id == coding)
            if row.code[0] == wanted and row.coder[0] == self.session.bridge.coder:
                span = self.desk.view.coding_span(coding)
                document = self.desk.text.current
                assert document is not None
                self.go("open", Passage(document, span, coding))  # type: ignore[arg-type]
                return
        raise LookupError(code)

    def choose_last(self, code: str) -> None:
        """Choose one's own last coding with a code."""
        from gtcoder.queries.retrieval import passages_of_code

        with self.session.bridge.read() as reader:
            rows = passages_of_code(reader, self.code(code)).rows
        row = [each for each in rows if each.coder == _CODER][-1]
        span = Span(row.start, row.end)
        self.go("open", Passage(row.document_id, span, row.coding))

    def code(self, name: str) -> CodeId:
        """Return a code by its name."""
        rows = self.desk.codes.rows.values()
        return next(row.id for row in rows if row.name == name and not row.retired)

    def _documents(self) -> dict[DocumentId, str]:
        from gtcoder.queries.names import names

        with self.session.bridge.read() as reader:
            return dict(names(reader).documents)  # type: ignore[arg-type]

    def around(self, *widgets: QWidget) -> QRect:
        """Return the part of the window that these fill."""
        whole = QRect()
        for widget in widgets:
            whole |= QRect(widget.mapTo(self.window, QPoint()), widget.size())
        return whole & self.window.rect()


def coding(sitting: Sitting) -> Part:
    """Words selected, and the list of codes with what the highlighted one means."""
    sitting.window.resize(*_SIZE)
    at = sitting.read(_CARE, _STRICT)
    view, desk = sitting.desk.view, sitting.desk
    view.scroll_unit(view.display.offsets.to_qt(at.start), above=90)
    sitting.key(Qt.Key.Key_S)
    sitting.write("feed")
    shown = sitting.around(desk.moves.asking.palette).adjusted(0, -100, 0, 0)
    shown.setLeft(sitting.around(view).left())
    return sitting.window, shown


def chosen(sitting: Sitting) -> Part:
    """A chosen coding with the card that says what it is, and its code's passages."""
    sitting.desk.moves.asking.palette.close_card()
    sitting.choose(_CARE, _SILENT, _UNSAID)
    sitting.key(Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    desk = sitting.desk
    return sitting.window, sitting.around(desk.text, desk.side).adjusted(0, 0, 0, -140)


def filters(sitting: Sitting) -> Part:
    """The row of filters: what lies below one category, in the colours of the coders."""
    desk = sitting.desk
    desk.surface.hovering.leave()
    below = frozenset({int(sitting.code(_DIMENSIONS))})
    desk.text.filters.codes_chosen.emit(below, True)
    for name in ("colours", "colours", "filter"):
        desk.actions_by_name[name].trigger()
    sitting.settle()
    return sitting.window, sitting.around(desk.text).adjusted(0, 0, 0, -150)


def compare(sitting: Sitting) -> Part:
    """The chosen passage held against earlier ones of its code."""
    desk = sitting.desk
    for name in ("colours", "all"):
        desk.actions_by_name[name].trigger()
    sitting.choose_last(_UNSAID)
    desk.actions_by_name["compare"].trigger()
    sitting.until(lambda: desk.side.compare.found is not None)
    return sitting.window, sitting.around(desk.side)


def consolidate(sitting: Sitting) -> Part:
    """Two codes that may be one, side by side."""
    sitting.window.resize(*_SMALL)
    sitting.go("open", OnePage("consolidate"))
    page = sitting.desk.page
    assert isinstance(page, ConsolidatePage)
    pairs = [{row.one.name, row.other.name} for row in page.held.proposals]
    page.list.step(pairs.index({_UNSAID, "Expressed feelings"}))
    page.list.table.setFocus()
    page.foot.reason.setText("One act told twice")
    return sitting.window, sitting.around(sitting.desk)


def search(sitting: Sitting) -> Part:
    """What was found, part of it accepted, and the code it is to get."""
    sitting.window.resize(*_WIDE)
    sitting.go("open", OnePage("search"))
    page = sitting.desk.page
    assert isinstance(page, SearchPage)
    page.options.unit.choose(HitUnit.SENTENCE)
    page.options.voices.choose("role participant")
    page.options.editor.setFocus()
    sitting.write('"say nothing" silent queue')
    sitting.key(Qt.Key.Key_Return)
    page.list.setFocus()
    sitting.write("rara")  # reject, accept, reject, accept
    sitting.key(Qt.Key.Key_C)
    sitting.write("not expressed")
    sitting.key(Qt.Key.Key_Return)
    page.list.scrollToTop()
    return sitting.window, sitting.around(page)


def memos(sitting: Sitting) -> Part:
    """Memos as a list, one of them open, and what it is about."""
    from gtcoder.queries.memos import memo_list

    sitting.window.resize(*_SMALL)
    with sitting.session.bridge.read() as reader:
        wanted = next(card.id for card in memo_list(reader) if card.title == _MEMO)
    sitting.go("memos", OneMemo(wanted))
    assert sitting.window.stack is not None
    return sitting.window, sitting.around(sitting.window.stack).adjusted(0, 0, 0, -60)


def correct(sitting: Sitting) -> Part:
    """A correction with the passages it would change."""
    sitting.window.resize(*_SIZE)
    sitting.read(_CARE, _SILENT)
    sitting.key(Qt.Key.Key_S)
    sitting.desk.actions_by_name["correct"].trigger()
    sitting.settle()
    sheet = sitting.window.findChild(CorrectSheet)
    assert sheet is not None
    sheet.now.setPlainText(sheet.now.toPlainText().replace("hang up at", "hang up on"))
    sitting.until(lambda: sheet.touched.model().rowCount() > 0)
    return sheet, sheet.rect()


def whole(sitting: Sitting) -> Part:
    """The whole window, for the front page."""
    sitting.window.resize(*_WHOLE)
    sitting.choose(_CARE, _SILENT, _UNSAID)
    sitting.desk.actions_by_name["passages"].trigger()
    return sitting.window, sitting.window.rect()


DRAWN: dict[str, Callable[[Sitting], Part]] = {
    _FRONT: whole,
    "desk_coding": coding,
    "desk_chosen": chosen,
    "desk_filters": filters,
    "desk_compare": compare,
    "desk_consolidate": consolidate,
    "desk_search": search,
    "desk_memos": memos,
    "desk_correct": correct,
}


def framed(image: QImage) -> QImage:
    """Draw a line round a picture, which parts it from the page."""
    painter = QPainter(image)
    painter.setPen(QColor(theme().line2))
    width, height = image.deviceIndependentSize().toSize().toTuple()
    painter.drawRect(0, 0, width - 1, height - 1)
    painter.end()
    return image


def draw(out: Path, make_small: Callable[[Path, int], None]) -> None:
    """Draw them all; `make_small` writes a picture again with so many colours."""
    os.environ["QT_SCALE_FACTOR"] = str(RATIO)
    app = application()
    with tempfile.TemporaryDirectory(prefix="gtcoder-pictures-") as place:
        sitting = Sitting(app, Path(place))
        try:
            for name, prepare in DRAWN.items():
                window, part = prepare(sitting)
                sitting.settle()
                picture = out / f"{name}.png"
                image = framed(window.grab(part).toImage())
                for colours in _COLOURS:
                    image.save(str(picture))
                    make_small(picture, colours)
                    if name == _FRONT or picture.stat().st_size <= _LARGEST:
                        break
                print(f"{picture.name}  {colours} colours, {picture.stat().st_size:,} bytes")
        finally:
            sitting.window.close()
            app.sendPostedEvents(None, 0)
