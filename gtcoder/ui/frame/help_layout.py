"""How a page of help is set: headings, the space between paragraphs, tables, lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from gtcoder.ui.look import Role, sans, scaled, theme

_HEADS = {1: 19, 2: 16}  # pixels at 100 % by level; what is deeper is as large as the text
_QUOTED = QTextFormat.Property.BlockQuoteLevel


def set_page(document: QTextDocument) -> None:
    """Give a document made from Markdown the space between its parts, at the reader's size."""
    document.setIndentWidth(scaled(20))
    document.setDocumentMargin(scaled(8))
    for block in blocks(document):
        cursor = QTextCursor(block)
        table = cursor.currentTable()
        if table is None:
            _set_block(cursor, block)
        elif table.firstPosition() == block.position():
            _set_table(table)


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield the paragraphs of a document."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def pictures(block: QTextBlock) -> Iterator[int]:
    """Yield where the pictures of a paragraph stand."""
    parts: Any = block.begin()  # Qt's iterator, which Python knows no better
    while not parts.atEnd():
        if parts.fragment().charFormat().isImageFormat():
            yield parts.fragment().position()
        parts += 1


def part(document: QTextDocument, name: str) -> QTextBlock | None:
    """Return the heading that a link of the page names, as `anchor` writes it."""
    named = (block for block in blocks(document) if level(block) and anchor(block.text()) == name)
    return next(named, None)


def anchor(heading: str) -> str:
    """Return how a link names a heading."""
    return "-".join("".join(x if x.isalnum() else " " for x in heading.casefold()).split())


def level(block: QTextBlock) -> int:
    """Return which level of heading a paragraph is, 0 where it is none."""
    return block.blockFormat().headingLevel()


def _set_block(cursor: QTextCursor, block: QTextBlock) -> None:
    form, head = QTextBlockFormat(block.blockFormat()), level(block)
    above, below = (18, 6) if head else (0, 3) if block.textList() else (8, 8)
    form.setTopMargin(0 if block.blockNumber() == 0 else scaled(above))
    form.setBottomMargin(scaled(below))
    if next(pictures(block), None) is None:  # of one a quarter more would be left free
        form.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if form.intProperty(_QUOTED):
        form.setLeftMargin(scaled(20))
        form.setRightMargin(scaled(20))
    cursor.setBlockFormat(form)
    if head:
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        font = QFont(sans(Role.TITLE))
        font.setPixelSize(scaled(_HEADS.get(head, 13)))
        letters = QTextCharFormat()
        letters.setFont(font)
        cursor.setCharFormat(letters)


def _set_table(table: QTextTable) -> None:
    form = table.format()
    form.setCellPadding(scaled(5))
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QColor(theme().line))
    form.setBorderCollapse(True)
    form.setTopMargin(scaled(4))
    form.setBottomMargin(scaled(12))
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(form)
