"""The whole study as rows by guid, for whatever takes all of it along."""

from __future__ import annotations

from gtcoder.errors import NotAllowed
from gtcoder.store.by_guid import read_rows
from gtcoder.store.reader import Reader
from gtcoder.study_rows import StudyRows


def whole_study(reader: Reader, history: bool = False) -> StudyRows:
    """Return all rows by guid, with their texts and, if asked, the ledger.

    Refused while a round is open in which coders do not see one another's work: what is left of
    the study then is no whole.
    """
    if reader.blind is not None or reader.afresh is not None:
        raise NotAllowed(
            "A round is open in which coders do not see one another's work, so the study cannot "
            "leave as a whole. Nothing was written; close the round first."
        )
    return read_rows(reader.session.connection(), history=history)
