"""Rounds of every kind, samples drawn by lot, and proposals of codes in a blind round."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.actions import (
    adjudication,
    codebook,
    coding,
    many,
    merging,
    proposals,
    rounds,
    team,
    transcripts,
)
from gtcoder.batch import ImportBatch
from gtcoder.errors import GtcoderError, InvalidInput, NotAllowed, NotFound, UndoConflict
from gtcoder.lots import drawn, shares, size_of
from gtcoder.queries.adjudication import decisions
from gtcoder.queries.codebook import codes, find_code
from gtcoder.queries.ledger import entries
from gtcoder.queries.passages import codings, documents
from gtcoder.queries.people import assignments
from gtcoder.queries.people import rounds as known_rounds
from gtcoder.queries.reliability import given_segments
from gtcoder.reports.disagreements import adjudicable
from gtcoder.store.location import FileLocation
from gtcoder.store.project import OpenProject
from gtcoder.store.verify import state_digest, verify
from gtcoder.vocabulary import (
    AssignmentState,
    DocumentId,
    RoundId,
    RoundKind,
    SegmentSource,
    Span,
    VariableScope,
    Verdict,
)
from tests.studies import Study, draft, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    assert verify(made.ann).ok
    made.close()


def blind(study: Study, **more: object) -> RoundId:
    return study.ann.perform(rounds.open_new_round, name="Blind", kind=RoundKind.BLIND, **more)  # type: ignore[arg-type]


def names(project: OpenProject) -> list[str]:
    with project.read() as reader:
        return [code.written for code in codes(reader)]


def more_documents(study: Study, count: int) -> list[DocumentId]:
    drafts = tuple(draft(f"Text {number:02}", f"{number}\n") for number in range(count))
    study.ann.perform(transcripts.add_documents, batch=ImportBatch(documents=drafts))
    with study.ann.read() as reader:
        return [row.id for row in documents(reader)]


def test_a_code_made_in_a_blind_round_is_its_makers_alone(study: Study) -> None:
    care = study.code("Care")
    opened = blind(study)
    for who in (study.ann, study.bob):  # the same name, and nobody learns that the other has it
        own = who.perform(codebook.create_code, name="Trust", parent=care)
        who.perform(codebook.define_code, code=own, definition="-", reason="said")
        study.apply(own, by=who)
        assert names(who) == ["Care", "Care > Trust"]
    with pytest.raises(NotFound):  # a key that belongs to Bob is none for Ann
        study.ann.perform(codebook.rename_code, code=own, name="Mine", reason="-")
    spare = study.bob.perform(codebook.create_code, name="Spare")
    study.bob.perform(codebook.retire_code, code=spare, reason="no use")
    study.bob.undo()
    study.bob.undo()
    study.ann.perform(rounds.close_round, round=opened)
    assert names(study.ann) == ["Care", "Care > Trust", "Care > Trust"]
    with study.ann.read() as reader:
        assert find_code(reader, "Care > Trust (Bob)").id == own
        with pytest.raises(NotFound, match="proposed more than once"):
            find_code(reader, "Care > Trust")
        first = find_code(reader, "Care > Trust (Ann)").id
    with pytest.raises(InvalidInput, match="in that place already"):
        study.ann.perform(proposals.accept_proposals, codes=[first])
    study.ann.perform(merging.merge_codes, sources=[own], target=first, reason="one thing")
    before = state_digest(study.ann)
    study.ann.perform(proposals.accept_proposals, codes=[first])
    with study.ann.read() as reader:
        assert find_code(reader, "Care > Trust").proposed_by is None
    study.ann.undo()
    assert state_digest(study.ann) == before
    with pytest.raises(NotAllowed):
        study.bob.perform(proposals.accept_proposals, codes=[first])


def test_what_is_shared_stays_as_it_is_while_a_round_is_blind(study: Study) -> None:
    care, trust = study.code("Care"), study.code("Trust")
    old = study.apply(trust)
    opened = blind(study)
    for verb, arguments in (
        (codebook.rename_code, {"code": care, "name": "Other"}),
        (codebook.move_code, {"code": trust, "parent": care}),
        (coding.remove_coding, {"coding": old}),
        (codebook.set_attribute, {"code": trust, "name": "new column", "value": "1"}),
    ):
        with pytest.raises(NotAllowed, match="“Blind” is a blind round that is still open"):
            study.ann.perform(verb, reason="-", **arguments)
    study.ann.poll()
    with pytest.raises(NotAllowed):
        study.ann.revert(study.ann.seen - 1)
    with pytest.raises(NotAllowed, match="second blind round"):
        study.ann.perform(rounds.open_new_round, name="Two", blind=True)
    with pytest.raises(GtcoderError):
        study.ann.undo()  # the opening itself
    study.ann.perform(rounds.unblind, round=opened, reason="all done")
    with pytest.raises(UndoConflict, match="cannot be hidden again"):
        study.ann.undo()
    study.ann.perform(codebook.rename_code, code=care, name="Other", reason="-")


def test_numbers_count_what_the_coder_sees_and_keys_meet_again(study: Study) -> None:
    trust = study.code("Trust")
    opened = blind(study)
    with study.bob.read() as reader:
        start = reader.revision
    for place in range(3):
        study.apply(trust, 5 + place, 40)
    mine = study.apply(trust, by=study.bob)
    with study.bob.read() as reader:
        assert reader.revision == entries(reader)[-1].revision == start + 1
    study.bob.revert(start + 1)
    with study.bob.read() as reader:
        assert codings(reader) == ()
        assert entries(reader)[-1].reverts == start + 1
    again = study.apply(trust, by=study.bob)
    study.ann.perform(rounds.close_round, round=opened)
    with study.bob.read() as reader:
        assert reader.revision == start + 7
        assert [each.reverts for each in entries(reader)][-3] == start + 4
    after = study.apply(study.code("New"))
    assert len({mine, again, after, max(mine, again, after)}) == 3
    assert after == max(mine, again, after)


def test_a_finished_document_is_the_coders_own_word_until_the_end(study: Study) -> None:
    opened = blind(study)
    study.bob.perform(team.finish_document, document=study.document)
    assert _states(study.ann) == {}
    study.ann.perform(team.assign, coder=study.bob.coder, document=study.document)
    assert _states(study.ann) == {"Bob": AssignmentState.ASSIGNED}
    assert _states(study.bob) == {"Bob": AssignmentState.FINISHED}
    study.bob.perform(team.reopen_document, document=study.document)
    assert _states(study.bob) == {"Bob": AssignmentState.IN_WORK}
    study.ann.perform(rounds.close_round, round=opened)
    assert _states(study.ann) == {"Bob": AssignmentState.IN_WORK}


def _states(project: OpenProject) -> dict[str, AssignmentState]:
    with project.read() as reader:
        called = {1: "Ann", 2: "Bob"}
        return {called[row.coder]: row.state for row in assignments(reader)}


def test_colleagues_earlier_codings_are_seen_but_for_the_documents_to_be_coded(
    study: Study,
) -> None:
    trust = study.code("Trust")
    other = more_documents(study, 1)[1]
    study.apply(trust)
    study.ann.perform(coding.apply_code, document=other, span=Span(5, 9), code=trust)
    opened = blind(study)
    study.ann.perform(team.assign, coder=study.bob.coder, document=other, round=opened)
    with study.bob.read() as reader:
        assert [row.start for row in codings(reader)] == [5]
        assert codings(reader)[0].document == "Invented interview 1"


def test_codings_lie_on_the_given_segments(study: Study) -> None:
    trust = study.code("Trust")
    opened = study.ann.perform(
        rounds.open_new_round,
        name="Turns",
        kind=RoundKind.GIVEN_SEGMENTS,
        segments=SegmentSource.PARTICIPANTS,
    )
    with study.ann.read() as reader:
        given = given_segments(reader, opened)
    assert len(given) == 2
    document, start, end = given[0]
    with pytest.raises(InvalidInput, match=f"code {start}:{end} whole"):
        study.apply(trust, start, end - 1)
    key = study.apply(trust, start, end)
    with pytest.raises(InvalidInput, match="hands out the passages"):
        study.ann.perform(coding.resize, coding=key, span=Span(start + 1, end))
    columns = many.CodingColumns([document], [1], [4], [trust], [study.ann.coder or 0], [opened])
    with pytest.raises(InvalidInput, match="hands out the passages"):
        study.ann.perform(many.apply_many, codings=columns)
    with pytest.raises(InvalidInput, match="Only a round of given segments"):
        study.ann.perform(rounds.open_new_round, name="?", segments=SegmentSource.TURNS)


def test_quotations_are_handed_out_without_their_codes(study: Study) -> None:
    trust = study.code("Trust")
    study.apply(trust, 5, 20)
    study.apply(trust, 30, 40)
    before = state_digest(study.ann)
    with study.ann.read() as reader:
        first = known_rounds(reader)[0].id
    opened = study.ann.perform(
        rounds.open_new_round,
        name="Same places",
        kind=RoundKind.GIVEN_SEGMENTS,
        segments=SegmentSource.QUOTATIONS,
        by=study.ann.coder,
        of=first,
        blind=True,
    )
    with study.bob.read() as reader:
        assert [row[1:] for row in given_segments(reader, opened)] == [(5, 20), (30, 40)]
        assert codings(reader) == ()
    study.apply(trust, 30, 40, by=study.bob)
    study.bob.undo()
    study.ann.perform(rounds.close_round, round=opened)
    assert state_digest(study.ann) != before


def test_who_codes_again_does_not_see_what_they_coded_before(study: Study) -> None:
    trust = study.code("Trust")
    key = study.apply(trust, by=study.bob)
    study.bob.perform(coding.remove_coding, coding=study.apply(trust, 50, 60, by=study.bob))
    for who in (study.ann, study.bob):
        who.perform(team.finish_document, document=study.document)
    study.ann.perform(adjudication.decide, codings=[key], verdict=Verdict.FIRST)
    with study.ann.read() as reader:
        first = known_rounds(reader)[0].id
    study.ann.perform(rounds.open_new_round, name="Again", kind=RoundKind.RECODE, of=first)
    study.bob.poll()
    with study.bob.read() as reader:
        seen = (*codings(reader), *decisions(reader), *adjudicable(reader))
        assert seen == ()
        told = {entry.action.partition(".")[0] for entry in entries(reader)}
        assert not told & {"coding", "adjudication"}
        assert [row.state for row in assignments(reader)][-1] is AssignmentState.ASSIGNED
    study.ann.perform(team.finish_document, document=study.document)
    with study.ann.read() as reader:
        assert [row.name for row in adjudicable(reader)] == ["Round 1"]
    study.apply(trust, 30, 41, by=study.bob)
    with study.bob.read() as reader:
        assert [row.start for row in codings(reader)] == [30]
    study.bob.perform(team.finish_document, document=study.document)
    with study.bob.read() as reader:
        assert [row.start for row in codings(reader) if row.coder == "Bob"] == [5, 30]


def test_a_sample_is_drawn_by_lot_and_given_out(study: Study) -> None:
    texts = more_documents(study, 9)
    with study.ann.read() as reader:
        called = [row.name for row in documents(reader)]
    assert len(texts) == len(called)
    for number, text in enumerate(called):
        study.ann.perform(
            transcripts.set_variable,
            scope=VariableScope.DOCUMENT,
            owner=text,
            name="sector",
            value="bank" if number < 6 else "retail",
        )
    before = state_digest(study.ann)
    both = [study.ann.coder, study.bob.coder]
    keys = study.ann.perform(team.draw_sample, coders=both, size="50%", by="sector", seed=7)
    assert len(keys) == 5
    with study.ann.read() as reader:
        assert len(assignments(reader)) == 10
        kept = known_rounds(reader)[0].sample
    assert (kept["kind"], kept["seed"], kept["n"], kept["of"]) == ("stratified", 7, 5, 10)
    study.ann.undo()
    assert state_digest(study.ann) == before
    assert study.ann.perform(team.draw_sample, coders=both, size="5", by="sector", seed=7) == keys
    study.ann.perform(team.unassign, coder=study.bob.coder, document=keys[0])
    with pytest.raises(InvalidInput, match="is not assigned"):
        study.ann.perform(team.unassign, coder=study.bob.coder, document=keys[0])
    with pytest.raises(InvalidInput, match="Known: sector"):
        study.ann.perform(team.draw_sample, coders=both, size="5", by="region")


def test_lots_do_not_depend_on_the_order_of_rows() -> None:
    strata = {f"Text {number}": "ab"[number % 3 == 0] for number in range(20)}
    upside_down = dict(reversed(strata.items()))
    assert drawn(strata, 7, 3) == drawn(upside_down, 7, 3) != drawn(strata, 7, 4)
    assert shares(strata, 7) == {"a": 5, "b": 2}
    assert [size_of(word, 15) for word in ("3", "20%", "1%", "100 %")] == [3, 3, 1, 15]
    for wrong in ("0", "120%", "some", "-1"):
        with pytest.raises(InvalidInput, match="no size"):
            size_of(wrong, 15)
    with pytest.raises(InvalidInput, match="fewer than 21"):
        drawn(strata, 21, 1)
