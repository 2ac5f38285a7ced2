"""The commands of the page on instruments, with what each needs to be there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from gtcoder.ui.commands import Command
from gtcoder.ui.instruments.words import tr
from gtcoder.ui.session import Session
from gtcoder.vocabulary import ItemChange

if TYPE_CHECKING:
    from gtcoder.ui.instruments.page import InstrumentsPage


@dataclass(slots=True)
class PageCommands:
    """The actions: `needs` names what each waits for and whether it writes; two sets of buttons."""

    needs: list[tuple[QAction, str, bool]] = field(default_factory=list)
    of_instrument: list[tuple[QAction, str]] = field(default_factory=list)
    of_item: list[tuple[QAction, str]] = field(default_factory=list)


_ON_THE_BAR = {"import": "download-simple", "items": "plus", "experts": "user-plus"}
_BESIDE = {"decide": "check-circle", "reword": "pencil-simple", "comment": "chat-text"}
Row = tuple[str, str, str, str, str, Callable[..., object]]


def add_commands(page: InstrumentsPage, session: Session) -> PageCommands:
    """Add the commands of a page and return their actions."""
    made = PageCommands()
    for group, rows in enumerate((_instrument(page), _experts(page), _items(page)), 6):
        for name, words, key, tip, needs, run in rows:
            command = Command(f"instruments.{name}", words, "study", key, tip, group=group)
            owner = page.table if len(key) == 1 or key == "F2" else None
            action = session.commands.add(command, run, owner=owner, place=page.place)
            made.needs.append((action, needs, not name.startswith("export")))
            if name in _ON_THE_BAR:
                made.of_instrument.append((action, _ON_THE_BAR[name]))
            if name in _BESIDE:
                made.of_item.append((action, _BESIDE[name]))
    return made


def _instrument(page: InstrumentsPage) -> tuple[Row, ...]:
    acts = page.acts
    return (
        ("import", tr("Import ratings…"), "Ctrl+Shift+I",
         tr("Take in a table of items and ratings"), "", acts.ask_import),
        ("new", tr("New instrument…"), "Ctrl+Shift+N",
         tr("Make an instrument without items"), "", acts.ask_new),
        ("items", tr("Add items…"), "Ctrl+Shift+A",
         tr("Add items after the others"), "instrument", acts.ask_items),
        ("change", tr("Change instrument…"), "",
         tr("Change the name of the instrument and the note on it"), "instrument",
         acts.ask_change),
        ("copy", tr("Copy instrument…"), "",
         tr("Copy the items in use, for experts to judge anew"), "instrument", acts.ask_copy),
        ("remove", tr("Remove instrument…"), "",
         tr("Remove the instrument and its ratings, with a reason"), "instrument",
         acts.ask_remove),
        ("export_decisions", tr("Export decisions…"), "Ctrl+Shift+E",
         tr("Write comments and decisions, item by item, to a file"), "instrument",
         lambda: page.ask_export("item-decisions")),
    )  # fmt: skip


def _experts(page: InstrumentsPage) -> tuple[Row, ...]:
    acts, table = page.acts, page.table
    return (
        ("experts", tr("Add experts…"), "Ctrl+Shift+P",
         tr("Add those who judge the items"), "instrument", acts.ask_experts),
        ("expert", tr("Change expert…"), "",
         tr("Change name and note of the expert of this column"), "expert",
         lambda: acts.ask_expert(table.current_expert())),
        ("remove_expert", tr("Remove expert…"), "",
         tr("Remove the expert of this column with all ratings, with a reason"), "expert",
         lambda: acts.ask_remove_expert(table.current_expert())),
    )  # fmt: skip


def _items(page: InstrumentsPage) -> tuple[Row, ...]:
    acts, table = page.item_acts, page.table
    return (
        ("decide", tr("Decide…"), "D",
         tr("Keep, reword, drop or restore the item, with a reason"), "item",
         lambda: acts.ask_decide(table.current_item())),
        ("reword", tr("Reword…"), "F2",
         tr("Write other words for the item"), "item",
         lambda: acts.ask_decide(table.current_item(), ItemChange.REWORDED)),
        ("comment", tr("Comment…"), "C",
         tr("Write what the expert of this column remarks on the item"), "cell",
         lambda: acts.ask_comment(table.current_item(), table.current_expert())),
        ("remove_item", tr("Remove item"), "",
         tr("Remove an item that nobody has judged"), "item",
         lambda: acts.remove_item(table.current_item())),
    )  # fmt: skip
