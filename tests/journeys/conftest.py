"""What stories through the window begin with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gtcoder.ui.main_window import MainWindow
from tests.journeys.hands import Hands
from tests.journeys.invented import make_long_study
from tests.ui.conftest import _look, open_window, study_path

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

__all__ = ["_look", "open_window", "study_path"]


@pytest.fixture
def long_path(tmp_path: Path) -> Path:
    """Return a closed study with an invented interview of many lines; Ann leads, Bob codes."""
    path = tmp_path / "long.gtc"
    make_long_study(path)
    return path


@pytest.fixture
def hands(open_window: Callable[..., MainWindow], qtbot: QtBot) -> Callable[..., Hands]:
    """Return a function that opens a window and gives the hands to work in it."""

    def make(*arguments: object) -> Hands:
        person = Hands(open_window(*arguments), qtbot)
        person.front()
        return person

    return make
