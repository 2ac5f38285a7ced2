from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gtcoder.analysis.chosen import listed
from tests.cli.conftest import DOCUMENT, Run, apply, digest, rows
from tests.studies import draft

KEYS = {
    *("coefficient", "source", "value", "status", "reason", "interval", "unit", "coders"),
    *("documents", "sample", "round", "code", "uncoded", "note"),
}
QUICK = ("--bootstrap", "0")


@pytest.fixture
def coded(run: Run, study: Path) -> Path:
    """Return the study with one code: Ann on 100 characters, Bob on 60 of them."""
    apply(run, study, "silence", "10:110")
    apply(run, study, "silence", "50:110", coder="Bob")
    return study


def kappa(length: int, both: int, first: int, second: int) -> float:
    """Return Cohen's kappa (1960) of two coders from characters."""
    observed = (length - (first - both) - (second - both)) / length
    chance = (first * second + (length - first) * (length - second)) / length**2
    return (observed - chance) / (1 - chance)


def test_the_coders_of_a_study(run: Run, coded: Path) -> None:
    compared = run("agreement", coded, "--json", *QUICK).done().record
    results = compared["results"]
    assert all(set(result) >= KEYS for result in results)
    assert {result["sample"] for result in results} == {"inferred"}
    found = {result["coefficient"]: result for result in results}
    length = len(draft().text)
    assert found["cohen_kappa"]["value"] == pytest.approx(kappa(length, 60, 100, 60))
    assert found["cohen_kappa"]["source"] == "Cohen 1960"
    assert found["cohen_kappa"]["unit"] == "character"
    assert found["holsti_cr"]["value"] == 1.0
    assert found["percent_agreement"]["coders"] == ["Ann", "Bob"]
    assert found["percent_agreement"]["round"] == "Round 1"
    (interview, total) = compared["matched"]
    assert (interview["document"], total["document"]) == (DOCUMENT, None)
    assert (interview["codings_a"], interview["codings_b"], interview["matched"]) == (1, 1, 1)
    assert interview["percent"] == 100


def test_saying_finished_makes_the_sample(run: Run, coded: Path) -> None:
    for coder in ("Ann", "Bob"):
        run("finish", coded, "--coder", coder, "--document", DOCUMENT).done()
    results = run("agreement", coded, "--json", *QUICK).done().record["results"]
    assert {result["sample"] for result in results} == {"finished"}
    given = run("agreement", coded, "--documents", DOCUMENT, "--json", *QUICK).done().record
    assert {result["sample"] for result in given["results"]} == {"given"}


def test_units_coefficients_and_rows_per_code(run: Run, coded: Path) -> None:
    apply(run, coded, "calls", "120:140")
    words = ("--unit", "turn", "--coefficient", "krippendorff_alpha", "--per", "code")
    results = run("agreement", coded, *words, "--json", *QUICK).done().record["results"]
    assert {(result["coefficient"], result["unit"]) for result in results} == {
        ("krippendorff_alpha", "turn")
    }
    assert [result["code"] for result in results if result["code"]] == ["silence", "calls"]
    one = run("agreement", coded, "--codes", "silence", "--json", *QUICK).done().record["results"]
    assert {result["code"] for result in one} == {"silence"}


def test_results_are_written_and_printed(run: Run, coded: Path, tmp_path: Path) -> None:
    words = ("agreement", coded, *QUICK, "--out", "numbers.csv", "--matched", "table.csv")
    printed = run(*words).done().out
    assert "(Cohen 1960)" in printed
    assert "Matched codings per interview (Holsti 1969)" in printed
    assert "Wrote numbers.csv." in printed
    numbers = list(csv.DictReader((tmp_path / "numbers.csv").read_text("utf-8").splitlines()))
    assert {row["coefficient"] for row in numbers} >= {"holsti_cr", "cohen_kappa"}
    (interview, total) = csv.DictReader((tmp_path / "table.csv").read_text("utf-8").splitlines())
    assert (interview["document"], interview["matched"], total["document"]) == (
        DOCUMENT, "1", "Total"
    )  # fmt: skip


def test_a_result_is_kept_in_the_study(run: Run, coded: Path) -> None:
    last = rows(run, coded, "history")[-1]["revision"]
    words = ("agreement", coded, "--unit", "turn", *QUICK, "--json")
    kept = run(*words, "--keep", "first round", "--coder", "Bob").done().record
    assert kept["kept"] == "first round"
    (row,) = rows(run, coded, "results")
    assert (row["name"], row["kind"], row["coder"]) == ("first round", "agreement", "Bob")
    assert (row["revision"], row["options"]["unit"]) == (last, "turn")
    assert row["record"]["results"] == kept["results"]
    run("undo", coded, "--coder", "Bob").done()
    assert rows(run, coded, "results") == []


