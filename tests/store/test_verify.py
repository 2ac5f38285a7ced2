"""A closed file that somebody tampered with: verify says so, and names table and row."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from gtcoder.actions import codebook, coding, transcripts
from gtcoder.actions.many import CodingColumns, apply_many
from gtcoder.actions.project import set_label
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.verify import Verification, verify
from gtcoder.vocabulary import Span
from tests.databases import KINDS, location_in
from tests.studies import new_study


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed study with single codings and 600 codings stored as one compressed image."""
    path = tmp_path_factory.mktemp("closed") / "study.gtc"
    study = new_study(FileLocation(path))
    one = study.code("One")
    for place in range(5):
        study.apply(one, place, place + 9)
    study.ann.perform(codebook.rename_code, code=one, name="Uno", reason="shorter")
    study.ann.perform(set_label, name="open coding")
    made = study.apply(one, 40, 50)
    study.ann.perform(coding.resize, coding=made, span=Span(40, 55))
    many = CodingColumns(
        [study.document] * 600,
        [place % 60 for place in range(600)],
        [61 + place // 60 for place in range(600)],
        [study.code("Two")] * 600,
        [1] * 600,
        [1] * 600,
    )
    study.ann.perform(apply_many, codings=many)
    study.close()
    found = check(path)
    assert found.ok, found.problems
    return path


def check(path: Path) -> Verification:
    with open_study(FileLocation(path), read_only=True) as project:
        return verify(project)


def tamper(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        assert connection.execute(statement).rowcount == 1
    connection.close()


@pytest.fixture
def untouched(closed: Path, tmp_path: Path) -> Path:
    """A copy of it, which holds as the first one does."""
    return Path(shutil.copy(closed, tmp_path))


def test_a_study_nobody_touched_holds(untouched: Path) -> None:
    assert check(untouched).digest == check(untouched).digest


@pytest.mark.parametrize(
    ("statement", "table", "row"),
    [
        ('UPDATE quotation SET "end" = "end" + 1 WHERE id = 2', "quotation", 2),
        ('UPDATE quotation SET "end" = "end" + 77 WHERE id = 300', "quotation", 300),
        ("UPDATE coding SET code_id = 1 WHERE id = 400", "coding", 400),
        ("UPDATE code SET name = 'Una' WHERE id = 1", "code", 1),
        ("UPDATE text_body SET text = replace(text, 'queue', 'queve')", "text_body", 1),
        (
            "UPDATE row_image SET before = replace(before, 'One', 'Ono') "
            "WHERE \"table\" = 'code' AND before IS NOT NULL",
            "code",
            1,
        ),
        ("DELETE FROM row_image WHERE \"table\" = 'coding' AND row_id = 3", "coding", 3),
        ("DELETE FROM column_image WHERE \"table\" = 'quotation'", "quotation", 7),
        ("DELETE FROM coding WHERE id = 500", "coding", 500),
        ("INSERT INTO participant VALUES (77, randomblob(16), 'x')", "participant", 77),
        ("UPDATE coding SET coder_id = 2 WHERE id = 1", "coding", 1),
        ("UPDATE project SET counters = json_set(counters, '$.code', 0)", "project", 1),
        ("UPDATE project SET counters = '{'", "project", 1),
        ("UPDATE project SET revision = revision - 1", "entry", 15),
        ("UPDATE project SET settings = '{'", "project", 1),
        ("UPDATE entry SET coder_id = 99 WHERE revision = 6", "entry", 6),
        ("UPDATE entry SET guid = randomblob(16) WHERE revision = 10", "label", 1),
        ("UPDATE row_image SET after = '{' WHERE revision = 6 AND seq = 0", "row_image", 6),
        (
            "UPDATE column_image SET after = substr(after, 1, 20) WHERE \"table\" = 'coding'",
            "column_image",
            15,
        ),
        ("UPDATE code SET created_at = 'in spring' WHERE id = 1", "code", 1),
        ("UPDATE code SET guid = 'text' WHERE id = 1", "code", 1),
    ],
)
def test_each_kind_of_tampering_is_named(
    untouched: Path, statement: str, table: str, row: int
) -> None:
    tamper(untouched, statement)
    found = check(untouched)
    assert not found.ok
    assert (table, row) in {(problem.table, problem.row) for problem in found.problems}


def test_a_missing_entry_is_named(untouched: Path) -> None:
    connection = sqlite3.connect(untouched)
    with connection:
        connection.execute("DELETE FROM row_image WHERE revision = 6")
        connection.execute("DELETE FROM entry WHERE revision = 6")
    connection.close()
    found = check(untouched)
    assert ("entry", 6) in {(problem.table, problem.row) for problem in found.problems}


def test_problems_name_no_text(untouched: Path) -> None:
    tamper(untouched, "UPDATE code SET name = 'Secret words' WHERE id = 1")
    assert all("Secret" not in str(problem) for problem in check(untouched).problems)


def test_the_digest_knows_no_local_keys_and_no_ledger(tmp_path: Path) -> None:
    """The same rows by guid give the same digest on SQLite and PostgreSQL, under any keys."""
    digests = set()
    for kind in KINDS:
        study = new_study(location_in(kind, tmp_path))
        one = study.code("One")
        study.apply(one)
        digests.add(verify(study.ann).digest)
        study.ann.undo()
        study.ann.redo()
        digests.add(verify(study.ann).digest)
        study.close()
    assert len(digests) == 2  # one per study: undo and redo, though new entries, change nothing


def test_a_removed_documents_text_is_watched_too(tmp_path: Path) -> None:
    path = tmp_path / "study.gtc"
    study = new_study(FileLocation(path))
    study.ann.perform(transcripts.remove_document, document=study.document, reason="consent")
    study.close()
    assert check(path).ok
    tamper(path, "UPDATE text_body SET text = replace(text, 'queue', 'queve')")
    assert [problem.table for problem in check(path).problems] == ["text_body"]
    tamper(path, "DELETE FROM text_body")
    assert [problem.table for problem in check(path).problems] == ["text_body"]
