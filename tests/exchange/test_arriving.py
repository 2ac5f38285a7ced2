"""A project on its way into a study that holds the same texts: what stands, what the file adds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import codebook, theory
from gtcoder.actions.taking_in import take_in
from gtcoder.exchange.arriving import planned
from gtcoder.exchange.project_files import ForeignProject
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.queries.codebook import codes
from gtcoder.queries.passages import documents, text
from gtcoder.queries.people import coders, participants
from gtcoder.queries.whole import whole_study
from gtcoder.store.location import FileLocation
from gtcoder.store.verify import state_digest, verify
from gtcoder.study_rows import StudyRows
from gtcoder.vocabulary import CoderRole, MemoKind, VariableScope
from tests.studies import Study, draft, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    made.close()


def rows_of(study: Study) -> StudyRows:
    with study.ann.read() as reader:
        return whole_study(reader)


def bring(study: Study, rows: StudyRows, **said: Any) -> tuple[str, ...]:
    """Bring rows in as a file would; return what it says of the whole."""
    found = ForeignProject(
        "project of another tool", "Pilot", rows, by_name=said.pop("by_name", False)
    )
    plan = planned(rows_of(study), found, **said)
    study.ann.perform(take_in, arrival=plan.arrival)
    assert verify(study.ann).ok
    return plan.notes


def same_interview(person: str) -> StudyRows:
    """Return the study's own interview as another tool holds it, which knows who speaks."""
    text = draft().text
    drafts = RowDrafts()
    document, version = b"D" * 16, b"V" * 16
    who = drafts.add("participant", name=person)
    drafts.add("document", document, name="Interview 1", version_id=version)
    drafts.add("text_version", version, document_id=document, sha256=drafts.text(text),
               characters=len(text), source={})  # fmt: skip
    drafts.add("speaker", document_id=document, label="P1", role="participant", participant_id=who)
    age = drafts.add("variable", name="age", scope=VariableScope.PARTICIPANT)
    drafts.add("variable_value", variable_id=age, participant_id=who, value="34")
    return drafts.rows()


def test_who_speaks_comes_from_the_file_where_the_study_had_put_in_a_name(study: Study) -> None:
    bring(study, same_interview("Mara"))
    with study.ann.read() as reader:
        mara = next(each for each in participants(reader) if each.name == "Mara")
    assert (len(mara.documents), mara.variables) == (1, {"age": "34"})


def edited(rows: StudyRows, table: str, **values: str) -> StudyRows:
    columns = {**rows.tables[table], **{name: [value] for name, value in values.items()}}
    return replace(rows, tables={**rows.tables, table: columns})


def test_what_another_program_changed_is_told_or_taken_if_that_is_wanted(study: Study) -> None:
    study.ann.perform(codebook.create_code, name="leaving", definition="Customers go.")
    changed = edited(rows_of(study), "code", name="going", definition="They go.")
    before = state_digest(study.ann)
    bring(study, changed)
    assert state_digest(study.ann) == before
    bring(study, changed, replacing=True)
    with study.ann.read() as reader:
        (code,) = codes(reader)
    assert (code.name, code.definition) == ("going", "They go.")


def test_what_is_not_in_the_file_any_more_stays_and_is_told(study: Study) -> None:
    study.apply(study.code("leaving"))
    rows = rows_of(study)
    without = {name: table for name, table in rows.tables.items() if name not in ("coding",)}
    (note,) = bring(study, replace(rows, tables=without))
    assert note == "of this study the file does not hold 1 coding; what it lacks stays as it is"


