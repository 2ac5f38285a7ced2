"""The card of the chosen code below the tree: what it means, when to use it, what it counts."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.counting import Counted
from gtcoder.ui.codebook.details import Details
from gtcoder.ui.codebook.rows import is_category
from gtcoder.ui.codebook.words import counts_in_words, hint_explained, hint_in_words
from gtcoder.ui.kit import Label, action_button, paint_swatch
from gtcoder.ui.look import Role, look, sans, scaled, theme
from gtcoder.vocabulary import CodeId

_LONGEST = 160  # characters of an example
_SHARE = 0.42  # of the panel's height, at most


class CodeMark(QWidget):
    """The mark of a code among other widgets."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour, self._category = 0, False
        look().changed.connect(self.updateGeometry)

    def show_code(self, code: CodeRow) -> None:
        """Show the mark of another code."""
        self._colour, self._category = code.colour, is_category(code.level)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(12), scaled(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        size = scaled(12)
        rect = QRectF(0, round((self.height() - size) / 2), size, size)
        paint_swatch(QPainter(self), rect, self._colour, category=self._category)


class DomainSwitch(QCheckBox):
    """Whether the codes below a category exclude one another; the study decides what it shows."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self.setText(self.tr("Domain of exclusive codes"))
        self.setObjectName("domain")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._action, self._declared = action, False
        self.clicked.connect(self._ask)
        action.changed.connect(self._follow)
        self._follow()

    def show_code(self, code: CodeRow, *, gathers: bool) -> None:
        """Show what a code is; one that gathers nothing and is no category has no switch."""
        self._declared = code.domain
        self.setChecked(code.domain)
        self.setVisible(code.domain or (not code.retired and (gathers or is_category(code.level))))

    def _ask(self) -> None:
        self.setChecked(self._declared)
        self._action.trigger()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())


class CodeCard(QScrollArea):
    """Mark, name, what is said of a code, examples and counts; as high as it needs to be.

    `memos_asked` says that the memos on it are to be seen, `example_asked` which passage is.
    """

    memos_asked = Signal()
    example_asked = Signal(int)

    def __init__(self, define: QAction, domain: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("code-card")
        self.setAccessibleName(self.tr("The chosen code"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._code: CodeRow | None = None
        self._attributes: Mapping[str, str] = {}
        self._details = Details()
        self._room = 0
        self._mark, self.name = CodeMark(), Label("", Role.STRONG, wrap=True)
        self.edit = action_button(define, "pencil-simple")
        self.text, self.counts = QLabel(), Label("", Role.SMALL, ink="text2", wrap=True)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.text.linkActivated.connect(self._follow_link)
        self.domain = DomainSwitch(domain)
        self._inner = _Ground()
        self._column = QVBoxLayout(self._inner)
        self._lay_out()
        look().changed.connect(self._write)
        self.hide()

    def show_code(
        self,
        code: CodeRow | None,
        counted: Counted | None,
        attributes: Mapping[str, str],
        *,
        gathers: bool = False,
        details: Details | None = None,
    ) -> None:
        """Show another code, or nothing; `gathers`: codes lie below it."""
        self._code, self._attributes, self._details = code, attributes, details or Details()
        self.setVisible(code is not None)
        if code is None:
            return
        self._mark.show_code(code)
        self.domain.show_code(code, gathers=gathers)
        self.name.setText(code.name)
        self.name.setToolTip(code.written)
        self._write()
        self._show_counts(code.id, counted)
        self.fit(self._room)

    def _texts(self, code: CodeRow) -> list[tuple[str, str]]:
        """Return what is said of a code and of what that is, in the colours of now."""
        attributes = (f"{name} {value}" for name, value in sorted(self._attributes.items()))
        return [
            (self.tr("Definition"), _html(code.definition or self.tr("not written yet"))),
            (self.tr("When to use"), _html(code.rule)),
            (self.tr("When not to use"), _html(code.when_not)),
            (self.tr("Example"), self._examples(code)),
            (self.tr("Attributes"), _html("; ".join(attributes))),
            (self.tr("Origin"), _html(code.origin)),
            (self.tr("Memos"), self._memos()),
        ]

    def _examples(self, code: CodeRow) -> str:
        """Return the written example and the passages, each of which leads to its place."""
        said = [_html(code.example)] if code.example else []
        for each in self._details.examples:
            words = each.text if len(each.text) <= _LONGEST else f"{each.text[:_LONGEST]}…"
            said.append(f"“{_html(words)}” {_link(f'example:{each.quotation}', each.place)}")
        return "<br>".join(said)

    def _memos(self) -> str:
        count = len(self._details.memos)
        words = self.tr("1 memo") if count == 1 else self.tr("{n} memos").format(n=count)
        return _link("memos", words) if count else ""

    def _follow_link(self, link: str) -> None:
        if link == "memos":
            self.memos_asked.emit()
        else:
            self.example_asked.emit(int(link.partition(":")[2]))

    def fit(self, room: int) -> None:
        """Take the height the texts need, up to a share of the panel's height."""
        self._room = room
        width = self.viewport().width()
        inner = self._inner
        wanted = inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.height()
        self.setFixedHeight(max(scaled(60), min(wanted, round(room * _SHARE))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit(self._room)

    def _show_counts(self, code: CodeId, counted: Counted | None) -> None:
        tally = None if counted is None else counted.codes.get(code)
        if counted is None or tally is None:
            self.counts.setText("")
            return
        below = tally.with_children.codings != tally.codings
        words = counts_in_words(tally.with_children, counted.interviews, below=below)
        hint = hint_in_words(counted.hints.get(code))
        self.counts.setText("\n".join(part for part in (words, hint) if part))
        self.counts.setToolTip(hint_explained() if hint else "")

    def _write(self) -> None:
        now = theme()
        line = (
            '<p style="margin:0 0 {gap}px 0">'
            '<span style="color:{ink}">{name}</span>&nbsp; {text}</p>'
        )
        gap = scaled(4)
        paragraphs = (
            line.format(gap=gap, ink=now.text3, name=escape(name), text=text)
            for name, text in ([] if self._code is None else self._texts(self._code))
            if text
        )
        self.text.setFont(sans(Role.SMALL))
        self.text.setText("".join(paragraphs))
        self.domain.setFont(sans(Role.SMALL))
        edge = scaled(16)
        self._column.setContentsMargins(edge, scaled(9), scaled(8), scaled(12))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scaled(8))
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.name, 1)
        head.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        column = self._column
        column.setSpacing(scaled(2))
        column.addLayout(head)
        column.addWidget(self.text)
        column.addWidget(self.domain)
        column.addWidget(self.counts)
        column.addStretch(1)
        self.setWidget(self._inner)
        self.viewport().setAutoFillBackground(False)


class _Ground(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))


def _link(target: str, words: str) -> str:
    return f'<a style="color:{theme().accent}" href="{target}">{escape(words)}</a>'


def _html(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())
