from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import select, update

from gtcoder.actions import codebook, coding, merging, team, transcripts
from gtcoder.actions.many import CodingColumns, apply_many
from gtcoder.batch import ImportBatch
from gtcoder.errors import InvalidInput, NotAllowed, NotFound, ReasonNeeded
from gtcoder.model.codebook import Code
from gtcoder.model.transcripts import Turn
from gtcoder.queries.codebook import codes
from gtcoder.queries.ledger import entries
from gtcoder.queries.passages import codings
from gtcoder.queries.theory import memos
from gtcoder.store.ledger import ALL, Change
from gtcoder.store.opening import create, open_study
from gtcoder.store.unit import JournalBypassed, Unit
from gtcoder.store.verbs import action
from gtcoder.store.verify import state_digest, verify
from gtcoder.vocabulary import CoderRole, Span
from tests.studies import Study, draft


@action("test.bypass")
def bypass(unit: Unit) -> None:
    unit.execute(update(Code).values(name="z"))


@action("test.fail")
def fail(unit: Unit) -> None:
    unit.add(Code(name="x", level="open", origin="constructed"))
    unit.flush()
    raise RuntimeError("a bug in a verb")


def test_one_entry_with_coder_reason_and_names(study: Study) -> None:
    waiting = study.code("Waiting")
    study.ann.perform(
        codebook.rename_code, code=waiting, name="Being kept waiting", reason="their own words"
    )
    with study.ann.read() as reader:
        last = entries(reader)[-1]
        assert [code.name for code in codes(reader)] == ["Being kept waiting"]
    assert (last.action, last.coder, last.reason) == (
        "codebook.rename",
        "Ann",
        "their own words",
    )
    assert last.details["name"] == "Being kept waiting"


def test_a_verb_that_changes_meaning_wants_a_reason(study: Study) -> None:
    waiting = study.code("Waiting")
    before = state_digest(study.ann)
    with pytest.raises(ReasonNeeded):
        study.ann.perform(codebook.rename_code, code=waiting, name="Other", reason="  ")
    assert state_digest(study.ann) == before


def test_the_same_coding_again_leaves_no_entry(study: Study) -> None:
    waiting = study.code("Waiting")
    first = study.apply(waiting)
    revision = study.ann.seen
    assert study.apply(waiting) == first
    assert study.ann.seen == revision
    assert verify(study.ann).revision == revision


def test_a_verb_that_fails_leaves_no_trace(study: Study) -> None:
    before = verify(study.ann)
    with pytest.raises(RuntimeError):
        study.ann.perform(fail)
    assert verify(study.ann) == before


def test_writing_past_the_journal_is_refused(study: Study) -> None:
    study.code("Waiting")
    with pytest.raises(JournalBypassed):
        study.ann.perform(bypass)


def test_listeners_hear_one_change_me_included(study: Study) -> None:
    heard: list[Change] = []
    study.ann.listeners.append(heard.append)
    waiting = study.code("Waiting")
    assert [change.action for change in heard] == ["codebook.create"]
    assert heard[0].touches("code")
    assert heard[0].touched["code"] == {waiting}
    assert not heard[0].touches("coding")


def test_poll_tells_what_others_did_once_and_in_order(study: Study) -> None:
    study.bob.poll()
    waiting = study.code("Waiting")
    study.apply(waiting)
    study.apply(waiting, 30, 40, by=study.bob)
    study.apply(waiting, 50, 60)
    changes = study.bob.poll()
    assert [change.action for change in changes] == [
        "codebook.create",
        "coding.apply",
        "coding.apply",
    ]
    assert study.bob.poll() == []
    assert [change.coder for change in study.ann.poll()] == [study.bob.coder]


def test_many_writers_leave_dense_revisions_that_a_poller_sees_in_order(study: Study) -> None:
    writers = [open_study(study.location, "Ann") for _ in range(3)]
    study.bob.poll()
    start, seen, done = study.bob.seen, list[int](), threading.Event()

    def write(project: object, number: int) -> None:
        for turn in range(12):
            writers[number].perform(codebook.create_code, name=f"code {number}-{turn}")

    def watch() -> None:
        while not done.is_set():
            seen.extend(change.revision for change in study.bob.poll())
            time.sleep(0.002)

    threads = [threading.Thread(target=write, args=(p, n)) for n, p in enumerate(writers)]
    watcher = threading.Thread(target=watch)
    watcher.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    watcher.join()
    seen.extend(change.revision for change in study.bob.poll())
    for project in writers:
        project.close()
    assert seen == list(range(start + 1, start + 37))
    assert verify(study.ann).ok


