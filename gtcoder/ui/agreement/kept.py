"""Results of agreement that were kept, read with what the same question gives now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gtcoder.analysis.records import AgreementRecord, AgreementResults
from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.ledger import ResultRow, results
from gtcoder.store.reader import Reader
from gtcoder.ui.agreement.computing import whole

KIND = "agreement"
_FIRST = "krippendorff_alpha"  # of several coefficients the one that stands for the result


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept result: its numbers then, and the value now where it was computed again."""

    row: ResultRow
    results: AgreementResults
    main: AgreementRecord | None

    @property
    def value(self) -> float | None:
        """The value it stands for."""
        return None if self.main is None else self.main.value


@dataclass(frozen=True, slots=True)
class Now:
    """What a kept question gives now; a reason where it cannot be asked any more."""

    value: float | None
    reason: str = ""


def kept_results(reader: Reader) -> tuple[Kept, ...]:
    """Return the kept results of agreement, newest first."""
    from gtcoder.reports.agreement_record import results_of

    found = []
    for row in reversed(results(reader)):
        if row.kind == KIND:
            read = results_of(row.record)
            found.append(Kept(row, read, _main(read)))
    return tuple(found)


def values_now(reader: Reader, kept: tuple[Kept, ...], progress: Progress) -> tuple[Now, ...]:
    """Ask every kept question again, without intervals."""
    return tuple(_now(reader, each, progress) for each in kept)


def _now(reader: Reader, kept: Kept, progress: Progress) -> Now:
    from gtcoder.reports.agreement_record import options_of
    from gtcoder.reports.quality import agreement

    if kept.main is None:
        return Now(None)
    options = options_of(kept.row.options)
    how = replace(options.asked, bootstrap=0, per=None, coefficients=(kept.main.asked_as,))
    try:
        made = agreement(reader, replace(options, asked=how), progress)
    except GtcoderError as error:
        return Now(None, str(error))
    found = whole(made.results.records, kept.main.asked_as)
    if not found:
        return Now(None)
    same = next((record for record in found if record.coders == kept.main.coders), found[0])
    return Now(same.value, "" if same.value is not None else same.note)


def _main(read: AgreementResults) -> AgreementRecord | None:
    names = dict.fromkeys(record.asked_as for record in read.records)
    if not names:
        return None
    chosen = _FIRST if _FIRST in names else next(iter(names))
    return next(iter(whole(read.records, chosen)), None)
