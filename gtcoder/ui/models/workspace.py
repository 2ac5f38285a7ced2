"""The model: the paradigm drawn as it will be printed, and the way to a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.drawing.scene import Scene
from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries import theory as answers
from gtcoder.ui.axial import board_words
from gtcoder.ui.commands import Command
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import (
    Button,
    Chip,
    EmptyState,
    Hairline,
    IconButton,
    Label,
    ThinProgress,
    action_button,
)
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.models.canvas import ModelCanvas
from gtcoder.ui.models.export_sheet import Exporter
from gtcoder.ui.session import Session
from gtcoder.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paradigm as it was drawn, with what the sentence under it tells."""

    name: str
    names: tuple[str, ...]
    scene: Scene | None = None
    categories: int = 0
    relations: int = 0
    left_out: int = 0


class ModelWorkspace(Workspace):
    """A page with the diagram; drawing it happens off the window's thread."""

    place = "model"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "code",
            "membership",
            "paradigm",
            "paradigm_placement",
            "relation",
            "relation_type",
            "evidence",
            "coding",
            "quotation",
            "document",
        }
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._name, self._drawn = "", Drawn("", ())
        self._job: Job[Drawn] | None = None
        self.canvas = ModelCanvas()
        self.exporter = Exporter(session, self)
        self.paradigm, self.ink, self.colours = self._make_chips()
        self._sentence = Label("", Role.SMALL, ink="text2")
        self._progress = ThinProgress()
        self._empty = EmptyState(
            self.tr("No model yet."),
            self.tr("Place categories in the roles of the paradigm; it is drawn from them."),
            self.tr("Go to axial coding"),
            lambda: session.go("axial", None),
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self.canvas)
        self._pages.addWidget(self._empty)
        self._bar, self._row = QWidget(), QHBoxLayout()
        self._bar.setLayout(self._row)
        for chip in (self.paradigm, self.ink, self.colours):
            self._row.addWidget(chip)
        self._row.addStretch(1)
        self._add_commands()
        self._lay_out()
        look().changed.connect(self._wear)
        self._wear()

    def refresh(self) -> None:
        """Draw the paradigm anew; a drawing under way is dropped."""
        if self._job is not None:
            self._job.cancel()
        self._job = self.session.jobs.start(
            self._draw, done=self._show, failed=self._failed, owner=self
        )
        self._progress.follow(self._job, self.tr("Drawing the model"))

    def status(self) -> tuple[str, ...]:
        """Return the page it is drawn on and how large it is shown."""
        if self.canvas.scene is None:
            return ()
        return (self.canvas.scene.page, self._percent())

    def first_focus(self) -> QWidget:
        """Return the canvas, or the way to the board where there is nothing to draw."""
        return self.canvas if self._drawn.scene is not None else self._empty.button

    def panels(self) -> tuple[QWidget, ...]:
        """Return the canvas and the first chip."""
        return self.canvas, self.paradigm

    def sentence(self) -> str:
        """Return what is drawn, and what is not."""
        return self._sentence.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _draw(self, progress: Progress) -> Drawn:
        from gtcoder.drawing.export import scene_of_graph
        from gtcoder.reports.theory import paradigm_of

        progress.step(0, 0)
        with self.session.bridge.read() as reader:
            names = tuple(board.name for board in answers.paradigms(reader))
            name = self._name if self._name in names else next(iter(names), "")
            if not names:
                return Drawn("", ())
            graph = paradigm_of(reader, name)
        progress.step(0, 0)
        if not graph.number_of_nodes():
            return Drawn(name, names)
        scene = scene_of_graph(graph, greyscale=self._greyscale, theme=self._theme)
        progress.step(0, 0)
        left_out = int(graph.graph["relations_left_out"])
        return Drawn(name, names, scene, graph.number_of_nodes(), graph.number_of_edges(), left_out)

    def _show(self, drawn: Drawn) -> None:
        self._drawn, self._name = drawn, drawn.name
        self.paradigm.set_choices([(name, name) for name in drawn.names], drawn.name)
        self.canvas.show_scene(drawn.scene)
        self._pages.setCurrentIndex(int(drawn.scene is None))
        self._bar.setEnabled(drawn.scene is not None or len(drawn.names) > 1)
        self._sentence.setText(self._said(drawn))
        self.status_changed.emit()

    def _said(self, drawn: Drawn) -> str:
        if drawn.scene is None:
            return ""
        words = self.tr("{categories}, {relations}").format(
            categories=board_words.categories(drawn.categories),
            relations=board_words.relations(drawn.relations),
        )
        if drawn.left_out:
            more = self.tr("; not drawn: {relations} with a category outside the paradigm")
            words += more.format(relations=board_words.relations(drawn.left_out))
        return " ".join((f"{words}.", *drawn.scene.notes))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.session.say.error(error)

    def _percent(self) -> str:
        return self.tr("{n} % of its size on paper").format(n=round(self.canvas.zoom * 100))

    def _make_chips(self) -> tuple[Chip, Chip, Chip]:
        board, ink, colours = (
            Chip(self.tr("Paradigm")),
            Chip(self.tr("Ink")),
            Chip(self.tr("Theme")),
        )
        ink.set_choices([(self.tr("Colours"), False), (self.tr("Greyscale, for print"), True)])
        colours.set_choices(
            [
                (self.tr("as the window"), ""),
                (self.tr("light"), "light"),
                (self.tr("dark"), "dark"),
            ]
        )
        for chip in (board, ink, colours):
            chip.changed.connect(self._choose)
        return board, ink, colours

    @property
    def _greyscale(self) -> bool:
        return bool(self.ink.value())

    @property
    def _theme(self) -> str:
        return str(self.colours.value() or theme().name)

    def _choose(self, _: object) -> None:
        self._name = str(self.paradigm.value() or "")
        self.colours.setEnabled(not self._greyscale)
        self.refresh()

    def _add_commands(self) -> None:
        tr, canvas, commands = self.tr, self.canvas, self.session.commands
        shown: list[IconButton | Button] = []
        for name, words, key, icon_name, run in (
            ("fit", tr("Fit the page"), "Ctrl+Alt+0", "arrows-in", canvas.fit),
            ("zoom_in", tr("Zoom in"), "Ctrl++ Ctrl+=", "plus", canvas.zoom_in),
            ("zoom_plain", tr("Size on paper"), "Ctrl+0", "", canvas.zoom_plain),
            ("zoom_out", tr("Zoom out"), "Ctrl+-", "minus", canvas.zoom_out),
        ):
            command = Command(f"model.{name}", words, "view", key)
            action = commands.add(command, run, place=self.place)
            if icon_name:
                shown.append(action_button(action, icon_name))
        export = commands.add(
            Command("model.export", tr("Export the model…"), "study", "Ctrl+Shift+E",
                    tr("Write the model as a picture or as data"), group=3),
            self._export, place=self.place,
        )  # fmt: skip
        button = Button(
            tr("Export"), kind="primary", icon_name="download-simple", tip=export.toolTip()
        )
        button.setObjectName("export")
        button.clicked.connect(export.trigger)
        for widget in (*shown, button):
            self._row.addWidget(widget)

    def _export(self) -> None:
        if self._drawn.scene is not None:
            self.exporter.ask(self._drawn.name, greyscale=self._greyscale, colours=self._theme)

    def _lay_out(self) -> None:
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._sentence, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._bar, Hairline(), self._progress):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        column.addWidget(Hairline())
        column.addLayout(self._foot)
        self.canvas.zoomed.connect(self.status_changed)

    def _wear(self) -> None:
        self._bar.setFixedHeight(scaled(52))
        self._row.setContentsMargins(scaled(16), 0, scaled(12), 0)
        self._row.setSpacing(scaled(8))
        self._foot.setContentsMargins(scaled(16), scaled(6), scaled(16), scaled(6))
        drawn = self._drawn.scene is not None and not self._greyscale
        if drawn and not self.colours.value():  # the page wears the theme of the window
            self.stale = True
            if self.isVisible():
                self.read_now()
