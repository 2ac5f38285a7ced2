"""What is chosen on the canvas: boxes, or one line."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Choice(QObject):
    """The chosen boxes in the order they were chosen, or the chosen line."""

    changed = Signal()
    settled = Signal()  # changed, and not about to change again while the hand goes on

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.nodes: tuple[str, ...] = ()
        self.edge = ""
        self._kept: tuple[str, ...] = ()
        self._under_way = False

    @property
    def node(self) -> str:
        """The box chosen last, empty for none."""
        return self.nodes[-1] if self.nodes else ""

    def take(self, *keys: str) -> None:
        """Choose these boxes, and nothing else."""
        self._kept = ()
        self._put(tuple(dict.fromkeys(keys)), "")

    def take_edge(self, key: str) -> None:
        """Choose a line, and nothing else."""
        self._kept = ()
        self._put((), key)

    def gather(self, *keys: str) -> None:
        """Choose these boxes as long as the hand goes on; `settle` says that it stopped."""
        self._under_way = True
        self.take(*keys)

    def settle(self) -> None:
        """Say that what is chosen stays so."""
        if self._under_way:
            self._under_way = False
            self.settled.emit()

    def toggle(self, key: str) -> None:
        """Choose a box too, or no longer."""
        self._kept = ()
        rest = tuple(each for each in self.nodes if each != key)
        self._put(rest if key in self.nodes else (*self.nodes, key), "")

    def keep(self) -> None:
        """Let the chosen boxes stay chosen while others are walked to; or no longer."""
        self._kept = () if self._kept == self.nodes else self.nodes

    def walk_to(self, key: str) -> None:
        """Choose a box besides those that are kept."""
        self._put(tuple(dict.fromkeys((*(k for k in self._kept if k != key), key))), "")

    def clear(self) -> None:
        """Choose nothing."""
        self.take()

    def stay_within(self, nodes: Iterable[str], edges: Iterable[str]) -> None:
        """Forget what is not there any more."""
        there = set(nodes)
        self._kept = tuple(key for key in self._kept if key in there)
        left = tuple(key for key in self.nodes if key in there)
        self._put(left, self.edge if self.edge in set(edges) else "")

    def _put(self, nodes: tuple[str, ...], edge: str) -> None:
        if (nodes, edge) != (self.nodes, self.edge):
            self.nodes, self.edge = nodes, edge
            self.changed.emit()
            if not self._under_way:
                self.settled.emit()
