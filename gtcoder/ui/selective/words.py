"""What is said under the table of structures: its totals, and what they count."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gtcoder.ui.axial import board_words
from gtcoder.ui.selective.rows import Structures
from gtcoder.ui.selective.table_model import FIXED


def totals_of(structures: Structures) -> tuple[str, ...]:
    """Return the totals of the table: each code counts once, however many places it has."""
    codes = list({line.code.id: None for line in structures.lines if line.code is not None})
    categories = {each for line in structures.lines for each in line.places if each}
    words = _tr("Totals: {codes} codes in {categories} categories")
    first = words.format(codes=f"{len(codes):,}", categories=f"{len(categories):,}")
    sums = (structures.sum_of(column, codes) for column in structures.columns)
    return first, *[""] * (FIXED - 1), *sums


def sentence_of(structures: Structures) -> str:
    """Return what the table holds, what its totals count, and what is not shown."""
    parts: list[str] = []
    summed = [name for name in structures.columns if structures.counts(name)]
    if summed:
        parts.append(_tr("Totals of columns of numbers are sums, of others filled cells."))
    elif any(structures.value(code, name) for code in structures.shown()
             for name in structures.columns):  # fmt: skip
        parts.append(_tr("Totals are filled cells."))
    further = sum(line.further for line in structures.lines)
    if further:
        words = _tr("Rows that are a further place of a code: {n}; changed in its own row.")
        parts.append(words.format(n=f"{further:,}"))
    if structures.loose:
        words = _tr("Not shown: {codes} in no category.")
        parts.append(words.format(codes=board_words.codes(structures.loose)))
    return " ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Structures", text)
