"""Who may take in what would come in, and the study it is compared with."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gtcoder.errors import NotAllowed
from gtcoder.queries.people import coders
from gtcoder.queries.whole import whole_study
from gtcoder.store.reader import Reader
from gtcoder.study_rows import Arrival, StudyRows
from gtcoder.vocabulary import CoderId, CoderRole


def not_lead(reader: Reader, coder: CoderId | None) -> str:
    """Return why a coder may not take it in; empty for a lead."""
    role = next((row.role for row in coders(reader) if row.id == coder), None)
    if role is CoderRole.LEAD:
        return ""
    return QCoreApplication.translate(
        "Leads", "You can look at it here. Only a lead of the study can bring it in."
    )


def not_allowed(hindrance: str, arrival: Arrival, study: StudyRows, coder: str) -> str:
    """Return why a coder may not take in what is theirs or not; `hindrance` holds for a lead's."""
    from gtcoder.actions.arriving_rights import takes_lead

    rows = [row for row in study.rows("coder") if row["name"] == coder]
    codes = any(row["role"] == CoderRole.CODER for row in rows)
    return "" if codes and not takes_lead(arrival, rows[0]["guid"]) else hindrance


def study_to_compare(reader: Reader) -> StudyRows:
    """Return the open study, to lay beside it what comes; raises NotAllowed while it is hidden."""
    if reader.blind is not None or reader.afresh is not None:
        raise NotAllowed(
            "A round is open in which coders do not see one another's work, so nothing can come in "
            "now. Nothing was changed; close the round first."
        )
    return whole_study(reader, history=True)
