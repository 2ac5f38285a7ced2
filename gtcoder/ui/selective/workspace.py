"""Selective coding: the pages on which a theory comes together around its core."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.ui.commands import Command
from gtcoder.ui.kit import Hairline, Segmented
from gtcoder.ui.kit.tab_order import tab_as_laid_out
from gtcoder.ui.look import look, scaled, theme
from gtcoder.ui.pages import Page
from gtcoder.ui.selective.pages import PAGES, PLACE, STRUCTURES
from gtcoder.ui.session import OnePage, Session, Target
from gtcoder.ui.workspace import Workspace


class SelectiveWorkspace(Workspace):
    """Hosts the pages of `pages.PAGES`; each is made when it is first wanted, and reads itself."""

    place: ClassVar[str] = PLACE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._entries = {entry.key: entry for entry in PAGES}
        self._made: dict[str, Page] = {}
        titles = [(entry.key, _said(entry.title)) for entry in PAGES]
        self.segments = Segmented(titles, name=self.tr("Pages of selective coding"))
        self.segments.changed.connect(self._turn)
        self._stack = QStackedWidget(self)
        self.bar = QWidget()
        self._row = QHBoxLayout(self.bar)
        self._row.addWidget(self.segments)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, Hairline()):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        self._add_commands()
        look().changed.connect(self._wear)
        self._wear()
        self.show_page(STRUCTURES)

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self._made[self.segments.chosen]

    def show_page(self, key: str) -> Page:
        """Show a page; stays where it is when the one in sight cannot be left."""
        current = self._stack.currentWidget()
        leaving = isinstance(current, Page) and current is not self._made.get(key)
        if isinstance(current, Page) and leaving and not current.may_leave():
            self.segments.chosen = self._key_of(current)
            return current
        page = self._made.get(key) or self._make(key)
        self.segments.chosen = key
        self.session.commands.show_page(PLACE, f"{PLACE}:{key}")
        self._stack.setCurrentWidget(page)
        self.status_changed.emit()
        return page

    def open_target(self, target: Target) -> None:
        """Show a page and what is wanted on it; what names no page goes to one that takes it."""
        if isinstance(target, OnePage):
            page = self.show_page(target.page if target.page in self._entries else STRUCTURES)
            target = target.target
        else:
            page = self.page if self.page.takes(target) else self.show_page(STRUCTURES)
        page.read_now()
        if target is not None:
            page.open_target(target)

    def read_now(self) -> None:
        """Let the page in sight read."""
        super().read_now()
        self.page.read_now()

    def status(self) -> tuple[str, ...]:
        """Return what the page in sight says."""
        return self.page.status()

    def first_focus(self) -> QWidget:
        """Return what has the keyboard on the page in sight."""
        return self.page.first_focus()

    def panels(self) -> tuple[QWidget, ...]:
        """Return the pages to choose from, and the panels of the one in sight."""
        return (*self.page.panels(), self.segments)

    def may_leave(self) -> bool:
        """Let every page store what is being written."""
        answers = [page.may_leave() for page in self._made.values()]
        return all(answers)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _turn(self, key: str) -> None:
        """Show the page that was chosen; a choice by an arrow key leaves the focus there."""
        typed = self.segments.segment(key).hasFocus()
        page = self.show_page(key)
        page.read_now()
        if not typed:
            page.first_focus().setFocus()

    def _step(self, by: int) -> None:
        keys = list(self._entries)
        page = self.show_page(keys[(keys.index(self.segments.chosen) + by) % len(keys)])
        page.read_now()
        page.first_focus().setFocus()

    def _make(self, key: str) -> Page:
        page = self._entries[key].page()(self.session, self._stack)
        page.setAccessibleName(_said(self._entries[key].title))
        page.status_changed.connect(self._status)
        self._made[key] = page
        self._stack.addWidget(page)
        tab_as_laid_out(page)
        return page

    def _status(self) -> None:
        if self.sender() is self._stack.currentWidget():
            self.status_changed.emit()

    def _key_of(self, page: Page) -> str:
        return next(key for key, each in self._made.items() if each is page)

    def _add_commands(self) -> None:
        tr = self.tr
        for name, words, key, by in (
            ("next_page", tr("Next page"), "Ctrl+PgDown", 1),
            ("page_before", tr("Page before"), "Ctrl+PgUp", -1),
        ):
            command = Command(f"selective.{name}", words, "view", key, group=4)
            self.session.commands.add(command, partial(self._step, by), place=PLACE)
        for entry in PAGES:
            self.segments.segment(entry.key).setToolTip(
                tr("{what} (Ctrl+PgDown, Ctrl+PgUp go through the pages)").format(
                    what=_said(entry.tip)
                )
            )

    def _wear(self) -> None:
        self._row.setContentsMargins(scaled(12), scaled(2), scaled(8), scaled(2))
        self.bar.setFixedHeight(scaled(44))


def _said(text: str) -> str:
    return QCoreApplication.translate("SelectivePages", text)
