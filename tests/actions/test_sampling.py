"""The log of theoretical sampling: links hold, follow merges, and the ledger proposes some."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from gtcoder.actions import codebook, merging, relations, sampling, transcripts
from gtcoder.batch import ImportBatch
from gtcoder.errors import InvalidInput, NotAllowed, NotFound
from gtcoder.queries.people import participants
from gtcoder.queries.sampling import SamplingRow, proposal
from gtcoder.queries.sampling import sampling as log_of
from gtcoder.store.verify import verify
from gtcoder.vocabulary import CodeId, CodeLevel, SamplingDecisionId
from tests.actions.test_core import category, undone_and_redone
from tests.databases import ON_BOTH
from tests.studies import Study, draft

TODAY = datetime.now().astimezone().date()


def rows(study: Study) -> tuple[SamplingRow, ...]:
    with study.ann.read() as reader:
        return log_of(reader)


def log(study: Study, **more: Any) -> SamplingDecisionId:
    values = {"gap": "Nobody left.", "decision": "Ask who left.", **more}
    made: SamplingDecisionId = study.ann.perform(sampling.log_sampling, **values)
    return made


@ON_BOTH
def test_a_decision_is_logged_changed_and_removed(study: Study) -> None:
    waiting = category(study, "Waiting")
    with study.ann.read() as reader:
        person = participants(reader)[0].id
    undone_and_redone(
        study,
        lambda: log(
            study,
            decided_on=date(2020, 2, 24),
            documents=[study.document],
            participants=[person],
            codes=[waiting, waiting],
        ),
    )
    (row,) = rows(study)
    assert (row.gap, row.decision, row.decided_on) == (
        "Nobody left.", "Ask who left.", date(2020, 2, 24),
    )  # fmt: skip
    assert (row.documents, row.participants, row.codes) == (
        (study.document,), (person,), (waiting,),
    )  # fmt: skip
    leaving = category(study, "Leaving")

    def change() -> None:
        study.ann.perform(
            sampling.change_sampling, decision_id=row.id, outcome=" They had. ", codes=[leaving]
        )

    undone_and_redone(study, change)
    (changed,) = rows(study)
    assert (changed.outcome, changed.codes, changed.documents) == (
        "They had.", (leaving,), (study.document,),
    )  # fmt: skip

    def remove() -> None:
        study.ann.perform(sampling.remove_sampling, decision_id=row.id, reason="logged twice")

    undone_and_redone(study, remove)
    assert rows(study) == ()
    with pytest.raises(NotFound, match="no sampling decision"):
        study.ann.perform(sampling.remove_sampling, decision_id=row.id, reason="again")


def test_gap_and_decision_are_needed_and_links_must_be_there(study: Study) -> None:
    for wrong in ({"gap": " "}, {"decision": ""}):
        with pytest.raises(InvalidInput, match="needs"):
            log(study, **wrong)
    with pytest.raises(NotFound):
        log(study, documents=[99])
    with pytest.raises(NotFound):
        log(study, codes=[99])
    assert rows(study) == ()
    key = log(study)
    with pytest.raises(InvalidInput, match="the gap"):
        study.ann.perform(sampling.change_sampling, decision_id=key, gap="")
    with pytest.raises(NotAllowed):
        study.bob.perform(sampling.remove_sampling, decision_id=key, reason="mine is better")
    assert [row.decided_on for row in rows(study)] == [TODAY]


@ON_BOTH
def test_decisions_stand_by_their_dates(study: Study) -> None:
    days = [date(2020, 5, 1), date(2020, 3, 1), date(2020, 5, 1)]
    keys = [log(study, decided_on=day) for day in days]
    assert [row.id for row in rows(study)] == [keys[1], keys[0], keys[2]]


def test_a_removed_document_leaves_the_decision(study: Study) -> None:
    log(study, documents=[study.document])
    undone_and_redone(
        study,
        lambda: study.ann.perform(
            transcripts.remove_document, document=study.document, reason="withdrawn"
        ),
    )
    assert rows(study)[0].documents == ()
    assert verify(study.ann).ok


def test_a_merge_leads_the_links_to_its_target(study: Study) -> None:
    waiting, queue, other = (category(study, name) for name in ("Waiting", "Queue", "Leaving"))
    log(study, codes=[queue, other])
    log(study, codes=[waiting, queue])
    undone_and_redone(
        study,
        lambda: study.ann.perform(
            merging.merge_codes, sources=[queue], target=waiting, reason="one thing"
        ),
    )
    assert [row.codes for row in rows(study)] == [(waiting, other), (waiting,)]


def test_the_ledger_proposes_what_came_and_changed_until_the_next_decision(study: Study) -> None:
    early = log(study, decided_on=TODAY - timedelta(days=400))
    key = log(study, decided_on=TODAY)
    stored = study.ann.perform(
        transcripts.add_documents,
        batch=ImportBatch(documents=(draft("Invented interview 2", "x"),)),
    )
    new = stored.documents[0][1]
    waiting, leaving = category(study, "Waiting"), category(study, "Leaving")
    plain: CodeId = study.ann.perform(codebook.create_code, name="Sigh", parent=waiting)
    study.ann.perform(relations.relate, source=waiting, target=leaving, type="leads to")
    with study.ann.read() as reader:
        assert proposal(reader, early).documents == ()
        assert proposal(reader, early).codes == ()
        found = proposal(reader, key)
    assert found.documents == (study.document, new)
    assert found.codes == (waiting, leaving)
    assert plain not in found.codes
    study.ann.perform(sampling.change_sampling, decision_id=key, documents=[new], codes=[waiting])
    with study.ann.read() as reader:
        found = proposal(reader, key)
    assert (found.documents, found.codes) == ((study.document,), (leaving,))
    study.ann.perform(codebook.set_level, code=leaving, level=CodeLevel.OPEN)
    with study.ann.read() as reader:
        assert proposal(reader, key).codes == ()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be set here")
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])  # never the same day
def test_a_decision_is_of_the_day_here(
    study: Study, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    waiting = category(study, "Waiting")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        try:
            before = datetime.now(ZoneInfo(zone)).date()
            decision = log(study)
            (row,) = rows(study)
            assert before <= row.decided_on <= datetime.now(ZoneInfo(zone)).date()
            with study.ann.read() as reader:
                assert waiting in proposal(reader, decision).codes
        finally:
            patch.undo()
            time.tzset()
