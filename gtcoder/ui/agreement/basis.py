"""What a number rests on, in words: coefficient and year, unit, sample, coders, revision."""

from __future__ import annotations

from collections.abc import Sequence

from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.words import listing, translate, units_text

_OF_ALL_CODES = (Over.POOLED, Over.DOCUMENT, Over.GROUP)


def measure_text(record: AgreementRecord) -> str:
    """Return a coefficient with author, year and variant, as it must stand beside its value."""
    from gtcoder.analysis.chosen import called

    return called(record.coefficient, record.source, record.variant)


def sample_text(record: AgreementRecord, in_all: int) -> str:
    """Return how many interviews were compared, and how they were chosen."""
    how = {
        "finished": translate("Agreement", "finished by all"),
        "inferred": translate("Agreement", "inferred from codings, as nobody said “finished”"),
        "given": translate("Agreement", "as chosen"),
    }.get(record.sample, record.sample)
    words = translate("Agreement", "{count} of {all} interviews, {how}")
    return words.format(count=len(record.documents), all=in_all, how=how)


def basis_text(numbers: Numbers, record: AgreementRecord) -> str:
    """Return what was compared, without any coefficient: coders, round, sample, revision."""
    parts = (
        record.round,
        sample_text(record, numbers.documents_in_all),
        _turns(numbers),
        translate("Agreement", "codes as applied then")
        if numbers.asked.codes_as != "today"
        else "",
        translate("Agreement", "revision {number}").format(number=f"{numbers.revision:,}"),
    )
    return " · ".join(filter(None, parts))


def method_lines(numbers: Numbers, record: AgreementRecord) -> tuple[str, ...]:
    """Return all that a number depends on, in two lines."""
    drawn = translate("Agreement", "no interval")
    if record.resamples:
        words = translate("Agreement", "{count} resamples of interviews, seed {seed}")
        drawn = words.format(count=f"{record.resamples:,}", seed=record.seed)
    elif numbers.pending:
        drawn = translate("Agreement", "interval is being computed")
    first = (
        measure_text(record),
        _pooled(numbers, record),
        units_text(record.unit, units_of(numbers, record)),
        record.round,
        sample_text(record, numbers.documents_in_all),
    )
    second = (
        listing(record.coders),
        _uncoded(record),
        _ways(numbers),
        _turns(numbers),
        drawn,
        translate("Agreement", "revision {number}").format(number=f"{numbers.revision:,}"),
    )
    return " · ".join(filter(None, first)), " · ".join(filter(None, second))


def _pooled(numbers: Numbers, record: AgreementRecord) -> str:
    if record.over is Over.DOMAIN:
        return translate("Agreement", "by domain")
    if record.over is Over.MEAN:
        words = translate("Agreement", "mean of {count} codes")
        return words.format(count=f"{len(numbers.codes):,}")
    if record.over is not Over.POOLED:
        return translate("Agreement", "1 code")
    named = bool(numbers.asked.codes)
    words = (
        translate("Agreement", "pooled over {count} chosen codes")
        if named
        else translate("Agreement", "pooled over {count} codes")
    )
    return words.format(count=f"{len(numbers.codes):,}")


def units_of(numbers: Numbers, record: AgreementRecord) -> int:
    """Return the units of text that a record of these numbers is of."""
    return text_units(record, numbers.made.results.records)


def text_units(record: AgreementRecord, among: Sequence[AgreementRecord]) -> int:
    """Return the units of text, which a table of all codes holds once for each of them.

    `among` are the records it comes with.
    """
    if record.over not in _OF_ALL_CODES or record.uncoded is None:
        return record.units
    every = [other for other in among if other.asked_as == record.asked_as]
    every.sort(key=lambda other: other.coders == record.coders)  # its own coders' count last
    units = {other.over: other.units for other in every}
    table, text = units.get(Over.POOLED), units.get(Over.MEAN)
    return record.units * text // table if table and text else record.units


def _uncoded(record: AgreementRecord) -> str:
    if record.uncoded is None:
        return translate("Agreement", "the coders' own codings, matched one to one")
    if record.uncoded == "in":
        return translate("Agreement", "uncoded text counted")
    return translate("Agreement", "text nobody coded left out")


def _turns(numbers: Numbers) -> str:
    if numbers.asked.interviewer:
        return translate("Agreement", "interviewers' turns counted")
    return translate("Agreement", "interviewers' turns left out")


def _ways(numbers: Numbers) -> str:
    """Return what else was asked otherwise than usual: overlap, codes as then, categories."""
    asked, said = numbers.asked, []
    if asked.overlap is not None:
        words = translate("Agreement", "overlap of at least {percent} %")
        said.append(words.format(percent=f"{100 * asked.overlap:g}"))
    if asked.codes_as != "today":
        said.append(translate("Agreement", "codes as applied then"))
    if asked.roll_up:
        said.append(translate("Agreement", "codings counted for their categories"))
    return " · ".join(said)
