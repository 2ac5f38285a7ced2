"""The parts of what would come in: their list, the lines of one, and texts side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gtcoder.ui.documents.grid import RowsView
from gtcoder.ui.documents.table import Column, RowsModel
from gtcoder.ui.exchange.shown import Fate, Line, Part
from gtcoder.ui.exchange.told import fate_words
from gtcoder.ui.kit import EmptyState, Field, Hairline, Label, TextArea
from gtcoder.ui.look import scaled

_ICONS = {
    Fate.COMES: ("check-circle", "success"),
    Fate.CHANGES: ("pencil-simple", "accent"),
    Fate.GOES: ("x", "danger"),
    Fate.STAYS: ("check", "text3"),
    Fate.OUT: ("prohibit", "warn"),
    Fate.CONFLICT: ("warning", "warn"),
    Fate.NOTE: ("info", "text2"),
}


_PART_ICONS = {
    "held": "arrow-square-in", "documents": "files", "codes": "tag", "coders": "users",
    "work": "quotes", "conflicts": "check-circle",
}  # fmt: skip
_WIDEST = 460  # pixels of what a line is about
_LONG = 48  # letters that a line shows of what becomes of it, about


class PartsView(QWidget):
    """Parts at the left, the lines of the chosen one at the right, the texts of a line below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts_model: RowsModel[Part] = RowsModel(_part_columns(), key=lambda part: part.key)
        self.parts = RowsView(self.parts_model, name=self.tr("Parts"), stretch=0)
        self.parts.setObjectName("parts")
        self.parts.horizontalHeader().hide()
        self.parts.setFixedWidth(scaled(232))
        self.lines_model: RowsModel[Line] = RowsModel(_line_columns())
        self.lines = RowsView(self.lines_model, name=self.tr("What becomes of it"), stretch=2)
        self.lines.setObjectName("lines")
        self.lines.widest, self.lines.narrow_last = _WIDEST, False
        self.nothing = EmptyState("")
        self.full = Label("", ink="text2", wrap=True)
        self.full.setObjectName("full-line")
        self.full.setContentsMargins(scaled(12), scaled(6), scaled(12), 0)
        self.texts = _Sides(self)
        self._lay()
        self.parts.picked.connect(self._show_part)
        self.lines.picked.connect(self._show_line)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show other parts; the one that was chosen stays so."""
        before = self.parts.current_row()
        self.parts_model.set_rows(parts)
        if before is None or not self.parts.choose(before.key):
            held = [*(part for part in parts if part.lines), *parts]
            if held:
                self.parts.choose(held[0].key)
        self._show_part(self.parts.current_row())

    def _lay(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.lines, 1)
        column.addWidget(self.full)
        split.addWidget(upper)
        split.addWidget(self.texts)
        split.setStretchFactor(0, 1)
        split.setSizes([scaled(260), scaled(140)])
        self._split = split
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.parts)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(split, 1)
        row.addWidget(self.nothing, 1)

    def _show_part(self, part: Part | None) -> None:
        lines = () if part is None else part.lines
        self._split.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self.nothing.set_words("" if part is None else part.empty)
        self.lines_model.set_rows(lines)
        both = any(line.here or line.there for line in lines)
        self.texts.setVisible(both)
        if lines:
            place = next((n for n, each in enumerate(lines) if each.here or each.there), 0)
            self.lines.setCurrentIndex(self.lines.sorted.index(place, 0))
            self._show_line(lines[place])

    def _show_line(self, line: Line | None) -> None:
        """Show the texts of a line, and in full what a line may be too short for."""
        self.texts.show_line(line)
        said = "" if line is None else line.said
        self.full.setText(said)
        self.full.setVisible(len(said) > _LONG)


class _Sides(QWidget):
    """The text that stands here beside that of the file, and what stays of both."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.here = self._side(self.tr("Here"))
        self.there = self._side(self.tr("In the file"))
        self.stays = self._side(self.tr("What stays"))
        sides = QHBoxLayout(self)
        sides.setContentsMargins(scaled(12), scaled(8), 0, 0)
        sides.setSpacing(scaled(12))
        for area in (self.here, self.there, self.stays):
            sides.addWidget(Field(area.accessibleName(), area), 1)

    def show_line(self, line: Line | None) -> None:
        """Show the texts of a line; of one without texts, empty fields."""
        shown = ("", "", "") if line is None else (line.here, line.there, line.stays)
        for area, text in zip((self.here, self.there, self.stays), shown, strict=True):
            area.setPlainText(text)

    def _side(self, name: str) -> TextArea:
        area = TextArea("", name=name, lines=3)
        area.setReadOnly(True)
        return area


def _part_columns() -> list[Column[Part]]:
    return [
        Column[Part](_tr("Part"), lambda part: part.title, icon=_part_icon, spoken=_part_spoken),
        Column[Part](
            _tr("Count"),
            lambda part: f"{part.count:,}" if part.count else "",
            right=True,
            ink=lambda _: "text2",
        ),
    ]


def _line_columns() -> list[Column[Line]]:
    return [
        Column[Line](_tr("What"), lambda line: line.what, icon=lambda line: _ICONS[line.fate],
                     tip=lambda line: line.what, strong=True, soft=True, spoken=_line_spoken),
        Column[Line](_tr("Number"), lambda line: "" if line.count is None else f"{line.count:,}",
                     right=True, order=lambda line: line.count or 0),
        Column[Line](_tr("What becomes of it"), lambda line: line.said or fate_words(line.fate),
                     tip=lambda line: line.said, ink=lambda line: _ink(line.fate)),
    ]  # fmt: skip


def _part_icon(part: Part) -> tuple[str, str]:
    if part.conflicts:
        return ("warning", "warn")
    return (_PART_ICONS.get(part.key, "info"), "text2")


def _part_spoken(part: Part) -> str:
    if not part.conflicts:
        return part.title
    return _tr("{title}, {n} to look at").format(title=part.title, n=part.conflicts)


def _line_spoken(line: Line) -> str:
    return f"{line.what}, {fate_words(line.fate)}"


def _ink(fate: Fate) -> str:
    return {Fate.STAYS: "text2", Fate.CONFLICT: "warn", Fate.GOES: "danger"}.get(fate, "text")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Arrival", text)
