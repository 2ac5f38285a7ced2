"""What the command line gives out with a list of pseudonyms, and without one it should have."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LEAD = ("--coder", "Ann")
NAMES = ("Zyxolina", "Brandwick", "欧阳娜", "مهنوشان")
TEXT = (
    "Int: An invented interview. Who told you, Zyxolina Brandwick?\n\n"
    "Zyxolina: It was 欧阳娜, said مهنوشان. ZYXOLINA never forgot; Brandwick's shop closed.\n"
)


@pytest.fixture
def study(run: Run, tmp_path: Path) -> Path:
    """Return a study full of the names, with a coding that cuts through one of them."""
    transcript, study = tmp_path / "With Zyxolina.txt", tmp_path / "a.gtc"
    transcript.write_text(TEXT, encoding="utf-8")
    (tmp_path / "keys").mkdir()
    with (tmp_path / "keys" / "key.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [("name", "replacement"), ("Zyxolina Brandwick", "Ida Berg"), ("Zyxolina", "Ida"),
                ("Brandwick", "Berg"), ("欧阳娜", "王林"), ("مهنوشان", "لیلا")]  # fmt: skip
        csv.writer(file).writerows(rows)
    run("new", study, *LEAD, "--title", "Zyxolina's study").done()
    run("import", study, transcript, *LEAD, "--participant", "Zyxolina Brandwick").done()
    at = TEXT.index("Zyxolina Brandwick") + 4
    where = ("--document", "With Zyxolina")
    run("apply", study, *LEAD, *where, "--span", f"{at}:{at + 20}", "--code", "Brandwick > trust")
    at = TEXT.index("欧阳娜")
    run("apply", study, *LEAD, *where, "--span", f"{at}:{at + 9}", "--code", "trust",
        "--memo", "About Zyxolina and 欧阳娜")  # fmt: skip
    return study


def without_names(text: str) -> bool:
    return not any(name.casefold() in text.casefold() for name in NAMES)


def test_nothing_that_is_printed_holds_a_name(run: Run, study: Path) -> None:
    for words in (
        ("list", study, "codings"),
        ("list", study, "memos"),
        ("list", study, "participants", "--json"),
        ("report", study, "quotations", "--json"),
        ("report", study, "codebook"),
        ("text", study, "With Zyxolina"),
    ):
        assert without_names(run(*words, "--pseudonyms", "keys/key.csv").done().out), words
        assert not without_names(run(*words).done().out), words


def test_a_folder_holds_the_study_with_codings_where_they_belong(run: Run, study: Path) -> None:
    made = run("export", study, "out", "--pseudonyms", "keys/key.csv", "--json").done().record
    files = [Path(path) for path in made["written"]]

    assert all(without_names(f"{path}{path.read_text('utf-8')}") for path in files)
    codings = run("list", "out", "codings", "--json").done().record["codings"]
    assert (
        sorted(row["text"] for row in codings) == ["Ida Berg?\n\nIda: ", "王林, said "] or codings
    )
    assert any("ledger" in loss for loss in made["losses"])


def test_tables_are_named_after_their_file_and_say_what_they_leave_out(
    run: Run, study: Path
) -> None:
    made = run("export", study, "codebook.md", "--pseudonyms", "keys/key.csv", "--json").done()

    assert made.record["written"] == ["codebook.md"]
    assert made.record["losses"]
    assert without_names(Path("codebook.md").read_text("utf-8"))
    run("export", study, "codings.csv", "--originals").done()
    with Path("codings.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file))[:4] == ["document", "start", "end", "code"]


def test_projects_for_other_programs_hold_no_name(run: Run, study: Path) -> None:
    for name in ("project.qdpx", "book.qdc"):
        made = run("export", study, name, "--pseudonyms", "keys/key.csv", "--json").done()
        assert made.record["written"] == [name]
        assert any("ledger" in loss for loss in made.record["losses"])

    with zipfile.ZipFile("project.qdpx") as archive:
        parts = [archive.read(part).decode() for part in archive.namelist()]
    assert all(map(without_names, [*parts, Path("book.qdc").read_text("utf-8")]))


def test_a_study_that_asks_for_pseudonyms_gives_out_nothing_without_the_list(
    run: Run, study: Path
) -> None:
    run("do", study, *LEAD, "study.set", "name=pseudonyms", "value=1").done()

    for words in (("list", study, "codings"), ("export", study, "out"), ("text", study, "x"),
                  ("report", study, "codebook", "--out", "c.csv"),
                  ("screens", "pictures", study)):  # fmt: skip
        run(*words).refused("--pseudonyms FILE", "--originals")
    assert not Path("c.csv").exists()
    run("verify", study).done()
    known = run("list", study, "codings", "--originals").done()
    assert "asks for pseudonyms" in known.err
    assert without_names(run("list", study, "codings", "--pseudonyms", "keys/key.csv").done().out)


def test_a_list_that_would_go_along_with_the_study_is_refused(run: Run, study: Path) -> None:
    run("export", study, "out", "--pseudonyms", "keys/key.csv").done()
    inside = Path("out/key.csv")
    inside.write_bytes(Path("keys/key.csv").read_bytes())

    run("list", "out", "codings", "--pseudonyms", inside).refused("folder of the study")
    run("list", study, "codings", "--pseudonyms", "none.csv").refused("cannot be read")


def test_the_names_a_list_needs_are_told(run: Run, study: Path) -> None:
    names = run("pseudonyms", study, "--json").done().record["names"]

    assert [(row["name"], row["hits"]) for row in names] == [
        ("Zyxolina Brandwick", 1), ("Zyxolina", 2), ("Brandwick", 1),
    ]  # fmt: skip
