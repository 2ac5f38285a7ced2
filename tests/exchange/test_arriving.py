"""A project on its way into a study that holds the same texts: what stands, what the file adds."""

from __future__ import annotations

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
from gtcoder.queries.people import participants
from gtcoder.queries.whole import whole_study
from gtcoder.store.location import FileLocation
from gtcoder.store.verify import state_digest, verify
from gtcoder.study_rows import StudyRows
from gtcoder.vocabulary import MemoKind, VariableScope
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
    assert note == "not in the file are 1 coding of this study; they stay as they are"


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
