"""Correcting a transcript: what lies in it moves, undo is exact, and reverts follow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gtcoder.actions import bookmarks, coding, rounds, theory
from gtcoder.actions.correcting import Corrected, correct
from gtcoder.errors import InvalidInput, NotAllowed, UndoConflict
from gtcoder.queries.passages import codings, documents, text, turns
from gtcoder.queries.theory import memos
from gtcoder.store.project import OpenProject
from gtcoder.store.verify import verify
from gtcoder.textdiff import LostPassages
from gtcoder.vocabulary import RoundKind, Span
from tests.databases import ON_BOTH, location_in
from tests.studies import Study, new_study

if TYPE_CHECKING:
    from collections.abc import Iterator

SILENT = "They went silent first 🙂."


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Study]:
    made = new_study(location_in("sqlite", tmp_path))
    yield made
    made.close()


def words(project: OpenProject) -> list[str]:
    with project.read() as reader:
        return [row.text for row in codings(reader)]


def read(study: Study) -> str:
    with study.ann.read() as reader:
        return text(reader, study.document)


def code_words(study: Study, name: str, said: str, *, by: OpenProject | None = None) -> int:
    start = read(study).index(said)
    return study.apply(study.code(name), start, start + len(said), by=by)


def replace(
    study: Study, old: str, new: str, *, by: OpenProject | None = None, **more: Any
) -> Corrected:
    return (by or study.ann).perform(
        correct, document=study.document, text=read(study).replace(old, new), **more
    )


@ON_BOTH
def test_passages_and_turns_follow_and_undo_is_exact(study: Study) -> None:
    code_words(study, "silence", SILENT)
    code_words(study, "waiting", "the queue had done its work", by=study.bob)
    study.ann.perform(bookmarks.add_bookmark, document=study.document, span=Span(0, 3))
    before, was = verify(study.ann).digest, read(study)
    with study.ann.read() as reader:
        spoken = [was[turn.start : turn.end] for turn in turns(reader, study.document)]
        labels = [was[turn.start : turn.body] for turn in turns(reader, study.document)]
    done = replace(study, "silent first", "very silent at first")
    assert done.version == 2
    assert [(each.before, each.after) for each in done.changed] == [
        (SILENT, "They went very silent at first 🙂.")
    ]
    assert done.moved == 2
    assert words(study.ann) == [
        "They went very silent at first 🙂.",
        "the queue had done its work",
    ]
    with study.ann.read() as reader:
        now = read(study)
        found = [now[turn.start : turn.end] for turn in turns(reader, study.document)]
        assert [now[turn.start : turn.body] for turn in turns(reader, study.document)] == labels
        assert documents(reader)[0].version == 2
    assert found == [each.replace("silent first", "very silent at first") for each in spoken]
    assert verify(study.ann).ok
    after = verify(study.ann).digest
    study.ann.undo()
    assert (read(study), verify(study.ann).digest) == (was, before)
    study.ann.redo()
    assert verify(study.ann).digest == after
    assert verify(study.ann).ok


def test_older_entries_are_taken_back_where_their_words_lie_now(study: Study) -> None:
    first = code_words(study, "silence", "silent first 🙂", by=study.bob)
    code_words(study, "waiting", "queue had", by=study.bob)
    study.bob.perform(coding.remove_coding, coding=first)
    replace(study, "How did you notice", "How, then, did you come to notice")
    study.bob.undo()  # the removal, older than the correction
    assert words(study.bob) == ["silent first 🙂", "queue had"]
    study.bob.undo()  # and the coding that was moved
    assert words(study.bob) == ["silent first 🙂"]
    study.bob.redo()
    assert words(study.bob) == ["silent first 🙂", "queue had"]
    assert verify(study.ann).ok


def test_taking_a_correction_back_moves_what_was_made_since(study: Study) -> None:
    replace(study, "silent first", "very silent at first")
    revision = study.ann.seen
    coded = code_words(study, "work", "done its work", by=study.bob)
    place = read(study).index("queue had done its work")
    wider = Span(place, place + len("queue had done its work"))
    study.bob.perform(coding.resize, coding=coded, span=wider)
    back = study.ann.revert(revision).revision
    assert words(study.ann) == ["queue had done its work"]
    study.bob.undo()  # the resizing, done in the text that was taken back
    assert words(study.ann) == ["done its work"]
    assert verify(study.ann).ok
    study.ann.revert(back)  # correct it again
    assert words(study.ann) == ["done its work"]
    assert "very silent at first" in read(study)
    assert verify(study.ann).ok


def test_a_coding_on_words_that_came_with_a_correction_holds_it(local: Study) -> None:
    replace(local, "silent first", "very silent at first")
    revision = local.ann.seen
    code_words(local, "very", "very", by=local.bob)
    before = verify(local.ann).digest
    with pytest.raises(UndoConflict):
        local.ann.revert(revision)
    assert verify(local.ann).digest == before


def test_what_was_taken_away_in_a_corrected_text_is_not_moved_back(local: Study) -> None:
    coded = code_words(local, "work", "done its work")
    start = read(local).index("its work")
    local.ann.perform(coding.resize, coding=coded, span=Span(start, start + len("its work")))
    resized = local.ann.seen
    local.ann.perform(coding.remove_coding, coding=coded)
    replace(local, "silent first", "very silent at first")
    before = verify(local.ann).digest
    with pytest.raises(UndoConflict):
        local.ann.revert(resized)
    assert verify(local.ann).digest == before


def test_passages_that_would_be_empty_are_refused_or_dropped(local: Study) -> None:
    code_words(local, "politeness", "Honestly, ")
    code_words(local, "calls", "We called them. Honestly, «we were")
    before = verify(local.ann).digest
    with pytest.raises(InvalidInput, match="1 passage of “Invented interview 1”"):
        replace(local, "Honestly, ", "")
    assert verify(local.ann).digest == before
    done = replace(local, "Honestly, ", "", lost=LostPassages.DROP)
    assert done.dropped == 1
    assert words(local.ann) == ["We called them. «we were"]
    assert verify(local.ann).ok
    local.ann.undo()
    assert verify(local.ann).digest == before


def test_only_a_lead_drops_a_colleagues_passage(local: Study) -> None:
    code_words(local, "politeness", "Honestly, ")
    with pytest.raises(NotAllowed):
        replace(local, "Honestly, ", "", lost=LostPassages.DROP, by=local.bob)


def test_passages_that_become_the_same_are_joined_with_all_that_hangs_on_them(
    local: Study,
) -> None:
    one, other = local.code("one"), local.code("other")
    start = read(local).index("too late")
    short, long = Span(start, start + len("too late")), Span(start, start + len("too late»"))
    for span, code in ((short, one), (long, one), (long, other)):
        local.ann.perform(coding.apply_code, document=local.document, span=span, code=code)
    local.ann.perform(theory.write_memo, text="about both", document=local.document, span=long)
    before = verify(local.ann).digest
    done = replace(local, "too late»", "too late")
    assert done.joined == 1
    assert words(local.ann) == ["too late", "too late"]
    with local.ann.read() as reader:
        assert memos(reader)[0].text == "about both"
    assert verify(local.ann).ok
    local.ann.undo()
    assert verify(local.ann).digest == before


def test_a_stale_text_and_a_blind_round_are_refused(local: Study) -> None:
    with pytest.raises(InvalidInput, match="corrected since"):
        replace(local, "silent", "quiet", expected_sha256="0" * 64)
    local.ann.perform(rounds.open_new_round, name="blind one", kind=RoundKind.BLIND)
    with pytest.raises(NotAllowed, match="blind"):
        replace(local, "silent", "quiet")


def test_pieces_are_put_in_place_and_the_same_text_is_no_entry(local: Study) -> None:
    start = read(local).index("silent")
    before = local.ann.seen
    local.ann.perform(correct, document=local.document, text=read(local))
    assert local.ann.seen == before
    pieces = [(start, start + 6, "quiet"), (0, 3, "Q")]
    local.ann.perform(correct, document=local.document, edits=pieces)
    assert read(local).startswith("Q: How did")
    assert "went quiet first" in read(local)
    place = read(local).index("They went")
    put_in = [(place, place, "No. No. No. ")]
    local.ann.perform(correct, document=local.document, edits=put_in)
    local.apply(local.code("refusal"), place + 8, place + 11)
    second = [(place + 4, place + 8, "")]
    assert local.ann.perform(correct, document=local.document, edits=second).changed == ()
    with local.ann.read() as reader:
        (row,) = codings(reader)
    assert (row.start, row.text) == (place + 4, "No."), "of three the second was taken out"