def test_a_blind_round_shows_nobody_the_others(run: Run, study: Path) -> None:
    run("round", study, "open", "Blind", "--kind", "blind").done()
    apply(run, study, "silence", "10:110")
    apply(run, study, "silence", "50:110", coder="Bob")
    run("agreement", study, "--round", "Blind", *QUICK).refused("--as NAME")
    run("agreement", study, "--round", "Blind", "--as", "Ann", *QUICK).refused("two coders")


def test_what_cannot_be_compared(run: Run, coded: Path) -> None:
    before = digest(coded)
    run("agreement", coded, "--coders", "Ann,Rob", *QUICK).refused("no coder “Rob”")
    run("agreement", coded, "--coders", "Ann", *QUICK).refused("two coders")
    run("agreement", coded, "--codes", "towers", *QUICK).refused("no code “towers”")
    run("agreement", coded, "--coefficient", "kappa", *QUICK).refused("“kappa”", "cohen_kappa")
    run("agreement", coded, "--round", "7", *QUICK).refused("no round “7”")
    run("agreement", coded, "--unit", "page").misused("--unit")
    assert digest(coded) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "one of STUDY, --ratings or --spans"),
        (("s.gtc", "--ratings", "r.csv"), "one of STUDY"),
        (("--spans", "s.csv"), "--spans and --lengths"),
        (("s.gtc", "--level", "nominal"), "--level does not go with a study"),
        (("s.gtc", "--keep", "x"), "--keep needs --coder"),
        (("s.gtc", "--coder", "Ann"), "--coder goes with --keep"),
        (("--ratings", "r.csv", "--per", "code"), "--per does not go with --ratings"),
        (("--ratings", "r.csv", "--as", "Ann"), "--as does not go with --ratings"),
        (("s.gtc", "--bootstrap", "-1"), "--bootstrap"),
        (("s.gtc", "--per", "variable"), "variable=NAME"),
        (("s.gtc", "--per", "code=x"), "variable=NAME"),
        (("s.gtc", "--overlap", "0"), "above 0 and up to 100"),
        (("--spans", "s.csv", "--lengths", "l.csv", "--per", "round"), "--per round does not go"),
        (("--ratings", "r.csv", "--codes-as", "origin"), "--codes-as does not go with --ratings"),
    ],
)
def test_words_that_do_not_go_together(run: Run, words: tuple[str, ...], said: str) -> None:
    run("agreement", *words).misused(said)


def test_variants_rounds_and_categories(run: Run, coded: Path) -> None:
    words = ("--coefficient", "alpha_set:masi", "--coefficient", "segment_overlap:percent")
    results = run("agreement", coded, *words, "--overlap", "60%", "--json", *QUICK).done().record
    found = {row["coefficient"]: row for row in results["results"]}
    assert found["alpha_set"]["variant"] == "masi"
    assert found["segment_overlap"]["value"] == 1.0  # 60 of 100 characters in common
    run("agreement", coded, "--coefficient", "alpha_set:none", *QUICK).refused("no variant “none”")
    for per in ("category", "round"):
        asked = ("--per", per, "--coefficient", "cohen_kappa", "--json", *QUICK)
        [row] = run("agreement", coded, *asked).done().record["results"]
        assert row["value"] == pytest.approx(kappa(len(draft().text), 60, 100, 60))
    run("agreement", coded, "--per", "variable=age", *QUICK).refused("no variable “age”")
    run("agreement", coded, "--intra", *QUICK).refused("No round repeats")
    then = run("agreement", coded, "--codes-as", "origin", "--roll-up", *QUICK).done().out
    assert "before merges and splits" in then
    assert "rolled up into 1 category" in then


