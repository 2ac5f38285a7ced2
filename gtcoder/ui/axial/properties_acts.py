"""What can be done to properties and to what is placed along them."""

from __future__ import annotations

from collections.abc import Sequence

from gtcoder.actions import properties as verbs
from gtcoder.queries.properties import PlacedPassage
from gtcoder.queries.retrieval import Passage
from gtcoder.ui.axial.acts import Acts
from gtcoder.ui.axial.properties_rows import Line, lines_of, not_placed, passages_on
from gtcoder.ui.axial.properties_sheet import PlaceSheet
from gtcoder.ui.kit import ask_text
from gtcoder.ui.reasons import ask_why
from gtcoder.ui.session import Passage as Target
from gtcoder.vocabulary import (
    CodeId,
    PropertyId,
    PropertyPlacementId,
    QuotationId,
    Span,
)


class PropertyActs(Acts):
    """Properties and the passages along them."""

    def lines(self, category: CodeId) -> tuple[Line, ...]:
        """Return the properties of a category."""
        with self._session.bridge.read() as reader:
            return lines_of(reader, category)

    def passages(self, placed: Sequence[PlacedPassage]) -> tuple[Passage, ...]:
        """Return placed passages with their words."""
        with self._session.bridge.read() as reader:
            return passages_on(reader, placed)

    def waiting(self, key: PropertyId, category: CodeId) -> tuple[Line | None, list[Passage]]:
        """Return a property as it is now, and the passages that are not placed along it."""
        with self._session.bridge.read() as reader:
            lines = {line.id: line for line in lines_of(reader, category)}
            line = lines.get(key)
            return line, list(not_placed(reader, line)) if line else []

    def write(self, category: CodeId, key: PropertyId | None, words: tuple[str, str, str]) -> None:
        """Store a property as it was written; without a key as a new one."""
        name, low, high = words
        if key is None:
            self._act(verbs.define_property, category=category, name=name, low=low, high=high)
        else:
            self._act(verbs.change_property, property=key, name=name, low=low, high=high)

    def order(self, keys: Sequence[PropertyId]) -> None:
        """Put the properties of a category in another order."""
        self._act(verbs.order_properties, properties=list(keys))

    def ask_removal(self, line: Line) -> None:
        """Ask why, and remove a property with what is placed along it."""
        if not self._session.bridge.can_write:
            return
        words = self.tr("The places of {n} passages go with it; the passages stay coded.")
        ask_why(
            self._session.bridge,
            self._ground,
            self.tr("Remove “{name}”").format(name=line.row.name),
            words.format(n=len(line.placed)) if line.placed else "",
            self.tr("Remove"),
            hint=self.tr("Why"),
            then=lambda reason: self._remove(line, reason),
        )

    def ask_places(self, line: Line) -> None:
        """Show the passages that are not placed yet, to be placed one after the other."""
        if self._session.bridge.can_write:
            PlaceSheet(self._session, self, line, parent=self._ground).open()

    def place(
        self,
        line: Line,
        quotations: Sequence[QuotationId],
        place: int,
        *,
        negative: bool = False,
        note: str = "",
    ) -> None:
        """Place passages at one place of a dimension, as one entry."""
        self._act(
            verbs.place_passages,
            property=line.id,
            quotations=list(quotations),
            place=place,
            negative=negative,
            note=note,
        )

    def move(self, placement: PropertyPlacementId, place: int) -> None:
        """Move a placed passage along its dimension."""
        self._act(verbs.change_place, placement=placement, place=place)

    def set_negative(self, placed: PlacedPassage, negative: bool) -> None:
        """Say whether a placed passage is a negative case."""
        self._act(verbs.change_place, placement=placed.id, negative=negative)

    def ask_note(self, placed: PlacedPassage) -> None:
        """Ask what explains a negative case, or for a note on a placed passage."""
        if not self._session.bridge.can_write:
            return
        explain = self.tr("Explain the negative case")
        ask_text(
            self._ground,
            explain if placed.negative else self.tr("Note on the passage"),
            "",
            self.tr("Store note"),
            initial=placed.note,
            required=False,
            then=lambda note: self._act(verbs.change_place, placement=placed.id, note=note),
        )

    def take_off(self, placed: PlacedPassage) -> None:
        """Take a passage off its property."""
        self._act(verbs.take_off_property, placements=[placed.id])

    def colour_of(self, row: Passage) -> int:
        """Return the colour of a passage's code."""
        code = self.theory.codes.get(row.code) if row.code is not None else None
        return code.colour if code else 0

    def open(self, row: Passage) -> None:
        """Open a passage at the desk."""
        self._session.go("open", Target(row.document_id, Span(row.start, row.end), row.coding))

    def _remove(self, line: Line, reason: str) -> None:
        told = self.tr("Property removed: {name}").format(name=line.row.name)
        self._act(
            verbs.remove_property,
            done=lambda _: self._session.say.toast(told),
            reason=reason,
            property=line.id,
        )
