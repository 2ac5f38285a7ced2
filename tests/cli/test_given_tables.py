"""Agreement of tables at the command line: workbooks, stdin, missing cells, weights, bad spans."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from tests.cli.conftest import Run

QUICK = ("--bootstrap", "0", "--json")
ROWS = [("1", "1"), ("2", "3"), ("3", "3"), ("2", "2"), ("3", "1")]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def results(run: Run, *words: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("agreement", *words, *QUICK).done().record["results"]
    return found


@pytest.fixture
def table(tmp_path: Path) -> Path:
    lines = "\n".join(";".join(row) for row in ROWS)
    return write(tmp_path / "ratings.csv", f"Ana;Ben\n{lines}\n")


def test_a_workbook_and_the_standard_input(
    run: Run, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Workbook(str(tmp_path / "ratings.xlsx"))
    sheet = book.add_worksheet()
    for row, cells in enumerate([("Ana", "Ben"), *ROWS]):
        sheet.write_row(row, 0, cells)
    book.close()
    plain = results(run, "--ratings", table, "--level", "ordinal")
    assert results(run, "--ratings", tmp_path / "ratings.xlsx", "--level", "ordinal") == plain
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(table.read_bytes())))
    assert results(run, "--ratings", "-", "--level", "ordinal") == plain
    headless = write(tmp_path / "h.csv", table.read_text("utf-8").partition("\n")[2])
    numbered = results(run, "--ratings", headless, "--level", "ordinal", "--no-header")
    assert [each["value"] for each in numbered] == [each["value"] for each in plain]
    assert numbered[0]["coders"] == ["coder 1", "coder 2"]


def test_weights_are_those_of_the_ranks_or_the_values(run: Run, table: Path) -> None:
    words = ("--ratings", table, "--coefficient", "cohen_kappa")
    (ranked,) = results(run, *words, "--categories", "1,2,3", "--weights", "quadratic")
    n, gaps = len(ROWS), [(int(a) - int(b)) ** 2 for a, b in ROWS]
    chance = sum((int(a) - int(b)) ** 2 for a, _ in ROWS for _, b in ROWS) / n**2
    assert ranked["value"] == pytest.approx(1 - sum(gaps) / n / chance)
    assert "Weights: quadratic." in ranked["note"]
    run("agreement", *words, "--weights", "quadratic").refused("declared order")


def test_one_value_against_the_rest(run: Run, table: Path) -> None:
    words = ("--ratings", table, "--coefficient", "specific_agreement")
    (value,) = results(run, *words, "--category", "3")
    assert value["value"] == pytest.approx(2 * 1 / (2 + 3 - 1))  # Ana: two 3s, Ben: two
    assert "“3” against the rest" in value["note"]
    run("agreement", *words).refused("category")
    run("agreement", *words, "--category", "9").refused("no value of the table", "1, 2, 3")


def test_missing_words_are_doubted_or_named(run: Run, tmp_path: Path) -> None:
    table = write(tmp_path / "r.csv", "A,B\nx,NA\nx,x\ny,y\ny,x\n")
    words = ("agreement", "--ratings", table, "--coefficient", "percent_agreement", *QUICK)
    taken = run(*words).done()
    assert "“NA” is taken as a value" in taken.err
    assert taken.record["results"][0]["value"] == 0.5
    named = run(*words, "--missing", "NA").done()
    assert named.err == ""
    assert named.record["results"][0]["value"] == pytest.approx(2 / 3)


def test_coefficients_of_spans_need_spans(run: Run, table: Path) -> None:
    words = ("agreement", "--ratings", table, "--coefficient")
    for name in ("u_alpha_2016", "gamma", "char_kappa"):
        run(*words, name).refused("computed from spans")
    run(*words, "kappa").refused("none of the coefficients")
    run(*words, "percent_agreement:best").refused("no variant “best”")


def test_fifty_coders(run: Run, tmp_path: Path) -> None:
    head = ",".join(f"c{n}" for n in range(50))
    rows = "\n".join(",".join(str((n + r) % 3) for n in range(50)) for r in range(10))
    table = write(tmp_path / "wide.csv", f"{head}\n{rows}\n")
    (alpha,) = results(
        run, "--ratings", table, "--level", "nominal", "--coefficient", "krippendorff_alpha"
    )
    assert len(alpha["coders"]) == 50
    assert alpha["value"] < 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("d,A,5,5,c", "Row 2: the span ends at 5 (column “end”)"),
        ("d,A,9,5,c", "not after its start, 9"),
        ("d,A,5,50,c", "“d” has 20 characters"),
        ("e,A,0,5,c", "Row 2: the length of document “e”"),
        ("d,A,0,5,c", "two coders or more; there is one"),
    ],
)
def test_spans_that_cannot_be(run: Run, tmp_path: Path, row: str, said: str) -> None:
    spans = write(tmp_path / "s.csv", f"document,coder,start,end,code\n{row}\n")
    lengths = write(tmp_path / "l.csv", "document,characters\nd,20\n")
    run("agreement", "--spans", spans, "--lengths", lengths).refused(said)
    run("agreement", "--spans", "-", "--lengths", "-").misused("standard input")
