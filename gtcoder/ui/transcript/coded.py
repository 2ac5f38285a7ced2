"""A sheet with codings under its text: the index, what is chosen, and what is painted."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gtcoder.queries.frames import CodingTable
from gtcoder.ui.look import theme
from gtcoder.ui.transcript.bands import Choice, VisibleLine, paint_bands, paint_handles
from gtcoder.ui.transcript.ends import Ends
from gtcoder.ui.transcript.given import GivenPassages
from gtcoder.ui.transcript.index import CodingIndex, Strip
from gtcoder.ui.transcript.page import CodeLook, Page
from gtcoder.ui.transcript.scrolling import ScrollingSheet
from gtcoder.vocabulary import Span


class CodedSheet(ScrollingSheet):
    """Shows codings on the page; knows which one, and which code, is chosen."""

    codings_changed = Signal()
    codings_patched = Signal()  # some codings are others, most are the same
    choice_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.choice = Choice()
        super().__init__(parent)
        self.index = CodingIndex(no_codings(), self.display.offsets)
        self.lines.coded = self.index.parts
        self.given = GivenPassages(self.viewport())
        self.ends = Ends(self)
        self.caret_moved.connect(self._describe)

    def show_page(self, page: Page) -> None:
        """Show a page from its beginning, without codings."""
        super().show_page(page)
        self.choice.coding = None
        self.given.show(())
        self.set_codings(no_codings())

    def set_codings(self, table: CodingTable) -> None:
        """Show these codings, as far as they are of this document, in place of all others."""
        mine = table.where(table.document == self.page.document)
        self.index = CodingIndex(mine, self.display.offsets, self.display.newlines)
        self.lines.coded = self.index.parts
        self._keep_choice()
        if self.lines.follows:
            self.relay()
        self.viewport().update()
        self.codings_changed.emit()
        self._describe()

    def patch_codings(self, removed: Collection[int], added: CodingTable) -> None:
        """Take some codings away and add others; only their lines are painted again."""
        new = added.where(added.document == self.page.document)
        changed, find = self.index.patch(removed, new), self.document().findBlock
        for stretch in changed:
            # Words that were dimmed may now be coded, or the other way round.
            if self.lines.forget_dimmed(*(find(unit).blockNumber() for unit in stretch)):
                self.renew_lines()
        for first, last in changed:
            self._paint_again(first, last)
        self._keep_choice()
        self.codings_patched.emit()
        self._describe()

    def set_looks(self, looks: Mapping[int, CodeLook]) -> None:
        """Take the names and colours of codes by their key."""
        self.choice.looks = looks
        self.viewport().update()
        self.codings_changed.emit()
        self._describe()

    def set_me(self, coder: int | None, initials: Mapping[int, str]) -> None:
        """Say who reads, so that other coders' codings are dashed and signed."""
        self.choice.me, self.choice.initials = coder, initials
        self.viewport().update()
        self.codings_changed.emit()
        self._describe()

    @property
    def chosen_coding(self) -> int | None:
        """Return the coding with the strong band and the handles."""
        return self.choice.coding

    def choose(self, coding: int | None) -> None:
        """Choose a coding of this page, or none."""
        if coding is not None and self.index.place(coding) is None:
            coding = None
        before, self.choice.coding = self.choice.coding, coding
        if before != coding:
            for each in (before, coding):
                if each is not None and (span := self.index.span(each)) is not None:
                    self._paint_again(*span)
            self.choice_changed.emit()

    def choose_code(self, code: int | None) -> None:
        """Give all codings of a code the strong band, while no single coding is chosen."""
        if code != self.choice.code:
            self.choice.code = code
            self.viewport().update()
            self.choice_changed.emit()

    def codings_at(self, offset: int) -> tuple[int, ...]:
        """Return the codings over a code point, the narrowest first."""
        return tuple(strip.id for strip in self.strips_at(offset))

    def strips_at(self, offset: int) -> list[Strip]:
        """Return the codings over a code point as they are drawn, the narrowest first."""
        unit = self.display.offsets.to_qt(offset)
        return self.index.strips(unit, unit + 1)

    def strips_at_caret(self) -> list[Strip]:
        """Return the codings the caret is in, or just behind."""
        caret = self.caret()
        return self.strips_at(caret) or (self.strips_at(caret - 1) if caret else [])

    def visible_strips(self) -> list[Strip]:
        """Return the codings in view, the narrowest first."""
        seen = self.visible_lines()
        return self.index.strips(seen[0].first, seen[-1].last) if seen else []

    def coding_span(self, coding: int) -> Span | None:
        """Return the stretch of a coding of this page."""
        place = self.index.place(coding)
        if place is None:
            return None
        return Span(int(self.index.table.start[place]), int(self.index.table.end[place]))

    def coded_share(self) -> float:
        """Return the share of the text's characters under at least one coding, from 0 to 1."""
        return self.index.coded() / len(self.page.text) if self.page.text else 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        lines = self._lines_in(event.rect())
        now, paper = theme(), QColor(theme().paper)
        strips = self.index.strips(lines[0].first, lines[-1].last) if lines else []
        if self.ends.held and lines:
            strips = self.ends.shown(strips, lines[0].first, lines[-1].last)
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), paper)
        paint_bands(painter, lines, strips, self.choice, self.measures, now)
        self.given.paint(painter, lines, self.display.offsets, self.measures.band)
        self.flash.paint(painter, lines, self.measures.band)
        painter.end()
        super().paintEvent(event)
        chosen = next((strip for strip in strips if strip.id == self.choice.coding), None)
        if chosen is not None:
            painter = QPainter(self.viewport())
            mark = QColor(now.mark(self.choice.colour_of(chosen)))
            ends = (chosen.first, chosen.last)
            paint_handles(painter, lines, ends, mark, self.measures, paper)
            painter.end()

    def _lines_in(self, area: QRect) -> list[VisibleLine]:
        reach = self.measures.line + 4  # underlines and handles stand over the line's box
        return [
            line
            for line in self.visible_lines()
            if line.top - 4 <= area.bottom() and line.top + reach >= area.top()
        ]

    def _paint_again(self, first: int, last: int) -> None:
        tops = [
            line.top for line in self.visible_lines() if line.first <= last and line.last >= first
        ]
        if tops:
            high, low = round(min(tops)) - 6, round(max(tops)) + self.measures.line + 6
            self.viewport().update(0, high, self.viewport().width(), low - high)

    def _keep_choice(self) -> None:
        if self.choice.coding is not None and self.index.place(self.choice.coding) is None:
            self.choice.coding = None
            self.choice_changed.emit()

    def _describe(self) -> None:
        """Say the codings at the caret to screen readers."""
        names = []
        for strip in self.strips_at_caret():
            look = self.choice.looks.get(strip.code)
            if look is None:
                continue
            who = self.choice.initials.get(strip.coder, "")
            said = self.tr("{code} by {coder}") if who else "{code}"
            names.append(said.format(code=look.name, coder=who))
        text = self.tr("coded {codes}").format(codes=", ".join(names)) if names else ""
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)


def no_codings() -> CodingTable:
    """Return a table without rows."""
    return CodingTable(*(np.zeros(0, np.int32) for _ in CodingTable.__slots__))
