"""The rows of the cockpit's table as a model: a code each, with its value and interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

from PySide6.QtCore import QObject, Qt

from gtcoder.ui.agreement.view import CodeLine
from gtcoder.ui.agreement.words import LIMITS, interval_text, percent_text, value_text
from gtcoder.ui.kit import FrameModel
from gtcoder.ui.kit.frame import Cell, Index

LINE = Qt.ItemDataRole.UserRole + 20
CODE, CODINGS, UNITS, AGREE, VALUE, PLOT = "code", "codings", "units", "agree", "value", "plot"
BESIDE = "beside "  # before the name of a further coefficient: its column
HEAT = Qt.ItemDataRole.UserRole + 21  # the value that shades a cell
_SLACK = 0.05  # of an axis: values just below nought do not cost it a fifth


@dataclass(frozen=True, slots=True)
class Axis:
    """The common axis of all rows: where it begins, its ticks, and the limits that are named."""

    low: float = 0.0
    limits: tuple[float, ...] = ()

    @property
    def ticks(self) -> tuple[float, ...]:
        """The places that are written below the header."""
        steps = [n / 5 for n in range(floor(self.low * 5 + 0.5), 6)]
        far = [s for s in steps if all(abs(s - limit) > 0.12 for limit in self.limits)]
        return tuple(sorted({*far, *self.limits})) if self.limits else tuple(steps)

    def place(self, value: float, left: float, width: float) -> float:
        """Return where a value lies, cut at the ends of the axis."""
        share = (min(max(value, self.low), 1.0) - self.low) / (1.0 - self.low)
        return left + share * width


def axis_for(lines: Sequence[CodeLine], limits: tuple[float, ...]) -> Axis:
    """Return the axis that holds all values and intervals."""
    numbers = [n for line in lines for n in (line.value, line.low) if n is not None]
    least = min(numbers, default=0.0)
    if least >= 0:
        return Axis(0.0, limits)
    return Axis(-_SLACK if least >= -_SLACK else max(floor(least * 5) / 5, -1.0), limits)


class CodeModel(FrameModel):
    """The codes compared; sorting and totals are those of every table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self.lines: tuple[CodeLine, ...] = ()
        self.keys: tuple[str, ...] = ()
        self.axis = Axis()

    def show_lines(
        self, lines: tuple[CodeLine, ...], names: dict[str, str], limits: tuple[float, ...]
    ) -> None:
        """Show these rows under these headings; `names` says which columns there are."""
        self.lines, self.keys = lines, tuple(names)
        self.axis = axis_for(lines, limits)
        cells = [tuple(_cell(line, key) for key in names) for line in lines]
        facts = [line.facts for line in lines]
        self.set(
            tuple(names.values()),
            cells,
            colours=[each.colour if each else 0 for each in facts],
            categories=frozenset(n for n, each in enumerate(facts) if each and each.category),
        )

    def line(self, place: int) -> CodeLine:
        """Return the code of a row as it is shown now."""
        return self.lines[self.source_row(place)]

    def shown(self, place: int, column: int) -> str:
        """Return a cell as it is written."""
        line, key = self.line(place), self.keys[column]
        if key == CODE:
            return line.name
        if key == AGREE:
            return percent_text(line.agree)
        if key == VALUE:
            return value_text(line.value, self.axis.limits)
        if key.startswith(BESIDE):
            other = line.others.get(key.removeprefix(BESIDE))
            return "" if other is None else value_text(other.value)
        if key == PLOT:
            if line.low is None or line.high is None:
                return line.remark
            return " · ".join(filter(None, (interval_text(line.low, line.high), line.remark)))
        return super().shown(place, column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Add the line itself, and what is known of it under the pointer."""
        if not index.isValid():
            return None
        line = self.line(index.row())
        if role == LINE:
            return line
        if role == HEAT:
            return (
                _cell(line, key) if (key := self.keys[index.column()]).startswith(BESIDE) else None
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (line.path, line.remark, line.note)))
        return super().data(index, role)


def _cell(line: CodeLine, key: str) -> Cell:
    if key.startswith(BESIDE):
        other = line.others.get(key.removeprefix(BESIDE))
        return None if other is None else other.value
    cells: dict[str, Cell] = {
        CODE: line.name,
        CODINGS: line.codings,
        UNITS: line.units,
        AGREE: line.agree,
        VALUE: line.value,
        PLOT: line.value,
    }
    return cells[key]


def filled(line: CodeLine, limits: tuple[float, ...]) -> bool:
    """Return whether a point is filled: from the first named limit on, always where none is."""
    if line.value is None:
        return False
    return not limits or line.value >= (limits or LIMITS)[0]
