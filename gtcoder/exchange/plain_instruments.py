"""Instruments in a plain-text study: items, experts, what these said, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gtcoder.batch import FileNote, ItemDraft, RatingDraft, RatingTable, same_words
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_pages import Pages
from gtcoder.exchange.plain_project import ProjectFile, known_name
from gtcoder.exchange.plain_tables import Row, Table, read_table
from gtcoder.plan import InstrumentDraft, ItemDecisionDraft
from gtcoder.queries.instruments import Panel, instruments, panel
from gtcoder.vocabulary import ItemChange, RatingScale

INSTRUMENTS, ITEMS, EXPERTS = "instruments.csv", "instrument_items.csv", "experts.csv"
RATINGS, DECISIONS = "item_ratings.csv", "item_decisions.csv"


def read_instruments(
    folder: Path, project: ProjectFile
) -> tuple[tuple[InstrumentDraft, ...], list[FileNote]]:
    """Return the instruments; all their tables may be missing."""
    names = read_table(folder, INSTRUMENTS, needs=("instrument",), may=("note",))
    items = read_table(folder, ITEMS, needs=("instrument", "number", "text"), may=("dropped",))
    experts = read_table(folder, EXPERTS, needs=("instrument", "expert"), may=("note",))
    ratings = read_table(
        folder, RATINGS, needs=("instrument", "item", "expert", "scale"), may=("value", "comment")
    )
    decided = read_table(
        folder,
        DECISIONS,
        needs=("instrument", "item", "change", "reason"),
        may=("before", "after", "coder"),
    )
    known = [row.needed("instrument") for row in names.rows]
    tables = (items, experts, ratings, decided)
    parts = [_by_instrument(table, known) for table in tables]
    drafts = tuple(
        _draft(row, project, *(part.get(row["instrument"], []) for part in parts))
        for row in names.rows
    )
    return drafts, [note for table in (names, *tables) for note in table.notes]


def _by_instrument(table: Table, known: Sequence[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in table.rows:
        name = known_name(row.needed("instrument"), known, what="instrument", place=row.place)
        found.setdefault(name, []).append(row)
    return found


def _draft(
    row: Row,
    project: ProjectFile,
    items: list[Row],
    experts: list[Row],
    ratings: list[Row],
    decided: list[Row],
) -> InstrumentDraft:
    items = sorted(items, key=lambda each: each.number("number", 0))
    _judge_numbers(items)
    names = [each.needed("expert") for each in experts]
    decisions = tuple(_decision(each, project, items) for each in decided)
    drafts = tuple(
        ItemDraft(_first_words(place, item, decided, decisions), place=item.place)
        for place, item in enumerate(items)
    )
    return InstrumentDraft(
        name=row["instrument"],
        note=row["note"],
        experts=tuple((each["expert"], each["note"]) for each in experts),
        table=RatingTable(
            drafts, tuple(names), tuple(_rating(each, items, names) for each in ratings)
        ),
        decisions=decisions,
        place=row.place,
    )


def _judge_numbers(items: Sequence[Row]) -> None:
    for number, row in enumerate(items, 1):
        if row.number("number", 0) != number:
            raise UnreadableFile(
                "The items of an instrument are numbered 1, 2, 3 …; here {wanted} is wanted, not "
                "“{number}”. Nothing was built.",
                place=row.place,
                wanted=number,
                number=row["number"],
            )
        row.needed("text")


def _place(row: Row, items: Sequence[Row]) -> int:
    """Return which item a row names, from 0."""
    row.needed("item")
    number = row.number("item", 0)
    if not 1 <= number <= len(items):
        raise UnreadableFile(
            "There is no item {number}; the instrument has {count}. Nothing was built.",
            place=row.place,
            number=number,
            count=len(items),
        )
    return number - 1


def _rating(row: Row, items: Sequence[Row], experts: Sequence[str]) -> RatingDraft:
    value = row.number("value", 0) if row["value"] else None
    if value is None and not row["comment"]:
        raise UnreadableFile(
            "There is neither a value nor a comment. Nothing was built; fill one of the cells.",
            place=row.place,
        )
    return RatingDraft(
        _place(row, items),
        known_name(row.needed("expert"), experts, what="expert", place=row.place),
        row.choice("scale", RatingScale),
        value,
        row["comment"],
        row.place,
    )


def _decision(row: Row, project: ProjectFile, items: Sequence[Row]) -> ItemDecisionDraft:
    change = row.choice("change", ItemChange)
    reworded = change is ItemChange.REWORDED
    return ItemDecisionDraft(
        _place(row, items),
        change,
        row.needed("after") if reworded else "",
        row.needed("reason"),
        project.coder(row["coder"] or project.coders[0].name, row.place),
        row.place,
    )


def _first_words(
    item: int, row: Row, decided: Sequence[Row], decisions: Sequence[ItemDecisionDraft]
) -> str:
    """Return the words that the experts saw: those before the first decision to reword.

    What the table of items says must be what the decisions made of it.
    """
    words, dropped, first = "", False, ""
    for cells, decision in zip(decided, decisions, strict=True):
        if decision.item != item:
            continue
        if decision.change is ItemChange.REWORDED:
            before = cells.needed("before")
            first = first or before
            if words and same_words(words) != same_words(before):
                raise _torn(cells.place, words)
            words = decision.text
        dropped = decision.change is ItemChange.DROPPED or (
            dropped and decision.change is not ItemChange.RESTORED
        )
    if words and same_words(words) != same_words(row["text"]):
        raise _torn(row.place, words)
    if dropped != (row["dropped"].casefold() == "yes"):
        raise UnreadableFile(
            "Whether the item is dropped differs from what {file} says. Nothing was built; write "
            "“yes” into the column “dropped” of items that were dropped and not restored.",
            place=row.place,
            file=DECISIONS,
        )
    return first or row["text"]


def _torn(place: str, words: str) -> UnreadableFile:
    return UnreadableFile(
        "The words differ from those of the decision before, “{words}”. Nothing was built; make "
        "them alike.",
        place=place,
        words=words,
    )


def write_instruments(pages: Pages) -> None:
    """Write the instruments, where there are any."""
    panels = [panel(pages.reader, row.id) for row in instruments(pages.reader)]
    if not panels:
        return
    _table(pages, INSTRUMENTS, ("instrument", "note"),
           [(each.instrument.name, each.instrument.note) for each in panels])  # fmt: skip
    _table(
        pages,
        ITEMS,
        ("instrument", "number", "text", "dropped"),
        [
            (each.instrument.name, item.number, item.text, "yes" if item.dropped else "")
            for each in panels
            for item in each.items
        ],
    )
    _table(
        pages,
        EXPERTS,
        ("instrument", "expert", "note"),
        [(each.instrument.name, row.name, row.note) for each in panels for row in each.experts],
    )
    _table(
        pages,
        RATINGS,
        ("instrument", "item", "expert", "scale", "value", "comment"),
        [cells for each in panels for cells in _ratings(each)],
    )
    _table(
        pages,
        DECISIONS,
        ("instrument", "item", "change", "before", "after", "reason", "coder"),
        [cells for each in panels for cells in _decisions(each)],
    )


def _table(
    pages: Pages, name: str, header: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    if rows:
        pages.table(name, header, rows)


def _ratings(each: Panel) -> list[tuple[object, ...]]:
    numbers = {item.id: item.number for item in each.items}
    names = {expert.id: expert.name for expert in each.experts}
    return [
        (
            each.instrument.name,
            numbers[row.item],
            names[row.expert],
            row.scale.value,
            "" if row.value is None else row.value,
            row.comment,
        )
        for row in sorted(each.ratings, key=lambda row: (numbers[row.item], row.expert, row.scale))
    ]


def _decisions(each: Panel) -> list[tuple[object, ...]]:
    """Return the decisions in their order; words stand beside those that changed them."""
    numbers = {item.id: item.number for item in each.items}
    rows: list[tuple[object, ...]] = []
    for row in each.decisions:
        changed = row.change is ItemChange.REWORDED
        words = (row.before, row.after) if changed else ("", "")
        rows.append(
            (each.instrument.name, numbers[row.item], row.change.value, *words, row.reason,
             row.coder)
        )  # fmt: skip
    return rows
