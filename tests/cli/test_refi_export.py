"""`export` to REFI-QDA: what it writes, says, and refuses."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gtcoder.exchange.project_files import read_project
from gtcoder.store.location import FileLocation
from tests.cli.conftest import DOCUMENT, Run
from tests.studies import Study, new_study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = new_study(FileLocation(tmp_path / "a.gtc"))
    code = made.code("Silence")
    made.apply(code, 60, 90)
    made.close()
    return made


def test_a_project_is_written_and_says_what_it_does_not_hold(run: Run, study: Study) -> None:
    made = run("export", "a.gtc", "a.qdpx").done()

    assert made.out.startswith("Wrote:\na.qdpx\nIt does not hold:\nthe ledger")
    assert "--utf16" not in made.out
    assert "UTF-16 offsets" in made.err, "the invented interview has an emoji"
    came = read_project(Path("a.qdpx"))
    assert came.title == "Invented study"
    assert came.rows.tables["document"]["name"] == [DOCUMENT]
    assert came.rows.count("coding") == 1


def test_offsets_for_nvivo_are_an_option(run: Run, study: Study) -> None:
    run("export", "a.gtc", "a.qdpx", "--json").done()
    made = run("export", "a.gtc", "b.qdpx", "--utf16-offsets", "--json").done()

    assert "UTF-16" not in made.err
    with zipfile.ZipFile("a.qdpx") as points, zipfile.ZipFile("b.qdpx") as units:
        texts = [each.read("project.qde").decode() for each in (points, units)]
    assert 'startPosition="60" endPosition="90"' in texts[0]
    assert 'startPosition="60" endPosition="90"' not in texts[1]


def test_what_is_no_project_is_refused(run: Run, study: Study) -> None:
    run("export", "a.gtc", "a.qde").refused("without its texts", "Nothing was written")
    run("export", "a.gtc", "a.qdc", "--utf16-offsets").refused("no offsets", "Nothing was written")
    run("export", "a.gtc", "nowhere/a.qdpx").refused("could not be written", "unchanged")

    assert not [path for path in Path().iterdir() if path.suffix in (".qde", ".qdc", ".qdpx")]


def test_an_open_blind_round_keeps_the_whole_study_in(run: Run, study: Study) -> None:
    run("do", "a.gtc", "--coder", "Ann", "team.open_round", "name=Blind", "kind=blind").done()

    run("export", "a.gtc", "a.qdpx", "--as", "Ann").refused("round is open", "Nothing was written")
    assert not Path("a.qdpx").exists()


def test_who_is_one_person_must_be_known(run: Run, study: Study) -> None:
    run("export", "a.gtc", "a.qdpx").done()
    run("new", "b.gtc", "--coder", "Zoe").done()
    bring = ("import", "b.gtc", "a.qdpx", "--coder", "Zoe", "--same-coder")
    run(*bring, "Ann").refused("no coder “Ann” in this study", "there are: Zoe")
    done = run(*bring, "Zoe", "--dry-run").done()
    assert "it has no coder “Zoe”, whom --same-coder names" in done.err
