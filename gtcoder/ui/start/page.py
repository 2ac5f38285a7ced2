"""The start page: what this is, the ways in, what was open, and the way to a theory."""

from __future__ import annotations

import os

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gtcoder.ui.frame.topbar import Mark
from gtcoder.ui.kit.hairline import Hairline
from gtcoder.ui.kit.label import Label
from gtcoder.ui.look import Role, look, pixmap, sans, scaled, serif, theme
from gtcoder.ui.preferences import PreferencesFile, Recent
from gtcoder.ui.start.cards import RecentRow, WayIn
from gtcoder.ui.start.opener import Opener

_WIDE, _EDGE = 1080, 40  # of the steps and of what stands above them; left free at both sides
_INSET = 16  # how far cards reach out, so that their icons stand under the words above


class StartPage(QWidget):
    """Shown while no study is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Start"))
        self._opener: Opener | None = None
        self._preferences: PreferencesFile | None = None
        self._rows: list[QWidget] = []
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(2)
        column.addLayout(self._upper())
        column.addStretch(3)
        column.addWidget(Steps(inner))
        area = QScrollArea(self)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        look().changed.connect(self._wear)

    def connect_to(self, opener: Opener, preferences: PreferencesFile) -> None:
        """Let the ways in lead somewhere."""
        self._opener, self._preferences = opener, preferences
        self.new.clicked.connect(opener.ask_new)
        self.open.clicked.connect(opener.choose)
        self.sample.clicked.connect(opener.sample)
        self.table.clicked.connect(opener.other_table)

    def show_recents(self, recents: tuple[Recent, ...]) -> None:
        """Show what was open, newest first, with what hinders it in words."""
        for row in self._rows:
            row.hide()
            self._recents.removeWidget(row)
            row.deleteLater()
        self._rows = [self._row(recent) for recent in recents]
        if not recents:
            text = self.tr("Studies you open will be listed here.")
            self._rows = [Label(text, ink="text2", wrap=True)]
            self._rows[0].setContentsMargins(scaled(_INSET), 0, 0, 0)
        for row in self._rows:
            self._recents.addWidget(row)
            row.show()
        self.new.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(theme().paper))

    def _row(self, recent: Recent) -> RecentRow:
        gone = "://" not in recent.location and not os.path.exists(recent.location)
        row = RecentRow(
            recent, missing=self.tr("Not found where it was") if gone else "", parent=self
        )
        row.clicked.connect(self._reopen)
        row.forget_asked.connect(self._forget)
        return row

    def _reopen(self) -> None:
        row = self.sender()
        if isinstance(row, RecentRow) and self._opener is not None:
            self._opener.open(row.recent.location)

    def _forget(self, location: str) -> None:
        """Take a study from the list; the focus stays in the list."""
        if self._preferences is None:
            return
        places = [each.recent.location for each in self._rows if isinstance(each, RecentRow)]
        self._preferences.forget(location)
        self.show_recents(self._preferences.now.recents)
        here = min(places.index(location), len(self._rows) - 1)
        if isinstance(self._rows[here], RecentRow):
            self._rows[here].setFocus(Qt.FocusReason.TabFocusReason)

    def _upper(self) -> QHBoxLayout:
        """Return ways in and recents, as wide as the steps below them."""
        box = QWidget()
        box.setMaximumWidth(scaled(_WIDE + 2 * _INSET))
        row = QHBoxLayout(box)
        row.setContentsMargins(0, scaled(12), 0, scaled(12))
        row.setSpacing(scaled(32))
        right = QVBoxLayout()
        right.setSpacing(scaled(8))
        recent = Label(self.tr("Recent"), Role.STRONG)
        recent.setContentsMargins(scaled(_INSET), scaled(8), 0, 0)
        right.addWidget(recent)
        self._recents = QVBoxLayout()
        self._recents.setSpacing(scaled(6))
        right.addLayout(self._recents)
        right.addStretch(1)
        row.addLayout(self._left(), 1)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addLayout(right, 1)
        outer = QHBoxLayout()
        edge = scaled(_EDGE - _INSET)
        outer.setContentsMargins(edge, 0, edge, 0)
        outer.addStretch(1)
        outer.addWidget(box, 1000)
        outer.addStretch(1)
        return outer

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(scaled(8))
        head = QHBoxLayout()
        head.setContentsMargins(scaled(_INSET), 0, 0, 0)
        head.setSpacing(scaled(16))
        head.addWidget(Mark(44))
        self._name = QLabel("gtcoder")
        self._about = QLabel(
            self.tr(
                "Read your interviews and name what happens in them. Gather the names into "
                "categories, relate them, and find the one the story turns on. Every step stays "
                "in a ledger, so you can show how you got there, and take it back."
            )
        )
        self._about.setWordWrap(True)
        self._about.setContentsMargins(scaled(_INSET), 0, 0, 0)
        self._about.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        self._wear()  # before they have a parent: moving a page makes Qt forget later fonts
        head.addWidget(self._name)
        head.addStretch(1)
        column.addLayout(head)
        column.addSpacing(scaled(12))
        column.addWidget(self._about)
        column.addSpacing(scaled(16))
        self._add_ways(column)
        return column

    def _add_ways(self, column: QVBoxLayout) -> None:
        """Add the ways into a study, one below the other."""
        self.new = WayIn(
            "file-plus", self.tr("New study"),
            self.tr("A single file, or a database your team shares"),
            key="Ctrl+N", primary=True, parent=self,
        )  # fmt: skip
        self.open = WayIn(
            "folder-open", self.tr("Open a study"), self.tr("From this computer"),
            key="Ctrl+O", primary=False, parent=self,
        )  # fmt: skip
        self.sample = WayIn(
            "flask", self.tr("Look round the sample study"),
            self.tr("12 invented interviews, two coders, a finished paradigm"),
            key="", primary=False, parent=self,
        )  # fmt: skip
        self.foreign = WayIn(
            "arrow-square-in", self.tr("Project of another tool"),
            self.tr("QualCoder, Taguette or REFI-QDA becomes a study of its own"),
            key="Ctrl+Alt+B", primary=False, parent=self,
        )  # fmt: skip
        self.table = WayIn(
            "scales", self.tr("Agreement of a table"),
            self.tr("Ratings or spans, pasted or from csv and xlsx; no study needed"),
            key="Ctrl+Shift+O", primary=False, parent=self,
        )  # fmt: skip
        ways = {
            "new": self.new, "open": self.open, "foreign": self.foreign, "sample": self.sample,
            "table": self.table,
        }  # fmt: skip
        for name, way in ways.items():
            way.setObjectName(f"start-{name}")
            column.addWidget(way)

    def _wear(self) -> None:
        self._name.setFont(serif(34, 600))
        self._about.setFont(serif(18))
        palette = self._about.palette()
        palette.setColor(palette.ColorRole.WindowText, QColor(theme().text2))
        self._about.setPalette(palette)


class Steps(QWidget):
    """The way from a transcript to a theory, in five steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = self.tr("The way from a transcript to a theory")
        self._steps = (
            ("files", self.tr("Transcripts"), self.tr("Bring in the interviews. Say who speaks.")),
            ("highlighter-circle", self.tr("Open coding"),
             self.tr("Name passages, compare, merge the names.")),
            ("tree-structure", self.tr("Axial coding"),
             self.tr("Categories, their properties, their links.")),
            ("target", self.tr("Selective coding"), self.tr("The core category and the story.")),
            ("flow-arrow", self.tr("Model"), self.tr("The figure for the paper.")),
        )  # fmt: skip
        self._foot = self.tr(
            "Agreement, tables, memos and the ledger are there from the first day."
        )
        words = ". ".join(f"{name}: {what}" for _, name, what in self._steps)
        self.setAccessibleName(f"{self._title}. {words} {self._foot}")
        look().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(scaled(900), scaled(196))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(440), scaled(196))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(now.window))
        painter.fillRect(QRect(0, 0, self.width(), 1), QColor(now.line))
        whole = min(self.width() - 2 * scaled(_EDGE), scaled(_WIDE))
        left, wide = (self.width() - whole) // 2, whole // len(self._steps)
        painter.setFont(sans(Role.STRONG))
        painter.setPen(QColor(now.text))
        painter.drawText(left, scaled(34), self._title)
        for number, step in enumerate(self._steps):
            last = number == len(self._steps) - 1
            self._paint_step(painter, step, left + number * wide, wide, last=last)
        painter.setFont(sans(Role.SMALL))
        painter.setPen(QColor(now.text2))
        painter.drawText(left, self.height() - scaled(14), self._foot)

    def _paint_step(
        self, painter: QPainter, step: tuple[str, str, str], x: int, wide: int, *, last: bool
    ) -> None:
        now, size, top = theme(), scaled(36), scaled(50)
        icon_name, name, what = step
        painter.setPen(QColor(now.line2))
        painter.setBrush(QColor(now.paper))
        painter.drawEllipse(QRectF(x + 0.5, top + 0.5, size - 1, size - 1))
        inner = scaled(17)
        drawn = pixmap(icon_name, inner, colour=now.accent, ratio=self.devicePixelRatioF())
        painter.drawPixmap(x + (size - inner) // 2, top + (size - inner) // 2, drawn)
        if not last:
            line = QRect(x + size + scaled(10), top + size // 2, wide - size - scaled(20), 1)
            painter.fillRect(line, QColor(now.line2))
            tip, half = QPointF(line.right() + 1, line.y() + 0.5), scaled(4)
            back = tip.x() - 2 * half
            head = (tip, QPointF(back, tip.y() - half), QPointF(back, tip.y() + half))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.line2))
            painter.drawPolygon(head)
        painter.setFont(sans(Role.STRONG))
        painter.setPen(QColor(now.text))
        room = wide - scaled(12)
        metrics = QFontMetrics(sans(Role.STRONG))
        painter.drawText(
            x, top + size + scaled(20), metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        )
        painter.setFont(sans(Role.SMALL))
        painter.setPen(QColor(now.text2))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        place = QRect(x, top + size + scaled(26), room, scaled(36))
        painter.drawText(place, int(flags), what)
