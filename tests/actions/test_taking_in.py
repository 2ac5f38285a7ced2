"""Rows of another study come in as one entry, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import codebook, kept_apart, project, rounds, theory
from gtcoder.actions.taking_in import take_in
from gtcoder.errors import GtcoderError, InvalidInput, NotAllowed
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.progress import Cancelled
from gtcoder.queries.codebook import codes
from gtcoder.queries.ledger import entries, entry_sentences, labels
from gtcoder.queries.passages import codings, documents
from gtcoder.queries.whole import whole_study
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.verify import state_digest, verify
from gtcoder.study_rows import Arrival, HistoryRow, StudyRows
from gtcoder.vocabulary import MemoKind, RoundKind
from tests.studies import Study, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "theirs.gtc"))
    yield made
    made.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[OpenProject]:
    create_study(FileLocation(tmp_path / "ours.gtc"), coder="Zoe", title="Ours")
    with open_study(FileLocation(tmp_path / "ours.gtc"), "Zoe") as opened:
        yield opened


def whole(opened: OpenProject, *, history: bool = False) -> StudyRows:
    with opened.read() as reader:
        return whole_study(reader, history=history)


def columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


def all_of(theirs: StudyRows, ours: StudyRows) -> Arrival:
    """Return what makes an empty study the other one: its own rows become theirs."""
    lead, *others = theirs.rows("coder")
    of_study = next(ours.rows("project"))["guid"], next(theirs.rows("project"))
    tables = {name: rows for name, rows in theirs.tables.items() if name != "project"}
    tables["coder"] = columns(others)
    return Arrival(
        StudyRows(tables, theirs.texts, theirs.history),
        {"project": dict([of_study]), "coder": {next(ours.rows("coder"))["guid"]: lead}},
        {"round": [row["guid"] for row in ours.rows("round")]},
        {"source": "a copy of “Invented study”"},
    )


def filled(study: Study) -> None:
    """Give the study what has keys of its own inside: pairs, labels, a tree, a memo."""
    late, early = study.code("late"), study.code("early")
    study.apply(late)
    study.apply(early, 30, 44, by=study.bob)
    study.ann.perform(kept_apart.refuse_merge, one=late, other=early, reason="two things")
    study.ann.perform(codebook.move_code, code=early, parent=late)
    study.ann.perform(
        theory.write_memo, kind=MemoKind.CODE, title="On both", text="Seen twice", codes=[late]
    )
    study.ann.perform(project.set_label, name="First look")


def test_a_whole_study_comes_into_an_empty_one_and_is_the_same(
    study: Study, empty: OpenProject
) -> None:
    filled(study)
    before = state_digest(empty)
    theirs = whole(study.ann, history=True)
    empty.perform(take_in, arrival=all_of(theirs, whole(empty)))
    checked = verify(empty)
    assert (checked.problems, checked.digest) == ((), state_digest(study.ann))
    with empty.read() as reader:
        assert [row.name for row in labels(reader)] == ["First look"]
        said = entry_sentences(reader, entries(reader))[reader.revision]
    assert said == ("Brought in a copy of “Invented study”: 1 document, 2 codes, 2 codings, 1 memo")
    empty.undo()
    assert state_digest(empty) == before
    assert verify(empty).ok
    empty.redo()
    assert state_digest(empty) == state_digest(study.ann)


def arriving(guid: bytes | None = None, **coding: Any) -> StudyRows:
    """Return a document of Zoe's with one coded passage, or with what is wrong about it."""
    drafts = RowDrafts()
    text = "Invented: we waited."
    document, version = b"d" * 16, b"v" * 16
    coder = guid or drafts.add("coder", name="Yan", role="coder")
    turn = drafts.add("round", name="Theirs", kind=RoundKind.OPEN)
    sha256 = drafts.text(text)
    drafts.add("document", document, name="Interview 9", version_id=version)
    drafts.add("text_version", version, document_id=document, sha256=sha256,
               characters=coding.pop("characters", len(text)), source={})  # fmt: skip
    end = coding.pop("end", 19)
    code = drafts.add("code", name="waiting", level=coding.pop("level", "open"),
                      origin="constructed")  # fmt: skip
    who = {"coder_id": coder, "round_id": turn}
    passage = drafts.add("quotation", document_id=document, start=10, end=end, **who)
    drafts.add("coding", quotation_id=passage, code_id=coding.pop("code", code),
               origin_code_id=code, origin="imported", **who, **coding)  # fmt: skip
    return drafts.rows()


def test_what_arrives_stands_beside_what_is_there(study: Study) -> None:
    study.apply(study.code("late"))
    study.ann.perform(take_in, arrival=Arrival(arriving()))
    with study.ann.read() as reader:
        assert [row.name for row in documents(reader)] == ["Invented interview 1", "Interview 9"]
        assert [row.code for row in codings(reader)] == [("late",), ("waiting",)]
    assert verify(study.ann).ok


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"end": 90}, "lies outside its text"),
        ({"code": b"?" * 16}, "points to a row that is not there"),
        ({"level": "deep"}, "says “deep” for the level of a code"),
        ({"characters": 3}, "has no text, or one of another length"),
        ({"end": "far"}, "no fitting value in its column end"),
        ({"end": 2**70}, "no fitting value in its column end"),
        ({"weight": 400}, "says what cannot be"),
        ({"guid": b"nobody.........."}, "points to a row that is not there"),
    ],
)
def test_what_does_not_hold_together_is_refused_whole(
    study: Study, wrong: dict[str, Any], said: str
) -> None:
    before = state_digest(study.ann)
    with pytest.raises(InvalidInput, match=said):
        study.ann.perform(take_in, arrival=Arrival(arriving(**wrong)))
    assert state_digest(study.ann) == before
    with study.ann.read() as reader:
        assert len(codes(reader)) == 0


