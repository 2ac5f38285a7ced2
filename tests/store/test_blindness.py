from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from gtcoder.actions import adjudication, codebook, coding, merging, properties, team, theory
from gtcoder.actions import project as study_verbs
from gtcoder.actions.storyline import write_storyline
from gtcoder.errors import NotAllowed
from gtcoder.model.base import now
from gtcoder.model.journal import Entry
from gtcoder.queries.adjudication import decisions
from gtcoder.queries.frames import coding_table
from gtcoder.queries.ledger import entries, entry_changes, labels, results
from gtcoder.queries.passages import codings, documents
from gtcoder.queries.storyline import story
from gtcoder.queries.theory import memos
from gtcoder.store.opening import open_study
from gtcoder.vocabulary import RoundKind, Span, Verdict
from tests.studies import Study


def test_in_a_blind_round_each_sees_only_their_own(study: Study) -> None:
    one = study.code("One")
    study.apply(one)
    blind = study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    study.apply(one, 30, 40)
    study.bob.perform(
        coding.apply_code,
        document=study.document,
        span=Span(50, 60),
        code=one,
        memo="Bob's own thought",
    )
    with study.ann.read() as reader:
        assert [(row.coder, row.start) for row in codings(reader)] == [("Ann", 5), ("Ann", 30)]
        assert documents(reader)[0].codings == 2
        assert len(coding_table(reader)) == 2
        assert memos(reader) == ()
        assert [e.coder for e in entries(reader) if e.action == "coding.apply"] == ["Ann", "Ann"]
    with study.bob.read() as reader:
        assert [(row.coder, row.start) for row in codings(reader)] == [("Bob", 50)]
        assert len(coding_table(reader)) == 1
        assert [memo.coder for memo in memos(reader)] == ["Bob"]
    nobody = open_study(study.location, read_only=True)
    with pytest.raises(NotAllowed), nobody.read():
        pass
    nobody.close()
    study.ann.perform(team.close_round, round=blind)
    with study.ann.read() as reader:
        assert len(codings(reader)) == 3
        assert len(coding_table(reader)) == 3
        assert len(memos(reader)) == 1


def test_evidence_of_a_colleague_is_hidden_too(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    relation = study.ann.perform(theory.relate, source=one, target=two, type="leads to")
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    study.apply(one, by=study.bob)
    with study.bob.read() as reader:
        quotation = codings(reader)[0].quotation
    study.bob.perform(theory.add_evidence, relation=relation, quotation=quotation)
    from gtcoder.queries.theory import relations

    with study.ann.read() as reader:
        assert relations(reader)[0].evidence == ()
    with study.bob.read() as reader:
        assert len(relations(reader)[0].evidence) == 1


def test_what_a_colleague_took_back_kept_or_wrote_about_passages_stays_hidden(
    study: Study,
) -> None:
    one, two = study.code("One"), study.code("Two")
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    study.ann.poll()
    start = study.ann.seen
    bobs = study.apply(one, by=study.bob)
    study.bob.undo()
    study.bob.redo()
    study.ann.perform(study_verbs.set_label, name="after Bob's coding")
    with study.bob.read() as reader:
        quotation = next(row.quotation for row in codings(reader) if row.id == bobs)
        revision = reader.revision
    study.bob.perform(theory.write_memo, text="-", title="Of a passage", quotations=[quotation])
    study.bob.perform(
        study_verbs.keep_result, name="Table", kind="t", options={}, record={}, revision=revision
    )
    study.bob.perform(
        coding.apply_new_code, document=study.document, span=Span(0, 4), path=("Bob's new code",)
    )
    with pytest.raises(NotAllowed, match="Blind"):
        study.bob.perform(codebook.recolour_code, code=two, colour=9)
    with study.ann.read() as reader:
        seen = [(e.coder, e.action) for e in entries(reader, since=start)]
        assert [row.name for row in labels(reader)] == ["after Bob's coding"]
        assert results(reader) == ()
    assert seen == [("Ann", "study.label")]
    assert study.ann.poll() == []
    with study.bob.read() as reader:
        assert len(results(reader)) == 1


def test_codes_are_not_merged_while_a_round_is_blind(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    study.apply(one, by=study.bob)
    with pytest.raises(NotAllowed, match="stays as it is"):
        study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="same act")


def test_what_was_decided_and_moved_earlier_tells_nothing_of_passages(study: Study) -> None:
    one, two, other = study.code("One"), study.code("Two"), study.code("Other")
    (mine, _, _) = (study.apply(one), study.apply(one, 30, 40), study.apply(other, by=study.bob))
    for who in (study.ann, study.bob):
        who.perform(team.finish_document, document=study.document)
    study.ann.perform(adjudication.decide, codings=[mine, 3], verdict=Verdict.FIRST, reason="so")
    study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="same act")
    with study.bob.read() as reader:
        (merge,) = [entry for entry in entries(reader) if entry.action == "codebook.merge"]
        assert len(decisions(reader)) == 1
        assert merge.images > 2
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    with study.bob.read() as reader:
        assert decisions(reader) == ()
        told = {entry.action: entry for entry in entries(reader)}
        assert "adjudication.decide" not in told
        assert told["codebook.merge"].images == 1
        assert {row.table for row in entry_changes(reader, merge.revision)} == {"code"}


