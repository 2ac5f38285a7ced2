"""What the reader does with the text besides coding: grow a selection, filter, colour, point."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QAction

from gtcoder.queries.codebook import CodeRow
from gtcoder.store.ledger import Change
from gtcoder.ui.commands import Command
from gtcoder.ui.desk.doing import Doing, add_all
from gtcoder.ui.desk.dragged import DraggedEnds
from gtcoder.ui.desk.hidden import HiddenCodings
from gtcoder.ui.desk.hover import Hovering
from gtcoder.ui.desk.weighed import Weights
from gtcoder.ui.transcript.gutter import colours_in_turn
from gtcoder.ui.transcript.options import Colours
from gtcoder.ui.transcript.page import CodeLook
from gtcoder.vocabulary import CodeId, CodeLevel

if TYPE_CHECKING:
    from gtcoder.ui.desk.workspace import DeskWorkspace

_tr = QCoreApplication.translate
_SOON = 80  # ms in which changes are gathered before legend and counts follow
_CODES = ("code", "membership")


def surface_commands() -> dict[str, Command]:
    """Return the commands of selecting by unit, filtering and colouring."""
    tr = _tr
    return {
        "grow_right": Command(
            "desk.grow_right", tr("desk", "Move the selection’s end to the right"), "edit",
            "Alt+Shift+Right", tr("desk", "By a word, sentence or turn, as it was selected"), 20,
        ),
        "grow_left": Command(
            "desk.grow_left", tr("desk", "Move the selection’s end to the left"), "edit",
            "Alt+Shift+Left", tr("desk", "By a word, sentence or turn, as it was selected"), 20,
        ),
        "widen": Command(
            "desk.widen", tr("desk", "Widen the selection"), "edit", "Alt+Shift+Up",
            tr("desk", "From a word to its sentence, from there to the turn"), 20,
        ),
        "narrow": Command(
            "desk.narrow", tr("desk", "Narrow the selection"), "edit", "Alt+Shift+Down",
            tr("desk", "From the turn to a sentence, from there to a word"), 20,
        ),
        "about": Command(
            "desk.about", tr("desk", "About this coding"), "view", "Alt+I",
            tr("desk", "Code, coder, definition and memos of the coding at the caret"), 23,
        ),
        "filter": Command(
            "desk.filter", tr("desk", "Filter codings…"), "view", "Alt+F",
            tr("desk", "Choose which codings are shown, and what gives them their colours"), 22,
        ),
        "only": Command(
            "desk.only", tr("desk", "Only codings of the chosen code"), "view", "Alt+O",
            tr("desk", "Show the chosen code and what is under it; once more shows all"), 22,
        ),
        "bare": Command(
            "desk.bare", tr("desk", "Dim what is coded"), "view", "Alt+U",
            tr("desk", "Let what is not coded yet stand out"), 22, checkable=True,
        ),
        "colours": Command(
            "desk.colours", tr("desk", "Next way of colouring"), "view", "Alt+C",
            tr("desk", "Colours by code, by category, by coder"), 22,
        ),
        "all": Command(
            "desk.all", tr("desk", "Show all codings"), "view", "Alt+A",
            tr("desk", "Clear every filter of the codings"), 22,
        ),
        "reveal": Command(
            "desk.reveal", tr("desk", "Show hidden codings"), "view", "Alt+Shift+A",
            tr("desk", "Lift the filter that hides what you just coded, and no other"), 22,
        ),
    }  # fmt: skip


class Surface(QObject):
    """Joins the transcript, the row of filters and the hover card on one desk."""

    def __init__(self, desk: DeskWorkspace) -> None:
        super().__init__(desk)
        self._desk, self._session = desk, desk.session
        self._text, self._view = desk.text, desk.view
        self._row, self._codings = desk.text.filters, desk.text.codings
        self.hovering = Hovering(desk.session, desk.text.reader, desk.codes, self._coder_name, desk)
        self._codes_stale = True
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._tell)
        self.actions: dict[str, QAction] = {}
        self.dragged = DraggedEnds(desk)
        self.hidden = HiddenCodings(desk, self.follow_filters)
        self._codings.counted.connect(self._soon.start)
        self._view.codings_changed.connect(self._soon.start)
        self._row.codes_chosen.connect(self._show_codes)
        self._row.weights.changed.connect(self._codings.show_weights)
        self._row.bare_chosen.connect(self._dim_coded)
        self._row.colours_chosen.connect(self._colour)
        self._row.cleared.connect(self.show_all)
        self._row.left.connect(self._view.setFocus)
        desk.text.bar.filter.clicked.connect(self._toggle)
        desk.session.bridge.changed.connect(self._changed)

    def add_commands(self) -> dict[str, QAction]:
        """Add the commands to the window, and return their actions by name."""
        text = self._text
        runs: dict[str, Callable[..., Any]] = {
            "grow_right": lambda: text.in_hand.growing.right(),
            "grow_left": lambda: text.in_hand.growing.left(),
            "widen": lambda: text.in_hand.growing.widen(),
            "narrow": lambda: text.in_hand.growing.narrow(),
            "about": self._about, "filter": self.ask_filter, "only": self._only,
            "bare": self._dim_coded, "colours": self._next_colours, "all": self.show_all,
            "reveal": self.hidden.show,
        }  # fmt: skip
        doings = [Doing(command, runs[name]) for name, command in surface_commands().items()]
        self.actions = add_all(self._session, doings, self._text)
        return self.actions

    def read_people(self) -> None:
        """Take the coders' colours; whose codings are shown may be another matter now."""
        self._set_colours(self._kept_colours())
        self._soon.start()

    def ask_filter(self) -> None:
        """Open the row of filters, and go there."""
        self._offer_codes()
        self._row.show()
        self._row.codes.setFocus()

    def show_all(self) -> None:
        """Clear every filter."""
        self._codings.codes, self._codings.weights = None, Weights()
        self._dim_coded(False)
        if not self._codings.blind:
            self._codings.coders = None
        self._codings.reload()
        self.follow_filters()

    def follow_filters(self) -> None:
        """Say in the row what the filters are now."""
        self._codes_stale = True
        self._text.reading_changed.emit()
        self._offer_codes()
        self._tell()

    # Filters

    def _show_codes(self, codes: frozenset[int] | None, below: bool) -> None:  # a slot
        self._codings.show_codes(codes, below=below)
        self._tell()

    def _only(self) -> None:
        code = self._desk.side.code or self._desk.book.chosen()
        if code is None:
            self._desk.hand.told.emit(_tr("desk", "Choose a code first."))
            return
        chosen = frozenset({int(code)})
        self._show_codes(None if self._codings.codes == chosen else chosen, True)
        self._codes_stale = True
        self._offer_codes()

    def _dim_coded(self, on: bool) -> None:  # a slot
        self._view.set_bare(on)
        self.actions["bare"].setChecked(on)
        self._tell()

    def _toggle(self) -> None:
        if self._row.isHidden():
            self.ask_filter()
        else:
            self._row.hide()

    def _offer_codes(self) -> None:
        if self._codes_stale:
            self._codes_stale = False
            rows = tuple(self._desk.codes.rows.values())
            self._row.show_codes(rows, self._codings.codes)

    # Colours

    def _kept_colours(self) -> Colours:
        kept = self._session.preferences.now.coding_colours
        return Colours(kept) if kept in set(Colours) else Colours.CODE

    def _next_colours(self) -> None:
        ways = list(Colours)
        self._colour(ways[(ways.index(self._kept_colours()) + 1) % len(ways)])

    def _colour(self, by: Colours) -> None:
        self._session.preferences.change(coding_colours=str(by))
        self._set_colours(by)
        self._tell()

    def _set_colours(self, by: Colours) -> None:
        names = {row.name: int(key) for key, row in sorted(self._desk.hand.coders.items())}
        by_name = colours_in_turn(names)
        self._view.set_colours(by, {names[name]: number for name, number in by_name.items()})

    # What is said back

    def _tell(self) -> None:
        """Say in the row what is shown; it comes by itself where something is left out."""
        self._soon.stop()
        choice, codings = self._view.choice, self._codings
        left_out = codings.filters or choice.bare
        self._row.show_state(
            filters=codings.filters, shown=codings.shown, total=codings.total,
            bare=choice.bare, by=choice.by, below=codings.below, weights=codings.weights,
        )  # fmt: skip
        self._row.legend.show_items(self._legend())
        if left_out or choice.by is not Colours.CODE:
            self._offer_codes()
            self._row.show()

    def _legend(self) -> list[tuple[str, int]]:
        choice, table = self._view.choice, self._view.index.table
        if choice.by is Colours.CODER:
            keys = np.unique(table.coder).tolist()
            return [(self._coder_name(key), choice.coder_colours.get(key, 0)) for key in keys]
        if choice.by is Colours.CATEGORY:
            looks = (choice.looks.get(key) for key in np.unique(table.code).tolist())
            found = {(look.category, look.category_colour) for look in looks if look is not None}
            none = _tr("desk", "No category")
            return sorted(((name or none, number) for name, number in found),
                          key=lambda each: (not each[1], each[0].casefold()))  # fmt: skip
        return []

    def _coder_name(self, coder: int) -> str:
        row = self._desk.hand.coders.get(coder)
        return "" if row is None else row.name

    def _about(self) -> None:
        beside, first = self._desk.splitting.hovering, self._text.in_hand is self._view
        if not (self.hovering if first or beside is None else beside).show_at_caret():
            words = _tr("desk", "There is no coding at the caret.")
            self._desk.hand.told.emit(words)

    # Following the study

    def _changed(self, change: Change) -> None:
        if change.touches(*_CODES):
            self._codes_stale = True
            if self._codings.codes is not None:
                self._codings.reload()  # what is under a code may be others


def looks_of(rows: Iterable[CodeRow]) -> dict[int, CodeLook]:
    """Return how codes are shown; the category of a code is the topmost one above it."""
    by_key = {row.id: row for row in rows}
    found: dict[int, CodeLook] = {}
    for row in by_key.values():
        top = row
        while top.parent is not None and (above := by_key.get(CodeId(top.parent))) is not None:
            top = above
        category = top if top is not row or row.level is not CodeLevel.OPEN else None
        found[int(row.id)] = CodeLook(
            row.name,
            row.colour,
            "" if category is None else category.name,
            0 if category is None else category.colour,
        )
    return found
