"""The verb `screens`, and the window as the command line starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from gtcoder.store.location import FileLocation
from gtcoder.ui.places import PLACES
from tests import studies

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

PLACES_SHOWN = ["start", *(place.key for place in PLACES)]


def gtcoder(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command line in a process without a display."""
    clean = {name: value for name, value in os.environ.items() if not _display(name)}
    return subprocess.run(
        [sys.executable, "-m", "gtcoder", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**clean, **environment},
        timeout=200,
    )


def _display(name: str) -> bool:
    return name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def colours(picture: QImage) -> set[str]:
    """Return the colours of a picture, looked at in a grid."""
    columns, rows = range(0, picture.width(), 7), range(0, picture.height(), 7)
    return {picture.pixelColor(x, y).name() for x in columns for y in rows}


def test_every_place_is_drawn_light_and_dark_and_the_study_only_read(
    sample_path: Path, tmp_path: Path
) -> None:
    study, folder = sample_path, tmp_path / "pictures"
    before, beside = study.read_bytes(), set(tmp_path.iterdir())
    result = gtcoder("screens", str(folder), str(study), "--size", "1180x720", "--json")
    assert result.returncode == 0, result.stderr
    written = json.loads(result.stdout)["written"]
    assert len(written) == 2 * len(PLACES_SHOWN)
    assert sorted(written) == sorted(map(str, folder.iterdir()))
    for number, key in enumerate(PLACES_SHOWN):
        light, dark = (
            QImage(str(folder / f"{number}-{key}-{theme}.png")) for theme in ("light", "dark")
        )
        for picture in (light, dark):
            assert (picture.width(), picture.height()) == (1180, 720)
            assert len(colours(picture)) > 8, f"{key} is blank"
        assert light.pixelColor(2, 2).name() == "#f4f2ee"
        assert dark.pixelColor(2, 2).name() == "#16181b"
    assert study.read_bytes() == before
    assert set(tmp_path.iterdir()) - beside == {folder}, "nothing is left beside the study"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--size", "large"), "--size takes a width and a height"),
        (("--text", "20"), "80 to 200"),
        (("--ratio", "0"), "1 to 4"),
    ],
)
def test_sizes_that_make_no_sense_are_refused(
    run: Run, tmp_path: Path, words: tuple[str, str], sentence: str
) -> None:
    result = run("screens", tmp_path / "pictures", *words).misused(sentence)
    assert len(result.err.splitlines()) == 1
    assert not (tmp_path / "pictures").exists()


def test_without_a_display_the_window_refuses_in_one_line() -> None:
    result = gtcoder()
    assert result.returncode == 1
    assert "there is no screen to show the window on" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


WINDOW = """
import sys
from PySide6.QtCore import QTimer
from gtcoder.ui import main_window
from gtcoder.cli.command_line import main

class Closing(main_window.MainWindow):
    def __init__(self, *words):
        super().__init__(*words)
        self.settled.connect(self.look)
        QTimer.singleShot(60_000, self.close)

    def look(self):
        assert self.isVisible()
        print("open:", self.windowTitle(), self.session.coder_name)
        QTimer.singleShot(0, self.close)

import gtcoder.ui.app
gtcoder.ui.app.MainWindow = Closing
sys.exit(main(sys.argv[1:]))
"""


def test_the_window_comes_up_with_a_study_and_ends(tmp_path: Path) -> None:
    """The study opens as who coded in it last on this machine, so nobody is asked."""
    path = tmp_path / "small.gtc"
    studies.new_study(FileLocation(path)).close()
    state = tmp_path / "state"
    state.mkdir()
    recent = {"location": str(path), "title": "", "coder": "Bob", "summary": "", "at": ""}
    state.joinpath("preferences.json").write_text(json.dumps({"recents": [recent]}))
    environment = {"QT_QPA_PLATFORM": "offscreen", "GTCODER_STATE_DIR": str(state)}
    result = subprocess.run(
        [sys.executable, "-c", WINDOW, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout == "open: Invented study – gtcoder Bob\n"
    told = [line for line in result.stderr.splitlines() if "does not support" not in line]
    assert told == [], result.stderr
    assert not path.with_name("small.gtc.lock").exists()
