"""From a finding of the checks to the place that mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gtcoder.analysis.checks import Feedback, Finding, Thing, Where
from gtcoder.ui.axial.centre import BOARD, SORT
from gtcoder.ui.session import OneCode, OnePage, Passage
from gtcoder.vocabulary import (
    CheckRule,
    CodeId,
    DocumentId,
    ParadigmRole,
    PropertyId,
    RelationId,
    Span,
)

if TYPE_CHECKING:
    from gtcoder.ui.axial.workspace import AxialWorkspace

# Definitions are written on the spot, passages found at the desk, places given where codes are
# sorted.
_UNDEFINED = frozenset({CheckRule.CATEGORY_WITHOUT_DEFINITION, CheckRule.CODE_WITHOUT_DEFINITION})
_AT_THE_DESK = frozenset({CheckRule.CATEGORY_WITHOUT_CODINGS, CheckRule.RETIRED_IN_THEORY})
_AT_SORTING = frozenset({CheckRule.CODE_WITHOUT_CATEGORY, CheckRule.CATEGORY_WITHOUT_CODES})
_OF_THE_STORY = frozenset({CheckRule.NO_STORYLINE, CheckRule.STORYLINE_MISSES_CORE})
_OF_THE_CORE = frozenset({CheckRule.NO_CORE, CheckRule.SEVERAL_CORES})


class Leading(QObject):
    """Knows where in the window each kind of finding is mended."""

    def __init__(self, workspace: AxialWorkspace) -> None:
        super().__init__(workspace)
        self._ws = workspace
        self._led: tuple[Where, int] | None = None  # the finding led to last, and which place

    def lead(self, finding: Finding) -> None:
        """Go to what a finding is about."""
        where, rule, go = finding.where, finding.rule, self._ws.session.go
        if rule in _OF_THE_STORY:
            go("selective", OnePage("storyline"))
        elif rule in _OF_THE_CORE:
            go("selective", OnePage("core"))
        elif finding.places:
            self._to_passage(finding)
        elif where.thing is Thing.MODEL:
            go("model", None)
        elif where.thing is Thing.PARADIGM:
            self._to_board(finding)
        elif where.thing is Thing.RELATION:
            self._show_board_of(where.detail)
            self._ws.choose_link(RelationId(where.key))
        elif where.thing is Thing.PROPERTY:
            self._choose(finding)
            self._ws.side.card_panel.properties.list.choose(PropertyId(where.key))
        else:
            self._to_code(finding)

    def lead_to_loop(self, loop: Feedback) -> None:
        """Choose the first relation of a loop."""
        self._ws.centre.show_view(BOARD)
        self._ws.choose_link(RelationId(loop.relations[0]))

    def _to_board(self, finding: Finding) -> None:
        ws = self._ws
        self._show_board_of(str(finding.where.key))
        ws.centre.show_view(BOARD)
        if finding.rule is CheckRule.SEVERAL_PHENOMENA:
            self._choose(finding)
            return
        ws.left.shelf.setFocus()
        role = finding.where.detail or ParadigmRole.PHENOMENON
        ws.board.aim(ParadigmRole(role))

    def _to_passage(self, finding: Finding) -> None:
        """Go to the text a finding stands on; asked again, to the next place of it."""
        last = self._led[1] if self._led and self._led[0] == finding.where else -1
        number = (last + 1) % len(finding.places)
        self._led = finding.where, number
        place = finding.places[number]
        span = Span(place.start, place.end)
        self._ws.session.go("open", Passage(DocumentId(place.document), span))

    def _to_code(self, finding: Finding) -> None:
        ws, rule = self._ws, finding.rule
        if rule in _AT_SORTING:
            ws.centre.show_view(SORT)
            ws.centre.focus_widget().setFocus()
        elif rule in _UNDEFINED:
            self._choose(finding)
            ws.acts.define(CodeId(finding.where.key))
        elif rule in _AT_THE_DESK:
            ws.session.go("open", OneCode(CodeId(finding.where.key)))
        else:
            if rule is CheckRule.PLACED_UNRELATED:
                self._show_board_of(finding.where.detail)
            self._choose(finding)

    def _choose(self, finding: Finding) -> None:
        ids = {code.written: code.id for code in self._ws.theory.codes.values()}
        for path in finding.keys:
            if path in ids:
                self._ws.choose_card(ids[path])
                return

    def _show_board_of(self, key: str) -> None:
        """Show the paradigm with that key, where another one is shown."""
        ws = self._ws
        shown = ws.theory.paradigm(ws.acts.board)
        for board in ws.theory.paradigms:
            if str(board.id) == key and board is not shown:
                ws.show_paradigm(board.name)
