"""The verb `export`: folders that are read again, packages, annotated transcripts, raw tables."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import DOCUMENT, Run, apply, digest


@pytest.fixture
def coded(run: Run, study: Path) -> Path:
    """A study with two codings, one of a code that looks like a formula."""
    apply(run, study, "=Silence")
    apply(run, study, "Calls", "30:60")
    return study


def test_a_folder_is_the_study_as_long_as_no_page_is_edited(run: Run, coded: Path) -> None:
    made = run("export", coded, "out", "--json").done().record
    assert made["losses"] == ["what undo needs: the ledger goes along to be read (ledger.csv)"]
    assert any(path.endswith("rows/coding.csv") for path in made["written"])
    assert run("verify", "out", "--json").done().record["digest"] == digest(coded)
    before = run("list", "out", "codings", "--json").done().record
    assert before == run("list", coded, "codings", "--json").done().record
    page = Path("out/codings.csv")
    page.write_text(page.read_text().replace("Calls", "=Silence"))
    edited = run("list", "out", "codings", "--json").done().record["codings"]
    assert {row["code"][-1] for row in edited} == {"=Silence"}


def test_csv_is_guarded_unless_it_is_raw(run: Run, coded: Path) -> None:
    told = run("export", coded, "codings.csv").done()
    assert "apostrophe" in told.err
    assert "'=Silence" in Path("codings.csv").read_text()
    assert run("export", coded, "codings.csv", "--raw").done().err == ""
    assert ",=Silence," in Path("codings.csv").read_text()
    run("report", coded, "quotations-wide", "--out", "wide.csv", "--raw").done()
    assert ",=Silence," in Path("wide.csv").read_text()


@pytest.mark.parametrize("ending", ["html", "docx", "pdf"])
def test_a_transcript_with_its_codings(run: Run, coded: Path, ending: str) -> None:
    words = ("export", coded, f"a.{ending}", "--annotated", "--document", DOCUMENT, "--json")
    made = run(*words).done().record
    assert made["written"] == [f"a.{ending}"]
    assert Path(f"a.{ending}").stat().st_size > 1000


def test_options_without_what_they_belong_to_are_wrong_usage(run: Run, coded: Path) -> None:
    run("export", coded, "a.html", "--document", DOCUMENT).misused("--annotated")
    run("export", coded, "a.csv", "--licence", "CC0-1.0").misused("--licence goes with --archive")
    run("export", coded, "out", "--without-texts").misused("--without-texts goes with --archive")
    run("export", coded, "a.qdpx", "--raw").misused("--raw goes with a table")
    run("export", coded, "a.csv", "--utf16-offsets").misused("--utf16-offsets goes with")
    assert list(Path().glob("a.*")) == []


def test_an_ending_that_nothing_is_written_to_is_refused_with_all_there_are(
    run: Run, coded: Path
) -> None:
    for name in ("a.gtc", "a.zip", "a.txt"):
        run("export", coded, name).refused("Nothing was written", ".qdpx", ".qdc", "--archive")
    run("export", coded, "a.csv", "--archive").refused("ends in .csv", "Nothing was written")
    assert list(Path().glob("a.*")) == []


def test_a_package_for_an_archive(run: Run, coded: Path) -> None:
    words = ("export", coded, "p.crate.zip", "--creator", "Doe, Ann", "--licence", "CC0-1.0")
    made = run(*words, "--json").done()
    assert "no publisher" in made.err
    assert made.record["written"] == ["p.crate.zip"]
    with zipfile.ZipFile("p.crate.zip") as package:
        crate = json.loads(package.read("ro-crate-metadata.json"))
        assert "study/rows/coding.csv" in package.namelist()
    assert crate["@graph"][1]["name"] == "Invented study"
    run("export", coded, "bare", "--archive", "--without-texts").done()
    assert not list(Path("bare").rglob("transcripts"))
    run("export", coded, "x", "--archive", "--creator", "D; 0000-0002-1825-0098").refused("ORCID")
    run("export", coded, "x", "--archive", "--language", "zz9").refused("no tag of a language")
    assert not Path("x").exists()
    made = run("export", coded, "x", "--archive", "--licence", "nonsense", "--language", "pt-BR")
    assert "“nonsense” is none of the licences" in made.done().err


def test_a_blind_round_keeps_the_whole_back(run: Run, coded: Path) -> None:
    run("round", coded, "open", "Dark", "--kind", "blind", "--coder", "Ann").done()
    run("export", coded, "p.zip", "--archive", "--as", "Ann").refused("Nothing was written")
    assert not Path("p.zip").exists()
    losses = run("export", coded, "out", "--as", "Ann", "--json").done().record["losses"]
    assert any("pages alone" in loss for loss in losses)
    assert not Path("out/rows").exists()
