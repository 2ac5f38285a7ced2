"""What the chips of the cockpit can be set to, read from the study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId, RoundKind

UNITS = ("character", "word", "sentence", "turn", "paragraph", "document", "quotation")


@dataclass(frozen=True, slots=True)
class CoefficientFacts:
    """A coefficient, or a variant of one, that can be asked for; `slow`: drawn by lot for long."""

    id: str
    name: str
    source: str
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names to choose from, how much there is to compute, and whose codings are seen.

    `blind` says so while a blind round is open; `first_round` is one whose codings all are seen.
    `groups` are the documents of each value of each variable: variable → value → documents.
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
    groups: Mapping[str, Mapping[str, tuple[str, ...]]]


def facts_of(reader: Reader) -> Facts:
    """Read what there is to choose from."""
    from gtcoder.queries import passages, people
    from gtcoder.queries.codebook import codes
    from gtcoder.reports.base import blind_sentence

    rounds = [row for row in people.rounds(reader) if row.kind != RoundKind.CONSENSUS]
    hidden = reader.blind.rounds if reader.blind else ()
    seen = [row.name for row in rounds if row.id not in hidden]
    compared = people.round_to_compare(reader).name
    documents = passages.documents(reader)
    return Facts(
        study=reader.study.title,
        coders=tuple(coder.name for coder in people.coders(reader)),
        rounds=tuple(row.name for row in rounds),
        first_round=compared
        if compared in seen
        else next(iter([*seen, *(r.name for r in rounds)]), None),
        documents=tuple(row.name for row in documents),
        codes=tuple(code.written for code in codes(reader)),
        coefficients=tuple(coefficients()),
        codings=sum(row.codings for row in documents),
        blind=" ".join(blind_sentence(reader)),
        groups=_groups(reader, {row.id: row.name for row in documents}),
    )


def coefficients() -> Iterator[CoefficientFacts]:
    """Yield every coefficient, and each of its variants after it."""
    from gtcoder.analysis.chosen import listed
    from gtcoder.analysis.gamma.parameters import is_gamma
    from gtcoder.ui.agreement.asked import canonical

    for each in listed():
        meant, slow = canonical(each.id)[1], is_gamma(each.id)
        name = f"{each.name}, {meant}" if meant else each.name
        yield CoefficientFacts(each.id, name, each.source, slow)
        for variant in each.variants:
            if variant != meant:
                name = f"{each.name}, {variant}"
                yield CoefficientFacts(f"{each.id}:{variant}", name, each.source, slow)


def _groups(
    reader: Reader, names: Mapping[DocumentId, str]
) -> dict[str, dict[str, tuple[str, ...]]]:
    from gtcoder.reports.coded_groups import values_of_all

    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for variable, values in values_of_all(reader).items():
        held = found.setdefault(variable, {})
        for document, value in sorted(values.items()):
            held[value] = (*held.get(value, ()), names[document])
    return found
