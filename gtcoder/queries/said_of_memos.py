"""Sentences for entries about memos: changed, filed under tags, tied to what they are about."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, listed, quoted


def _change(told: Told) -> str:
    kind = told.detail("kind")
    return f"Changed the memo {told.memo()}" + (f": now a {kind} memo" if kind else "")


def _tag(told: Told) -> str:
    details = told.entry.details
    added = [quoted(name) for name in details.get("added", ())]
    removed = [quoted(name) for name in details.get("removed", ())]
    parts = [f"under {listed(added)}"] if added else []
    parts += [f"no longer under {listed(removed)}"] if removed else []
    return f"Filed the memo {told.memo()} {' and '.join(parts)}".rstrip()


def _link(told: Told) -> str:
    return f"Linked the memo {told.memo()} to {_things(told)}"


def _unlink(told: Told) -> str:
    return f"Took the link to {_things(told)} off the memo {told.memo()}"


def _things(told: Told) -> str:
    return listed([str(each) for each in told.entry.details.get("on", ())]) or "something"


SAID: Sayings = {
    "theory.change_memo": _change,
    "theory.tag_memo": _tag,
    "theory.link_memo": _link,
    "theory.unlink_memo": _unlink,
}
