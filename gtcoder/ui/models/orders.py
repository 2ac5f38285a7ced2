"""The commands of the model: in menus, by key, and as buttons of the bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from gtcoder.ui.commands import Command, permit
from gtcoder.ui.kit import Button, action_button
from gtcoder.ui.models.arranging import Align
from gtcoder.ui.models.bar import menu_button

if TYPE_CHECKING:
    from gtcoder.ui.models.workspace import ModelWorkspace


class Orders(QObject):
    """Makes the commands and lets them run where they can."""

    def __init__(self, ws: ModelWorkspace) -> None:
        super().__init__(ws)
        self._ws = ws
        self._of_kept: list[QAction] = []  # they need a model that is kept
        self._of_chosen: list[QAction] = []  # and a box or line that is chosen
        self._view()
        self._models()
        self._boxes()
        self._lines_up()
        self._buttons()
        ws.canvas.choice.settled.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Let run what can run now, and say of the rest why not."""
        ws, tr = self._ws, self.tr
        hindrance = ""
        if not ws.session.bridge.can_write:
            hindrance = tr("The study is open for reading only")
        for action in (self._new, self._keep):
            permit(action, hindrance)
        if not hindrance and ws.drawn.row is None:
            hindrance = tr("Keep it as a model first, to change it")
        for action in self._of_kept:
            permit(action, hindrance)
        chosen = ws.canvas.choice
        if not hindrance and not chosen.nodes and not chosen.edge:
            hindrance = tr("Choose a box or a line first")
        for action in self._of_chosen:
            permit(action, hindrance)
        kept = ws.drawn.which is not None and ws.drawn.which.stored
        permit(self._keep, self.tr("It is kept already") if kept else "")
        self._arrange.setChecked(ws.canvas.arranging)
        permit(self._arrange, ws.editing.hindrance())

    def _view(self) -> None:
        tr, canvas = self.tr, self._ws.canvas
        self._shown = []
        rows: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
            ("fit", tr("Fit the page"), "Ctrl+Alt+0", "arrows-in", canvas.fit),
            ("zoom_in", tr("Zoom in"), "Ctrl++ Ctrl+=", "plus", partial(canvas.zoom_by, 1)),
            ("zoom_plain", tr("Size on paper"), "Ctrl+0", "", partial(canvas.zoom_to, 1.0)),
            ("zoom_out", tr("Zoom out"), "Ctrl+-", "minus", partial(canvas.zoom_by, -1)),
        )
        for name, words, key, icon_name, run in rows:
            action = self._add(Command(f"model.{name}", words, "view", key), _plain(run))
            if icon_name:
                self._shown.append(action_button(action, icon_name))
        for name, words, key, by in (
            ("next_page", tr("Figure or paths"), "Ctrl+PgDown Ctrl+PgUp", 1),
        ):
            self._add(Command(f"model.{name}", words, "view", key, group=4),
                      partial(self._ws.step_page, by))  # fmt: skip
        self._ws.bar.filter.clicked.connect(
            self._add(
                Command("model.filter", tr("Filter the model…"), "view", "Ctrl+Alt+F",
                        tr("Which codes, whose words and which relations it shows"), group=4),
                self._ws.ask_filter,
            ).trigger
        )  # fmt: skip
        self._ws.bar.filter.setToolTip(self._ws.session.commands.action("model.filter").toolTip())

    def _models(self) -> None:
        tr, acts = self.tr, self._ws.models
        self._export = self._add(
            Command("model.export", tr("Export the model…"), "study", "Ctrl+Shift+E",
                    tr("Write the model as a picture or as data"), group=3),
            self._ws.export,
        )  # fmt: skip
        self._new = self._add(
            Command("model.new", tr("New model…"), "study", "Ctrl+Shift+N",
                    tr("Make a model from a template"), group=3),
            _plain(acts.ask_new),
        )  # fmt: skip
        self._keep = self._add(
            Command("model.keep", tr("Keep as a model…"), "study", "",
                    tr("Keep what is drawn, so that it can be arranged"), group=3),
            acts.ask_keep,
        )  # fmt: skip
        for name, words, tip, run in (
            ("rename", tr("Rename the model…"), tr("Give it another name"), acts.ask_rename),
            ("copy", tr("Copy the model…"), tr("Try something out on a copy"), acts.ask_copy),
            ("remove", tr("Remove the model…"), tr("Asks why; undo brings it back"),
             acts.ask_remove),
        ):  # fmt: skip
            command = Command(f"model.{name}", words, "study", "", tip, group=3)
            self._of_kept.append(self._add(command, run))

    def _boxes(self) -> None:
        tr, canvas, editing = self.tr, self._ws.canvas, self._ws.editing
        self._arrange = self._add(
            Command("model.arrange", tr("Arrange by hand"), "edit", "M",
                    tr("Boxes follow the hand; else the hand moves the page"), 5, checkable=True),
            editing.arrange, own=True,
        )  # fmt: skip
        self._add_box = self._add(
            Command("model.add", tr("Add a box…"), "edit", "A",
                    tr("A box, a step, a note …, in the chosen one or beside it"), 5),
            editing.ask_add, own=True,
        )  # fmt: skip
        self._of_kept.append(self._add_box)
        rows: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
            ("connect", tr("Connect"), "C",
             tr("Draw a line from the chosen box: Tab or a click names its end, Enter draws it"),
             canvas.connect_from_chosen),
            ("label", tr("Write the label"), "F2", tr("Name the chosen box or line in place"),
             canvas.edit_label),
            ("remove_chosen", tr("Remove from the model"), "Del",
             tr("Take the chosen boxes or the line out"), editing.remove),
            ("let_go", tr("Back to the template’s place"), "T",
             tr("Let the template place and size the chosen boxes again"), editing.let_go),
        )  # fmt: skip
        for name, words, key, tip, run in rows:
            command = Command(f"model.{name}", words, "edit", key, tip, 5)
            self._of_chosen.append(self._add(command, run, own=True))
        for name, words, key, tip, run in (
            ("group", tr("Group…"), "Ctrl+G", tr("Put the chosen boxes into a group"),
             editing.group),
            ("ungroup", tr("Ungroup"), "Ctrl+Shift+G", tr("Dissolve the chosen group"),
             editing.ungroup),
        ):  # fmt: skip
            command = Command(f"model.{name}", words, "edit", key, tip, 6)
            self._of_chosen.append(self._add(command, run))
        self._add(
            Command("model.all", tr("Choose all boxes"), "edit", "Ctrl+A", group=6),
            editing.choose_all, own=True,
        )  # fmt: skip

    def _lines_up(self) -> None:
        tr = self.tr
        rows = (
            (Align.LEFT, tr("Align left"), "Ctrl+Alt+Left"),
            (Align.CENTRE, tr("Align middles in a column"), "Ctrl+Alt+H"),
            (Align.RIGHT, tr("Align right"), "Ctrl+Alt+Right"),
            (Align.TOP, tr("Align top"), "Ctrl+Alt+Up"),
            (Align.MIDDLE, tr("Align middles in a row"), "Ctrl+Alt+V"),
            (Align.BOTTOM, tr("Align bottom"), "Ctrl+Alt+Down"),
            (Align.ACROSS, tr("Spread evenly across"), "Ctrl+Shift+H"),
            (Align.DOWN, tr("Spread evenly down"), "Ctrl+Shift+V"),
        )
        self._aligns = []
        for how, words, key in rows:
            command = Command(f"model.align_{how}", words, "edit", key, group=7)
            self._aligns.append(self._add(command, partial(self._ws.editing.align, how)))
        self._of_chosen += self._aligns

    def _buttons(self) -> None:
        tr, bar, action = self.tr, self._ws.bar, self._ws.session.commands.action
        arranging = [
            self._arrange, None, action("model.let_go"), action("model.group"),
            action("model.ungroup"), None, *self._aligns,
        ]  # fmt: skip
        of_model = [
            self._new, self._keep, action("model.rename"), action("model.copy"), None,
            action("model.remove"),
        ]  # fmt: skip
        add = Button(tr("Add"), icon_name="plus", tip=self._add_box.toolTip())
        add.setObjectName("add_to_model")
        add.clicked.connect(self._add_box.trigger)
        self._add_box.changed.connect(lambda: add.setEnabled(self._add_box.isEnabled()))
        more = tr("Make, name, copy and remove models")
        ways = tr("Arrange boxes by hand (M switches it)")
        models = menu_button("", "dots-three", more, of_model, self._ws)
        bar.add(menu_button(tr("Arrange"), "columns", ways, arranging, self._ws))
        bar.add(add)
        bar.add(models)
        for shown in self._shown:
            self._ws.figure.add_to_foot(shown)
        button = Button(
            tr("Export"), kind="primary", icon_name="download-simple", tip=self._export.toolTip()
        )
        button.setObjectName("export")
        button.clicked.connect(self._export.trigger)
        bar.add(button)

    def _add(self, command: Command, run: Callable[..., object], *, own: bool = False) -> QAction:
        owner = self._ws.canvas if own else None
        return self._ws.session.commands.add(command, run, owner=owner, place=self._ws.place)


def _plain(run: Callable[[], object]) -> Callable[[], object]:
    """Return what runs without the state of its action."""

    def call() -> object:
        return run()

    return call
