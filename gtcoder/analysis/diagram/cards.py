"""The cards of a diagram: what they say, wrapped, and how much room that takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gtcoder.analysis.diagram.boxes import FontRole
from gtcoder.analysis.diagram.wrapping import Ruler, Wrapped, balanced, shortened, wrap
from gtcoder.vocabulary import ParadigmRole

CARD_PAD, SWATCH, SWATCH_GAP = 7.0, 7.0, 5.5  # points at scale 1
_DEFINITION_LINES = 4


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says; `definition` is shown on the phenomenon only."""

    key: str
    label: str
    count: str
    definition: str = ""


Texts = Mapping[ParadigmRole, tuple[CardText, ...]]


@dataclass(frozen=True, slots=True)
class CardSpec:
    """A card before it has a place: its wrapped texts and its size."""

    text: CardText
    label: Wrapped
    definition: tuple[str, ...]
    width: float
    height: float


@dataclass(slots=True)
class CardRuler(Ruler):
    """A ruler that also remembers the cards it has measured."""

    specs: dict[tuple[CardText, bool, float, float], CardSpec] = field(default_factory=dict)


def hub_width(card_width: float) -> float:
    """Return the width of the phenomenon's card, the figure's centre of weight."""
    return card_width * 1.18


def card_spec(
    text: CardText, *, hub: bool, width: float, scale: float, ruler: CardRuler
) -> CardSpec:
    """Return the wrapped texts of a card of that width and the height they need."""
    key = text, hub, width, scale
    if key not in ruler.specs:
        ruler.specs[key] = _card_spec(text, hub=hub, width=width, scale=scale, ruler=ruler)
    return ruler.specs[key]


def _card_spec(
    text: CardText, *, hub: bool, width: float, scale: float, ruler: CardRuler
) -> CardSpec:
    role = FontRole.HUB if hub else FontRole.LABEL
    inner = width - (2 * CARD_PAD + SWATCH + SWATCH_GAP) * scale
    label = wrap(text.label, role, width=inner, scale=scale, ruler=ruler)
    definition: tuple[str, ...] = ()
    if hub and text.definition.strip():
        body = width - 2 * CARD_PAD * scale
        lines = balanced(text.definition, FontRole.BODY, width=body, scale=scale, ruler=ruler).lines
        definition = shortened(
            lines, FontRole.BODY, most=_DEFINITION_LINES, width=body, scale=scale, ruler=ruler
        )
    height = (
        2 * CARD_PAD * scale
        + len(label.lines) * ruler.height(role, scale)
        + (4 * scale + len(definition) * ruler.height(FontRole.BODY, scale) if definition else 0)
        + 4 * scale
        + ruler.height(FontRole.COUNT, scale)
    )
    return CardSpec(text, label, definition, width, height)
