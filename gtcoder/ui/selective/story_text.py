"""The text of the storyline: links are words in colour, written by typing [[ or @."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QWidget

from gtcoder.queries.storyline import StoryPiece, Subject, Subjects
from gtcoder.storytext import LinkKind
from gtcoder.ui.look import scaled, theme
from gtcoder.ui.memos.editor import MemoText
from gtcoder.ui.memos.markdown import Setting
from gtcoder.ui.selective.story_links import LinkList, LinkTyping

LINK = QTextFormat.Property.UserProperty.value + 1  # guid and serial of a link
_SERIAL = count(1)


class StoryText(MemoText):
    """Words with links in them; a link whose words are changed is no link any more.

    `followed` carries the subject of a link that was clicked, or left by Ctrl+Enter.
    """

    followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = Subjects()
        self.links = LinkList(self)
        self.typing = LinkTyping(self, self.links)
        self.links.chosen.connect(self.insert_link)
        self.typing.chosen.connect(self.insert_link)
        self.cursorPositionChanged.connect(self._leave_link)
        self.setMouseTracking(True)

    def know(self, known: Subjects) -> None:
        """Take note of what can be linked; links that are there get their names of now."""
        self._known = self._paper.known = known
        self._paper.rehighlight()
        self.links.offer((*known.codes, *known.relations))

    def show_pieces(self, pieces: Sequence[StoryPiece], *, caret: int = 0) -> None:
        """Show a story, with the caret at a place of it or at its end."""
        self.setPlainText("")
        cursor = self.textCursor()
        for piece in pieces:
            if isinstance(piece, str):
                cursor.insertText(piece, QTextCharFormat())
            else:
                self._put(cursor, piece)
        self.document().clearUndoRedoStacks()
        cursor.setPosition(min(caret, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def stored_text(self) -> str:
        """Return the text as it is stored: links by what they lead to."""
        blocks = []
        block = self.document().begin()
        while block.isValid():
            runs = ((words, self._of(key)) for _, words, key in runs_of(block))
            parts = (words if subject is None else subject.token for words, subject in runs)
            blocks.append("".join(parts))
            block = block.next()
        return "\n".join(blocks)

    def insert_link(self, subject: Subject) -> None:
        """Put a link where the caret is, in place of the words that chose it."""
        cursor = self.textCursor()
        if self.typing.start >= 0:
            cursor.setPosition(self.typing.start, QTextCursor.MoveMode.KeepAnchor)
        self.typing.close()
        cursor.beginEditBlock()
        self._put(cursor, subject)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self._leave_link()
        self.setFocus()

    def link_at(self, position: int) -> Subject | None:
        """Return what the link at a place in the text leads to."""
        found = self._span_at(position)
        return None if found is None else found[2]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose among links while they are offered; delete a link as a whole; follow one."""
        if self.links.isVisible() and self.typing.take(event):
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        here = self.link_at(self.textCursor().position())
        if enter and held and here is not None:
            self.followed.emit(here)
            return
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._delete_link(event):
            return
        if event.text().isprintable() and event.text():
            self._write_plainly()
        super().keyPressEvent(event)
        self.typing.follow(event.text())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Let what is pasted be no part of a link."""
        self._write_plainly()
        super().insertFromMimeData(source)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab choose a link while some are offered."""
        subject = self.links.current() if forward and self.links.isVisible() else None
        if subject is None:
            return super().focusNextPrevChild(forward)
        self.insert_link(subject)
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link that was clicked."""
        super().mouseReleaseEvent(event)
        plain = event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection()
        subject = self._under(event.position().toPoint())
        if plain and subject is not None:
            self.followed.emit(subject)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say by the pointer and a tooltip that a link leads somewhere."""
        super().mouseMoveEvent(event)
        subject = self._under(event.position().toPoint())
        hand, caret = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(caret if subject is None else hand)
        self.viewport().setToolTip("" if subject is None else subject.written)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Offer links no longer."""
        super().focusOutEvent(event)
        self.typing.close()

    def _make_setting(self) -> StorySetting:
        self._paper = StorySetting(self.document())
        return self._paper

    def _of(self, key: str) -> Subject | None:
        """Return what a run links to, None where it is plain words or that is gone."""
        return self._known.by_guid.get(key.partition(" ")[0]) if key else None

    def _put(self, cursor: QTextCursor, subject: Subject) -> None:
        """Insert a link; what it led to and is gone leaves its words."""
        if subject.guid in self._known.by_guid:
            form = QTextCharFormat()
            form.setProperty(LINK, f"{subject.guid} {next(_SERIAL)} {subject.name}")
            cursor.insertText(subject.name, form)
        else:
            cursor.insertText(subject.name, QTextCharFormat())

    def _write_plainly(self) -> None:
        """Have what is written now be plain words, in place of what is chosen."""
        cursor = self.textCursor()
        if cursor.hasSelection() and not self.isReadOnly():
            cursor.removeSelectedText()
            self.setTextCursor(cursor)
        self._leave_link()

    def _leave_link(self) -> None:
        """Let what is typed beside a link be no part of it."""
        if not self.textCursor().hasSelection():
            self.setCurrentCharFormat(QTextCharFormat())

    def _span_at(self, position: int) -> tuple[int, int, Subject] | None:
        """Return start, end and subject of the link that holds a place or ends there."""
        block = self.document().findBlock(position)
        for start, words, key in runs_of(block):
            if key and start <= position <= start + len(words):
                subject = self._of(key)
                if subject is not None:
                    return start, start + len(words), subject
        return None

    def _delete_link(self, event: QKeyEvent) -> bool:
        """Delete the link before or behind the caret as a whole."""
        cursor = self.textCursor()
        found = None if cursor.hasSelection() else self._span_at(cursor.position())
        back = event.key() == Qt.Key.Key_Backspace
        if found is None or cursor.position() == (found[0] if back else found[1]):
            return False
        cursor.setPosition(found[0])
        cursor.setPosition(found[1], QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        return True

    def _under(self, point: QPoint) -> Subject | None:
        """Return what the link under a point of the viewport leads to, its words being there."""
        cursor = self.cursorForPosition(point)
        rect = self.cursorRect(cursor)
        near = abs(rect.center().x() - point.x()) < scaled(14)
        inside = rect.top() <= point.y() <= rect.bottom()
        return self.link_at(cursor.position()) if near and inside else None


class StorySetting(Setting):
    """Sets the text as in other memos, and links in the colours of what they lead to."""

    known = Subjects()

    def highlightBlock(self, text: str) -> None:
        """Set one paragraph."""
        super().highlightBlock(text)
        block = self.currentBlock()
        for start, words, key in runs_of(block):
            subject = self.known.by_guid.get(key.partition(" ")[0]) if key else None
            if subject is not None:
                self.setFormat(start - block.position(), len(words), _form(subject))


def runs_of(block: QTextBlock) -> Iterator[tuple[int, str, str]]:
    """Yield place, words and link of each run of a paragraph.

    A link whose words were changed is plain words; what was written behind it is so too.
    """
    for start, words, key in _fragments(block):
        name = key.split(" ", 2)[2] if key else words
        if not words.startswith(name):
            yield start, words, ""
            continue
        yield start, name, key
        if len(words) > len(name):
            yield start + len(name), words[len(name) :], ""


def _fragments(block: QTextBlock) -> Iterator[tuple[int, str, str]]:
    start, words, link = 0, "", ""
    steps = block.begin()
    while not steps.atEnd():
        fragment = steps.fragment()
        key = str(fragment.charFormat().property(LINK) or "")
        if words and key == link:
            words += fragment.text()
        else:
            if words:
                yield start, words, link
            start, words, link = fragment.position(), fragment.text(), key
        steps += 1
    if words:
        yield start, words, link


def _form(subject: Subject) -> QTextCharFormat:
    """Return how a link looks: a category in its colour, a relation underlined."""
    now, form = theme(), QTextCharFormat()
    if subject.kind is LinkKind.CODE:
        shades = now.code(subject.colour or 1)
        form.setForeground(QColor(shades.ink))
        form.setBackground(QColor(shades.tint))
    else:
        form.setForeground(QColor(now.accent))
        form.setFontUnderline(True)
    return form
