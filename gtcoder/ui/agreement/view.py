"""From the numbers of a comparison to what the cockpit says: headline, rows, pairs, rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.ui.agreement.asked import CHOSEN
from gtcoder.ui.agreement.computing import CodeFacts, Numbers, whole
from gtcoder.ui.agreement.words import (
    interval_text,
    listing,
    percent_text,
    symbol,
    translate,
    units_text,
    value_text,
)
from gtcoder.vocabulary import CodeId

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Headline:
    """The number in large, what it means, and all that it depends on."""

    value: str
    interval: str
    sentence: str
    method: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A row of the table: a code, how often it was applied, and how far the coders agree on it."""

    path: str
    facts: CodeFacts | None
    units: int
    agree: float | None
    value: float | None
    low: float | None
    high: float | None
    remark: str
    note: str

    @property
    def name(self) -> str:
        """The code's own name."""
        return self.facts.name if self.facts else self.path.rpartition(" > ")[2]

    @property
    def code(self) -> CodeId | None:
        """The code's key, if the study still holds it."""
        return self.facts.code if self.facts else None

    @property
    def codings(self) -> int:
        """The codings of all coders together."""
        return sum(self.facts.codings) if self.facts else 0


@dataclass(frozen=True, slots=True)
class Heat:
    """The values of all pairs of coders; None on the diagonal and where there is none."""

    names: tuple[str, ...]
    values: Mapping[Pair, AgreementRecord]

    def at(self, row: int, column: int) -> AgreementRecord | None:
        """Return the record of two coders, whichever comes first."""
        pair = self.names[row], self.names[column]
        return self.values.get(pair) or self.values.get((pair[1], pair[0]))


def pair_records(numbers: Numbers) -> tuple[AgreementRecord, ...]:
    """Return the whole records; several where a coefficient takes two coders and there are more."""
    return whole(numbers.made.results.records, numbers.asked.coefficient)


def main_record(numbers: Numbers, pair: Pair | None = None) -> AgreementRecord:
    """Return the record of the headline: of that pair, if the coefficient takes two by two."""
    found = pair_records(numbers)
    return next((record for record in found if record.coders == pair), found[0])


def headline(numbers: Numbers, pair: Pair | None = None) -> Headline:
    """Return the headline, the sentence and the line of method."""
    record = main_record(numbers, pair)
    limits = limits_of(record)
    return Headline(
        value=f"{_letter(record)} = {value_text(record.value, limits)}",
        interval=_interval(record),
        sentence=" ".join(_sentence(numbers, record)),
        method=_method(numbers, record),
    )


def code_lines(numbers: Numbers, pair: Pair | None = None) -> tuple[CodeLine, ...]:
    """Return a row for each code, the best agreed first, those without a value last."""
    chosen = main_record(numbers, pair)
    records = numbers.made.results.records
    shares = {
        record.code: record.value
        for record in records
        if record.coefficient == "percent_agreement" and record.over is Over.CODE
    }
    lines = [
        _line(record, numbers, shares.get(record.code))
        for record in records
        if record.coefficient == chosen.coefficient
        and record.over is Over.CODE
        and record.coders == chosen.coders
    ]
    return tuple(sorted(lines, key=lambda line: (line.value is None, -(line.value or 0.0))))


def heat(numbers: Numbers) -> Heat:
    """Return the matrix of coders."""
    return Heat(
        numbers.coders, {(record.coders[0], record.coders[1]): record for record in numbers.pairs}
    )


def limits_of(record: AgreementRecord) -> tuple[float, ...]:
    """Return the limits the author of a coefficient names; most name none."""
    from gtcoder.analysis.coefficients import COEFFICIENTS

    return COEFFICIENTS.get(record.coefficient).thresholds


def sample_text(record: AgreementRecord, in_all: int) -> str:
    """Return how many interviews were compared, and how they were chosen."""
    how = {
        "finished": translate("Agreement", "finished by all"),
        "inferred": translate("Agreement", "inferred from codings, as nobody said “finished”"),
        "given": translate("Agreement", "as chosen"),
    }.get(record.sample, record.sample)
    words = translate("Agreement", "{count} of {all} interviews, {how}")
    return words.format(count=len(record.documents), all=in_all, how=how)


def matched_text(line: CodeLine) -> str:
    """Say what of a code's codings was matched, pair by pair."""
    if line.facts is None or not line.facts.matched:
        return ""
    words = translate("Agreement", "{both} matched, {first} only by {a}, {second} only by {b}.")
    return "\n".join(
        words.format(both=f"{both:,}", first=f"{first:,}", second=f"{second:,}", a=a, b=b)
        for (a, b), (both, first, second) in line.facts.matched.items()
    )


def _letter(record: AgreementRecord) -> str:
    from gtcoder.analysis.coefficients import COEFFICIENTS

    return symbol(record.coefficient) or COEFFICIENTS.get(record.coefficient).name


def _interval(record: AgreementRecord) -> str:
    if record.interval is None:
        return ""
    return translate("Agreement", "95 % interval {span}").format(
        span=interval_text(*record.interval)
    )


