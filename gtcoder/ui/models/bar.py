"""The bar over the model: which one, what is shown of it, how it looks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gtcoder.ui.kit import Button, Chip, FlowLayout, IconButton, Segmented
from gtcoder.ui.look import look, scaled
from gtcoder.ui.models.acts import title_of
from gtcoder.ui.models.drawn import Drawn, Pairs, Which
from gtcoder.ui.models.sentences import template_name

FIGURE, PATHS = "figure", "paths"
_TO_THE_RIGHT = 6  # what stands there from this place on


class Bar(QWidget):
    """Chips and buttons; `changed` says that the figure is to be drawn anew."""

    changed = Signal()
    chosen = Signal(object)  # Which
    turned = Signal(str)  # FIGURE or PATHS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = self.tr
        self.model, self.shows = Chip(tr("Model")), Chip(tr("With"))
        self.ink, self.colours = Chip(tr("Ink")), Chip(tr("Theme"))
        self.pages = Segmented(
            [(FIGURE, tr("Figure")), (PATHS, tr("Paths"))], name=tr("Figure or paths")
        )
        self.filter = Button(tr("Filter"), icon_name="funnel")
        self.filter.setObjectName("model_filter_button")
        self.shows.set_many(self._extras(), set())
        self.ink.set_choices([(tr("Colours"), False), (tr("Greyscale, for print"), True)])
        self.colours.set_choices(
            [(tr("as the window"), ""), (tr("light"), "light"), (tr("dark"), "dark")]
        )
        self._row = FlowLayout(self, right_from=_TO_THE_RIGHT)
        for widget in (self.model, self.pages, self.shows, self.filter, self.ink, self.colours):
            self._row.addWidget(widget)
        self.model.changed.connect(self.chosen)
        self.pages.changed.connect(self.turned)
        for chip in (self.shows, self.ink, self.colours):
            chip.changed.connect(self._change)
        look().changed.connect(self._wear)
        self._wear()

    def on(self, extra: str) -> bool:
        """Tell whether something is shown with the figure."""
        return extra in self.shows.value()

    def show_drawn(self, drawn: Drawn) -> None:
        """Follow what was drawn."""
        choices: list[tuple[str, object]] = [
            (self._called(which), which) for which in drawn.choices
        ]
        self.model.set_choices(choices, drawn.which)
        self.model.setEnabled(bool(choices))
        self.pages.segment(PATHS).setEnabled(drawn.row is not None)
        self.ink.setEnabled(drawn.scene is not None)

    def show_filters(self, filters: Pairs) -> None:
        """Say on the button how much is narrowed."""
        several = self.tr("Filter · {n}").format(n=len(filters))
        self.filter.setText(several if filters else self.tr("Filter"))

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        self._row.addWidget(widget)

    def _change(self, *_: object) -> None:
        self.colours.setEnabled(not self.ink.value())
        self.changed.emit()

    def _called(self, which: Which) -> str:
        if not which.name:
            return self.tr("{template} of the study").format(template=template_name(which.template))
        if not which.stored:
            return self.tr("{name} (paradigm)").format(name=title_of(which))
        return title_of(which)

    def _extras(self) -> list[tuple[str, object]]:
        return [
            (self.tr("counts"), "counts"),
            (self.tr("paths"), "paths"),
            (self.tr("size by passages"), "size"),
            (self.tr("colour by kind"), "kind"),
        ]

    def _wear(self) -> None:
        self._row.setContentsMargins(scaled(16), scaled(10), scaled(12), scaled(10))


def menu_button(
    words: str, icon_name: str, tip: str, actions: Sequence[QAction | None], parent: QWidget
) -> Button | IconButton:
    """Return a button that opens a menu of actions; None parts them by a line."""
    button: Button | IconButton
    button = Button(words, icon_name=icon_name, tip=tip) if words else IconButton(icon_name, tip)
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    for action in actions:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
    button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
    return button
