"""What a coder can undo and redo, followed through the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from gtcoder.errors import UndoConflict
from gtcoder.model.journal import Entry
from gtcoder.store.erasing import ERASE

FIRST = "study.create"
JOIN = "team.join"


@dataclass(slots=True)
class UndoStacks:
    """What one coder can take back and do again, kept up to date entry by entry.

    Taking back the top of `done` moves it to `undone`; taking that back moves it to `done` again;
    any other entry of the coder, an older entry reverted from the ledger among them, begins a new
    future. What somebody else took back is no longer the coder's to undo, and nobody undoes their
    own coming into the study. Erasing a text for good ends what anybody can take back this way;
    `ended` says that it did so here.
    """

    coder: int | None
    seen: int = 0
    done: list[int] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)
    ended: bool = False

    def follow(self, revision: int, coder: int | None, action: str, reverts: int | None) -> None:
        """Take one more entry of the ledger into account."""
        self.seen = revision
        if action == ERASE:
            self.ended |= bool(self.done) or coder == self.coder
            self.done.clear()
            self.undone.clear()
        elif coder != self.coder:
            if reverts in self.done:
                self.done.remove(reverts)
        elif reverts is not None and self.done[-1:] == [reverts]:
            self.done.pop()
            self.undone.append(revision)
        elif reverts is not None and self.undone[-1:] == [reverts]:
            self.undone.pop()
            self.done.append(revision)
        elif action not in (FIRST, JOIN):
            self.undone.clear()
            self.done.append(revision)

    def to_undo(self) -> int:
        """Return the entry that undo takes back, or refuse where there is none."""
        if not self.done and self.ended:
            raise UndoConflict(
                "What was erased for good cannot be brought back, and undo ends there. Nothing was "
                "changed; what you did before it can be taken back entry by entry, in the ledger "
                "(gtcoder undo --revision N)."
            )
        if not self.done:
            raise UndoConflict("There is nothing of yours to undo.")
        return self.done[-1]

    def to_redo(self) -> int:
        """Return the entry that redo takes back, or refuse where there is none."""
        if not self.undone:
            raise UndoConflict("There is nothing of yours to do again.")
        return self.undone[-1]


def follow_ledger(connection: Connection, stacks: UndoStacks) -> None:
    """Bring the stacks up to the ledger's end."""
    statement = select(Entry.revision, Entry.coder_id, Entry.action, Entry.reverts)
    newer = statement.where(Entry.revision > stacks.seen).order_by(Entry.revision)
    for row in connection.execute(newer):
        stacks.follow(row.revision, row.coder_id, row.action, row.reverts)
