"""From the numbers of a comparison to what the cockpit says: headline, rows, pairs, rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.ui.agreement.asked import CHOSEN, Asked
from gtcoder.ui.agreement.basis import method_lines
from gtcoder.ui.agreement.computing import CodeFacts, Numbers, of_coefficient, whole
from gtcoder.ui.agreement.words import (
    interval_text,
    listing,
    percent_text,
    short_name,
    symbol,
    translate,
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
    codings: int
    agree: float | None
    value: float | None
    low: float | None
    high: float | None
    remark: str
    note: str
    others: Mapping[str, AgreementRecord] = field(default_factory=dict)
    over: Over = Over.CODE
    record: AgreementRecord | None = None

    @property
    def name(self) -> str:
        """The code's own name, or what else the row is of."""
        if self.over is not Over.CODE:
            return self.path
        return self.facts.name if self.facts else self.path.rpartition(" > ")[2]

    @property
    def code(self) -> CodeId | None:
        """The code's key, if the study still holds it."""
        return self.facts.code if self.facts else None


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
    found = pair_records(numbers) or _of_domains(numbers)
    return next((record for record in found if record.coders == pair), found[0])


def _of_domains(numbers: Numbers) -> tuple[AgreementRecord, ...]:
    """Return what there is where there is no value over everything: one for each domain."""
    return of_coefficient(numbers.made.results.records, numbers.asked.coefficient)


def headline(numbers: Numbers, pair: Pair | None = None) -> Headline:
    """Return the headline, the sentence and the line of method."""
    record = main_record(numbers, pair)
    limits = limits_of(record)
    if not pair_records(numbers):
        return _headline_of_domains(numbers, record)
    return Headline(
        value=f"{_letter(record)} = {value_text(record.value, limits)}",
        interval=(
            translate("Agreement", "interval is being computed")
            if numbers.pending
            else _interval(record)
        ),
        sentence=" ".join(_sentence(numbers, record)),
        method=method_lines(numbers, record),
    )


def _headline_of_domains(numbers: Numbers, record: AgreementRecord) -> Headline:
    """Return a headline without a number: what one holds for one domain is none of all codes."""
    words = translate("Agreement", "{letter}: no value over all domains")
    sentence = translate(
        "Agreement",
        "It is computed within each domain of codes that exclude one another; see the rows.",
    )
    method = method_lines(numbers, record)
    return Headline(words.format(letter=_letter(record)), "", sentence, method)


def code_lines(numbers: Numbers, pair: Pair | None = None) -> tuple[CodeLine, ...]:
    """Return a row for each code, the best agreed first, those without a value last."""
    chosen = main_record(numbers, pair)
    records = numbers.made.results.records
    shares = {
        record.code: record.value
        for record in records
        if record.coefficient == "percent_agreement" and record.over is Over.CODE
    }
    beside = {name: of_coefficient(records, name) for name in numbers.asked.beside}
    own = of_coefficient(records, numbers.asked.coefficient)
    over = Over.CODE if any(record.over is Over.CODE for record in own) else Over.DOMAIN
    lines = [
        _line(record, numbers, shares.get(record.code), others_of(record, beside))
        for record in own
        if record.over is over and record.coders == chosen.coders
    ]
    return tuple(sorted(lines, key=lambda line: (line.value is None, -(line.value or 0.0))))


def others_of(
    record: AgreementRecord, beside: Mapping[str, Sequence[AgreementRecord]]
) -> dict[str, AgreementRecord]:
    """Return what the other coefficients say of the same code and coders."""
    found = {}
    for name, records in beside.items():
        same = [
            other
            for other in records
            if (other.over, other.code, other.group) == (record.over, record.code, record.group)
            and (other.coders == record.coders or len(record.coders) != 2 != len(other.coders))
        ]
        if same:
            found[name] = same[0]
    return found


def beside_shown(lines: Sequence[CodeLine], asked: Asked) -> tuple[str, ...]:
    """Return the further coefficients that have something to say of these rows."""
    return tuple(n for n in asked.beside if any(n in line.others for line in lines))


def beside_missing(lines: Sequence[CodeLine], asked: Asked) -> str:
    """Say which of the further coefficients compare two coders only, where there are more."""
    there = beside_shown(lines, asked)
    missing = [short_name(name) for name in asked.beside if name not in there]
    if not missing or not lines:
        return ""
    words = translate("Agreement", "Not of these rows: {names}. Choose two coders for a column.")
    return words.format(names=listing(missing))


def heat(numbers: Numbers) -> Heat:
    """Return the matrix of coders."""
    return Heat(
        numbers.coders, {(record.coders[0], record.coders[1]): record for record in numbers.pairs}
    )


def limits_of(record: AgreementRecord) -> tuple[float, ...]:
    """Return the limits the author of a coefficient names; most name none."""
    from gtcoder.analysis.chosen import described

    return described(record.coefficient).thresholds


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
    from gtcoder.analysis.chosen import described

    name = described(record.coefficient).name
    return symbol(record.asked_as) or (
        short_name(record.asked_as, name) if record.variant else name
    )


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
    elif record.interval is None and record.value is not None and not numbers.pending:
        said.append(why_no_interval(record))
    said.append(paradox(record))
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


def why_no_interval(record: AgreementRecord) -> str:
    """Return what the record says of its missing interval; empty where nothing."""
    place = record.note.find("No interval")
    return "" if place < 0 else record.note[place:].partition(". ")[0].rstrip(".") + "."


def paradox(record: AgreementRecord) -> str:
    """Return what the record says of uneven or one-sided use of codes; empty where nothing."""
    marks = ("prevalence index", "bias index")
    parts = record.note.replace(" et al. ", " et al.\u00a0").split(". ")
    said = [each.rstrip(".") + "." for each in parts if any(mark in each for mark in marks)]
    return " ".join(said)


def _mean(numbers: Numbers, record: AgreementRecord) -> str:
    for other in numbers.made.results.records:
        same = other.asked_as == record.asked_as and other.coders == record.coders
        if same and other.over is Over.MEAN and other.value is not None:
            words = translate("Agreement", "Mean of the codes' own values: {value}.")
            return words.format(value=value_text(other.value))
    return ""


def _full_name(record: AgreementRecord) -> str:
    from gtcoder.analysis.chosen import described

    return described(record.coefficient).name


def _line(
    record: AgreementRecord,
    numbers: Numbers,
    agree: float | None,
    others: Mapping[str, AgreementRecord],
) -> CodeLine:
    path = record.code or ""
    facts = numbers.codes.get(path)
    low, high = record.interval or (None, None)
    return CodeLine(
        path=path,
        facts=facts,
        units=record.units,
        codings=sum(_codings(record, facts, numbers.coders).values()),
        agree=agree,
        value=record.value,
        low=low,
        high=high,
        remark=_remark(record, facts, numbers.coders),
        note=record.note,
        others=others,
        over=record.over,
        record=record,
    )


def _codings(
    record: AgreementRecord, facts: CodeFacts | None, coders: Sequence[str]
) -> dict[str, int]:
    """Return how often each coder of a record applied its code."""
    counts = zip(coders, facts.codings if facts else (), strict=facts is not None)
    return {name: count for name, count in counts if name in record.coders}


def _remark(record: AgreementRecord, facts: CodeFacts | None, coders: Sequence[str]) -> str:
    """Return what must stand in the row: who never used the code, else why there is no value."""
    counts = _codings(record, facts, coders)
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
