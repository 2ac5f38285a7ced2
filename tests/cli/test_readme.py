"""The README's tour, line by line: what it tells a new user to type works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.cli import main

if TYPE_CHECKING:
    import pytest


def tour(readme: str) -> list[list[str]]:
    """Return the words after `./run` of every line of the tour."""
    blocks = re.findall(r"<!-- tour -->\n((?:    .+\n)+)", readme)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    assert all(line.startswith("./run ") for line in lines)
    return [shlex.split(line)[1:] for line in lines]


def test_every_line_of_the_tour_works(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = tour((top / "README.md").read_text("utf-8"))
    assert len(commands) > 20
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sample_projects").symlink_to(top / "sample_projects")
    for words in commands:
        assert main(words) == 0, (words, capsys.readouterr().err)
    said = capsys.readouterr().out
    assert "cohen_kappa" in said or "Cohen's kappa" in said
    assert (tmp_path / "paradigm.svg").stat().st_size > 10_000
    assert (tmp_path / "table.docx").exists()