def _sentence(numbers: Numbers, record: AgreementRecord) -> list[str]:
    said = [_verdict(record)]
    if record.below_667 is not None and record.below_800 is not None:
        words = translate(
            "Agreement", "Of the resamples, {low} lie below .667 and {high} below .80."
        )
        low, high = percent_text(record.below_667), percent_text(record.below_800)
        said.append(words.format(low=low, high=high))
    elif record.interval is None and record.value is not None:
        said.append(_why_no_interval(record))
    return [each for each in (*said, _mean(numbers, record)) if each]


def _verdict(record: AgreementRecord) -> str:
    if record.value is None:
        return record.note
    limits = limits_of(record)
    if not limits:
        words = translate("Agreement", "There is no agreed limit for {name}.")
        return words.format(name=_full_name(record))
    if record.value >= limits[1]:
        return translate("Agreement", "Reliable by the limit Krippendorff names, .80.")
    if record.value >= limits[0]:
        return translate("Agreement", "Enough for tentative conclusions (Krippendorff: .667).")
    return translate(
        "Agreement", "Below .667, too low even for tentative conclusions (Krippendorff)."
    )


def _why_no_interval(record: AgreementRecord) -> str:
    place = record.note.find("No interval")
    return "" if place < 0 else record.note[place:].partition(". ")[0].rstrip(".") + "."


def _mean(numbers: Numbers, record: AgreementRecord) -> str:
    for other in numbers.made.results.records:
        same = other.coefficient == record.coefficient and other.coders == record.coders
        if same and other.over is Over.MEAN and other.value is not None:
            words = translate("Agreement", "Mean of the codes' own values: {value}.")
            return words.format(value=value_text(other.value))
    return ""


def _full_name(record: AgreementRecord) -> str:
    from gtcoder.analysis.coefficients import COEFFICIENTS

    return COEFFICIENTS.get(record.coefficient).name


def _method(numbers: Numbers, record: AgreementRecord) -> tuple[str, ...]:
    asked, drawn = numbers.asked, translate("Agreement", "no interval")
    if record.resamples:
        words = translate("Agreement", "{count} resamples of interviews, seed {seed}")
        drawn = words.format(count=f"{record.resamples:,}", seed=record.seed)
    first = (
        f"{_full_name(record)} ({record.source})",
        _pooled(numbers, record),
        units_text(record.unit, units_of(numbers, record)),
        record.round,
        sample_text(record, numbers.documents_in_all),
    )
    second = (
        listing(record.coders),
        _uncoded(record),
        translate("Agreement", "interviewers' turns counted")
        if asked.interviewer
        else translate("Agreement", "interviewers' turns left out"),
        drawn,
        translate("Agreement", "revision {number}").format(number=f"{numbers.revision:,}"),
    )
    return " · ".join(filter(None, first)), " · ".join(filter(None, second))


def _pooled(numbers: Numbers, record: AgreementRecord) -> str:
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
    """Return the units of text, which the pooled table holds once for each code."""
    if record.over is not Over.POOLED or record.uncoded is None:
        return record.units
    return max(
        (
            other.units
            for other in numbers.made.results.records
            if other.coefficient == record.coefficient
            and other.coders == record.coders
            and other.over is Over.MEAN
        ),
        default=record.units,
    )


def _uncoded(record: AgreementRecord) -> str:
    if record.uncoded is None:
        return translate("Agreement", "the coders' own codings, matched one to one")
    if record.uncoded == "in":
        return translate("Agreement", "uncoded text counted")
    return translate("Agreement", "text nobody coded left out")


def _line(record: AgreementRecord, numbers: Numbers, agree: float | None) -> CodeLine:
    path = record.code or ""
    facts = numbers.codes.get(path)
    low, high = record.interval or (None, None)
    return CodeLine(
        path=path,
        facts=facts,
        units=record.units,
        agree=agree,
        value=record.value,
        low=low,
        high=high,
        remark=_remark(record, facts, numbers.coders),
        note=record.note,
    )


def _remark(record: AgreementRecord, facts: CodeFacts | None, coders: Sequence[str]) -> str:
    """Return what must stand in the row: who never used the code, else why there is no value."""
    counts = dict(zip(coders, facts.codings, strict=True)) if facts else {}
    absent = [name for name in record.coders if counts.get(name) == 0]
    if absent and len(absent) < len(record.coders):
        never = translate("Agreement", "{coders} never used it").format(coders=listing(absent))
        if record.value is None:
            return translate("Agreement", "Undefined: {reason}").format(reason=never)
        return never
    if record.value is None:
        return translate("Agreement", "Undefined: {reason}").format(reason=record.note)
    return ""


def chosen_sample(numbers: Numbers) -> str:
    """Return the sample for its chip: `8 of 12 interviews`."""
    record = main_record(numbers)
    words = translate("Agreement", "{count} of {all} interviews")
    text = words.format(count=len(record.documents), all=numbers.documents_in_all)
    if record.sample == "inferred":
        return translate("Agreement", "{text}, inferred").format(text=text)
    if numbers.asked.sample == CHOSEN:
        return translate("Agreement", "{text}, chosen").format(text=text)
    return text
