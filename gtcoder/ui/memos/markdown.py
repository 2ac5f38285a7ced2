"""Markdown shown as set while it is written: headings, emphasis and quotations in the paper."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from gtcoder.ui.look import look, theme

_HEADING = re.compile(r"#{1,6} ")
_QUOTE = re.compile(r"> ?")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![*_\w])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![*_\w])")


class Setting(QSyntaxHighlighter):
    """Sets the words between marks and lets the marks themselves step back; no letter changes."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        look().changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        """Set one paragraph."""
        heading, quote = _HEADING.match(text), _QUOTE.match(text)
        if heading:
            self._set(0, len(text), weight=QFont.Weight.DemiBold)
            self._step_back(0, heading.end())
        if quote:
            self._set(0, len(text), slanted=True)
            self._step_back(0, quote.end())
        for pattern in (_SLANTED, _STRONG):
            for found in pattern.finditer(text):
                strong = pattern is _STRONG
                weight = QFont.Weight.DemiBold if strong or heading else QFont.Weight.Normal
                self._set(*found.span(2), weight=weight, slanted=not strong)
                mark = len(found[1])
                self._step_back(found.start(), found.start() + mark)
                self._step_back(found.end() - mark, found.end())

    def _set(
        self,
        start: int,
        end: int,
        *,
        weight: QFont.Weight = QFont.Weight.Normal,
        slanted: bool = False,
    ) -> None:
        form = QTextCharFormat()
        form.setFontWeight(weight)
        form.setFontItalic(slanted)
        self.setFormat(start, end - start, form)

    def _step_back(self, start: int, end: int) -> None:
        form = QTextCharFormat()
        form.setForeground(QColor(theme().text3))
        self.setFormat(start, end - start, form)
