"""What can be done with structures: values, places, columns, levels, and the core."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gtcoder.actions import codebook as verbs
from gtcoder.actions.attributes import define_attribute, remove_attribute
from gtcoder.actions.many import choose_core, gather_codes, move_codes, set_attributes
from gtcoder.queries.attributes import CodeTable
from gtcoder.ui.axial.pick import pick
from gtcoder.ui.reasons import ask_why
from gtcoder.ui.selective.column_sheet import ColumnSheet
from gtcoder.ui.selective.export import ask_export
from gtcoder.ui.selective.lines import NAMES, Move, move_for
from gtcoder.ui.selective.rows import Structures
from gtcoder.ui.session import OneCode, Session
from gtcoder.vocabulary import CodeId, CodeLevel

_LADDER = (CodeLevel.OPEN, CodeLevel.SELECTIVE, CodeLevel.AXIAL)


class SelectiveActs(QObject):
    """Asks what must be asked, then queues the verb; `structures` is kept up to date."""

    def __init__(self, session: Session, ground: QWidget) -> None:
        super().__init__(ground)
        self._session, self._ground = session, ground
        self.structures = Structures()
        self.newest = CodeTable()  # what names lead to, be it shown already or not

    def set_value(self, code: CodeId, column: str, value: str) -> None:
        """Store one cell."""
        self._act(verbs.set_attribute, code=code, name=column, value=value)

    def set_rows(self, rows: Sequence[int], column: str, value: str) -> None:
        """Store one value for the codes of many rows, as one entry."""
        table, codes = self.structures.table, self._codes_in(rows)
        values = [(code, column, value) for code in codes if table.value(code, column) != value]
        if values:
            self._act(set_attributes, values=values)

    def name_rows(self, rows: Sequence[int], column: int, name: str) -> None:
        """Put the codes of the rows where the name says, seen from the first of them."""
        lines = self.structures.lines
        move = move_for(self.newest, lines[rows[0]], column, name)
        if move is None:
            words = self.tr("“{name}” needs a selective structure above it; name that first.")
            self._session.say.notice(words.format(name=name), kind="warn", key="structures")
            return
        self._move([row for row in rows if not lines[row].further], move)

    def drop_rows(self, rows: Sequence[int], row: int, column: int) -> None:
        """Put the codes of rows into the category whose name they were dropped on, or its row's."""
        line = self.structures.lines[row]
        place = line.places[column] if column in NAMES else None
        parent = place if place is not None else line.deepest
        if parent is not None:
            self._move(rows, Move(parent))

    def _move(self, rows: Sequence[int], move: Move) -> None:
        known = self.structures.theory.codes
        codes = [code for code in self._codes_in(rows) if known[code].parent != move.parent]
        if move.name:
            codes = self._codes_in(rows)
            self._act(
                gather_codes, name=move.name, codes=codes, parent=move.parent, level=move.level
            )
        elif codes:
            self._act(move_codes, codes=codes, parent=move.parent)

    def _codes_in(self, rows: Sequence[int]) -> list[CodeId]:
        lines = self.structures.lines
        found = (lines[row].code for row in rows if 0 <= row < len(lines))
        return list(dict.fromkeys(code.id for code in found if code is not None))

    def ask_column(self) -> None:
        """Ask for a further column."""
        ColumnSheet(
            self._groups(),
            parent=self._ground,
            then=lambda wish: self._act(
                define_attribute,
                name=wish.name,
                group=wish.group,
                kind=wish.kind,
                choices=wish.choices,
            ),
        ).open()

    def ask_change_column(self, name: str) -> None:
        """Ask what shall be other of a column."""
        column = self.structures.table.column(name)
        if column is not None:
            ColumnSheet(
                self._groups(),
                column=column,
                parent=self._ground,
                then=lambda wish: self._act(
                    define_attribute,
                    name=column.name,
                    new_name=wish.name,
                    group=wish.group,
                    kind=wish.kind,
                    choices=wish.choices,
                ),
            ).open()

    def ask_remove_column(self, name: str) -> None:
        """Ask why a column goes, and say what goes with it."""
        column = self.structures.table.column(name)
        if column is None:
            return
        words = self.tr("{n} codes say something in it. The ledger can bring it back.")
        ask_why(
            self._session.bridge,
            self._ground,
            self.tr("Remove the column “{name}”").format(name=name),
            words.format(n=f"{column.values:,}"),
            self.tr("Remove column"),
            hint=self.tr("Why"),
            then=lambda reason: self._act(remove_attribute, attribute=name, reason=reason),
        )

    def shift_column(self, name: str, by: int) -> None:
        """Move a column to the left or to the right."""
        names = [column.name for column in self.structures.table.columns]
        place = names.index(name) + by if name in names else -1
        if 0 <= place < len(names):
            self._act(define_attribute, name=name, position=place + 1)

    def _groups(self) -> list[str]:
        groups = (column.group for column in self.structures.table.columns)
        return list(dict.fromkeys(group for group in groups if group))

    def ask_core(self) -> None:
        """Ask which category is the core."""
        codes = self.structures.theory.codes.values()
        known = {
            code.written: code.id
            for code in codes
            if code.level in (CodeLevel.AXIAL, CodeLevel.SELECTIVE)
        }
        pick(
            self._ground,
            self.tr("Choose the core category"),
            "",
            self.tr("Make it the core"),
            list(known),
            placeholder=self.tr("Name of a category"),
            then=lambda name: self.make_core(known[name]),
        )

    def go_to_core(self) -> None:
        """Show the core on the board."""
        if self.structures.core is not None:
            self._session.go("axial", OneCode(self.structures.core.id))

    def make_core(self, code: CodeId | None) -> None:
        """Ask why, and make a category the core in place of the one that is."""
        core = self.structures.core
        if code is None or (core is not None and core.id == code):
            return
        new = self.structures.theory.codes[code]
        words = ""
        if core is not None:
            words = self.tr("“{old}” is the core category now. It becomes a selective structure.")
            words = words.format(old=core.name)
        ask_why(
            self._session.bridge,
            self._ground,
            self.tr("Make “{new}” the core category").format(new=new.name),
            words,
            self.tr("Make it the core") if core is None else self.tr("Change the core"),
            hint=self.tr("Why"),
            then=lambda reason: self._act(choose_core, category=code, reason=reason),
        )

    def raise_level(self, code: CodeId | None) -> None:
        """Let a code become a structure, a structure a category."""
        self._step(code, 1)

    def lower_level(self, code: CodeId | None) -> None:
        """Let a category become a structure, a structure a code, the core a category."""
        self._step(code, -1)

    def ask_export(self) -> None:
        """Ask which table goes where."""
        ask_export(self._session, self._ground, self)

    def _step(self, code: CodeId | None, by: int) -> None:
        row = self.structures.theory.codes.get(code) if code is not None else None
        if row is None:
            return
        if row.level is CodeLevel.CORE:
            level = CodeLevel.AXIAL if by < 0 else CodeLevel.CORE
        else:
            place = _LADDER.index(row.level) + by
            level = _LADDER[min(max(place, 0), len(_LADDER) - 1)]
        if level is not row.level:
            self._act(verbs.set_level, code=row.id, level=level)

    def _act(self, verb: Callable[..., Any], **values: Any) -> None:
        if self._session.bridge.can_write:
            self._session.bridge.act(verb, **values)
