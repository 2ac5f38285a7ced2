"""The same coders round by round, and each coder at two times."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gtcoder.analysis.records import AgreementRecord
from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.store.reader import Reader
from gtcoder.ui.agreement.asked import Asked
from gtcoder.ui.agreement.computing import Numbers, by_round, whole, why_left_out
from gtcoder.vocabulary import RoundKind


@dataclass(frozen=True, slots=True)
class Rounds:
    """The whole value of each round, or why there is none; and the stability of each coder.

    `no_stability` says why nobody can be compared with themself; `round` is the one whose
    repetition is looked for.
    """

    round: str
    values: tuple[tuple[str, tuple[AgreementRecord, ...], str], ...]
    stability: tuple[AgreementRecord, ...]
    no_stability: str
    sentences: tuple[str, ...]


def rounds_of(reader: Reader, numbers: Numbers, progress: Progress) -> Rounds:
    """Ask for the chosen coefficient in every round, for the coders of the numbers shown."""
    from gtcoder.queries import people
    from gtcoder.reports.quality import agreement

    asked = numbers.asked
    options = asked.options("round")
    coders = asked.coders or numbers.coders
    how = replace(options.asked, coders=coders, coefficients=(asked.coefficient,))
    rows = [row for row in people.rounds(reader) if row.kind != RoundKind.CONSENSUS]
    try:
        made = agreement(reader, replace(options, asked=how), progress)
        records, sentences, failed = made.results.records, made.sentences, ""
    except GtcoderError as error:
        records, sentences, failed = (), (), str(error)
    found = by_round(records, asked.coefficient)
    values = tuple(
        (
            row.name,
            found.get(row.name, ()),
            why_left_out(sentences, row.name) or failed,
        )
        for row in rows
    )
    stability, why = _stability(reader, asked, progress)
    return Rounds(asked.round or rows[0].name, values, stability, why, sentences)


def _stability(
    reader: Reader, asked: Asked, progress: Progress
) -> tuple[tuple[AgreementRecord, ...], str]:
    from gtcoder.reports.quality import agreement

    options = asked.options("")
    how = replace(options.asked, coefficients=(asked.coefficient,))
    try:
        made = agreement(reader, replace(options, asked=how, intra=True), progress)
    except GtcoderError as error:
        return (), str(error)
    return whole(made.results.records, asked.coefficient), ""