def test_a_large_change_says_all_instead_of_a_list(study: Study) -> None:
    waiting = study.code("Waiting")
    heard: list[Change] = []
    study.ann.listeners.append(heard.append)
    starts = [place % 100 for place in range(600)]
    ends = [100 + place // 100 for place in range(600)]
    columns = CodingColumns(
        [study.document] * 600, starts, ends, [waiting] * 600, [1] * 600, [1] * 600
    )
    assert study.ann.perform(apply_many, codings=columns) == 600
    assert heard[0].touched["coding"] is ALL
    assert study.ann.perform(apply_many, codings=columns) == 0
    assert verify(study.ann).ok


def test_coders_change_only_their_own_codings(study: Study) -> None:
    waiting = study.code("Waiting")
    mine = study.apply(waiting)
    before = state_digest(study.ann)
    with pytest.raises(NotAllowed):
        study.bob.perform(coding.remove_coding, coding=mine)
    assert state_digest(study.ann) == before
    bobs = study.apply(waiting, by=study.bob)
    study.ann.perform(coding.remove_coding, coding=bobs)
    with study.ann.read() as reader:
        assert [row.coder for row in codings(reader)] == ["Ann"]


def test_a_viewer_only_reads(study: Study) -> None:
    study.ann.perform(team.set_role, coder=study.bob.coder, role=CoderRole.VIEWER)
    with pytest.raises(NotAllowed):
        study.bob.perform(codebook.create_code, name="Mine")


def test_a_study_keeps_a_lead(study: Study) -> None:
    with pytest.raises(InvalidInput):
        study.ann.perform(team.set_role, coder=study.ann.coder, role=CoderRole.CODER)


def test_a_span_outside_the_text_is_refused(study: Study) -> None:
    waiting = study.code("Waiting")
    for start, end in ((-1, 4), (5, 5), (9, 3), (0, 10_000)):
        with pytest.raises(InvalidInput):
            study.apply(waiting, start, end)


def test_a_merged_code_says_where_it_went(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="same act")
    with pytest.raises(InvalidInput, match="Two"):
        study.apply(one)


def test_an_unknown_number_is_named(study: Study) -> None:
    with pytest.raises(NotFound, match="4711"):
        study.ann.perform(coding.remove_coding, coding=4711)


def test_the_same_span_of_two_coders_is_two_quotations(study: Study) -> None:
    waiting = study.code("Waiting")
    study.apply(waiting)
    study.apply(waiting, by=study.bob)
    with study.ann.read() as reader:
        rows = codings(reader, document=study.document)
    assert len({row.quotation for row in rows}) == 2
    assert {row.text for row in rows} == {"How did you not"[: 20 - 5]}


def test_resize_keeps_the_memo_and_moves_the_words(study: Study) -> None:
    waiting = study.code("Waiting")
    made = study.ann.perform(
        coding.apply_code,
        document=study.document,
        span=Span(5, 8),
        code=waiting,
        memo="Look at this again.",
    )
    study.ann.perform(coding.resize, coding=made, span=Span(5, 12))
    with study.ann.read() as reader:
        row = codings(reader)[0]
        assert (row.id, row.text) == (made, "How did")
        assert memos(reader)[0].quotations == (row.quotation,)
    assert verify(study.ann).ok


def test_without_a_coder_nothing_is_written(study: Study) -> None:
    nobody = open_study(study.location)
    with pytest.raises(NotAllowed):
        nobody.perform(codebook.create_code, name="Nobody's")
    with pytest.raises(NotAllowed):
        nobody.perform(team.set_role, coder=study.bob.coder, role=CoderRole.LEAD)
    nobody.close()


def test_a_study_begins_once(study: Study) -> None:
    with pytest.raises(InvalidInput):
        study.bob.perform(create, coder="Eve")
    assert verify(study.ann).ok


def test_a_change_names_the_rows_of_every_batch(study: Study) -> None:
    heard: list[Change] = []
    study.ann.listeners.append(heard.append)
    batch = ImportBatch(documents=tuple(draft(f"Invented {n}", f"More {n}") for n in range(3)))
    study.ann.perform(transcripts.add_documents, batch=batch)
    with study.ann.read() as reader:
        made = set(reader.scalars(select(Turn.id).where(Turn.document_id != study.document)))
    assert heard[0].touched["turn"] == made


def test_resize_onto_another_quotation_takes_the_memo_along(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.apply(two, 5, 12)
    made = study.ann.perform(
        coding.apply_code, document=study.document, span=Span(5, 8), code=one, memo="Look again."
    )
    study.ann.perform(coding.resize, coding=made, span=Span(5, 12))
    with study.ann.read() as reader:
        assert {row.quotation for row in codings(reader)} == set(memos(reader)[0].quotations)


def test_many_codings_go_to_no_code_that_was_merged_away(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="same act")
    many = CodingColumns([study.document], [0], [5], [one], [1], [1])
    with pytest.raises(InvalidInput, match="Two"):
        study.ann.perform(apply_many, codings=many)


def test_in_a_closed_round_nothing_changes_any_more(study: Study) -> None:
    waiting, leaving = study.code("Waiting"), study.code("Leaving")
    made = study.apply(waiting)
    study.ann.perform(team.close_round, round=1)
    before = state_digest(study.ann)
    columns = CodingColumns([study.document], [0], [9], [waiting], [1], [1])
    for act in (
        lambda: study.apply(leaving),
        lambda: study.ann.perform(coding.remove_coding, coding=made),
        lambda: study.ann.perform(coding.recode, coding=made, code=leaving),
        lambda: study.ann.perform(coding.resize, coding=made, span=Span(0, 9)),
        lambda: study.ann.perform(apply_many, codings=columns),
    ):
        with pytest.raises(NotAllowed, match="closed"):
            act()
    assert state_digest(study.ann) == before