def test_a_text_must_be_the_one_its_hash_names(study: Study) -> None:
    rows = arriving()
    forged = StudyRows(rows.tables, dict.fromkeys(rows.texts, "Invented: another text."))
    with pytest.raises(InvalidInput, match="not the one it names"):
        study.ann.perform(take_in, arrival=Arrival(forged))


def test_names_come_on_one_line_and_without_signs_that_nobody_sees(study: Study) -> None:
    rows = arriving()
    named = {**rows.tables["code"], "name": ["wait\u202ed\n ing"]}
    rows = StudyRows({**rows.tables, "code": named}, rows.texts)
    study.ann.perform(take_in, arrival=Arrival(rows))
    with study.ann.read() as reader:
        assert [code.name for code in codes(reader)] == ["waitd ing"]


def refused(who: OpenProject, arrival: Arrival) -> GtcoderError:
    with pytest.raises(GtcoderError) as caught:
        who.perform(take_in, arrival=arrival)
    return caught.value


def test_it_takes_a_lead_and_no_blind_round(study: Study) -> None:
    assert isinstance(refused(study.bob, Arrival(arriving())), NotAllowed)
    study.ann.perform(rounds.open_new_round, name="Blind", kind=RoundKind.OPEN, blind=True)
    assert isinstance(refused(study.ann, Arrival(arriving())), NotAllowed)
    with study.ann.read() as reader, pytest.raises(NotAllowed, match="cannot leave as a whole"):
        whole_study(reader)


class Impatient:
    """Watches until something is stored, and then wants it to stop."""

    def __init__(self, wanted: str) -> None:
        self.wanted, self.heard = wanted, list[tuple[int, int, str]]()

    def step(self, done: int, total: int, what: str = "") -> None:
        self.heard.append((done, total, what))
        if what == self.wanted:
            raise Cancelled


@pytest.mark.parametrize("wanted", ["storing", "checking"])
def test_storing_is_told_and_can_be_stopped_with_nothing_left(study: Study, wanted: str) -> None:
    before, watch, rows = state_digest(study.ann), Impatient(wanted), arriving()
    with pytest.raises(Cancelled):
        study.ann.perform(take_in, arrival=Arrival(rows), progress=watch)
    assert state_digest(study.ann) == before
    told = [step for step in watch.heard if step[2] == "storing"]
    assert [done for done, *_ in told] == sorted({done for done, *_ in told})
    assert {total for _, total, _ in told} == {sum(map(rows.count, rows.tables))}
    study.ann.perform(take_in, arrival=Arrival(rows))
    assert state_digest(study.ann) != before


def test_a_text_that_was_erased_does_not_come_back(study: Study) -> None:
    from gtcoder.actions.erasing import erase

    held = whole(study.ann)
    study.ann.perform(erase, document=study.document, reason="asked for it", keep=())
    sha256 = next(iter(held.texts))
    rows = arriving()
    named = {**rows.tables["text_version"], "sha256": [sha256]}
    back = StudyRows({**rows.tables, "text_version": named}, {sha256: held.texts[sha256]})
    assert "erased from this study" in str(refused(study.ann, Arrival(back)))


def test_history_comes_along_to_be_read_and_is_no_part_of_the_state(study: Study) -> None:
    before = state_digest(study.ann)
    row = HistoryRow(b"e" * 16, 7, datetime(2026, 1, 2, tzinfo=UTC), "Yan", "coding.apply", {})
    study.ann.perform(take_in, arrival=Arrival(StudyRows(history=(row,))))
    study.ann.perform(take_in, arrival=Arrival(StudyRows(history=(row, replace(row, reason="")))))
    assert state_digest(study.ann) == before
    assert [each for each in whole(study.ann, history=True).history if each.guid == row.guid] == [
        row
    ]


def test_renaming_by_twins_and_removal_go_in_the_same_entry(study: Study) -> None:
    study.code("late")
    here = whole(study.ann).by_guid("code")
    (guid,) = here
    study.ann.perform(
        take_in,
        arrival=Arrival(changed={"code": {guid: {"guid": b"\0" * 16, "definition": "Too late"}}}),
    )
    assert {key: row["definition"] for key, row in whole(study.ann).by_guid("code").items()} == {
        b"\0" * 16: "Too late"
    }
    study.ann.perform(take_in, arrival=Arrival(gone={"code": [b"\0" * 16]}))
    assert whole(study.ann).count("code") == 0
    study.ann.undo()
    study.ann.undo()
    assert whole(study.ann).by_guid("code") == here
