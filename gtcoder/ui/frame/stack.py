"""The workspaces of an open study, made when first wanted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gtcoder.ui.frame.room import Room
from gtcoder.ui.kit.tab_order import tab_as_laid_out
from gtcoder.ui.memos.asking import offer_memo
from gtcoder.ui.places import BY_KEY
from gtcoder.ui.session import Session, Target
from gtcoder.ui.workspace import Workspace


class WorkspaceStack(QStackedWidget):
    """One page per workspace; `shown` carries the key of the one in sight."""

    shown = Signal(str)
    status_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._made: dict[str, Workspace] = {}
        self._rooms: dict[str, Room] = {}
        self.key = ""

    def go(self, key: str, target: Target = None) -> Workspace | None:
        """Show a workspace, and something in it; stays where it is if that cannot be left."""
        current = self.workspace
        if current is not None and key != self.key and not current.may_leave():
            return None
        workspace = self._made.get(key) or self._make(key)
        self.key = key
        self._session.commands.show_place(key)
        self.setCurrentWidget(self._rooms[key])
        self.updateGeometry()
        workspace.read_now()
        if target is not None:
            workspace.open_target(target)
        workspace.first_focus().setFocus()
        self.shown.emit(key)
        return workspace

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of the workspace in sight, not of all that were made."""
        room = self._rooms.get(self.key)
        return room.minimumSizeHint() if room else QSize(0, 0)

    @property
    def workspace(self) -> Workspace | None:
        """The workspace in sight."""
        return self._made.get(self.key)

    def may_leave(self) -> bool:
        """Let every workspace store what is being written."""
        answers = [workspace.may_close() for workspace in self._made.values()]
        return all(answers)

    def remember_spot(self) -> None:
        """Remember where the study is left, to come back there when it is opened again."""
        session = self._session
        found = (workspace.spot() for workspace in self._made.values())
        before = session.preferences.spot(session.location)
        spot = next((each for each in found if each is not None), before)
        session.preferences.leave(
            session.location, replace(spot, place=self.key, model=before.model)
        )

    def next_panel(self, step: int) -> None:
        """Put the focus into the next panel of the workspace in sight, or the one before."""
        workspace = self.workspace
        panels = [each for each in workspace.panels() if each.isVisible()] if workspace else []
        if not panels:
            return
        focused = self.focusWidget()
        here = next(
            (
                place
                for place, panel in enumerate(panels)
                if focused is not None and (panel is focused or panel.isAncestorOf(focused))
            ),
            -1 if step > 0 else 0,
        )
        _focus_in(panels[(here + step) % len(panels)])

    def _make(self, key: str) -> Workspace:
        room = self._rooms[key] = Room(self)
        workspace = BY_KEY[key].workspace()(self._session, room.viewport())
        workspace.setAccessibleName(QCoreApplication.translate("Rail", BY_KEY[key].title))
        workspace.status_changed.connect(self._status)
        offer_memo(workspace)
        tab_as_laid_out(workspace)
        self._made[key] = workspace
        room.take(workspace)
        self.addWidget(room)
        return workspace

    def _status(self) -> None:
        if self.sender() is self.workspace:
            self.status_changed.emit()


def _focus_in(panel: QWidget) -> None:
    """Put the focus into a panel, or into the first widget of it that takes one."""
    inside = (each for each in panel.findChildren(QWidget) if each.isVisibleTo(panel))
    for widget in (panel, *inside):
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
    panel.setFocus(Qt.FocusReason.ShortcutFocusReason)
