"""The charts of reports as pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from gtcoder.analysis.charts import Bars, bar_figure, drawable, labelled, undrawable
from gtcoder.errors import InvalidInput
from gtcoder.exchange.writing import write_report
from tests.exchange.sample_reports import awkward, tree

HEADS = {"png": b"\x89PNG\r\n", "pdf": b"%PDF-", "svg": b"<?xml"}


@pytest.mark.parametrize("kind", HEADS)
def test_each_kind_of_picture_is_written(tmp_path: Path, kind: str) -> None:
    written = write_report(tree(), tmp_path / f"chart.{kind}")
    assert written.path.read_bytes().startswith(HEADS[kind])
    assert len(written.path.read_bytes()) > 5_000
    absent = undrawable("日本🙂")
    assert bool(written.notes) == bool(absent)
    assert all(character in written.notes[0] for character in absent)


def test_the_svg_says_what_it_shows(tmp_path: Path) -> None:
    root = etree.parse(str(write_report(tree(), tmp_path / "chart.svg").path)).getroot()
    text = " ".join(str(each) for each in root.itertext())
    assert "Codes by document" in text
    assert "Counted: codings." in text


def test_bars_are_as_long_as_the_counts() -> None:
    chart = tree().chart
    assert isinstance(chart, Bars)
    (axes,) = bar_figure(chart).axes
    widths = [[bar.get_width() for bar in bars] for bars in axes.containers]
    assert widths == [[1234.0, 3.0, 1.0], [0.0, 4.0, 2.0]]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels[:2] == ["Trust", r"Cost \$5"]
    low, high = axes.get_ylim()
    assert low > high  # the first label is on top
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["Ann", "Ben"]
    faces = {(bars[0].get_facecolor(), bars[0].get_hatch()) for bars in axes.containers}
    assert len({hatch for _, hatch in faces}) == 2  # told apart in grey print too


def test_long_names_take_two_lines_at_most() -> None:
    assert labelled("short") == "short"
    long = labelled("word " * 60)
    assert long.count("\n") == 1
    assert long.endswith("…")
    assert max(map(len, long.split("\n"))) <= 42


def test_characters_without_a_typeface_become_boxes() -> None:
    nowhere = "\U0010fffd"  # private use: no typeface has it
    assert undrawable(f"a{nowhere}é") == nowhere
    assert drawable(f"a{nowhere}") == "a□"
    assert undrawable("Müller, Łódź, تجربه") == ""


def test_a_report_without_a_chart_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no chart of the report “quotations”"):
        write_report(awkward(), tmp_path / "chart.svg")
    chart = tree().chart
    assert isinstance(chart, Bars)
    empty = replace(tree(), chart=replace(chart, labels=(), series=()))
    with pytest.raises(InvalidInput, match="nothing is counted"):
        write_report(empty, tmp_path / "chart.png")
    assert list(tmp_path.iterdir()) == []
