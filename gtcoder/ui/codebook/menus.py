"""The menus of the codebook panel: of a row, of the panel's header, and of the digits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from gtcoder.ui.codebook.arrange import Order
from gtcoder.ui.codebook.commands import CONTEXT
from gtcoder.ui.codebook.favourites import DIGITS
from gtcoder.ui.codebook.known import Known
from gtcoder.ui.codebook.rows import Favourites
from gtcoder.vocabulary import CodeId

_tr = QCoreApplication.translate


def row_menu(parent: QWidget, actions: Mapping[str, QAction], digits: QMenu) -> QMenu:
    """Return the menu of what is selected; what cannot be done to it is left out."""
    menu = _menu(parent)
    for name in CONTEXT:
        if not name:
            menu.addSeparator()
        elif name == "favourite":
            if actions[name].isEnabled():
                menu.addMenu(digits)
        elif actions[name].isEnabled():
            menu.addAction(actions[name])
    return menu


def digit_menu(
    parent: QWidget,
    known: Known,
    favourites: Favourites,
    code: CodeId | None,
    take: Callable[[int | None], None],
) -> QMenu:
    """Return the menu of the nine digits with what each stands for; a key is its own digit."""
    menu = _menu(parent)
    menu.setTitle(_tr("codebook", "Favourite digit"))
    for digit in range(1, DIGITS + 1):
        holder = known.code(favourites[digit - 1])
        words = _tr("codebook", "free") if holder is None else holder.name.replace("&", "&&")
        action = menu.addAction(f"&{digit}  {words}")
        action.setCheckable(True)
        action.setChecked(holder is not None and holder.id == code)
        action.triggered.connect(partial(_take, take, digit))
    menu.addSeparator()
    action = menu.addAction(_tr("codebook", "&No digit"))
    action.setEnabled(code in favourites)
    action.triggered.connect(partial(_take, take, None))
    return menu


def order_actions(
    parent: QWidget, chosen: Order, take: Callable[[Order], None]
) -> tuple[QAction, ...]:
    """Return the actions that sort the tree, of which one is on."""
    group = QActionGroup(parent)
    actions = []
    for order, words in (
        (Order.BOOK, _tr("codebook", "In the codebook’s order")),
        (Order.NAME, _tr("codebook", "By name")),
        (Order.COUNT, _tr("codebook", "By number of passages")),
    ):
        action = QAction(words, group)
        action.setCheckable(True)
        action.setChecked(order == chosen)
        action.triggered.connect(partial(_take_order, take, order))
        actions.append(action)
    return tuple(actions)


def origin_menu(parent: QWidget, look_for: Callable[[str], None]) -> QMenu:
    """Return the menu that filters by where names come from; the filter line shows how."""
    menu = QMenu(_tr("codebook", "Filter by origin"), parent)
    for words, wanted in (
        (_tr("codebook", "In vivo"), "origin:invivo"),
        (_tr("codebook", "Constructed"), "origin:constructed"),
        (_tr("codebook", "Imported"), "origin:imported"),
        (_tr("codebook", "All origins"), ""),
    ):
        menu.addAction(words).triggered.connect(partial(_look, look_for, wanted))
    return menu


def _look(look_for: Callable[[str], None], wanted: str, _: object = None) -> None:
    look_for(wanted)


def _take(take: Callable[[int | None], None], digit: int | None, _: object = None) -> None:
    take(digit)


def _take_order(take: Callable[[Order], None], order: Order, _: object = None) -> None:
    take(order)


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
