"""Real coders: MedTator's annotators, pygamma's continua, DKPro's fixtures, two raters' workbook.

Every number of the program is held against one computed here by other means, exactly.
"""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.multicoder_files import (
    Span,
    alpha,
    characters,
    jaccard,
    kappa,
    medtator,
    pygamma,
    segments_agreeing,
    squared,
    two_raters,
    u_alpha,
    written,
)

QUICK = ("--bootstrap", "0", "--json")
CONTINUA = ("AlexPaulSuzan", "annotation_paul_suzann_alex", "example_figure10")


@pytest.fixture
def files(shared: Path) -> Path:
    """Return the folder of real files of several coders; skips where it is missing."""
    folder = shared / "data" / "real" / "multicoder"
    if not folder.is_dir():
        pytest.skip(f"no files of several coders at {folder}")
    return folder


def results(run: Run, *words: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("agreement", *words, *QUICK).done().record["results"]
    return found


def by_code(found: list[dict[str, Any]], coefficient: str) -> dict[str, float | None]:
    return {
        each["code"]: each["value"]
        for each in found
        if each["coefficient"] == coefficient and each["code"]
    }


def test_medtators_coders_by_character(run: Run, files: Path, tmp_path: Path) -> None:
    spans, lengths = medtator(files / "medtator_iaa")
    assert (len(spans), sum(lengths.values())) == (93, 7142)
    tables = written(tmp_path, spans, lengths)
    names = ("percent_agreement", "cohen_kappa", "krippendorff_alpha")
    asked = [word for name in names for word in ("--coefficient", name)]
    found = results(run, *tables, *asked, "--per", "code")
    text = characters(spans, lengths)
    codes = sorted({span[4] for span in spans})
    whole: list[tuple[bool, ...]] = []
    for code in codes:
        units = [tuple(code in unit[coder] for coder in "AB") for unit in text.values()]
        whole += units
        assert by_code(found, "cohen_kappa")[code] == pytest.approx(
            float(kappa(Counter((a, b) for a, b in units))), abs=1e-12
        )
        assert by_code(found, "krippendorff_alpha")[code] == pytest.approx(
            float(alpha(units)), abs=1e-12
        )
        same = Fraction(sum(a == b for a, b in units), len(units))
        assert by_code(found, "percent_agreement")[code] == pytest.approx(float(same), abs=1e-12)
    pooled = {each["coefficient"]: each["value"] for each in found if each["over"] == "pooled"}
    assert pooled["krippendorff_alpha"] == pytest.approx(float(alpha(whole)), abs=1e-12)
    assert pooled["cohen_kappa"] == pytest.approx(
        float(kappa(Counter((a, b) for a, b in whole))), abs=1e-12
    )


def test_medtators_coders_by_sets_and_segments(run: Run, files: Path, tmp_path: Path) -> None:
    spans, lengths = medtator(files / "medtator_iaa")
    tables = written(tmp_path, spans, lengths)
    asked = ("--coefficient", "alpha_set:jaccard", "--coefficient", "prf_segments:f1")
    found = results(run, *tables, *asked, "--coefficient", "holsti_cr")
    value = {each["coefficient"]: each["value"] for each in found if each["over"] == "pooled"}
    sets = [tuple(unit.values()) for unit in characters(spans, lengths).values()]
    assert value["alpha_set"] == pytest.approx(float(alpha(sets, jaccard)), abs=1e-12)
    assert value["prf_segments"] == pytest.approx(float(segments_agreeing(spans, Fraction(9, 10))))
    assert value["holsti_cr"] == pytest.approx(float(Fraction(2 * matched(spans), len(spans))))


def matched(spans: list[Span]) -> int:
    """Return how many codings of A go with one of B of the same code on text in common."""
    partners: dict[Span, Span] = {}

    def seek(span: Span, tried: set[Span]) -> bool:
        for other in spans:
            apart = other[3] <= span[2] or span[3] <= other[2]
            same = (other[0], other[4]) == (span[0], span[4]) and other[1] == "B"
            if same and not apart and other not in tried:
                tried.add(other)
                if other not in partners or seek(partners[other], tried):
                    partners[other] = span
                    return True
        return False

    return sum(seek(span, set()) for span in spans if span[1] == "A")


@pytest.mark.parametrize("name", CONTINUA)
def test_pygammas_continua_point_by_point(run: Run, files: Path, tmp_path: Path, name: str) -> None:
    spans, lengths = pygamma(files / "pygamma_tests" / f"{name}.csv")
    asked = ("--coefficient", "u_alpha_2016", "--coefficient", "char_alpha", "--per", "code")
    found = results(run, *written(tmp_path, spans, lengths), *asked)
    text = characters(spans, lengths)
    for code in sorted({span[4] for span in spans}):
        units = [tuple(code in codes for codes in unit.values()) for unit in text.values()]
        expected = u_alpha(spans, lengths[name], code)
        assert by_code(found, "u_alpha_2016")[code] == pytest.approx(float(expected), abs=1e-12)
        assert by_code(found, "char_alpha")[code] == pytest.approx(float(alpha(units)), abs=1e-12)


def test_three_coders_of_a_hundred_units(run: Run, files: Path, tmp_path: Path) -> None:
    spans, lengths = pygamma(files / "pygamma_tests" / "3by100.csv")
    tables = written(tmp_path, spans, lengths)
    found = results(run, *tables, "--coefficient", "alpha_set:jaccard")
    sets = [tuple(unit.values()) for unit in characters(spans, lengths).values()]
    assert found[0]["value"] == pytest.approx(float(alpha(sets, jaccard)), abs=1e-12)
    assert found[0]["coders"] == ["annotator_1", "annotator_2", "annotator_3"]


@pytest.mark.parametrize(
    "name",
    ["01_two_annotators_simple", "03_identical_perfect", "04_three_annotators"],
)
def test_dkpros_alignments(run: Run, files: Path, tmp_path: Path, name: str) -> None:
    record = json.loads((files / "dkpro_pygamma" / f"fixture_{name}.json").read_text("utf-8"))
    spans = [
        ("text", each["annotator"], each["start"], each["end"], each["category"])
        for each in record["continuum"]
    ]
    length = {"text": max(span[3] for span in spans)}
    words = ("--coefficient", "gamma", "--precision", "0.1")
    (found,) = results(run, *written(tmp_path, spans, length), *words)
    best = record["tier1"]["bestAlignmentDisorder"]
    assert found["observed"] == pytest.approx(best, abs=1e-6)
    assert found["value"] == pytest.approx(record["tier3"]["gamma"], abs=0.1)  # drawn by chance


@pytest.mark.parametrize("name", ["01_paradox_2x2", "02_cohen_ex1", "04_likert_4x4"])
def test_dkpros_tables_of_irrcac(run: Run, files: Path, tmp_path: Path, name: str) -> None:
    record = json.loads((files / "dkpro_gwet" / f"fixture_{name}.json").read_text("utf-8"))
    values = record["categories"]
    lines = [
        f"{a};{b}"
        for a, row in zip(values, record["table"], strict=True)
        for b, count in zip(values, row, strict=True)
        for _ in range(count)
    ]
    table = tmp_path / "ratings.csv"
    table.write_text("\n".join(("A;B", *lines)), encoding="utf-8")
    for case in record["cases"]:
        words = ["--ratings", table, "--coefficient", f"gwet_{case['measure'].lower()}"]
        words += ["--level", "interval"]
        if case["weights"] != "unweighted":
            words += ["--weights", f"{case['weights']}_value"]
        (found,) = results(run, *words)
        assert found["value"] == pytest.approx(case["coefficient"], abs=5.1e-6)
        assert found["observed"] == pytest.approx(case["pa"])
        assert found["expected"] == pytest.approx(case["pe"])


def test_the_workbook_of_two_raters(run: Run, files: Path, tmp_path: Path) -> None:
    rated = two_raters(files / "rqi-relf" / "interview-data.xlsx")
    pairs = [pair for question in rated.values() for pair in question]
    table = tmp_path / "ratings.tsv"
    lines = (f"{a}\t{b}" for a, b in pairs)
    table.write_text("\n".join(("author\tsecond", *lines)), encoding="utf-8")
    found = results(run, "--ratings", table, "--level", "nominal")
    value = {each["coefficient"]: each["value"] for each in found}
    both = [pair for pair in pairs if all(pair)]
    assert value["cohen_kappa"] == pytest.approx(float(kappa(Counter(both))), abs=1e-12)
    assert value["krippendorff_alpha"] == pytest.approx(float(alpha(both)), abs=1e-12)
    assert value["percent_agreement"] == pytest.approx(sum(a == b for a, b in both) / len(both))
    impact = tmp_path / "impact.csv"
    pairs = rated["Impact 1"]
    impact.write_text("\n".join(("A;B", *(f"{a};{b}" for a, b in pairs))), encoding="utf-8")
    words = ("--ratings", impact, "--level", "interval", "--coefficient", "krippendorff_alpha")
    (interval,) = results(run, *words)
    both = [pair for pair in pairs if all(pair)]
    assert interval["value"] == pytest.approx(float(alpha(both, squared)), abs=1e-12)
