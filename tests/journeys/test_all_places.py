"""Every place of the rail opens on a full study and on an empty one; no key means two things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study
from gtcoder.ui.places import PLACES
from tests.journeys.hands import CONTROL, Hands


@pytest.fixture
def empty_path(tmp_path: Path) -> Path:
    path = tmp_path / "empty.gtc"
    create_study(FileLocation(path), coder="Ann", title="Invented study")
    return path


def visit_all(person: Hands) -> None:
    """Go to each place by its key, and look whether a key would do two things there."""
    for number, place in enumerate(PLACES, start=1):
        person.press(Qt.Key(Qt.Key.Key_0 + number), CONTROL)
        wait_for(person, place.title)
        keys = Counter(
            key.toString()
            for action in person.window.commands.shown()
            for key in action.shortcuts()
        )
        assert [key for key, count in keys.items() if count > 1] == [], place.title


def wait_for(person: Hands, title: str) -> None:
    person.wait(lambda: person.look_for(QWidget, title, person.window.pages))
    person.settle()


def test_the_places_of_a_full_study(hands: Callable[..., Hands], sample_path: Path) -> None:
    visit_all(hands(sample_path, "Nasrin Ravandi"))


def test_the_places_of_an_empty_study(hands: Callable[..., Hands], empty_path: Path) -> None:
    visit_all(hands(empty_path, "Ann"))
