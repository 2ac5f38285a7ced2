"""Relations as the edges of a model carry them: type, evidence, participants, strength."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from gtcoder.model.theory import Relation, RelationType
from gtcoder.queries.theory import relation_cards
from gtcoder.reports.kept import kept
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, RelationId


@dataclass(frozen=True, slots=True)
class Line:
    """A relation with how many passages speak for it and, negative cases too, against it.

    `participants` are those whose words speak for it; `strength` is 0 where nobody said any.
    """

    id: RelationId
    source: CodeId
    target: CodeId
    type: str
    inverse: str
    directed: bool
    evidence_for: int
    evidence_against: int
    participants: int
    strength: int

    @property
    def attributes(self) -> dict[str, Any]:
        """What an edge of a graph carries of it."""
        return {
            "relation": int(self.id),
            "type": self.type,
            "inverse": self.inverse,
            "evidence_for": self.evidence_for,
            "evidence_against": self.evidence_against,
            "participants": self.participants,
            "strength": self.strength,
        }


def lines(reader: Reader) -> tuple[Line, ...]:
    """Return the relations in the order they were made; kept until the next revision."""
    return kept(reader, "relation lines", None, lambda: _lines(reader))


def _lines(reader: Reader) -> tuple[Line, ...]:
    more = select(Relation.id, Relation.strength, RelationType.directed).join(
        RelationType, RelationType.id == Relation.type_id
    )
    said = {key: (strength or 0, directed) for key, strength, directed in reader.rows(more)}
    return tuple(
        Line(
            id=card.id,
            source=card.source,
            target=card.target,
            type=card.type,
            inverse=card.inverse,
            directed=said[card.id][1],
            evidence_for=card.passages_for,
            evidence_against=card.passages_against + card.negative_cases,
            participants=card.participants_for,
            strength=said[card.id][0],
        )
        for card in relation_cards(reader)
    )