def test_pages_without_identities_make_nothing_twice(study: Study) -> None:
    study.apply(study.code("leaving"))
    study.ann.perform(
        theory.write_memo, kind=MemoKind.THEORETICAL, title="Doubts", text="Is it so?"
    )
    rows = rows_of(study)
    new = {
        table: {
            name: [bytes(255 - each for each in value) if type(value) is bytes else value
                   for value in column]
            for name, column in columns.items()
        }
        for table, columns in rows.tables.items()
        if table != "project"
    }  # fmt: skip
    bring(study, StudyRows(new, rows.texts), by_name=True)
    assert {table: rows_of(study).count(table) for table in new} == {
        table: rows.count(table) for table in new
    }


def with_more_in_front(rows: StudyRows, version: bytes) -> StudyRows:
    """Return a study whose one text another program made longer in front, with a version's guid."""
    (held,) = rows.texts.values()
    text = f"Edited elsewhere. {held}"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    changed: dict[str, dict[str, Any]] = {
        "text_version": {"guid": version, "sha256": sha256, "characters": len(text)},
        "document": {"version_id": version},
    }
    tables = {name: columns for name, columns in rows.tables.items() if name != "turn"}
    for table, values in changed.items():
        tables[table] = {**tables[table], **{name: [value] for name, value in values.items()}}
    return StudyRows(tables, {sha256: text})


@pytest.mark.parametrize("version", [b"\0" * 16, b"\xff" * 16])
def test_our_text_stands_whatever_guids_say_unless_the_files_is_wanted(
    study: Study, version: bytes
) -> None:
    before = rows_of(study)
    (held,) = before.texts.values()
    theirs = with_more_in_front(before, version)
    for replacing, words in ((False, held), (True, f"Edited elsewhere. {held}")):
        bring(study, theirs, replacing=replacing)
        with study.ann.read() as reader:
            assert text(reader, study.document) == words
            (row,) = documents(reader)
            assert row.characters == len(words)


def test_a_code_that_another_program_put_at_the_top_goes_there_only_if_that_is_wanted(
    study: Study,
) -> None:
    above = study.ann.perform(codebook.create_code, name="loss")
    study.ann.perform(codebook.create_code, name="leaving", parent=above)
    rows = rows_of(study)
    columns = {**rows.tables["code"], "parent_id": [None, None]}
    theirs = replace(rows, tables={**rows.tables, "code": columns})
    paths = [("loss",), ("loss", "leaving")]
    for replacing, expected in ((False, paths), (True, [("loss",), ("leaving",)])):
        bring(study, theirs, replacing=replacing)
        with study.ann.read() as reader:
            assert sorted(code.path for code in codes(reader)) == sorted(expected)


def test_a_file_makes_nobody_a_lead(study: Study) -> None:
    drafts = RowDrafts()
    drafts.add("coder", name="Zoe", role=CoderRole.LEAD)
    notes = bring(study, drafts.rows())
    assert notes == ("Zoe, a lead there, comes in as a coder",)
    with study.ann.read() as reader:
        assert {row.name: row.role for row in coders(reader)}["Zoe"] == CoderRole.CODER


@pytest.mark.parametrize(("about", "expected"), [("leaving", {"Ours."}),
                                                 ("silence", {"Ours.", "Theirs."})])  # fmt: skip
def test_memos_of_one_title_are_one_only_where_they_are_about_the_same(
    study: Study, about: str, expected: set[str]
) -> None:
    code = study.code("leaving")
    study.ann.perform(
        theory.write_memo, kind=MemoKind.CODE, title="On it", text="Ours.", codes=[code]
    )
    drafts = RowDrafts()
    ann = drafts.add("coder", name="Ann", role=CoderRole.CODER)
    memo = drafts.add("memo", kind=MemoKind.CODE, title="On it", text="Theirs.", coder_id=ann)
    theirs = drafts.add("code", name=about, level="open", origin="imported", colour=1, position=0)
    drafts.add("memo_link", memo_id=memo, code_id=theirs)
    for _ in range(2):
        bring(study, drafts.rows(), by_name=True)
        assert {row["text"] for row in rows_of(study).rows("memo")} == expected
        assert rows_of(study).count("memo_link") == len(expected)
