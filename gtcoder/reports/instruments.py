"""Content and face validity of an instrument, and what experts said and coders decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.panels import (
    ItemRatings,
    ItemValidity,
    PanelSummary,
    judged_item,
    summary,
)
from gtcoder.analysis.validity import IMPACT_KEPT, LEVEL, REFERENCES, Measure, critical_count
from gtcoder.errors import InvalidInput
from gtcoder.progress import Progress
from gtcoder.queries.instruments import ItemRow, Panel, find_instrument, instruments, panel
from gtcoder.reports.base import Basis, Cell, Report, Row, listing, number_of, report
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import RATING_ENDS, ItemChange, RatingScale

SOURCES = (
    "CVR: content validity ratio (Lawshe 1975), (essential − N/2) / (N/2) over the experts who "
    "said how essential the item is. Critical: the smallest CVR that chance reaches with a "
    "probability of at most {level:g}, one-tailed, exact binomial (Ayre & Scally 2014). CVI: mean "
    "CVR of the items that reach it (Lawshe 1975).",
    "I-CVI: share of the experts rating relevance 3 or 4 of 4 (Lynn 1986); S-CVI/Ave: its mean "
    "over items; S-CVI/UA: share of items that all rate so (Polit & Beck 2006). Modified kappa: "
    "I-CVI without agreement by chance (Polit, Beck & Owen 2007).",
    "Impact score: mean importance, 1 to 5, times the share of experts rating 4 or 5; {kept:g} or "
    "more speaks for the face validity of an item (Lacasse, Godbout & Sériès 2002).",
)
_ITEM_COLUMNS = (
    "no.", "item", "in use", "experts", "essential", "needed", "CVR", "critical CVR", "reached",
    "raters", "relevant", "I-CVI", "modified kappa", "impact score", "face valid",
)  # fmt: skip
_CVR, _ICVI = _ITEM_COLUMNS.index("CVR"), _ITEM_COLUMNS.index("I-CVI")


@dataclass(frozen=True, slots=True)
class InstrumentOptions:
    """Which instrument is reported."""

    instrument: str = field(
        default="", metadata={"help": "name of the instrument; unless given, the one made last"}
    )


@dataclass(frozen=True, slots=True)
class ValidityOptions(InstrumentOptions):
    """Which instrument is reported, and how strict the critical value is."""

    level: float = field(
        default=LEVEL, metadata={"help": "of the critical CVR, one-tailed, such as 0.05"}
    )


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """An item with its coefficients; `reworded`: its ratings are of words it no longer has."""

    item: ItemRow
    validity: ItemValidity
    reworded: bool


@dataclass(frozen=True, slots=True)
class JudgedPanel:
    """An instrument with all its coefficients: of the items in use, and of all that there were."""

    panel: Panel
    rows: tuple[JudgedItem, ...]
    in_use: PanelSummary
    every: PanelSummary
    level: float = LEVEL


def judged(there: Panel, level: float = LEVEL) -> JudgedPanel:
    """Return the coefficients of an instrument."""
    said = [
        ItemRatings(*(there.values(item.id, scale) for scale in RatingScale))
        for item in there.items
    ]
    found = [judged_item(each, level) for each in said]
    rows = tuple(
        JudgedItem(
            item,
            validity,
            any(row.change is ItemChange.REWORDED for row in there.decided(item.id)),
        )
        for item, validity in zip(there.items, found, strict=True)
    )
    standing = [place for place, item in enumerate(there.items) if not item.dropped]
    in_use = summary([said[place] for place in standing], [found[place] for place in standing])
    return JudgedPanel(there, rows, in_use, summary(said, found), level)


@report("content-validity", "Content validity of an instrument", ValidityOptions)
def content_validity(reader: Reader, options: ValidityOptions, progress: Progress) -> Report:
    """Return a row per item, and below them what the instrument amounts to."""
    if not 0 < options.level < 1:
        raise InvalidInput("The level lies between 0 and 1, such as 0.05. Nothing was computed.")
    progress.step(0, 1, "computing")
    there = _chosen(reader, options.instrument)
    if there is None:
        return _nothing(reader, "content-validity", "Content validity", _ITEM_COLUMNS)
    found = judged(there, options.level)
    rows = [_item_row(each) for each in found.rows]
    sums = list(_summary_rows(found))
    basis = _basis(there, level=options.level, items_in_use=found.in_use.items)
    return Report(
        name="content-validity",
        title=f"Content validity of “{there.instrument.name}”",
        columns=_ITEM_COLUMNS,
        rows=(*rows, *sums),
        sentences=(*basis.sentences(reader), *_said(found), *_sources(options.level)),
        provenance=basis.provenance(reader),
        totals=frozenset(range(len(rows), len(rows) + len(sums))),
    )


@report("item-decisions", "Comments and decisions on items", InstrumentOptions)
def item_decisions(reader: Reader, options: InstrumentOptions, progress: Progress) -> Report:
    """Return, item by item, what experts remarked and what was decided and why."""
    progress.step(0, 1, "reading")
    columns = ("no.", "item", "who", "what", "words", "before", "after")
    there = _chosen(reader, options.instrument)
    if there is None:
        return _nothing(reader, "item-decisions", "Comments and decisions", columns)
    basis = _basis(there)
    comments = sum(bool(row.comment) for row in there.ratings)
    decided = len(there.decisions)
    return Report(
        name="item-decisions",
        title=f"Comments and decisions on the items of “{there.instrument.name}”",
        columns=columns,
        rows=tuple(row for item in there.items for row in _told(there, item)),
        sentences=(
            *basis.sentences(reader),
            f"{number_of(comments, 'comment')} of experts, {number_of(decided, 'decision')}.",
        ),
        provenance=basis.provenance(reader),
        repeats=("no.", "item"),
    )


def _chosen(reader: Reader, name: str) -> Panel | None:
    """Return the instrument of that name, or the one made last; None where there is none."""
    every = instruments(reader)
    if name:
        return panel(reader, find_instrument(reader, name).id)
    return panel(reader, every[-1].id) if every else None


def _basis(there: Panel, **more: object) -> Basis:
    row = there.instrument
    ratings = sum(each.value is not None for each in there.ratings)
    return Basis(
        counted=f"{number_of(ratings, 'rating')} of {number_of(len(there.items), 'item')} of the "
        f"instrument “{row.name}”",
        whose=number_of(len(there.experts), "expert"),
        more={
            "instrument": row.name,
            "items": len(there.items),
            "dropped": row.dropped,
            "experts": len(there.experts),
            **more,
        },
    )


def _nothing(reader: Reader, name: str, title: str, columns: tuple[str, ...]) -> Report:
    basis = Basis(counted="nothing: the study holds no instrument", whose="nobody")
    return Report(name, title, columns, (), basis.sentences(reader), basis.provenance(reader))


def _item_row(each: JudgedItem) -> Row:
    found = each.validity
    return (
        each.item.number,
        each.item.text,
        "dropped" if each.item.dropped else "yes",
        found.experts,
        found.essential if found.experts else None,
        found.needed,
        found.cvr.value,
        found.critical.value,
        _yes(found.kept),
        found.raters,
        found.relevant if found.raters else None,
        found.i_cvi.value,
        found.kappa.value,
        found.impact.value,
        _yes(found.face),
    )


def _yes(value: bool | None) -> Cell:
    return None if value is None else "yes" if value else "no"


def _summary_rows(found: JudgedPanel) -> Iterator[Row]:
    """Yield the coefficients of the whole, of items in use and, where some were dropped, of all."""
    scopes = [(" in use", found.in_use)]
    if found.every.items > found.in_use.items:
        scopes.append((", dropped ones too", found.every))
    for words, whole in scopes:
        retained = number_of(whole.retained, "item that reaches", "items that reach")
        yield _sum(
            f"CVI: {retained} the critical CVR{words.replace(' in use', ', in use')}",
            _CVR,
            whole.cvi,
        )
        yield _sum(f"Mean CVR: {number_of(whole.judged, 'item')}{words}", _CVR, whole.mean_cvr)
        rated = number_of(whole.rated, "item")
        yield _sum(f"S-CVI/Ave: {rated}{words}", _ICVI, whole.s_cvi_ave)
        yield _sum(f"S-CVI/UA: {rated}{words}", _ICVI, whole.s_cvi_ua)


def _sum(words: str, column: int, measure: Measure) -> Row:
    cells: list[Cell] = [None] * len(_ITEM_COLUMNS)
    cells[1], cells[column] = words, measure.value
    return tuple(cells)


def _said(found: JudgedPanel) -> Iterator[str]:
    """Yield what a reader of the numbers must know of them."""
    experts = {each.validity.experts for each in found.rows if each.validity.experts}
    for count in sorted(experts, reverse=True):
        needed = critical_count(count, found.level)
        if needed is not None:
            yield f"Of {number_of(count, 'expert')} {needed} must say essential."
    reworded = [str(each.item.number) for each in found.rows if each.reworded]
    if reworded:
        yield (
            f"Reworded after experts had rated: {_items(reworded)}. The ratings are of the words "
            "before."
        )
    for reason in (Reason.NO_EXPERTS, Reason.PANEL_TOO_SMALL, Reason.NO_RATINGS):
        without = {
            name: [
                str(each.item.number)
                for each in found.rows
                if getattr(each.validity, key).reason is reason
                and not (reason is Reason.PANEL_TOO_SMALL and not each.validity.experts)
            ]
            for name, key in _MEASURES
        }
        for name, numbers in without.items():
            if numbers:
                yield f"No {name} for {_items(numbers)}: {reason.sentence}"


_MEASURES = (("CVR", "cvr"), ("critical CVR", "critical"), ("I-CVI", "i_cvi"),
             ("impact score", "impact"))  # fmt: skip


def _items(numbers: Sequence[str]) -> str:
    return f"item{'' if len(numbers) == 1 else 's'} {listing(list(numbers))}"


def _sources(level: float) -> tuple[str, ...]:
    said = (each.format(level=level, kept=IMPACT_KEPT) for each in SOURCES)
    return *said, f"References: {' '.join(REFERENCES)}"


def _told(there: Panel, item: ItemRow) -> Iterator[Row]:
    """Yield what was said and decided of an item; of one that nobody spoke of, the item alone."""
    values = {(row.item, row.expert, row.scale): row.value for row in there.ratings if row.comment}
    names = {expert.id: expert.name for expert in there.experts}
    words = item.text + (" (dropped)" if item.dropped else "")
    rows: list[Row] = []
    for rating in there.ratings:
        if rating.item == item.id and rating.comment:
            value = values[rating.item, rating.expert, rating.scale]
            given = "not rated" if value is None else f"{value} of {RATING_ENDS[rating.scale]}"
            what = f"comment ({rating.scale}: {given})"
            who = names[rating.expert]
            rows.append((item.number, words, who, what, rating.comment, None, None))
    for decision in there.decided(item.id):
        changed = decision.change is ItemChange.REWORDED
        both = (decision.before, decision.after) if changed else (None, None)
        rows.append(
            (item.number, words, decision.coder, str(decision.change), decision.reason, *both)
        )
    yield from rows or [(item.number, words, None, None, None, None, None)]
