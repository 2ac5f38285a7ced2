"""Verbs that need no sheet: they are done where they are asked, and undo takes them back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from gtcoder.actions import codebook, domains, many, proposals
from gtcoder.errors import GtcoderError
from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.sheet import Acts, Call
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId, CodeLevel

_tr = QCoreApplication.translate


def move_call(codes: Sequence[CodeId], under: CodeId | None) -> Call:
    """Return the verb that puts codes under another one or at the top, as one entry."""
    if len(codes) == 1:
        return codebook.move_code, {"code": codes[0], "parent": under}
    return many.move_codes, {"codes": list(codes), "parent": under}


class AtOnce:
    """Calls verbs on one or several codes; where several were changed, that is told."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def move(self, codes: Sequence[CodeRow], under: CodeId | None) -> None:
        """Put codes under another one, or at the top."""
        moving = [code.id for code in codes if code.parent != under]

        def say(_: object) -> None:
            if len(moving) > 1:
                words = _tr("codebook", "{count} codes moved").format(count=len(moving))
                self._session.say.toast(words)

        if moving:
            verb, arguments = move_call(moving, under)
            self._session.bridge.act(verb, done=say, **arguments)

    def set_level(self, codes: Sequence[CodeRow], level: CodeLevel) -> None:
        """Let open codes be categories, or categories open codes."""
        opening = level == CodeLevel.OPEN
        wrong = [code for code in codes if (code.level == CodeLevel.OPEN) != opening]
        self._each([(codebook.set_level, {"code": code.id, "level": level}) for code in wrong])

    def set_domain(self, code: CodeRow, *, declared: bool) -> None:
        """Let the codes below a category exclude one another, or no longer."""
        verb = domains.declare_domain if declared else domains.undeclare_domain
        self._each([(verb, {"code": code.id})])

    def accept(self, codes: Sequence[CodeRow]) -> None:
        """Take codes that were proposed in a blind round into the codebook."""

        def say(count: object) -> None:
            words = _tr("codebook", "{count} proposals accepted").format(count=count)
            self._session.say.toast(_tr("codebook", "1 proposal accepted") if count == 1 else words)

        keys = [code.id for code in codes]
        self._session.bridge.act(proposals.accept_proposals, done=say, codes=keys)

    def recolour(self, code: CodeId, colour: int) -> None:
        """Give a code another colour."""
        self._each([(codebook.recolour_code, {"code": code, "colour": colour})])

    def _each(self, calls: Sequence[Call]) -> None:
        """Call verbs one after the other; what is refused is said by the window."""

        def say(results: list[Any]) -> None:
            if len(results) > 1:
                words = _tr("codebook", "{count} codes changed").format(count=len(results))
                self._session.say.toast(words)

        def failed(error: GtcoderError, results: list[Any]) -> None:
            say(results)
            self._session.bridge.failed.emit(error)

        if calls:
            Acts(self._session.bridge, calls, reason="", done=say, failed=failed).start()
