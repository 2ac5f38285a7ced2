"""What coding the finds of a search did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted
from gtcoder.vocabulary import HitUnit, SearchKind

_UNITS = {
    HitUnit.MATCH: "as they were found",
    HitUnit.SENTENCE: "by sentence",
    HitUnit.TURN: "by turn",
    HitUnit.PARAGRAPH: "by paragraph",
}
_KINDS = {SearchKind.LIST: "the list ", SearchKind.REGEX: "the pattern "}


def _autocode(told: Told) -> str:
    unit = _UNITS.get(told.detail("unit"), "")  # type: ignore[call-overload]
    kind = _KINDS.get(told.detail("kind"), "")  # type: ignore[call-overload]
    pattern = " / ".join(told.detail("pattern").split("\n"))
    accepted, found = told.key("accepted") or 0, told.key("found") or 0
    rejected = told.key("rejected") or 0
    passages = counted(accepted, "passage")
    return (
        f"Coded {passages} as {told.code(None, told.detail('code'))} after a search for {kind}"
        f"“{pattern}” {unit}: {accepted:,} of {found:,} accepted, {rejected:,} rejected"
    )


SAID: Sayings = {"coding.autocode": _autocode}
