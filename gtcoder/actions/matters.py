"""What a disagreement is about: who said what where, and the answers there are to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.actions.consensus import COUNTED, code_now, finished
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.model.codebook import Coding
from gtcoder.model.team import Decision, Round
from gtcoder.model.transcripts import Document, Quotation
from gtcoder.store.unit import Unit
from gtcoder.vocabulary import CodingId, DisagreementKind, RoundKind

Stretch = tuple[int, int, int]  # code, start, end
Saying = tuple[int, int, int, int]  # coder, code, start, end


@dataclass(frozen=True, slots=True)
class Matter:
    """A disagreement: all that was said of it, and the different answers by their first coder.

    An answer holds the codings of a coder; it is empty for who finished the document and coded
    nothing of the kind.
    """

    round: int
    document: int
    said: tuple[Saying, ...]
    answers: tuple[tuple[Stretch, ...], ...]

    @property
    def start(self) -> int:
        """Where the text that anybody coded begins."""
        return min(row[2] for row in self.said)

    @property
    def end(self) -> int:
        """Where it ends."""
        return max(row[3] for row in self.said)

    @property
    def codes(self) -> tuple[int, ...]:
        """The codes that were given, in the order of those who gave them."""
        return tuple(dict.fromkeys(row[1] for row in self.said))

    @property
    def kind(self) -> DisagreementKind:
        """Which kind it is: other codes, other ends, or something on one side only."""
        if len(self.codes) > 1:
            return DisagreementKind.CONFUSION
        ends = {answer for answer in self.answers if answer}
        return DisagreementKind.BOUNDARY if len(ends) > 1 else DisagreementKind.OMISSION


def matter_of(unit: Unit, codings: Sequence[CodingId]) -> Matter:
    """Return what these codings are about, or refuse what is no disagreement of one round."""
    rows = unit.execute(
        select(
            Coding.id, Coding.code_id, Coding.coder_id, Coding.round_id, Coding.origin,
            Quotation.document_id, Quotation.start, Quotation.end,
        )
        .join(Quotation, Quotation.id == Coding.quotation_id)
        .where(Coding.id.in_(codings))
    ).all()  # fmt: skip
    strange = set(codings) - {row.id for row in rows}
    if strange or not rows:
        raise NotFound(
            "There is no coding with number {key}. Nothing was changed; list the disagreements "
            "again.",
            key=min(strange) if strange else "(none named)",
        )
    places = {(row.round_id, row.document_id) for row in rows}
    if len(places) > 1:
        raise InvalidInput(
            "These codings are not of one document and one round. Nothing was changed."
        )
    ((round_, document),) = places
    kind = unit.get_one(Round, round_).kind
    if kind == RoundKind.CONSENSUS or any(row.origin not in COUNTED for row in rows):
        raise InvalidInput(
            "Codings of a consensus, and those a computer made, are nobody's answer. Nothing was "
            "changed."
        )
    said = ((row.coder_id, row.code_id, row.start, row.end) for row in rows)
    return _refuse_agreed(unit, _matter(unit, round_, document, said))


def matter_of_decision(unit: Unit, record: Decision) -> Matter:
    """Return what a decision was about, its codes by what they were merged into since."""
    said = ((coder, code_now(unit, code), start, end) for coder, code, start, end in record.said)
    return _matter(unit, record.round_id, record.document_id, said)


def _matter(unit: Unit, round_: int, document: int, said: Iterable[Saying]) -> Matter:
    every = tuple(sorted(set(said)))
    who = sorted(finished(unit, round_, document) | {row[0] for row in every})
    given = (tuple(row[1:] for row in every if row[0] == coder) for coder in who)
    return Matter(round_, document, every, tuple(dict.fromkeys(given)))


def _refuse_agreed(unit: Unit, matter: Matter) -> Matter:
    if len(matter.answers) > 1:
        return matter
    raise InvalidInput(
        "In “{document}” there is one answer only to that passage: the coders agree, or no other "
        "one has finished the document. Nothing was changed.",
        document=unit.get_one(Document, matter.document).name,
    )
