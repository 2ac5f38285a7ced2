"""A study as a package for an archive: described, checked, the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from gtcoder.actions import codebook, memos, transcripts
from gtcoder.actions.project import set_title
from gtcoder.batch import ImportBatch
from gtcoder.errors import InvalidInput, UnreadableFile
from gtcoder.exchange import door
from gtcoder.exchange.archive.about import (
    ArchiveOptions,
    Creator,
    creator_from,
    licence_from,
)
from gtcoder.exchange.archive.wordless import Quotes
from gtcoder.exchange.archive.writing import WrittenArchive, write_archive
from gtcoder.exchange.project_files import read_project
from gtcoder.masking import Mask, Pseudonym
from gtcoder.queries import passages
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.vocabulary import VariableScope
from tests.studies import SPEECHES, Study, draft, new_study

ABOUT = ArchiveOptions(
    title="Leaving customers",
    description="Two invented interviews.",
    creators=(creator_from("Doe, Ann; 0000-0002-1825-0097; Invented University"),),
    subjects=("churn", "=silence"),
    licence="CC-BY-4.0",
    publisher="An archive",
    year=2027,
    contact="Ann Doe <ann@example.org>",
    language="en",
)
COPIED = SPEECHES[1][1]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """A coded study whose memo and definition repeat what was said."""
    made = new_study(FileLocation(tmp_path_factory.mktemp("archive") / "study.gtc"))
    code = made.code("Going silent")
    made.apply(code, 60, 90)
    made.apply(code, 100, 120, by=made.bob)
    made.ann.perform(
        codebook.define_code, code=code, definition=f"Like here: {COPIED.upper()}", reason="x"
    )
    with made.ann.read() as reader:
        quotation = passages.codings(reader)[0].quotation
    made.ann.perform(memos.write_memo, text=f"She says “{COPIED}”!", quotations=[quotation])
    yield made
    made.close()


def _write(study: Study, out: Path, about: ArchiveOptions = ABOUT) -> WrittenArchive:
    with study.ann.read() as reader:
        return write_archive(reader, out, about)


def _graph(folder: Path) -> dict[str, dict[str, Any]]:
    crate = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    return {each["@id"]: each for each in crate["@graph"]}


@pytest.fixture(scope="module")
def package(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a folder."""
    return _write(study, tmp_path_factory.mktemp("packed") / "package").path


