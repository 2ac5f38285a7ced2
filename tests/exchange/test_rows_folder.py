"""A folder of plain text as the whole study: the same one again while nobody edited it."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gtcoder.actions  # noqa: F401  (pages are built by what it registers)
from gtcoder.actions import bookmarks, codebook, comparisons, correcting, memos, merging, project
from gtcoder.actions.rebuilding import open_rows
from gtcoder.errors import GtcoderError, InvalidInput, UnreadableFile
from gtcoder.exchange import door
from gtcoder.exchange.manifests import write_manifest
from gtcoder.exchange.plain_writer import write_study
from gtcoder.exchange.project_files import ForeignProject, read_project
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.exchange.rows_folder import rows_of, state_of, write_rows
from gtcoder.masking import Mask, Pseudonym
from gtcoder.queries import passages
from gtcoder.store.by_guid import read_rows
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.verify import state_digest, verify
from gtcoder.study_rows import StudyRows
from gtcoder.vocabulary import ComparisonVerdict, Span
from tests.studies import Study, new_study

HARD = "=1+1 on “two\r\nlines”, \u202bراست\u202c 🙂 'and\ttabs"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """A study with what no page holds: merged and retired codes, a correction, a comparison."""
    made = new_study(FileLocation(tmp_path_factory.mktemp("rows") / "study.gtc"))
    trust, quiet, gone = (made.code(name) for name in ("Trust", "=Quiet", "Gone"))
    made.ann.perform(codebook.define_code, code=trust, definition=HARD, rule="@rule", reason="it")
    made.apply(trust)
    made.apply(trust, 30, 44)
    made.apply(quiet, 50, 60, by=made.bob)
    made.apply(gone, 70, 90)
    merged = made.ann.perform(merging.merge_codes, sources=[gone], target=quiet, reason="same")
    assert merged
    with made.ann.read() as reader:
        text = passages.text(reader, made.document)
        ours = [c.quotation for c in passages.codings(reader) if c.coder == "Ann"]
    made.ann.perform(
        comparisons.record_comparison, code=trust, passage=ours[0], other=ours[1],
        verdict=ComparisonVerdict.SAME, note="-like",
    )  # fmt: skip
    made.ann.perform(memos.write_memo, text=HARD, title="+memo", quotations=[ours[0]])
    made.ann.perform(
        correcting.correct, document=made.document, text=text.replace("silent", "very silent"),
        reason="heard again",
    )  # fmt: skip
    made.ann.perform(project.set_label, name="open coding")
    made.ann.perform(bookmarks.add_bookmark, document=made.document, span=Span(3, 9), name="here")
    yield made
    made.close()


def _written(opened: OpenProject, folder: Path) -> tuple[StudyRows, str]:
    with opened.read() as reader:
        made = write_study(reader, folder)
    assert made.whole, made.why_not
    with opened.snapshot() as connection:
        return read_rows(connection, history=True), state_digest(opened)


@pytest.fixture(scope="module")
def once(study: Study, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, StudyRows, str]:
    """Write the study once; give the folder with the rows and the digest of the study."""
    folder = tmp_path_factory.mktemp("written") / "out"
    return folder, *_written(study.ann, folder)


@pytest.fixture
def out(once: tuple[Path, StudyRows, str], tmp_path: Path) -> Path:
    """A copy of the folder, to be changed."""
    shutil.copytree(once[0], tmp_path / "out")
    return tmp_path / "out"


def _plain(rows: StudyRows) -> dict[str, dict[str, list[object]]]:
    return {
        table: {name: list(values) for name, values in columns.items()}
        for table, columns in rows.tables.items()
    }


def _notes(found: ForeignProject) -> str:
    return " ".join(map(str, found.notes))


def test_the_same_study_comes_back(once: tuple[Path, StudyRows, str], out: Path) -> None:
    _, rows, digest = once
    found = read_project(out)
    assert "the same study" in _notes(found)
    assert _plain(found.rows) == _plain(rows)
    assert found.rows.texts == rows.texts
    assert found.rows.history == rows.history
    assert len(rows.texts) == 2
    assert [path.name for path in (out / "texts").iterdir()] == [
        "Invented interview 1 version 1.txt"
    ]
    with open_rows(found.rows, "Ann") as again:
        assert verify(again).ok
        assert state_digest(again) == digest


def test_the_sample_study_comes_back(built_sample: Path, tmp_path: Path) -> None:
    with open_study(FileLocation(built_sample), read_only=True) as opened:
        _, digest = _written(opened, tmp_path / "out")
    with open_rows(rows_of(tmp_path / "out", state_of(tmp_path / "out"))) as again:
        assert state_digest(again) == digest


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1))
def test_any_words_come_back(words: list[str]) -> None:
    drafts = RowDrafts()
    coder = drafts.add("coder", name="Ann", role="coder")
    for text in words:
        drafts.add("memo", kind="theoretical", text=text, coder_id=coder)
        drafts.add("saved_result", name=text, kind="x", coder_id=coder, program="p",
                   options={text: [text, None, 1.5, True]}, record={})  # fmt: skip
    rows = drafts.rows()
    with tempfile.TemporaryDirectory() as folder:
        write_rows(rows, Path(folder))
        write_manifest(Path(folder))
        found = rows_of(Path(folder), state_of(Path(folder)))
    assert _plain(found) == _plain(rows)


def test_a_cell_may_be_long(tmp_path: Path) -> None:
    drafts = RowDrafts()
    coder = drafts.add("coder", name="Ann", role="coder")
    drafts.add("memo", kind="theoretical", text="long " * 60_000, coder_id=coder)
    write_rows(drafts.rows(), tmp_path)
    assert rows_of(tmp_path, state_of(tmp_path)).tables["memo"]["text"] == ["long " * 60_000]


def test_a_page_that_was_edited_is_believed(out: Path) -> None:
    page = out / "codebook.csv"
    page.write_text(page.read_text(encoding="utf-8").replace("Trust", "Faith"), encoding="utf-8")
    codings = out / "codings.csv"
    text = codings.read_text(encoding="utf-8").replace("Trust", "Faith")
    codings.write_text(text, encoding="utf-8")
    shutil.rmtree(out / "memos")
    for name in ("memos.csv", "comparisons.csv"):
        (out / name).unlink(missing_ok=True)
    found = read_project(out)
    assert "built from the pages" in _notes(found)
    assert "codebook.csv" in _notes(found)
    assert {row["name"] for row in found.rows.rows("code")} == {"Faith", "=Quiet"}
    assert found.skipped
    assert not found.rows.history


def test_what_nobody_reads_may_come_and_go(out: Path) -> None:
    (out / ".DS_Store").write_bytes(b"x")
    (out / "Thumbs.db").write_bytes(b"x")
    (out / "README.txt").unlink()
    (out / "ledger.csv").write_text("changed")
    found = read_project(out)
    assert "the same study" in _notes(found)
    assert "ledger.csv was changed" in _notes(found)
    assert found.rows.history == ()
    (out / "new.csv").write_text("a,b\n")
    assert state_of(out).edited == ("new.csv",)


def test_tables_say_what_they_are(out: Path) -> None:
    told = json.loads((out / "rows/csv-metadata.json").read_text(encoding="utf-8"))
    tables = {each["url"]: each for each in told["tables"]}
    assert {path.name for path in (out / "rows").glob("*.csv")} == set(tables)
    coding = tables["coding.csv"]["tableSchema"]
    keys = {key["columnReference"]: key["reference"]["resource"] for key in coding["foreignKeys"]}
    assert keys["quotation_id"] == "quotation.csv"
    with (out / "rows/coding.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == [column["name"] for column in coding["columns"]]
    assert "'=Quiet" in (out / "rows/code.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("rows/code.csv", "guid,", "guid,strange,", "as many cells"),
        ("rows/code.csv", "name", "names", "later one"),
        ("rows/quotation.csv", ",5,", ",five,", "is no integer"),
        ("rows/memo.csv", "+00:00", "+99:00", "is no dateTime"),
        ("rows/project.csv", "{}", "{", "is no json"),
        ("ledger.csv", '"number"', '"digit"', "no entry of a ledger"),
    ],
)
def test_a_broken_row_is_refused(out: Path, path: str, old: str, new: str, said: str) -> None:
    state = state_of(out)
    text = (out / path).read_text(encoding="utf-8")
    assert old in text
    (out / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UnreadableFile, match=said):
        rows_of(out, state)


def test_rows_that_do_not_hold_together_build_nothing(out: Path) -> None:
    state = state_of(out)
    (out / "rows/quotation.csv").unlink()
    with pytest.raises(GtcoderError, match="not there"):
        open_rows(rows_of(out, state))
    (out / "rows/coder.csv").unlink()
    with pytest.raises(InvalidInput, match="no whole study"):
        open_rows(rows_of(out, state))


def test_rows_and_pages_agree_under_pseudonyms(study: Study, tmp_path: Path) -> None:
    with door.fresh():
        door.put(door.Door(Mask([Pseudonym("Trust", "Faith"), Pseudonym("customers", "people")])))
        with study.ann.read() as reader:
            made = write_study(reader, tmp_path / "out")
    assert made.whole
    assert any("entries of the ledger" in loss for loss in made.rows_losses)
    found = read_project(tmp_path / "out")
    assert {row["name"] for row in found.rows.rows("code")} == {"Faith", "=Quiet", "Gone"}
    (page,) = (tmp_path / "out/transcripts").glob("*.txt")
    assert list(found.rows.texts.values()) == [page.read_text(encoding="utf-8")]
    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or "customers" not in path.read_text(encoding="utf-8"), path
    with open_rows(found.rows) as again:
        assert verify(again).ok
