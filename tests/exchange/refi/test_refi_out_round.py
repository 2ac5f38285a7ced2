"""What is written as REFI-QDA comes back as it was, and is written again to the same bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from gtcoder.exchange.project_files import read_project
from gtcoder.exchange.refi.project import OF_THE_LEDGER
from gtcoder.exchange.refi.writing import RefiOptions, write_project
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.queries.whole import whole_study
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.study_rows import StudyRows
from tests.bench import corpora
from tests.exchange.refi.refi_out_study import whole_study as every_table


def state(rows: StudyRows) -> dict[str, dict[bytes, dict[str, Any]]]:
    """Return what the digest of a study is made of, but for what is told as lost."""
    return {
        table: rows.by_guid(table)
        for table in rows.tables.keys() - OF_THE_LEDGER
        if rows.count(table)
    }


def of_file(path: Path) -> StudyRows:
    with open_study(FileLocation(path), None, read_only=True) as project, project.read() as reader:
        return whole_study(reader)


def check_round(rows: StudyRows, folder: Path, *, utf16: bool = False) -> None:
    write_project(rows, folder / "a.qdpx", RefiOptions(utf16))
    came = read_project(folder / "a.qdpx")
    write_project(came.rows, folder / "b.qdpx", RefiOptions(utf16))

    assert state(came.rows) == state(rows)
    assert came.rows.texts == rows.texts
    assert not came.skipped
    with zipfile.ZipFile(folder / "a.qdpx") as one, zipfile.ZipFile(folder / "b.qdpx") as other:
        assert one.namelist() == other.namelist()
        assert all(one.read(name) == other.read(name) for name in one.namelist())


@pytest.mark.parametrize("utf16", [False, True])
def test_a_study_of_every_table_in_three_scripts(tmp_path: Path, utf16: bool) -> None:
    check_round(every_table(), tmp_path, utf16=utf16)


def test_the_sample_study(built_sample: Path, tmp_path: Path) -> None:
    check_round(of_file(built_sample), tmp_path)


def test_the_smallest_corpus_follows_the_schema(shared: Path, tmp_path: Path) -> None:
    project, columns = corpora.study_without_codings(tmp_path / "S.gtc", corpora.corpus("S"))
    with project:
        corpora.load(project, columns)
    rows = of_file(tmp_path / "S.gtc")

    check_round(rows, tmp_path)

    assert rows.count("coding") == 869
    check_schema(shared, tmp_path / "a.qdpx")


def check_schema(shared: Path, path: Path) -> None:
    schema = etree.parse(shared / "data" / "real" / "refi-spec" / "Project-mrt2019.xsd")
    with zipfile.ZipFile(path) as archive:
        etree.XMLSchema(schema).assertValid(etree.fromstring(archive.read("project.qde")))


def test_what_came_from_another_program_goes_out_by_the_schema(
    shared: Path, tmp_path: Path
) -> None:
    real = shared / "data" / "real"
    came = read_project(real / "refi-projects" / "specA2_atlasti8.4_project.qde")
    drafts = RowDrafts()
    drafts.add("project", title=came.title)
    rows = StudyRows({**came.rows.tables, **drafts.rows().tables}, came.rows.texts)
    assert rows.count("code") > 5

    check_round(rows, tmp_path)

    check_schema(shared, tmp_path / "a.qdpx")


def test_a_codebook_comes_back_with_its_texts_and_groups(tmp_path: Path) -> None:
    rows = every_table()
    write_project(rows, tmp_path / "a.qdc")
    came = read_project(tmp_path / "a.qdc").rows

    kept = {row["guid"]: row for row in rows.rows("code") if not row["retired"]}
    links = ("proposed_in_id", "proposed_by_id")
    for row in kept.values():
        row.update(dict.fromkeys(links))
    assert came.by_guid("code") == kept
