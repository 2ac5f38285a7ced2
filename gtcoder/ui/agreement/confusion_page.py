"""The page of confusion: which code one coder gave where the other gave which."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gtcoder.ui.agreement.basis import basis_text
from gtcoder.ui.agreement.computing import Compared, Numbers, Pair
from gtcoder.ui.agreement.grid import AGREED, APART, Grid, GridCell, GridView
from gtcoder.ui.agreement.numbers_page import NumbersPage
from gtcoder.ui.agreement.passages import CHARACTERS, SEGMENTS, Cell, matrix_of
from gtcoder.ui.agreement.view import main_record
from gtcoder.ui.kit import Chip

if TYPE_CHECKING:
    from gtcoder.analysis.confusion import Confusion

_MOST = (15, 25, 50, 0)
NONE = "nothing"


class ConfusionPage(NumbersPage):
    """Code by code with “nothing” last; the diagonal agrees, the rest is shaded by its weight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = GridView(name=self.tr("Codes confused with one another"), widest=230)
        self.grid.setObjectName("confusion_grid")
        self.lay(self.tr("Codes confused with one another"), self.grid)
        self.matrix: Confusion | None = None
        self._compared: Compared | None = None
        self._shown: list[int] = []
        self.pair, self.counted = Chip(self.tr("Rows × columns")), Chip(self.tr("Counted"))
        self.most = Chip(self.tr("Codes"))
        for chip, name in ((self.pair, "pair"), (self.counted, "counted"), (self.most, "most")):
            chip.setObjectName(f"confusion_{name}")
            chip.changed.connect(self._again)
            self.head.add(chip)
        self.counted.set_choices(
            [(self.tr("characters"), CHARACTERS), (self.tr("segments"), SEGMENTS)]
        )
        words = self.tr("the {count} most confused")
        most: list[tuple[str, object]] = [
            (words.format(count=n) if n else self.tr("all"), n) for n in _MOST
        ]
        self.most.set_choices(most)
        self.grid.chosen_cell.connect(self._choose)

    def fill(self, numbers: Numbers) -> None:
        """Show the matrix of the pair that is chosen."""
        self.head.method.setText(basis_text(numbers, main_record(numbers)))
        if self.matrix is not None and self._compared is numbers.compared:
            return  # another coefficient of the same codings
        self._compared = numbers.compared
        pairs = [*permutations(numbers.codings.coders, 2)]
        before = self.pair.value()
        words = self.tr("{rows} × {columns}")
        choices: list[tuple[str, object]] = [
            (words.format(rows=a, columns=b), (a, b)) for a, b in pairs
        ]
        self.pair.set_choices(choices, before if before in pairs else pairs[0])
        self._again()

    def now(self) -> tuple[Pair, str, int] | None:
        """Return the pair, what is counted and how many codes are shown; None without numbers."""
        if self.numbers is None:
            return None
        return self.pair.value(), str(self.counted.value()), int(self.most.value())

    def _again(self, *_: object) -> None:
        from gtcoder.errors import NotComputable

        if self.numbers is None:
            return
        try:
            matrix = matrix_of(self.numbers.codings, self.pair.value(), str(self.counted.value()))
        except NotComputable as error:
            self.say_none(str(error))
            return
        self.matrix = matrix
        self._shown = shown_codes(matrix, int(self.most.value()))
        self.grid.show_grid(confusion_grid(matrix, self._shown))
        self.show_content()
        self.footer.setText(" ".join(self._said(matrix)))

    def _said(self, matrix: Confusion) -> tuple[str, ...]:
        rows, columns = matrix.coders
        said = [
            self.tr("Rows: {rows}; columns: {columns}.").format(rows=rows, columns=columns),
            self.tr(
                "Where both gave the same code it agrees; what is left of the one stands against "
                "what is left of the other, or against nothing."
            ),
        ]
        left = len(matrix.codes) + 1 - len(self._shown)
        if left > 0:
            words = self.tr("{count} codes with less disagreement are not shown.")
            said.append(words.format(count=f"{left:,}"))
        return tuple(said)

    def _choose(self, row: int, column: int) -> None:
        matrix = self.matrix
        if matrix is None:
            return
        names = (*matrix.codes, NONE)
        first, second = names[self._shown[row]], names[self._shown[column]]
        if (first, second) != (NONE, NONE):
            self.chosen_cell.emit(Cell(matrix.coders, given=(first, second)))


def shown_codes(matrix: Confusion, most: int) -> list[int]:
    """Return the places of the codes to show, the most confused, with “nothing” last."""
    import numpy as np

    apart = matrix.counts.copy()
    np.fill_diagonal(apart, 0)
    trouble = (apart.sum(axis=0) + apart.sum(axis=1))[:-1]
    size = len(matrix.codes)
    if not most or size <= most:
        return [*range(size), size]
    return [*sorted(np.argsort(-trouble, kind="stable")[:most].tolist()), size]


def confusion_grid(matrix: Confusion, shown: list[int]) -> Grid:
    """Return the cells of some codes: numbered, so that columns stay narrow."""
    names = (*matrix.codes, NONE)
    short = [names[place].rpartition(" > ")[2] for place in shown]
    numbers = [str(n + 1) for n in range(len(shown) - 1)]
    apart = [int(matrix.counts[r, c]) for r in shown for c in shown if r != c]
    agreed = [int(matrix.counts[r, r]) for r in shown[:-1]]
    worst, best = max(apart, default=0) or 1, max(agreed, default=0) or 1
    cells = []
    for r in shown:
        row: list[GridCell | None] = []
        for c in shown:
            count = int(matrix.counts[r, c])
            if r == c == shown[-1]:
                row.append(None)
                continue
            kind = AGREED if r == c else APART
            share = count / (best if r == c else worst)
            tip = f"{names[r]} × {names[c]}: {count:,} {matrix.counted.value}"
            row.append(GridCell(f"{count:,}" if count else "", share, kind, tip))
        cells.append(tuple(row))
    labels = (*(f"{n}  {name}" for n, name in zip(numbers, short, strict=False)), NONE)
    tips = tuple(names[place] for place in shown)
    return Grid(labels, (*numbers, NONE), tuple(cells), tips)
