"""Instruments on the command line: ratings imported, listed, decided over and reported."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.cli.conftest import Run, digest, rows

ME = ("--coder", "Ann")
TABLE = 'Item,Anna,Ben,Ben: comment,Cem: relevance\n"How, and why?",3,useful,Hm.,4\nWhen?,2,,,\n'


def written(tmp_path: Path, text: str = TABLE) -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_ratings_come_in_as_one_entry_and_are_listed(run: Run, study: Path, tmp_path: Path) -> None:
    path, before = written(tmp_path), digest(study)
    command = ("import-ratings", study, path, "--instrument", "Guide")
    seen = run(*command, "--dry-run", "--json").done()
    assert (seen.record["items"], seen.record["ratings"], seen.record["dry_run"]) == (2, 4, True)
    assert "3 essential: 1; 2 useful: 2" in seen.err
    assert digest(study) == before
    run(*command).misused("--coder")
    done = run(*command, *ME, "--json").done().record
    assert (done["items"], done["experts"], done["ratings"]) == (2, 3, 4)
    (row,) = rows(run, study, "instruments")
    assert (row["name"], row["items"], row["experts"]) == ("Guide", 2, 3)
    assert [row["text"] for row in rows(run, study, "items")] == ["How, and why?", "When?"]
    given = [(r["number"], r["expert"], r["scale"], r["value"], r["comment"])
             for r in rows(run, study, "ratings")]  # fmt: skip
    assert given == [
        (1, "Anna", "essential", 3, ""),
        (1, "Ben", "essential", 2, "Hm."),
        (1, "Cem", "relevance", 4, ""),
        (2, "Anna", "essential", 2, ""),
    ]
    run("list", study, "experts", "--instrument", "Guid").refused("Nearest: Guide")
    run("undo", study, *ME).done()
    assert digest(study) == before


def test_a_wrong_cell_is_named_and_nothing_comes_in(run: Run, study: Path, tmp_path: Path) -> None:
    before = digest(study)
    path = written(tmp_path, TABLE.replace("useful", "perhaps"))
    run("import-ratings", study, path, *ME).refused("ratings.csv row 2", "“Ben”", "“perhaps”")
    assert digest(study) == before
    run("import-ratings", study, tmp_path / "none.csv", *ME).refused("none.csv")


def test_verbs_name_experts_by_name_and_reports_tell(run: Run, study: Path, tmp_path: Path) -> None:
    run("import-ratings", study, written(tmp_path), "--instrument", "Guide", *ME).done()
    do = ("do", study, *ME)
    run(*do, "instruments.rate", "item=2", "expert=ben", "scale=essential", "value=3").done()
    run(
        *do, "instruments.rate", "item=2", "expert=Guide/Cem", "scale=relevance", "value=5"
    ).refused("from 1 to 4")
    run(*do, "instruments.rate", "item=2", "expert=Bob", "scale=essential", "value=1").refused(
        "Nearest: Anna; Ben"
    )
    run(*do, "instruments.decide", "item=1", "change=dropped", "--reason", "Two in one.").done()
    run(*do, "instruments.decide", "item=1", "change=kept").refused("why")
    out = tmp_path / "validity.csv"
    run("report", study, "content-validity", "--option", "instrument=guide", "--out", out).done()
    with out.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [(row["in use"], row["experts"], row["essential"]) for row in table[:2]] == [
        ("dropped", "2", "1"), ("yes", "2", "1"),
    ]  # fmt: skip
    told = run("report", study, "item-decisions", "--json").done().record["rows"]
    assert [row[4] for row in told] == ["Hm.", "Two in one.", None]
