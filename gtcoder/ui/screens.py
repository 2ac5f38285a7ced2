"""Every workspace as a picture, drawn without a screen."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gtcoder.drawing.theme import THEMES
from gtcoder.errors import InvalidInput, NotComputable
from gtcoder.progress import Silent
from gtcoder.store.location import parse_location
from gtcoder.store.opening import open_study
from gtcoder.ui.app import application
from gtcoder.ui.look import look
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.places import PLACES
from gtcoder.ui.preferences import PreferencesFile
from gtcoder.ui.session import OneRelation, Passage, Target
from gtcoder.ui.start import studies
from gtcoder.vocabulary import Span

_PATIENCE = 60.0  # seconds until a workspace must have settled
_CALM = 60  # passes of some 5 ms without work until a picture is taken
_BUSY = 0.02  # seconds of a pass in which there was work


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of the window in points, pixels per point, text size as a factor."""

    width: int = 1440
    height: int = 900
    ratio: float = 1.0
    text: float = 1.0


def draw_all(folder: Path, study: str | None, size: Size, viewer: str | None = None) -> list[Path]:
    """Draw start page and workspaces in both themes; return the files written.

    A study that is named is only read, as `viewer`, who has to be named while a blind round is
    open; without one the sample study is built for the pictures.
    """
    if study is not None and viewer is None:
        _refuse_blind(study)
    if QApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QT_SCALE_FACTOR"] = str(size.ratio)
    app = application()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gtcoder-screens-") as temporary:
        own = Path(temporary)
        look().wear("light", scale=size.text)
        window = MainWindow(PreferencesFile(own))
        try:
            return list(_drawn(app, window, folder, study, size, own, viewer))
        finally:
            window.close()
            app.sendPostedEvents(None, 0)


def _drawn(
    app: QApplication,
    window: MainWindow,
    folder: Path,
    study: str | None,
    size: Size,
    own: Path,
    viewer: str | None,
) -> Iterator[Path]:
    window.wear("light", size.text)
    window.resize(size.width, size.height)
    window.show()
    for theme in THEMES:
        window.wear(theme, size.text)
        yield _picture(app, window, folder / f"0-start-{theme}.png")
    _open(app, window, study, own, viewer)
    targets = _targets(window)
    for theme in THEMES:
        window.wear(theme, size.text)
        for number, place in enumerate(PLACES, start=1):
            window.go(place.key, targets.get(place.key))
            yield _picture(app, window, folder / f"{number}-{place.key}-{theme}.png")


def _refuse_blind(study: str) -> None:
    """Refuse to show a study to nobody in particular while a blind round is open."""
    with open_study(parse_location(study), read_only=True) as project, project.read():
        pass


def _open(
    app: QApplication, window: MainWindow, study: str | None, own: Path, viewer: str | None
) -> None:
    if study is None:
        opened = studies.open_for(
            studies.sample_study(own / "sample", Silent()), _first_coder(own / "sample")
        )
    else:
        known = studies.look_into(study)
        opened = studies.open_for(study, viewer or known.coders[0], read_only=True)
    window.show_study(opened)


def _targets(window: MainWindow) -> dict[str, Target]:
    """Return what the pictures show chosen: a passage of the broadest code, a relation."""
    from gtcoder.queries.counts import code_counts
    from gtcoder.queries.retrieval import passages_of_code
    from gtcoder.queries.theory import relation_cards

    found: dict[str, Target] = {}
    assert window.session is not None
    with window.session.bridge.read() as reader:
        counts = code_counts(reader)
        if any(count.passages for count in counts.values()):
            broadest = max(counts, key=lambda code: (counts[code].documents, -code))
            passage = passages_of_code(reader, broadest).rows[0]
            span = Span(passage.start, passage.end)
            found["open"] = Passage(passage.document_id, span, passage.coding)
        relations = relation_cards(reader)
    if relations:
        weightiest = max(relations, key=lambda card: card.passages_for + card.passages_against)
        found["axial"] = OneRelation(weightiest.id)
    return found


def _first_coder(folder: Path) -> str:
    return studies.look_into(str(folder / f"{studies.SAMPLE}{studies.SUFFIX}")).coders[0]


def _picture(app: QApplication, window: MainWindow, path: Path) -> Path:
    _settle(app, window)
    if not window.grab().save(str(path)):
        raise InvalidInput(
            "“{file}” could not be written. The pictures before it are there; choose a folder "
            "that can be written.",
            file=path,
        )
    return path


def _settle(app: QApplication, window: MainWindow) -> None:
    """Let the window do what it has to do, until it has been at rest for some passes."""
    end, calm = time.monotonic() + _PATIENCE, 0
    while calm < _CALM:
        began = time.monotonic()
        app.processEvents()
        busy = window.jobs.running or time.monotonic() - began > _BUSY
        calm = 0 if busy else calm + 1
        if time.monotonic() > end:
            raise NotComputable(
                "A workspace did not come to rest within a minute, so its picture was not drawn. "
                "The study was only read."
            )
        time.sleep(0.005)