def test_a_slow_clock_gives_nothing_away(study: Study) -> None:
    one = study.code("One")
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    study.apply(one, by=study.bob)
    with study.ann.engine.begin() as connection:  # as if Bob's machine were an hour late
        late = update(Entry).where(Entry.action == "coding.apply")
        connection.execute(late.values(at=now() - timedelta(hours=1)))
    with study.ann.read() as reader:
        assert all(entry.action != "coding.apply" for entry in entries(reader))


def test_what_a_colleague_thinks_meanwhile_is_hidden(
    study: Study, caplog: pytest.LogCaptureFixture
) -> None:
    one = study.code("One")
    study.bob.perform(theory.write_memo, text="From before", codes=[one])
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    study.bob.perform(theory.write_memo, text="Bob's idea of it", codes=[one])
    with study.ann.read() as reader:
        assert [memo.text for memo in memos(reader)] == ["From before"]
    with study.bob.read() as reader:
        assert len(memos(reader)) == 2
    with caplog.at_level("INFO", "gtcoder.store"):
        study.ann.perform(theory.write_memo, text="Ann's idea of it", codes=[one])
    with study.ann.read() as reader:
        assert caplog.records[-1].args[0] == reader.revision  # type: ignore[index]


def test_a_place_that_a_colleague_moves_meanwhile_is_not_told(study: Study) -> None:
    one = study.code("One")
    key = study.ann.perform(properties.define_property, category=one, name="length")
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    since = study.ann.seen
    (placed,) = study.bob.perform(
        properties.place_passages, property=key, place=10, document=study.document, span=Span(5, 9)
    )
    study.bob.perform(properties.change_place, placement=placed, place=90, note="Bob's reason")
    study.bob.perform(properties.take_off_property, placements=[placed])
    with study.ann.read() as reader:
        assert entries(reader, since=since) == ()
    with study.bob.read() as reader:
        assert len(entries(reader, since=since)) == 3


def test_a_storyline_that_a_colleague_writes_meanwhile_is_neither_told_nor_changed(
    study: Study,
) -> None:
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    since = study.ann.seen
    study.bob.perform(write_storyline, text="Bob's story")
    with study.ann.read() as reader:
        assert story(reader) is None
        assert entries(reader, since=since) == ()
    study.ann.perform(write_storyline, text="Ann's story")
    study.ann.perform(write_storyline, text="Ann's story, again")
    with study.bob.read() as reader:
        assert [memo.text for memo in memos(reader)] == ["Bob's story"]
    with study.ann.read() as reader:
        assert [memo.text for memo in memos(reader)] == ["Ann's story, again"]


def test_a_storyline_from_before_stays_as_it_is(study: Study) -> None:
    study.bob.perform(write_storyline, text="From before")
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    for who in (study.ann, study.bob):
        with pytest.raises(NotAllowed, match="stays as it is"):
            who.perform(write_storyline, text="From before, and on")
    with study.bob.read() as reader:
        assert [memo.text for memo in memos(reader)] == ["From before"]
