"""The list of pseudonyms of the open study: where it is kept, and that it holds at the door."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gtcoder.errors import GtcoderError
from gtcoder.exchange import door
from gtcoder.exchange.pseudonyms import read_key, refuse_inside, write_key
from gtcoder.masking import NOTHING, Mask
from gtcoder.ui.session import Session

if TYPE_CHECKING:
    from gtcoder.masking import Pseudonym
    from gtcoder.store.ledger import Change


class PseudonymKey(QObject):
    """Reads the list that this computer knows of the study; `changed` when another one holds.

    `path` is where it is kept, None while there is none; `fault` says why it cannot be used, and
    then nothing leaves; `asked` tells whether the study is given out with pseudonyms only.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.path: Path | None = None
        self.mask: Mask = NOTHING
        self.fault = ""
        self.asked = False
        session.bridge.changed.connect(self._follow)
        self.read()

    def read(self) -> None:
        """Read the setting of the study and the file, and let what they say hold."""
        with self._session.bridge.read() as reader:
            self._guid = str(reader.study.guid.hex())
            self.asked = bool(reader.study.settings.get("pseudonyms"))
        kept = self._session.preferences.now.keys.get(self._guid)
        self.path = None if kept is None else Path(kept)
        self.mask, self.fault = NOTHING, ""
        try:
            if self.path is not None:
                refuse_inside(self.path, self._session.location)
                self.mask = read_key(self.path)
        except GtcoderError as error:
            self.fault = str(error)
        door.put(door.Door(self.mask, self.fault or self._lacking()))
        self.changed.emit()

    def keep(self, path: Path, pseudonyms: list[Pseudonym]) -> None:
        """Write the list and let it hold. Raises where it cannot be used or lies in the study."""
        refuse_inside(path, self._session.location)
        write_key(path, pseudonyms)
        keys = self._session.preferences.now.keys
        self._session.preferences.change(keys={**keys, self._guid: str(path.absolute())})
        self.read()

    def forget(self) -> None:
        """Know of no list any more; its file stays where it is."""
        keys = dict(self._session.preferences.now.keys)
        keys.pop(self._guid, None)
        self._session.preferences.change(keys=keys)
        self.read()

    def drop(self) -> None:
        """Let go of the study that is closed."""
        self._session.bridge.changed.disconnect(self._follow)
        door.put(door.Door())
        self.deleteLater()

    def _follow(self, change: Change) -> None:
        if change.touches("project"):
            self.read()

    def _lacking(self) -> str:
        if not self.asked or self.path is not None:
            return ""
        return self.tr(
            "This study is given out with pseudonyms only, and its list is not known on this "
            "computer. Open Study → Pseudonyms… and name the file of the list."
        )
