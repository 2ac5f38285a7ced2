"""What this machine saw of a study before, so that an older or diverged copy is named.

A study is known by the first entry of its ledger: one that was built again from a folder or another
copy has a ledger of its own, though the study in it is the same.
"""

from __future__ import annotations

import json
import logging
import os
from datetime import UTC, datetime

from sqlalchemy import Engine, select

from gtcoder.model.journal import Entry
from gtcoder.model.project import Project
from gtcoder.resources import state_folder
from gtcoder.store.engine import READING

log = logging.getLogger("gtcoder.store")


def remember(engine: Engine) -> None:
    """Keep the study's id, its last revision and that entry's guid."""
    study, revision, last = _facts(engine, None)
    folder = state_folder() / "seen"
    fact = {"revision": revision, "entry": last, "at": datetime.now(UTC).isoformat()}
    draft = folder / f"{study}.json.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(fact), encoding="utf-8")
        draft.replace(folder / f"{study}.json")
    except OSError as error:  # a home that may not be written: the study itself is well
        log.warning("what was seen could not be kept: %s", error.strerror)


def compare(engine: Engine) -> str | None:
    """Return a sentence where the study is older than, or differs from, what was seen here.

    No entry is named by its number: in a blind round that would tell how much colleagues did.
    """
    study, revision, _ = _facts(engine, None)
    try:
        text = (state_folder() / "seen" / f"{study}.json").read_text(encoding="utf-8")
        seen = json.loads(text)
        seen_revision, seen_entry, at = int(seen["revision"]), seen["entry"], seen["at"][:16]
    except (OSError, ValueError, KeyError, TypeError):
        return None  # never seen here, or the note was cut short: nothing to compare with
    if revision < seen_revision:
        return (
            f"This copy of the study is older than the one last open on this machine "
            f"on {at.replace('T', ' ')}. "
            f"Look for the newer file before you go on."
        )
    if _facts(engine, seen_revision)[2] != seen_entry:
        return (
            f"This copy of the study went another way than the one last open on this machine: "
            f"entries of {at.replace('T', ' ')} and before differ. It may be a conflicted copy of "
            f"a synced folder; keep both files until you have compared them."
        )
    return None


def _facts(engine: Engine, at: int | None) -> tuple[str, int, str | None]:
    with engine.connect().execution_options(**{READING: True}) as connection:
        revision = connection.execute(select(Project.revision)).scalar_one()
        first = connection.execute(
            select(Entry.guid).order_by(Entry.revision).limit(1)
        ).scalar_one()
        wanted = revision if at is None else at
        entry = connection.execute(select(Entry.guid).where(Entry.revision == wanted)).scalar()
        connection.rollback()
    return first.hex(), revision, None if entry is None else entry.hex()
