from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gtcoder.cli.output import print_table
from gtcoder.cli.progress import TerminalProgress, progress
from gtcoder.progress import Silent

if TYPE_CHECKING:
    import pytest


def table(
    capsys: pytest.CaptureFixture[str], columns: tuple[str, ...], *rows: tuple[object, ...]
) -> list[str]:
    capsys.readouterr()
    print_table(columns, rows)
    return capsys.readouterr().out.splitlines()


def test_numbers_stand_to_the_right_and_paths_are_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = table(capsys, ("code_path", "n"), (("A", "B"), 5), (("C",), 1200), (("D",), None))
    assert lines == [
        "code path     n",
        "---------  ----",
        "A > B         5",
        "C          1200",
        "D",
    ]


def test_wide_and_combining_letters_take_the_cells_they_take(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = table(capsys, ("a", "b"), ("客户", "x"), ("e\u0301e\u0301", "x"), ("abc", "x"))
    assert lines[2:] == ["客户  x", "e\u0301e\u0301    x", "abc   x"]


def test_long_and_broken_cells_are_cut_to_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines = table(capsys, ("text",), ("one\ntwo\tthree " + "x" * 500,))
    assert lines[2].startswith("one two three xxx")
    assert lines[2].endswith("…")
    assert len(lines[2]) < 500


def test_no_cell_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    lines = table(capsys, ("a", "b"), ("\x1b[31mred\x07", ("x\x9b", "y")))
    assert lines[2] == "\ufffd[31mred\ufffd  x\ufffd > y"


def test_other_values_and_no_rows(capsys: pytest.CaptureFixture[str]) -> None:
    lines = table(
        capsys,
        ("f", "big", "yes", "no", "list", "map"),
        (0.57, 88.235, True, False, ["a", ("b", "c")], {"k": 1}),
    )
    assert lines[2].split("  ") == ["0.570", "88.2", "yes", "", "", "a, b > c", "k=1"]
    assert table(capsys, ("a",))[-1] == "(none)"


def test_progress_is_for_terminals_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress() as nobody:
        assert isinstance(nobody, Silent)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress() as shown:
        assert isinstance(shown, TerminalProgress)
        shown.step(1, 4, "reading")
        shown.step(2, 4, "too soon to be shown")
    said = capsys.readouterr().err
    assert "1/4 reading" in said
    assert "too soon" not in said
    assert said.endswith("\r")
