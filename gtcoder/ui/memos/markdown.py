"""Markdown shown as set while it is written: headings, lists, links, tables, quotations."""

from __future__ import annotations

import re

from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)

from gtcoder.ui.look import look, theme

_HEADING = re.compile(r"#{1,6} ")
_QUOTE = re.compile(r"(?:> ?)+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?: \[[ xX]\])?(?=\s)")
_RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*")
_ROW = re.compile(r"\s*\|.*\|\s*")
_PARTING = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![*_\w])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![*_\w])")
_LINK = re.compile(r"(!?\[)([^\]\n]+)(\]\([^)\n]*\))")
_ADDRESS = re.compile(r"<(https?://[^>\s]+)>|(?<![(<\w])https?://[^\s)>]+")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_PIPE = re.compile(r"\|")


class Setting(QSyntaxHighlighter):
    """Sets the words between marks and lets the marks themselves step back; no letter changes."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        look().changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        """Set one paragraph."""
        if _ROW.fullmatch(text):
            self._set_row(text)
            return
        if _RULE.fullmatch(text):
            self._step_back(0, len(text))
            return
        heading, quote = _HEADING.match(text), _QUOTE.match(text)
        if heading:
            self._set(0, len(text), weight=QFont.Weight.DemiBold)
            self._step_back(0, heading.end())
        if quote:
            self._set(0, len(text), slanted=True, ink=theme().text2)
            self._step_back(0, quote.end())
        item = _ITEM.match(text, quote.end() if quote else 0)
        if item:
            self._set(*item.span(), weight=QFont.Weight.DemiBold, ink=theme().accent)
        start = item.end() if item else 0
        self._set_emphasis(text, start, bold=heading is not None)
        self._set_links(text, start)

    def _set_emphasis(self, text: str, start: int, *, bold: bool) -> None:
        for pattern in (_SLANTED, _STRONG):
            for found in pattern.finditer(text, start):
                strong = pattern is _STRONG
                weight = QFont.Weight.DemiBold if strong or bold else QFont.Weight.Normal
                self._set(*found.span(2), weight=weight, slanted=not strong)
                self._step_back(found.start(), found.start(2))
                self._step_back(found.end(2), found.end())

    def _set_links(self, text: str, start: int) -> None:
        for found in _LINK.finditer(text, start):
            self._set(*found.span(2), ink=theme().accent, underlined=True)
            self._step_back(*found.span(1))
            self._step_back(*found.span(3))
        for found in _ADDRESS.finditer(text, start):
            self._set(*found.span(), ink=theme().accent, underlined=True)
        for found in _CODE.finditer(text, start):
            self._set(*found.span(2), fixed=True)
            self._step_back(*found.span(1))
            self._step_back(found.end(2), found.end())

    def _set_row(self, text: str) -> None:
        """Set a row of a table in letters of one width, so that columns can be lined up."""
        parting = _PARTING.fullmatch(text) is not None
        ink = theme().text3 if parting else theme().text
        self._set(0, len(text), ink=ink, fixed=True)
        for pipe in _PIPE.finditer(text):
            self._set(*pipe.span(), ink=theme().text3, fixed=True)

    def _set(
        self,
        start: int,
        end: int,
        *,
        weight: QFont.Weight = QFont.Weight.Normal,
        slanted: bool = False,
        underlined: bool = False,
        fixed: bool = False,
        ink: str = "",
    ) -> None:
        form = QTextCharFormat()
        form.setFontWeight(weight)
        form.setFontItalic(slanted)
        form.setFontUnderline(underlined)
        if fixed:
            one_width = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            form.setFontFamilies(one_width.families())
            form.setFontFixedPitch(True)
        if ink:
            form.setForeground(QColor(ink))
        self.setFormat(start, end - start, form)

    def _step_back(self, start: int, end: int) -> None:
        form = QTextCharFormat()
        form.setForeground(QColor(theme().text3))
        self.setFormat(start, end - start, form)
