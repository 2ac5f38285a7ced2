"""A small invented study with a theory, and mouse drags across widgets."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from gtcoder.actions import codebook, theory, transcripts
from gtcoder.queries import people
from gtcoder.store.location import FileLocation
from gtcoder.vocabulary import CodeId, CodeLevel, ParadigmRole, RelationId, SpeakerRole
from tests import studies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gtcoder.ui.session import Session


@dataclass(frozen=True)
class Made:
    """Where the study is, and what is in it by name."""

    path: Path
    codes: dict[str, CodeId]
    relation: RelationId


def make(path: Path) -> Made:
    """Make it: four categories (three placed), two loose codes, one relation without evidence."""
    study = studies.new_study(FileLocation(path))
    do = study.ann.perform
    codes = {
        name: do(codebook.create_code, name=name, level=CodeLevel.AXIAL, definition=f"All {name}.")
        for name in ("Waiting", "Silent leaving", "Callback", "Night service")
    }
    for name in ("Time cost", "Queue"):
        codes[name] = study.code(name)
    study.apply(codes["Waiting"], 60, 75)
    study.apply(codes["Silent leaving"], 60, 75)
    study.apply(codes["Silent leaving"], 90, 110)
    study.apply(codes["Queue"], 90, 99)
    for name, role in (
        ("Waiting", ParadigmRole.CAUSAL_CONDITION),
        ("Silent leaving", ParadigmRole.PHENOMENON),
        ("Callback", ParadigmRole.STRATEGY),
    ):
        do(theory.place_in_paradigm, category=codes[name], role=role)
    relation = do(
        theory.relate,
        source=codes["Silent leaving"],
        target=codes["Callback"],
        type="leads to",
    )
    study.close()
    return Made(path, codes, relation)


def copy(made: Made, path: Path) -> Made:
    """Return the same study at another place."""
    shutil.copy(made.path, path)
    return replace(made, path=path)


def tie(session: Session, label: str, person: str | None) -> None:
    """Tie a speaker label of the study to a person, or say that it is nobody who counts."""
    with session.bridge.read() as reader:
        speaker = next(row.id for row in people.speakers(reader) if row.label == label)
    role = SpeakerRole.OTHER if person is None else SpeakerRole.PARTICIPANT
    session.bridge.act(transcripts.set_speaker, speaker=speaker, role=role, participant=person)


def drag(start: QWidget, at: QPoint, way: Sequence[QPoint]) -> None:
    """Press the left button on a widget, go through global points and let go at the last one."""
    first = start.mapToGlobal(at)
    _send(start, QEvent.Type.MouseButtonPress, first)
    for point in (first + QPoint(4, 4), first + QPoint(12, 12), *way):
        _send(start, QEvent.Type.MouseMove, point)
    _send(start, QEvent.Type.MouseButtonRelease, way[-1])


def _send(widget: QWidget, kind: QEvent.Type, at: QPoint) -> None:
    button, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    event = QMouseEvent(
        kind,
        QPointF(widget.mapFromGlobal(at)),
        QPointF(at),
        none if kind == QEvent.Type.MouseMove else button,
        none if kind == QEvent.Type.MouseButtonRelease else button,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
