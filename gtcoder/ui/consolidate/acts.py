"""What can be done to a pair of codes: merge, keep apart, retire; one reason may serve for many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gtcoder.actions import codebook, kept_apart, merging
from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId, CodingId


class PairActs(QObject):
    """Queues the verbs and says what was done."""

    def __init__(self, session: Session, ground: QWidget) -> None:
        super().__init__(ground)
        self._session = session

    def merge(self, source: CodeRow, into: CodeRow, reason: str) -> None:
        """Merge one code into the other."""
        told = self.tr("Merged “{source}” into “{into}”").format(source=source.name, into=into.name)
        self._act(merging.merge_codes, told, reason, sources=[source.id], target=into.id)

    def keep_both(self, one: CodeRow, other: CodeRow, reason: str) -> None:
        """Keep two codes apart, so that they are not proposed again."""
        told = self.tr("Kept “{one}” and “{other}” apart").format(one=one.name, other=other.name)
        self._act(kept_apart.refuse_merge, told, reason, one=one.id, other=other.id)

    def propose_again(self, one: CodeId, other: CodeId) -> None:
        """Take it back that two codes are kept apart."""
        told = self.tr("They may be proposed again")
        self._act(kept_apart.unrefuse_merge, told, "", one=one, other=other)

    def retire(self, code: CodeRow, reason: str) -> None:
        """Take a code out of use."""
        told = self.tr("Retired “{code}”").format(code=code.name)
        self._act(codebook.retire_code, told, reason, code=code.id)

    def split(
        self,
        code: CodeRow,
        reason: str,
        *,
        name: str,
        rule: str,
        moved: list[CodingId],
        both: list[CodingId],
    ) -> None:
        """Split a code: some passages go to a new one, some are in both."""
        told = self.tr("Split “{name}” off “{code}”").format(name=name, code=code.name)
        self._act(
            merging.split_code, told, reason,
            code=code.id, name=name, codings=moved, both=both, rule=rule,
        )  # fmt: skip

    def _act(self, verb: Callable[..., Any], told: str, reason: str, **values: Any) -> None:
        if self._session.bridge.can_write:
            self._session.bridge.act(
                verb, done=lambda _: self._session.say.toast(told), reason=reason, **values
            )
