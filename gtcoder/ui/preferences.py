"""What this person wants of the window on this machine; nothing of any study's text."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from platformdirs import user_config_path

RECENTS = 8
log = logging.getLogger("gtcoder.ui")


@dataclass(frozen=True, slots=True)
class Recent:
    """A study that was open: where, its title, who coded, what it held, and when."""

    location: str
    title: str
    coder: str
    summary: str
    at: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a study was left, by numbers: the place, what was read on the desk, and the model."""

    place: str = ""
    document: int = 0
    top: int = 0  # the first character in view
    caret: int = 0
    model: int = 0
    open: tuple[int, ...] = ()  # the documents in tabs
    beside: int = 0  # the document in the second text
    beside_top: int = 0


@dataclass(frozen=True, slots=True)
class Preferences:
    """Theme and text size, how transcripts are shown, recent studies, favourite codes by digit.

    `favourites` maps a study's guid to the guids of its codes for the digits 1 to 9; `spots` maps
    the location of a recent study to where it was left, `keys` a study's guid to the file of its
    pseudonyms.
    """

    theme: str = "system"
    text_scale: float = 1.0
    reading_pixels: int = 17
    line_spacing: str = "normal"
    dim_interviewer: bool = True
    line_numbers: str = "fifth"
    reading_font: str = ""  # a family; none for the one we bring
    column_width: str = "normal"
    speaker_colours: bool = False
    coding_colours: str = "code"
    geometry: str = ""
    recents: tuple[Recent, ...] = ()
    favourites: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spots: Mapping[str, Spot] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)


class PreferencesFile:
    """The preferences in force; a change is written at once, and a broken file starts anew.

    Where they cannot be written (a full disk), they hold until the window closes: what somebody
    likes of a window never keeps a study from being opened.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or _folder()) / "preferences.json"
        self.now = self._read()

    def change(self, **values: Any) -> None:
        """Set some preferences and write them all."""
        self.now = replace(self.now, **values)
        part = self._path.with_suffix(f".{os.getpid()}.part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(asdict(self.now), indent=1), encoding="utf-8")
            os.replace(part, self._path)
        except OSError as error:
            log.info("preferences hold until the window closes: %s", error.strerror)

    def remember(self, recent: Recent) -> None:
        """Put a study on top of the recent ones."""
        others = [each for each in self.now.recents if each.location != recent.location]
        self._set_recents((recent, *others)[:RECENTS])

    def forget(self, location: str) -> None:
        """Take a study from the recent ones; its file is not touched."""
        left = tuple(each for each in self.now.recents if each.location != location)
        self._set_recents(left)

    def spot(self, location: str) -> Spot:
        """Return where a study was left; an empty one where that is not known."""
        return self.now.spots.get(without_password(location), Spot())

    def leave(self, location: str, spot: Spot) -> None:
        """Remember where a study is left, as long as it is among the recent ones."""
        place = without_password(location)
        if any(each.location == place for each in self.now.recents):
            self.change(spots={**self.now.spots, place: spot})

    def favourites(self, study: str) -> tuple[str, ...]:
        """Return the code guids of a study's digits 1 to 9, as far as they are set."""
        return tuple(self.now.favourites.get(study, ()))

    def set_favourites(self, study: str, codes: tuple[str, ...]) -> None:
        """Set the codes of a study's digits."""
        self.change(favourites={**self.now.favourites, study: codes})

    def _set_recents(self, recents: tuple[Recent, ...]) -> None:
        """Set the recent studies, and forget where all others were left."""
        known = {each.location for each in recents}
        spots = {place: spot for place, spot in self.now.spots.items() if place in known}
        self.change(recents=recents, spots=spots)

    def _read(self) -> Preferences:
        try:
            raw = json.loads(self._path.read_text(encoding="utf-8"))
            known = {each.name for each in fields(Preferences)}
            values = {name: value for name, value in raw.items() if name in known}
            values["recents"] = tuple(Recent(**each) for each in values.get("recents", ()))
            favourites = values.get("favourites", {})
            values["favourites"] = {study: tuple(codes) for study, codes in favourites.items()}
            spots = values.get("spots", {})
            values["spots"] = {place: _spot(raw) for place, raw in spots.items()}
            return Preferences(**values)
        except (OSError, ValueError, TypeError, AttributeError, KeyError):
            return Preferences()


def _spot(raw: Mapping[str, Any]) -> Spot:
    document, top, caret = (max(int(raw[name]), 0) for name in ("document", "top", "caret"))
    tabs = tuple(int(each) for each in raw.get("open", ()))
    model, beside, begun = (
        max(int(raw.get(name, 0)), 0) for name in ("model", "beside", "beside_top")
    )
    return Spot(str(raw["place"]), document, top, caret, model, tabs, beside, begun)


def without_password(location: str) -> str:
    """Return a server's URL without its password, which is libpq's to keep (pgpass), not ours."""
    if "://" not in location:
        return location
    parts = urlsplit(location)
    who, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{who.partition(':')[0]}{at}{host}"))


def _folder() -> Path:
    """Return the user's folder for settings; GTCODER_STATE_DIR names another one."""
    own = os.environ.get("GTCODER_STATE_DIR")
    return Path(own) if own else user_config_path("gtcoder", appauthor=False)
