"""Taking proposed codes into the codebook: at once, or by a merge where a name stands twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.at_once import AtOnce
from gtcoder.ui.kit import ask_choice
from gtcoder.ui.kit.sheet import Sheet

_tr = QCoreApplication.translate
Merge = Callable[[Sequence[CodeRow], CodeRow | None], None]


def accept(
    codes: Sequence[CodeRow], every: Sequence[CodeRow], at_once: AtOnce, merge: Merge, over: QWidget
) -> Sheet | None:
    """Accept proposed codes; where one has a namesake in its place, offer to merge the two."""
    found = next(((code, twin) for code in codes if (twin := _twin(code, every))), None)
    if found is None:
        at_once.accept(codes)
        return None
    code, twin = found
    words = _tr(
        "codebook",
        "“{name}” stands in that place twice, and two codes of one name cannot be told apart. "
        "Merge the two, or rename one first. Nothing was accepted.",
    )
    return ask_choice(
        over,
        _tr("codebook", "Accept “{name}”").format(name=code.name),
        words.format(name=code.name),
        [
            (_tr("codebook", "Cancel"), "plain", _nothing),
            (_tr("codebook", "Merge the two…"), "primary", partial(merge, [code], twin)),
        ],
    )


def _twin(code: CodeRow, every: Sequence[CodeRow]) -> CodeRow | None:
    """Return a code in use of the same name in the same place; one of the codebook before all."""
    twins = [
        other
        for other in every
        if other.id != code.id
        and not other.retired
        and other.parent == code.parent
        and other.name.casefold() == code.name.casefold()
    ]
    return min(twins, key=lambda other: other.proposed_by is not None, default=None)


def _nothing() -> None:
    """Change nothing."""
