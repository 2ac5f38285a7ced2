"""The codebook as a tree of rows for Qt that can be dragged and dropped on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData, QObject, Qt, Signal

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.rows import CodeRole, CodeRows, Favourites, Index, is_category
from gtcoder.ui.kit.copying import copyable
from gtcoder.vocabulary import CodeId

__all__ = [
    "CODES_MIME",
    "CODE_MIME",
    "CODING_MIME",
    "SPAN_MIME",
    "CodeRole",
    "CodebookModel",
    "Favourites",
    "Index",
    "dragged",
    "is_category",
]  # fmt: skip

CODE_MIME = "application/x-gtcoder-code"  # ascii: the code's id
CODES_MIME = "application/x-gtcoder-codes"  # ascii: the ids of all that is dragged
SPAN_MIME = "application/x-gtcoder-span"  # ascii: "start end"
CODING_MIME = "application/x-gtcoder-coding"  # ascii: "coding code"


class CodebookModel(CodeRows):
    """The tree. A drop is only told, never done: the study decides, and `show` follows it.

    `codes_dropped` carries the codes, the code they are dropped on (None: the top), and whether
    they were dropped to be merged into it.
    """

    codes_dropped = Signal(object, object, bool)
    codes_ordered = Signal(object, int, str)  # the codes, the one they go beside, which side
    span_dropped = Signal(int, int, int)
    coding_dropped = Signal(int, int, bool)  # the code, the coding, whether as a further code

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.can_write = True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell what can be done with a row."""
        code = self.code_at(index)
        drop = Qt.ItemFlag.ItemIsDropEnabled if self.can_write else Qt.ItemFlag.NoItemFlags
        if code is None:
            return drop
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if code.retired:
            return flags
        return flags | Qt.ItemFlag.ItemIsDragEnabled | drop

    def mimeTypes(self) -> list[str]:
        """Return what can be dropped."""
        return [CODE_MIME, CODES_MIME, SPAN_MIME, CODING_MIME]

    def mimeData(self, indexes: Iterable[Index]) -> QMimeData:
        """Return what is dragged."""
        codes = [code for code in map(self.code_at, indexes) if code is not None]
        data = QMimeData()
        if codes:
            data.setData(CODE_MIME, str(codes[0].id).encode())
            data.setData(CODES_MIME, " ".join(str(code.id) for code in codes).encode())
            data.setText(copyable("\n".join(code.name for code in codes)))
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Allow to move, and with Ctrl to merge."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell whether something may be dropped there."""
        if not self.can_write:
            return False
        target = self.code_at(parent)
        if data.hasFormat(SPAN_MIME) or data.hasFormat(CODING_MIME):
            own = _numbers(data, CODING_MIME)[1] if data.hasFormat(CODING_MIME) else None
            if target is None or target.retired:
                return False
            return row < 0 and target.id != own
        return bool(data.hasFormat(CODE_MIME)) and self.may_drop(dragged(data), target)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell of a drop; codes on a row with Ctrl held are to be merged into it."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        target = self.code_at(parent)
        if data.hasFormat(SPAN_MIME) and target is not None:
            start, end = _numbers(data, SPAN_MIME)
            self.span_dropped.emit(target.id, start, end)
            return True
        copy = action == Qt.DropAction.CopyAction
        if data.hasFormat(CODING_MIME) and target is not None:
            self.coding_dropped.emit(target.id, _numbers(data, CODING_MIME)[0], copy)
            return True
        merge = copy and row < 0 and target is not None
        above = None if target is None else target.id
        self.codes_dropped.emit(dragged(data), above, merge)
        return True

    def may_drop(self, codes: Sequence[CodeId], target: CodeRow | None) -> bool:
        """Tell whether codes may go under a code: one in use that is not among or below them."""
        if not codes or (target is not None and target.retired):
            return False
        place = None if target is None else target.id
        while place is not None:
            if place in codes:
                return False
            place = self.parent_of(place)
        return True


def _numbers(data: QMimeData, kind: str) -> tuple[int, int]:
    one, other = map(int, bytes(data.data(kind).data()).split())
    return one, other


def dragged(data: QMimeData) -> tuple[CodeId, ...]:
    """Return the codes that are dragged."""
    kind = CODES_MIME if data.hasFormat(CODES_MIME) else CODE_MIME
    return tuple(CodeId(int(key)) for key in bytes(data.data(kind).data()).split())
