from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gtcoder.ui.preferences import (
    RECENTS,
    Preferences,
    PreferencesFile,
    Recent,
    Spot,
    without_password,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_they_are_there_again_after_a_restart(tmp_path: Path) -> None:
    file = PreferencesFile(tmp_path)
    file.change(theme="dark", text_scale=1.5)
    file.remember(Recent("/a.gtc", "A", "Ann", "1 interview", "2026-01-01T00:00:00+00:00"))
    file.set_favourites("s", ("x", "y"))
    again = PreferencesFile(tmp_path)
    assert again.now == file.now
    assert again.favourites("s") == ("x", "y")
    assert again.favourites("other") == ()


def test_recent_studies_stand_once_newest_first_and_are_few(tmp_path: Path) -> None:
    file = PreferencesFile(tmp_path)
    for number in [*range(RECENTS + 3), 5]:
        file.remember(Recent(f"/{number}.gtc", str(number), "Ann", "", ""))
    titles = [each.title for each in file.now.recents]
    assert len(titles) == RECENTS
    assert titles[0] == "5"
    assert titles.count("5") == 1
    file.forget("/5.gtc")
    assert "5" not in [each.title for each in file.now.recents]


@pytest.mark.parametrize(
    "broken", ["", "{", "[]", '{"spots": {"/a": {"top": 1}}}', '{"recents": [{"x": 1}]}', '"text"']
)
def test_a_broken_file_begins_anew(tmp_path: Path, broken: str) -> None:
    (tmp_path / "preferences.json").write_text(broken)
    assert PreferencesFile(tmp_path).now == Preferences()


def test_what_a_newer_version_wrote_is_let_pass(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text('{"theme": "dark", "hologram": true}')
    assert PreferencesFile(tmp_path).now.theme == "dark"


@pytest.mark.parametrize(
    ("location", "kept"),
    [
        ("/home/ann/a:b@c.gtc", "/home/ann/a:b@c.gtc"),
        ("postgresql://host/db?study=x", "postgresql://host/db?study=x"),
        ("postgresql://ann@host:5433/db?study=x", "postgresql://ann@host:5433/db?study=x"),
        ("postgresql://ann:secret@host/db?study=x", "postgresql://ann@host/db?study=x"),
    ],
)
def test_no_password_is_kept(location: str, kept: str) -> None:
    assert without_password(location) == kept


def test_where_a_study_was_left_is_kept_while_it_is_recent_without_a_password(
    tmp_path: Path,
) -> None:
    file = PreferencesFile(tmp_path)
    server, spot = "postgresql://ann:secret@host/db?study=x", Spot("memos", 2, 300, 310)
    file.leave(server, spot)
    assert file.spot(server) == Spot(), "it is not among the recent ones"
    file.remember(Recent(without_password(server), "X", "Ann", "", ""))
    file.leave(server, spot)
    assert PreferencesFile(tmp_path).spot(server) == spot
    assert "secret" not in (tmp_path / "preferences.json").read_text()
    for number in range(RECENTS):
        file.remember(Recent(f"/{number}.gtc", str(number), "Ann", "", ""))
        file.leave(f"/{number}.gtc", Spot("open", number))
    assert file.spot(server) == Spot()
    assert len(file.now.spots) == RECENTS
    file.forget("/3.gtc")
    assert len(file.now.spots) == RECENTS - 1
