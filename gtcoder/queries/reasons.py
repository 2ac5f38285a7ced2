"""The reasons a coder gave lately, so that one that is given again need not be typed again."""

from __future__ import annotations

from sqlalchemy import func, select

from gtcoder.model.journal import Entry
from gtcoder.store.reader import Reader


def recent_reasons(reader: Reader, *, limit: int = 5) -> tuple[str, ...]:
    """Return the viewer's own last different reasons, newest first; never a colleague's."""
    if reader.viewer is None:
        return ()
    newest = func.max(Entry.revision)
    statement = (
        select(Entry.reason)
        .where(Entry.coder_id == reader.viewer, Entry.reason != "")
        .group_by(Entry.reason)
        .order_by(newest.desc())
        .limit(limit)
    )
    return tuple(row.reason for row in reader.rows(statement))
