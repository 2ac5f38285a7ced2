"""What the chips of the cockpit can be set to, read from the study."""

from __future__ import annotations

from dataclasses import dataclass

from gtcoder.store.reader import Reader
from gtcoder.vocabulary import RoundKind

UNITS = ("character", "word", "sentence", "turn", "paragraph", "document")


@dataclass(frozen=True, slots=True)
class CoefficientFacts:
    """A coefficient that can be asked for."""

    id: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Names to choose from, how much there is to compute, and whose codings are seen.

    `blind` says so while a blind round is open; `first_round` is one whose codings all are seen.
    """

    study: str
    coders: tuple[str, ...]
    rounds: tuple[str, ...]
    first_round: str | None
    documents: tuple[str, ...]
    codes: tuple[str, ...]
    coefficients: tuple[CoefficientFacts, ...]
    codings: int
    blind: str


def facts_of(reader: Reader) -> Facts:
    """Read what there is to choose from."""
    from gtcoder.analysis.coefficients import COEFFICIENTS
    from gtcoder.queries import passages, people
    from gtcoder.queries.codebook import codes
    from gtcoder.reports.base import blind_sentence

    rounds = [row for row in people.rounds(reader) if row.kind != RoundKind.CONSENSUS]
    hidden = reader.blind.rounds if reader.blind else ()
    seen = [row.name for row in rounds if row.id not in hidden]
    documents = passages.documents(reader)
    return Facts(
        study=reader.study.title,
        coders=tuple(coder.name for coder in people.coders(reader)),
        rounds=tuple(row.name for row in rounds),
        first_round=next(iter(seen), rounds[0].name if rounds else None),
        documents=tuple(row.name for row in documents),
        codes=tuple(code.written for code in codes(reader)),
        coefficients=tuple(
            CoefficientFacts(key, each.name, each.source) for key, each in COEFFICIENTS
        ),
        codings=sum(row.codings for row in documents),
        blind=" ".join(blind_sentence(reader)),
    )
