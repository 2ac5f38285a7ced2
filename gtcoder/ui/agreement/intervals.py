"""Rows of values with their intervals: over everything, of codes, interviews, groups or pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.progress import Progress
from gtcoder.store.reader import Reader
from gtcoder.ui.agreement.asked import CODE, PAIR, Asked
from gtcoder.ui.agreement.basis import text_units
from gtcoder.ui.agreement.computing import Numbers, of_coefficient, whole
from gtcoder.ui.agreement.view import CodeLine, main_record, others_of, why_no_interval
from gtcoder.ui.agreement.words import translate

_FIRST = {Over.POOLED: 0, Over.MEAN: 1, Over.DOMAIN: 2}


def records_per(
    reader: Reader, asked: Asked, per: str, variable: str, progress: Progress
) -> tuple[AgreementRecord, ...]:
    """Ask for rows of their own for each category, interview, pair or value of a variable."""
    from gtcoder.reports.quality import agreement

    options = asked.options(per, variable)
    wanted = (asked.coefficient, *asked.beside)
    how = replace(options.asked, coefficients=tuple(dict.fromkeys(wanted)))
    return agreement(reader, replace(options, asked=how), progress).results.records


def interval_lines(
    numbers: Numbers, records: Sequence[AgreementRecord], per: str
) -> tuple[CodeLine, ...]:
    """Return what is over everything, then the rows, the best agreed first."""
    asked = numbers.asked
    own = of_coefficient(records, asked.coefficient)
    if per == PAIR:
        own = whole(own, asked.coefficient)
    elif per == CODE:
        coders = main_record(numbers).coders
        own = tuple(record for record in own if record.coders == coders)
    beside = {name: of_coefficient(records, name) for name in asked.beside}
    several = per == PAIR or len({record.coders for record in own}) > 1
    lines = [
        _line(record, numbers, records, others_of(record, beside), several=several)
        for record in own
    ]
    return tuple(sorted(lines, key=_place))


def codes_below(numbers: Numbers, record: AgreementRecord) -> tuple[str, ...]:
    """Return the codes compared that a row is of: a code, or those of its category or domain."""
    if record.code is None:
        return ()
    begin = f"{record.code} > "
    own = (name for name in numbers.codings.codes if f"{name} > ".startswith(begin))
    return tuple(own)


def _place(line: CodeLine) -> tuple[int, bool, float]:
    order = _FIRST.get(line.over, 3)
    return order, line.value is None, -(line.value or 0.0)


def _line(
    record: AgreementRecord,
    numbers: Numbers,
    records: Sequence[AgreementRecord],
    others: dict[str, AgreementRecord],
    *,
    several: bool,
) -> CodeLine:
    facts = numbers.codes.get(record.code or "") if record.over is Over.CODE else None
    low, high = record.interval or (None, None)
    return CodeLine(
        path=_label(record, several=several),
        facts=facts,
        units=text_units(record, records),
        codings=0,  # no column of this page
        agree=None,
        value=record.value,
        low=low,
        high=high,
        remark=_remark(record),
        note=record.note,
        others=others,
        over=record.over,
        record=record,
    )


def _label(record: AgreementRecord, *, several: bool) -> str:
    from gtcoder.reports.agreement_views import label_of

    who = " × ".join(record.coders)
    if record.over is Over.POOLED:
        label = translate("Agreement", "All codes, pooled")
    elif record.over is Over.MEAN:
        label = translate("Agreement", "Mean of the codes")
    elif record.over is Over.CODE:
        return record.code or ""
    else:
        label = label_of(record)
    if not several:
        return label
    return who if record.over in (Over.POOLED, Over.CODE) else f"{label}, {who}"


def no_interval(line: CodeLine) -> str:
    """Return why a value has no interval; empty where it has one, or where none was asked for."""
    if line.record is None or line.record.interval is not None:
        return ""
    return why_no_interval(line.record)


def _remark(record: AgreementRecord) -> str:
    from gtcoder.reports.agreement_views import why_none

    if record.value is not None:
        return ""
    return translate("Agreement", "Undefined: {reason}").format(reason=why_none(record))