def test_the_list_of_coefficients(run: Run) -> None:
    rows = run("agreement", "--list", "--json").done().record["coefficients"]
    assert [row["coefficient"] for row in rows] == [each.id for each in listed()]
    assert "cohen_kappa" in run("agreement", "--list").done().out


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_table_of_ratings(run: Run, tmp_path: Path) -> None:
    """Table 1 of Artstein & Poesio (2008): 20, 10, 20 and 50 units, A_o = .7."""
    units = ["STAT,STAT"] * 20 + ["STAT,IReq"] * 10 + ["IReq,STAT"] * 20 + ["IReq,IReq"] * 50
    table = write(tmp_path / "r.csv", "A,B", *units)
    words = ("agreement", "--ratings", table, "--level", "nominal", "--json", *QUICK)
    results = run(*words).done().record["results"]
    values = {result["coefficient"]: result["value"] for result in results}
    assert values["percent_agreement"] == pytest.approx(0.7)
    assert values["cohen_kappa"] == pytest.approx((0.7 - 0.54) / 0.46)
    assert {result["unit"] for result in results} == {"row"}
    assert all(set(result) >= KEYS for result in results)


def test_a_first_column_of_units_is_no_coder(run: Run, tmp_path: Path) -> None:
    rated = ["x,x", "x,y", "y,y", "y,y"]
    plain = write(tmp_path / "plain.csv", "A,B", *rated)
    named = write(tmp_path / "named.csv", "Unit,A,B", *(f"{n},{r}" for n, r in enumerate(rated)))
    words = ("--level", "nominal", "--json", *QUICK)
    first = run("agreement", "--ratings", plain, *words).done()
    second = run("agreement", "--ratings", named, *words).done()
    assert first.record["results"] == second.record["results"]
    assert "“Unit” names the units" in second.err


def test_missing_ratings_and_levels(run: Run, tmp_path: Path) -> None:
    table = write(tmp_path / "r.csv", "A;B;C", "1;1;", "2;2;3", "3;;3", ";;")
    words = ("agreement", "--ratings", table, "--coefficient", "krippendorff_alpha", "--json")
    run(*words, *QUICK).refused("level")
    for level in ("nominal", "ordinal", "interval", "ratio"):
        (result,) = run(*words, "--level", level, *QUICK).done().record["results"]
        assert result["status"] == "defined"
        assert result["units"] == 3


def test_tables_of_spans_and_lengths(run: Run, coded: Path, tmp_path: Path) -> None:
    """The same codings as a table give the same numbers as the study."""
    lines = [
        f"{row['document']},{row['coder']},{row['start']},{row['end']},{row['code'][0]}"
        for row in rows(run, coded, "codings")
    ]
    spans = write(tmp_path / "spans.csv", "document,coder,start,end,code", *lines)
    lengths = write(tmp_path / "len.csv", "document,characters", f"{DOCUMENT},{len(draft().text)}")
    given = run("agreement", "--spans", spans, "--lengths", lengths, "--json", *QUICK).done()
    study = run("agreement", coded, "--json", *QUICK).done()

    def numbers(record: dict[str, list[dict[str, object]]]) -> list[tuple[object, object]]:
        return [(row["coefficient"], row["value"]) for row in record["results"]]

    assert numbers(given.record) == numbers(study.record)
    assert {row["sample"] for row in given.record["results"]} == {"given"}


@pytest.mark.parametrize(
    ("header", "row", "said"),
    [
        ("document,coder,start,end", "d,A,0,5", "no column “code”"),
        (
            "document,coder,start,end,code",
            "d,A,zero,5,c",
            "spans.csv row 2",
        ),
        ("document,coder,start,end,code", "d,A,0,5", "4 cells for 5 columns"),
        ("document,coder,start,end,code", "d,,0,5,c", "“coder” is empty"),
        ("document,coder,start,end,code", "e,A,0,5,c", "“e”"),
        ("document,coder,start,end,code", "d,A,0,50,c", "50"),
    ],
)
def test_faulty_tables_are_named_with_their_row(
    run: Run, tmp_path: Path, header: str, row: str, said: str
) -> None:
    spans = write(tmp_path / "spans.csv", header, row)
    lengths = write(tmp_path / "lengths.csv", "document,characters", "d,20")
    run("agreement", "--spans", spans, "--lengths", lengths, *QUICK).refused(said)


def test_tables_that_are_none(run: Run, tmp_path: Path) -> None:
    run("agreement", "--ratings", tmp_path / "none.csv").refused("none.csv")
    empty = write(tmp_path / "empty.csv", "A,B")
    run("agreement", "--ratings", empty).refused("no row below its first")
    unnamed = write(tmp_path / "unnamed.csv", ",A,B", "1,x,y")
    run("agreement", "--ratings", unnamed).refused("a name of its own")
    lengths = write(tmp_path / "l.csv", "document,characters", "d,5", "d,6")
    spans = write(tmp_path / "s.csv", "document,coder,start,end,code", "d,A,0,5,c")
    run("agreement", "--spans", spans, "--lengths", lengths).refused("a second length")
