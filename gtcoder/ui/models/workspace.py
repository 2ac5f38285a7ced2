"""Models: the theory drawn by a template, arranged by hand, with the ways people went."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.models import MODELS_FOLLOW
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import EmptyState, Hairline, ThinProgress
from gtcoder.ui.look import look, theme
from gtcoder.ui.models.acts import ModelActs
from gtcoder.ui.models.bar import FIGURE, PATHS, Bar
from gtcoder.ui.models.canvas import ModelCanvas
from gtcoder.ui.models.drawn import Drawer, Drawn, Pairs, Showing, Which
from gtcoder.ui.models.editing import Editing
from gtcoder.ui.models.export_sheet import Exporter
from gtcoder.ui.models.figure_page import FigurePage
from gtcoder.ui.models.filter_sheet import FilterSheet, offered
from gtcoder.ui.models.last import last_shown, remember
from gtcoder.ui.models.node_acts import NodeActs
from gtcoder.ui.models.orders import Orders
from gtcoder.ui.models.paths_page import PathsPage
from gtcoder.ui.models.side import Side
from gtcoder.ui.session import Session
from gtcoder.ui.workspace import Workspace


class ModelWorkspace(Workspace):
    """A figure with what is chosen beside it, or the paths; drawn off the window's thread."""

    place = "model"
    tables: ClassVar[frozenset[str]] = MODELS_FOLLOW

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.drawn = Drawn()
        self._which = last_shown(session)
        self._filters: dict[Which, Pairs] = {}  # of what is kept nowhere
        self._drawer = Drawer()
        self._job: Job[Drawn] | None = None
        self.bar, self.canvas = Bar(), ModelCanvas()
        self.models, self.nodes = ModelActs(session, self), NodeActs(session, self)
        self.editing = Editing(self.canvas, self.nodes)
        self.side = Side(session, self.nodes, self.canvas.choice)
        self.paths = PathsPage(session, self.models)
        self.exporter = Exporter(session, self)
        self.ink, self.colours = self.bar.ink, self.bar.colours
        self.figure = FigurePage(self.canvas, self.side)
        self._progress = ThinProgress()
        self._empty = EmptyState(
            self.tr("No model yet."),
            self.tr(
                "Place categories in the roles of the paradigm and it is drawn from them; or make "
                "a model of another kind (Ctrl+Shift+N)."
            ),
            self.tr("Go to axial coding"),
            lambda: session.go("axial", None),
        )
        self._lay_out()
        self.orders = Orders(self)
        self._connect()
        look().changed.connect(self._wear)
        self._wear()

    def refresh(self) -> None:
        """Draw the model anew; a drawing under way is dropped."""
        if self._job is not None:
            self._job.cancel()
        showing = self.showing()

        def work(progress: Progress) -> Drawn:
            with self.session.bridge.read() as reader:
                return self._drawer.draw(reader, showing, progress)

        self._job = self.session.jobs.start(work, done=self._show, failed=self._failed, owner=self)
        self._progress.follow(self._job, self.tr("Drawing the model"))

    def showing(self) -> Showing:
        """Return what is to be drawn, as it is set."""
        filters = self._filters.get(self._which, ()) if self._which else ()
        return Showing(
            self._which, filters, self.bar.on("paths"), self.bar.on("counts"),
            self.bar.on("size"), self.bar.on("kind"), bool(self.ink.value()),
            str(self.colours.value() or theme().name),
        )  # fmt: skip

    def status(self) -> tuple[str, ...]:
        """Return the page it is drawn on and how large it is shown."""
        if self.canvas.scene is None:
            return ()
        words = self.tr("{n} % of its size on paper")
        return (self.canvas.scene.page, words.format(n=round(self.canvas.zoom * 100)))

    def first_focus(self) -> QWidget:
        """Return the figure or the paths, or the way to the board where there is nothing."""
        if self._pages.currentWidget() is self.paths:
            return self.paths.first_focus()
        missing = self._pages.currentWidget() is self._empty
        return self._empty.button if missing else self.canvas

    def panels(self) -> tuple[QWidget, ...]:
        """Return figure or paths, what is chosen, and the first chip."""
        return self.first_focus(), self.side.first_focus(), self.bar.model

    def sentence(self) -> str:
        """Return what is drawn, and what is not."""
        return self.figure.sentence()

    def show_model(self, which: Which) -> None:
        """Show another model."""
        if which != self._which:
            self._which = which
            self.canvas.choice.clear()
            self.canvas.fit()
        self.refresh()

    def show_page(self, page: str) -> None:
        """Show the figure, or the paths."""
        self.bar.pages.chosen = page
        self._follow_page()
        self.first_focus().setFocus()

    def step_page(self, by: int) -> None:
        """Go from figure to paths and back."""
        if self.drawn.row is not None:
            self.show_page(PATHS if self.bar.pages.chosen == FIGURE else FIGURE)

    def ask_filter(self) -> None:
        """Ask what of the study the model shows."""
        which, row = self.drawn.which, self.drawn.row
        if which is None:
            return
        with self.session.bridge.read() as reader:
            choice = offered(reader)
        now = row.options if row is not None else self._filters.get(which, ())
        FilterSheet(choice, which.template, now, parent=self, then=self.models.narrow).open()

    def export(self) -> None:
        """Ask how the model is to be written, as it is shown."""
        scene, which = self.drawn.scene, self.drawn.which
        if scene is not None and which is not None:
            now = self.showing()
            self.exporter.ask(
                which.name or scene.title, greyscale=now.greyscale, colours=now.theme,
                showing=replace(now, which=which),
            )  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _show(self, drawn: Drawn) -> None:
        self.drawn, self._which = drawn, drawn.which
        self.models.drawn = drawn
        remember(self.session, drawn)
        self.figure.show_drawn(drawn)
        self.bar.show_drawn(drawn)
        now = drawn.row.options if drawn.row else drawn.filters
        self.bar.show_filters(tuple(pair for pair in now if pair[0] != "paradigm"))
        self.editing.show_drawn(drawn)
        if drawn.row is None:
            self.bar.pages.chosen = FIGURE
        self._follow_page()
        self.orders.follow()
        self.status_changed.emit()

    def _follow_page(self) -> None:
        paths = self.bar.pages.chosen == PATHS and self.drawn.row is not None
        if paths:
            self.paths.show_drawn(self.drawn)
        missing = self.drawn.scene is None
        if missing and self.drawn.hindrance:
            self._empty.set_words(self.tr("Nothing to draw."), self.drawn.hindrance)
        shown = self.paths if paths else self._empty if missing else self.figure
        lost = shown is self._empty and self.canvas.hasFocus()
        self._pages.setCurrentWidget(shown)
        if lost:
            self._empty.button.setFocus()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.session.say.error(error)

    def _narrowed(self, filters: Pairs) -> None:
        if self.drawn.which is not None:
            self._filters[self.drawn.which] = filters
            self.refresh()

    def _connect(self) -> None:
        self.bar.changed.connect(self.refresh)
        self.bar.chosen.connect(self.show_model)
        self.bar.turned.connect(lambda _: self._follow_page())
        self.models.shown.connect(self.show_model)
        self.models.narrowed.connect(self._narrowed)
        self.canvas.zoomed.connect(self.status_changed)
        self.editing.switched.connect(self.orders.follow)

    def _lay_out(self) -> None:
        self._pages = QStackedWidget(self)
        for page in (self.figure, self.paths, self._empty):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, Hairline(), self._progress):
            column.addWidget(part)
        column.addWidget(self._pages, 1)

    def _wear(self) -> None:
        drawn = self.drawn.scene is not None and not self.ink.value()
        if drawn and not self.colours.value():  # the page wears the theme of the window
            self.stale = True
            if self.isVisible():
                self.read_now()