def test_every_file_is_described_and_checked(package: Path) -> None:
    files = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    lines = (package / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert set(listed) == files - {"manifest-sha256.txt"}
    for name, digest in listed.items():
        assert hashlib.sha256((package / name).read_bytes()).hexdigest() == digest, name
    graph = _graph(package)
    named = {unquote(key) for key, each in graph.items() if each["@type"] == "File"}
    assert named == files - {"manifest-sha256.txt", "ro-crate-metadata.json"}
    assert {"project.qdpx", "codebook.qdc", "codebook.docx", "reports/frequencies.csv"} <= named


def test_the_description_leads_from_the_root_to_every_file(package: Path) -> None:
    graph = _graph(package)
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    root = graph["./"]
    assert root["name"] == "Leaving customers"
    assert root["datePublished"] == "2027"
    assert graph[root["license"]["@id"]]["identifier"] == "CC-BY-4.0"
    person = graph[root["author"]["@id"]]
    assert person["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert (person["givenName"], person["familyName"]) == ("Ann", "Doe")
    assert graph[person["affiliation"]["@id"]]["name"] == "Invented University"
    assert graph[root["contactPoint"]["@id"]]["email"] == "ann@example.org"
    reached, waiting = set(), ["./"]
    while waiting:
        entity = graph[waiting.pop()]
        inside = [each["@id"] for each in entity.get("hasPart", ())]
        reached |= set(inside)
        waiting += [name for name in inside if name.endswith("/")]
    assert {key for key, each in graph.items() if each["@type"] == "File"} <= reached


def test_a_study_without_codes_is_packed_and_its_files_have_addresses(tmp_path: Path) -> None:
    batch = ImportBatch(documents=(draft("Invented 100% talk #1 – گفت‌وگو"),))
    place = FileLocation(tmp_path / "study.gtc")
    create_study(place, coder="Ann", title="Invented")
    with open_study(place, "Ann") as ann:
        ann.perform(transcripts.add_documents, batch=batch)
        with ann.read() as reader:
            made = write_archive(reader, tmp_path / "package", ABOUT)
    assert [loss for loss in made.losses if "codebook.qdc" in loss]
    assert not (made.path / "codebook.qdc").exists()
    graph = _graph(made.path)
    name = "study/transcripts/Invented%20100%25%20talk%20%231%20–%20گفت‌وگو.txt"
    assert graph[name]["name"] == "Invented 100% talk #1 – گفت‌وگو.txt"
    assert {"@id": name} in graph["study/transcripts/"]["hasPart"]


def test_datacite_has_its_fields(package: Path) -> None:
    record = json.loads((package / "datacite.json").read_text(encoding="utf-8"))
    (creator,) = record["creators"]
    assert creator["nameIdentifiers"][0]["nameIdentifier"].endswith("0000-0002-1825-0097")
    assert record["titles"] == [{"title": "Leaving customers"}]
    assert record["publisher"] == {"name": "An archive"}
    assert record["publicationYear"] == 2027
    assert record["types"]["resourceTypeGeneral"] == "Dataset"
    assert record["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"
    assert [each["subject"] for each in record["subjects"]] == ["churn", "=silence"]


def test_the_study_in_it_is_the_study(package: Path) -> None:
    assert "the same study" in " ".join(map(str, read_project(package / "study").notes))


def test_a_package_is_read_packed_or_not(study: Study, package: Path, tmp_path: Path) -> None:
    packed = _write(study, tmp_path / "p.crate.zip").path
    for path in (package, packed):
        found = read_project(path)
        assert found.kind == "package for an archive"
        assert "the same study" in " ".join(map(str, found.notes))
        assert found.rows.count("coding") == 2
    bare = _write(study, tmp_path / "b.zip", replace(ABOUT, without_texts=True)).path
    with pytest.raises(UnreadableFile, match="without its texts"):
        read_project(bare)


@pytest.mark.parametrize("name", ["study/../../out.txt", "study/a\\b.txt", "study/c:x.txt"])
def test_a_package_that_would_write_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as packed:
        for each in ("ro-crate-metadata.json", "study/project.toml", name):
            packed.writestr(each, "x")
    with pytest.raises(UnreadableFile, match="leads elsewhere"):
        read_project(tmp_path / "bad.zip")


def test_the_same_study_gives_the_same_bytes(study: Study, tmp_path: Path) -> None:
    one = _write(study, tmp_path / "one.crate.zip").path
    two = _write(study, tmp_path / "two.zip").path
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as packed:
        names = packed.namelist()
        assert packed.testzip() is None
    assert names == sorted(names)
    assert "ro-crate-metadata.json" in names
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.crate.zip", "two.zip"]


def _words(package: Path) -> Iterator[tuple[str, str]]:
    """Yield every text of a package, those inside Word documents too."""
    for path in package.rglob("*"):
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as packed:
                for part in ("word/document.xml", "docProps/core.xml"):
                    yield path.name, re.sub("<[^>]+>", "", packed.read(part).decode())
        elif path.is_file():
            yield path.name, path.read_text(encoding="utf-8")


def test_without_texts_no_words_of_interviews_go_along(study: Study, tmp_path: Path) -> None:
    about = ArchiveOptions(creators=(Creator("Doe, Ann"),), without_texts=True)
    named = {"owner": "Invented interview 1", "name": COPIED, "value": "yes"}
    study.ann.perform(transcripts.set_variable, scope=VariableScope.DOCUMENT, **named)
    study.ann.perform(set_title, title=COPIED)
    made = _write(study, tmp_path / "bare", about)
    study.ann.undo()
    study.ann.undo()
    quotes = Quotes(speech for _, speech in SPEECHES)
    for name, text in _words(made.path):
        quotes.without(text, name)
    assert not quotes.found
    assert not list(made.path.rglob("*.qdpx"))
    assert not (made.path / "study").exists()
    losses = " ".join(made.losses)
    assert "the texts of 1 interview," in losses
    assert "the words of 2 passages" in losses
    assert "1 stretch of 8 words or more copied from interviews, in: memo" in losses
    assert "in: code" in losses
    assert "in: what describes the package" in losses
    with (made.path / "codings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["start"], row["end"], row["code"]) for row in rows] == [
        ("60", "90", "Going silent"), ("100", "120", "Going silent"),
    ]  # fmt: skip
    assert "text" not in rows[0]
    memo = (made.path / "rows" / "memo.csv").read_text(encoding="utf-8")
    assert "She says “[…].”!" in memo


def test_pseudonyms_hold_for_all_of_it(study: Study, tmp_path: Path) -> None:
    with door.fresh():
        door.put(door.Door(Mask([Pseudonym("customers", "people"), Pseudonym("Bob", "Carl")])))
        made = _write(study, tmp_path / "masked")
    for name, text in _words_of_all(made.path):
        assert "customers" not in text.replace("Leaving customers", ""), name
        assert "Bob" not in text, name
    assert any("entries of the ledger" in loss for loss in made.losses)
    assert "what undo needs" in made.losses
    assert not list(made.path.rglob("ledger.csv"))
    assert "ledger.csv" not in (made.path / "study" / "README.txt").read_text(encoding="utf-8")
    assert not made.notes


def _words_of_all(package: Path) -> Iterator[tuple[str, str]]:
    for path in package.rglob("*"):
        if path.suffix in (".docx", ".qdpx"):
            with zipfile.ZipFile(path) as packed:
                for name in packed.namelist():
                    yield f"{path.name}: {name}", packed.read(name).decode("utf-8", "replace")
        elif path.is_file():
            yield path.name, path.read_text(encoding="utf-8")


def test_what_was_not_said_is_told(study: Study, tmp_path: Path) -> None:
    made = _write(study, tmp_path / "package", ArchiveOptions())
    told = " ".join(made.notes)
    for words in ("no creators", "no licence", "no publisher", "no list of pseudonyms"):
        assert words in told
    assert "No licence was given" in (made.path / "LICENSE.txt").read_text(encoding="utf-8")
    record = json.loads((made.path / "datacite.json").read_text(encoding="utf-8"))
    assert [each["name"] for each in record["creators"]] == ["Ann", "Bob"]
    assert record["publisher"] == {"name": ":unav"}


def test_what_is_there_is_not_written_over(study: Study, tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "mine.txt").write_text("x")
    with pytest.raises(InvalidInput, match="is there and not empty"):
        _write(study, tmp_path / "package")
    with pytest.raises(InvalidInput, match="could not be written"):
        _write(study, tmp_path / "nowhere" / "package")
    assert [path.name for path in tmp_path.rglob("*")] == ["package", "mine.txt"]


@pytest.mark.parametrize(
    ("words", "creator"),
    [
        ("Doe, Ann", Creator("Doe, Ann")),
        ("Doe,  Ann ; 0000-0002-1694-233X", Creator("Doe, Ann", "https://orcid.org/0000-0002-1694-233X")),
        ("A team; https://orcid.org/0000-0002-1825-0097; Graz",
         Creator("A team", "https://orcid.org/0000-0002-1825-0097", "Graz")),
        ("A; Institute 2; orcid.org/0000-0002-1825-0097",
         Creator("A", "https://orcid.org/0000-0002-1825-0097", "Institute 2")),
    ],
)  # fmt: skip
def test_creators_are_read(words: str, creator: Creator) -> None:
    assert creator_from(words) == creator


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Doe, Ann; 0000-0002-1825-0098", "“0000-0002-1825-0098” is no ORCID: its last sign"),
        ("Doe, Ann; 1234-1234; Graz", "“1234-1234” is no ORCID: that is sixteen digits"),
        ("Doe, Ann; ORCID 0000-0002-1825-0097", "“ORCID 0000-0002-1825-0097” is no ORCID"),
        ("Doe, Ann; Graz; Wien", "“Graz” and “Wien” are given"),
        ("A; 0000-0002-1825-0097; 0000-0002-1694-233X", "one ORCID"),
        (" ; 0000-0002-1825-0097", "needs a name"),
    ],
)
def test_nothing_that_is_said_of_a_creator_is_dropped_unsaid(words: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        creator_from(words)


def test_a_wrong_licence_is_refused() -> None:
    with pytest.raises(InvalidInput, match="as SPDX lists it"):
        licence_from("do what you want")
    assert licence_from("cc-by-4.0") == "CC-BY-4.0"
    assert licence_from("LicenseRef-Ours") == "LicenseRef-Ours"


def test_the_settings_of_a_study_fill_what_is_not_said() -> None:
    said = {"archive": {"licence": "CC0-1.0", "creators": ["Roe, R."], "title": "No", "year": "x"}}
    filled = ArchiveOptions(title="Mine").filled_from(said)
    assert (filled.title, filled.licence, filled.year) == ("Mine", "CC0-1.0", 0)
    assert filled.creators == (Creator("Roe, R."),)
    assert ABOUT.filled_from({"archive": 3}) == ABOUT
