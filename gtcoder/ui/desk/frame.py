"""Open coding: the desk, and beside it the pages on which codes are sifted and texts searched."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.ui.commands import Command
from gtcoder.ui.desk.pages import CODE, PAGES, PLACE
from gtcoder.ui.desk.workspace import DeskWorkspace
from gtcoder.ui.kit import Hairline, Segmented
from gtcoder.ui.kit.tab_order import tab_as_laid_out
from gtcoder.ui.look import look, scaled, theme
from gtcoder.ui.memos.asking import offer_memo
from gtcoder.ui.pages import Page
from gtcoder.ui.session import OnePage, Session, Target


class _Stack(QStackedWidget):
    """Asks for the room of the page in sight, not of the widest that was made."""

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else QSize(0, 0)


class OpenCoding(DeskWorkspace):
    """The desk with the pages of `pages.PAGES`; each of these is made when it is first wanted."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._entries = {entry.key: entry for entry in PAGES}
        self._made: dict[str, Page] = {}
        titles = [(entry.key, _said(entry.title)) for entry in PAGES]
        self.segments = Segmented(titles, name=self.tr("Pages of open coding"))
        self.segments.changed.connect(self._turn)
        self._stack = _Stack(self)
        self._stack.addWidget(self.room)
        self.pages_bar = QWidget()
        self._row = QHBoxLayout(self.pages_bar)
        self._row.addWidget(self.segments)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.pages_bar, Hairline()):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        self._add_page_commands()
        look().changed.connect(self._wear_bar)
        self._wear_bar()
        session.commands.show_page(PLACE, f"{PLACE}:{CODE}")

    @property
    def page(self) -> Page | None:
        """The page in sight; None: the desk."""
        return self._made.get(self.segments.chosen)

    def show_page(self, key: str) -> Page | None:
        """Show a page; stays where it is when what is in sight cannot be left."""
        shown = CODE if self._stack.currentWidget() is self.room else self._key_of_shown()
        if key != shown and not self._may_turn(shown):
            self.segments.chosen = shown
            return self.page
        widget = self.room if key == CODE else self._made.get(key) or self._make(key)
        self.segments.chosen = key
        self.session.commands.show_page(PLACE, f"{PLACE}:{key}")
        self._stack.setCurrentWidget(widget)
        self._stack.updateGeometry()
        self.status_changed.emit()
        return self.page

    def open_target(self, target: Target) -> None:
        """Show a page and what is wanted on it; what names no page goes to one that takes it."""
        if isinstance(target, OnePage):
            page = self.show_page(target.page if target.page in self._entries else CODE)
            target = target.target
        elif self.page is not None and self.page.takes(target):
            page = self.page
        else:
            page = self.show_page(CODE)
        if page is None:
            super().open_target(target)
            return
        page.read_now()
        if target is not None:
            page.open_target(target)

    def read_now(self) -> None:
        """Let the desk read, and the page in sight."""
        super().read_now()
        if self.page is not None:
            self.page.read_now()

    def status(self) -> tuple[str, ...]:
        """Return what the page in sight says."""
        return super().status() if self.page is None else self.page.status()

    def first_focus(self) -> QWidget:
        """Return what has the keyboard on the page in sight."""
        return super().first_focus() if self.page is None else self.page.first_focus()

    def panels(self) -> tuple[QWidget, ...]:
        """Return the panels of the page in sight, and the pages to choose from."""
        panels = super().panels() if self.page is None else self.page.panels()
        return (*panels, self.segments)

    def may_leave(self) -> bool:
        """Let the desk and every page store what is being written."""
        answers = [super().may_leave(), *(page.may_leave() for page in self._made.values())]
        return all(answers)

    def here(self) -> Target:
        """Come back to the page in sight."""
        return None if self.page is None else OnePage(self.segments.chosen, self.page.here())

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _may_turn(self, shown: str) -> bool:
        return super().may_leave() if shown == CODE else self._made[shown].may_leave()

    def _turn(self, key: str) -> None:
        """Show the page that was chosen; a choice by an arrow key leaves the focus there."""
        typed = self.segments.segment(key).hasFocus()
        self.show_page(key)
        self.read_now()
        if not typed:
            self.first_focus().setFocus()

    def _step(self, by: int) -> None:
        keys = list(self._entries)
        self.show_page(keys[(keys.index(self.segments.chosen) + by) % len(keys)])
        self.read_now()
        self.first_focus().setFocus()

    def _make(self, key: str) -> Page:
        page = self._entries[key].page()(self.session, self._stack)
        page.setAccessibleName(_said(self._entries[key].title))
        page.status_changed.connect(self._page_status)
        offer_memo(page)
        self._made[key] = page
        self._stack.addWidget(page)
        tab_as_laid_out(page)
        return page

    def _page_status(self) -> None:
        if self.sender() is self._stack.currentWidget():
            self.status_changed.emit()

    def _key_of_shown(self) -> str:
        current = self._stack.currentWidget()
        return next(key for key, each in self._made.items() if each is current)

    def _add_page_commands(self) -> None:
        tr = self.tr
        for name, words, key, by in (
            ("next_page", tr("Next page"), "Ctrl+PgDown", 1),
            ("page_before", tr("Page before"), "Ctrl+PgUp", -1),
        ):
            command = Command(f"open.{name}", words, "view", key, group=4)
            self.session.commands.add(command, partial(self._step, by), place=PLACE)
        for entry in PAGES:
            self.segments.segment(entry.key).setToolTip(
                tr("{what} (Ctrl+PgDown, Ctrl+PgUp go through the pages)").format(
                    what=_said(entry.tip)
                )
            )

    def _wear_bar(self) -> None:
        self._row.setContentsMargins(scaled(12), scaled(2), scaled(8), scaled(2))
        self.pages_bar.setFixedHeight(scaled(44))


def _said(text: str) -> str:
    return QCoreApplication.translate("OpenPages", text)
