"""The properties of a plain-text study: their dimensions, and the passages placed along them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_codebook import CodePaths
from gtcoder.exchange.plain_pages import Pages
from gtcoder.exchange.plain_project import ProjectFile
from gtcoder.exchange.plain_steps import Steps
from gtcoder.exchange.plain_tables import Row, read_table
from gtcoder.exchange.plain_texts import Texts
from gtcoder.plan import PlacedDraft, PropertyDraft
from gtcoder.queries.properties import PropertyRow, placed_passages, properties
from gtcoder.vocabulary import PropertyId

PROPERTIES = "properties.csv"
PLACES = "property_places.csv"
_NEGATIVE = "negative case"
_ASIDE = ("", _NEGATIVE)


def read_properties(
    folder: Path, project: ProjectFile, texts: Texts, done: Steps
) -> tuple[tuple[PropertyDraft, ...], tuple[PlacedDraft, ...], list[FileNote]]:
    """Return the properties and what is placed along them: passages that their coder has coded."""
    table = read_table(
        folder, PROPERTIES, needs=("category", "property"), may=("low", "high", "note")
    )
    places = read_table(
        folder,
        PLACES,
        needs=("category", "property", "coder", "document", "quote", "place"),
        may=("occurrence", "case", "note", "round"),
    )
    known: dict[tuple[int, str], PropertyDraft] = {}
    for row in table.rows:
        draft = _property(row, done.paths)
        known[draft.category, draft.name] = draft
    placed = tuple(_placed(row, project, texts, done, known) for row in places.rows)
    return tuple(known.values()), placed, [*table.notes, *places.notes]


def _property(row: Row, paths: CodePaths) -> PropertyDraft:
    return PropertyDraft(
        paths.find(row.needed("category"), row.place),
        row.needed("property"),
        row["low"],
        row["high"],
        row["note"],
        row.place,
    )


def _placed(
    row: Row,
    project: ProjectFile,
    texts: Texts,
    done: Steps,
    known: dict[tuple[int, str], PropertyDraft],
) -> PlacedDraft:
    key = done.paths.find(row.needed("category"), row.place), row.needed("property")
    if key not in known:
        raise UnreadableFile(
            "{file} holds no such property. Nothing was built; add it there.",
            place=row.place,
            file=PROPERTIES,
        )
    coder = project.coder(row.needed("coder"), row.place)
    passage = texts.passage(row, coder)
    if passage not in done.passages:
        raise UnreadableFile(
            "{coder} has coded no passage with exactly this quote in that round. Nothing was "
            "built; what is placed on a property is a coded passage.",
            place=row.place,
            coder=coder,
        )
    if row["case"] not in _ASIDE:
        raise UnreadableFile(
            "“{case}” is no word for a case. Nothing was built; write “negative case” or nothing.",
            place=row.place,
            case=row["case"],
        )
    negative = row["case"] == _NEGATIVE
    return PlacedDraft(*key, passage, row.number("place", 0), negative, row["note"], row.place)


def write_properties(pages: Pages) -> None:
    """Write the properties of categories in use, and what is placed along them."""
    rows = {row.id: row for row in properties(pages.reader) if row.category in pages.paths}
    if not rows:
        return
    pages.table(
        PROPERTIES,
        ("category", "property", "low", "high", "note"),
        [
            (pages.paths[row.category], row.name, row.low, row.high, row.note)
            for row in rows.values()
        ],
    )
    placed = list(_places(pages, rows))
    where = ("coder", "document", "quote", "occurrence", "place", "case", "note")
    pages.table(PLACES, ("category", "property", *where, *pages.round_header), placed)
    every = sum(row.passages for row in rows.values())
    pages.lose(every - len(placed), "passages without a coding, placed on a property")


def _places(pages: Pages, rows: dict[PropertyId, PropertyRow]) -> Iterator[tuple[object, ...]]:
    for each in sorted(placed_passages(pages.reader), key=lambda one: (one.of, one.id)):
        quote = pages.quotes.get(each.quotation)
        row = rows.get(each.of)
        if quote is None or row is None:
            continue
        place = (quote.coder, quote.document, quote.words, quote.occurrence, each.place)
        case = _NEGATIVE if each.negative else ""
        yield (pages.paths[row.category], row.name, *place, case, each.note, *quote.round)
