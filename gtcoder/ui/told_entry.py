"""The entry of which a notice tells: taken back, the notice goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from gtcoder.ui.session import Session


class ToldEntry(QObject):
    """Withdraws the notice of a key once the entry it tells of no longer stands."""

    def __init__(self, session: Session, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._key = session, key
        self._revision = 0
        session.bridge.changed.connect(self._follow)

    def hold(self, revision: int) -> None:
        """Remember the entry that the notice tells of now."""
        self._revision = revision

    def _follow(self, _: object) -> None:
        if not self._revision:
            return
        from gtcoder.queries.ledger import reverted_by

        with self._session.bridge.read() as reader:
            gone = self._revision in reverted_by(reader)
        if gone:
            self._revision = 0
            self._session.say.withdraw(self._key)
