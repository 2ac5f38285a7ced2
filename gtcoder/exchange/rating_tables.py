"""Tables of experts' ratings: items x experts, or a row for each rating; from a file or pasted."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gtcoder.batch import FileNote, ItemDraft, RatingDraft, RatingTable, same_words
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.formulas import unguarded_rows
from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.plaintext import read_bytes
from gtcoder.exchange.workbooks import NumberedRows, is_workbook, workbook_rows
from gtcoder.vocabulary import RATING_ENDS, RatingScale

_ITEM = {"", "item", "items", "question", "questions", "statement", "statements", "text", "wording"}
_NUMBER = {"number", "no", "no.", "nr", "nr.", "#", "id", "item number", "item no", "item no."}
_WHO = {"expert", "experts", "rater", "raters", "judge", "judges"}
_SUMS = {"mean", "average", "sum", "total", "median", "sd", "cvr", "cvi", "i-cvi"}
_UNRATED = {"", "-", "–", "—", "na", "n/a"}
_COMMENT = "comment"
_DELIMITERS = "\t;,"
_NONE = "\x1f"  # parts no cells: every line is one
_WHOLE = re.compile(r"(\d+)(?:[.,]0+)?")
_WORDS = {
    RatingScale.ESSENTIAL: {
        "essential": 3, "useful": 2, "useful but not essential": 2, "useful, but not essential": 2,
        "useful, not essential": 2, "not necessary": 1, "unnecessary": 1,
    },
    RatingScale.RELEVANCE: {
        "not relevant": 1, "somewhat relevant": 2, "quite relevant": 3, "highly relevant": 4,
    },
    RatingScale.IMPORTANCE: {},
}  # fmt: skip
MEANINGS = {
    RatingScale.ESSENTIAL: {3: "essential", 2: "useful", 1: "not necessary"},
    RatingScale.RELEVANCE: {4: "highly relevant", 3: "quite", 2: "somewhat", 1: "not relevant"},
    RatingScale.IMPORTANCE: {5: "most important", 1: "not important"},
}


@dataclass(frozen=True, slots=True)
class RatingOptions:
    """How numbers are meant where the table does not say: the scale, and whether 1 is its top."""

    scale: RatingScale = RatingScale.ESSENTIAL
    one_is_top: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of ratings or of comments: whose, and on which scale."""

    place: int
    head: str
    expert: str
    scale: RatingScale
    comment: bool


def read_rating_table(path: Path, options: RatingOptions) -> RatingTable:
    """Return the ratings of a csv file or of the first sheet of a workbook."""
    notes: list[FileNote] = []
    if is_workbook(path):
        rows = workbook_rows(path, notes)
    else:
        decoded = decode(read_bytes(path))
        text = freeze(decoded.text, next_line=decoded.is_unicode).text
        rows, notes = _lines(text, _delimiter(text)), [*decoded.notes]
    return _table(rows, options, notes)


def pasted_rating_table(text: str, options: RatingOptions) -> RatingTable:
    """Return the ratings of a pasted table; lines without a table are items."""
    frozen = freeze(text, next_line=True).text
    return _table(_lines(frozen, _delimiter(frozen, prose=True)), options, [])


def _delimiter(text: str, *, prose: bool = False) -> str:
    """Return what parts the cells of the first line; prose is one cell a line, commas and all."""
    first = text.lstrip("\n").partition("\n")[0]
    best = max(_DELIMITERS, key=first.count)
    if best not in first:
        return _NONE
    head = first.partition(best)[0].strip(' "').casefold()
    is_table = best == "\t" or head in _ITEM | _NUMBER | {"expert"}
    return best if is_table or not prose else _NONE


def _lines(text: str, delimiter: str) -> NumberedRows:
    if delimiter == _NONE:
        return [(number, [line]) for number, line in enumerate(text.split("\n"), 1)]
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        return list(enumerate(unguarded_rows(reader), 1))
    except csv.Error as error:
        raise UnreadableFile(
            "Line {line} is no row of a table ({reason}). Nothing was taken in; save the table "
            "anew as csv.",
            line=reader.line_num,
            reason=error,
        ) from None


def _table(rows: NumberedRows, options: RatingOptions, notes: Sequence[FileNote]) -> RatingTable:
    filled = [(n, [c.strip() for c in cells]) for n, cells in rows if any(map(str.strip, cells))]
    if not filled:
        raise UnreadableFile("The table holds no rows. Nothing was taken in.")
    if max(len(cells) for _, cells in filled) == 1:
        return _items_alone(filled, notes)
    heads = filled[0][1]
    _judge_heads(filled)
    names = [head.casefold() for head in heads]
    if {"item", "expert", "value"} <= set(names):
        found = _long(filled[1:], names, options)
    elif names[0] in _WHO:
        raise UnreadableFile(
            "The first column holds experts. Nothing was taken in; turn the table round, so that "
            "it has a row for each item and a column for each expert."
        )
    else:
        summed = [head for head in heads if head.casefold() in _SUMS]
        notes = (*notes, *(FileNote(f"the column “{head}” is no expert and was left out")
                           for head in summed))  # fmt: skip
        found = _wide(filled[1:], heads, options)
    return RatingTable(
        found.items, found.experts, found.ratings, (*notes, *_understood(found.ratings, options))
    )


def _items_alone(filled: NumberedRows, notes: Sequence[FileNote]) -> RatingTable:
    """Return the lines as items; a first one that only says so is their heading."""
    headed = filled[0][1][0].casefold() in _ITEM
    items = _items([(n, cells[0]) for n, cells in filled[headed:]])
    return RatingTable(items=items, notes=tuple(notes))


def _judge_heads(filled: NumberedRows) -> None:
    """Refuse columns without a name that hold something, and two of one name."""
    number, heads = filled[0]
    for row, cells in filled[1:]:
        for place, cell in enumerate(cells):
            if cell and place and not (place < len(heads) and heads[place]):
                raise UnreadableFile(
                    "“{cell}” stands in column {column}, which has no heading. Nothing was taken "
                    "in; name the expert in the first row.",
                    place=f"row {row}",
                    cell=cell,
                    column=place + 1,
                )
    counts = Counter(same_words(head) for head in heads if head)
    twice = next((head for head in heads if counts[same_words(head)] > 1), None)
    if twice is not None:
        raise UnreadableFile(
            "Two columns are headed “{name}”. Nothing was taken in; give every expert a name of "
            "their own.",
            place=f"row {number}",
            name=twice,
        )


def _wide(rows: NumberedRows, heads: Sequence[str], options: RatingOptions) -> RatingTable:
    """Return a table with a row for each item and a column for each expert."""
    words, columns = _columns(heads, options)
    cells = [(number, [*row, *[""] * (len(heads) - len(row))]) for number, row in rows]
    items = _items([(number, row[words]) for number, row in cells])
    ratings = [
        rating
        for place, (number, row) in enumerate(cells)
        for rating in _of_row(place, number, row, columns, options)
    ]
    experts = tuple(dict.fromkeys(column.expert for column in columns))
    return RatingTable(items, experts, tuple(ratings))


def _columns(heads: Sequence[str], options: RatingOptions) -> tuple[int, list[_Column]]:
    """Return which column holds the items, and what the others hold.

    An expert's column may name a scale or a comment after a colon: “Expert 1: relevance”.
    """
    named = [head.casefold() for head in heads]
    words = next((n for n, name in enumerate(named) if name in _ITEM), None)
    numbers = next((n for n, name in enumerate(named) if name in _NUMBER), None)
    items = words if words is not None and heads[words] else numbers
    items = next(each for each in (items, words, 0) if each is not None)
    left = {items, numbers}
    columns = [
        _column(place, head, options)
        for place, head in enumerate(heads)
        if head and place not in left and head.casefold() not in _SUMS
    ]
    return items, _with_comments(columns)


def _column(place: int, head: str, options: RatingOptions) -> _Column:
    name, _, about = (part.strip() for part in head.rpartition(":"))
    if name and about.casefold() in (*RatingScale, _COMMENT, "comments"):
        if about.casefold().startswith(_COMMENT):
            return _Column(place, head, name, options.scale, comment=True)
        return _Column(place, head, name, RatingScale(about.casefold()), comment=False)
    return _Column(place, head, head, options.scale, comment=False)


def _with_comments(columns: Sequence[_Column]) -> list[_Column]:
    """Join comments to the one scale that their expert rates on, where it is one."""
    scales: dict[str, list[RatingScale]] = {}
    for column in columns:
        if not column.comment:
            scales.setdefault(column.expert, []).append(column.scale)
    return [
        _Column(each.place, each.head, each.expert, scales[each.expert][0], comment=True)
        if each.comment and each.expert in scales
        else each
        for each in columns
    ]


def _of_row(
    item: int,
    number: int,
    cells: Sequence[str],
    columns: Sequence[_Column],
    options: RatingOptions,
) -> Iterator[RatingDraft]:
    """Yield what the experts say of one item; value and comment on one scale are one rating."""
    said: dict[tuple[str, RatingScale], tuple[int | None, str]] = {}
    for column in columns:
        key = (column.expert, column.scale)
        value, comment = said.get(key, (None, ""))
        cell = cells[column.place]
        if column.comment:
            comment = cell
        else:
            value = _value(cell, column.scale, options, number, column.head)
        said[key] = (value, comment)
    for (expert, scale), (value, comment) in said.items():
        if value is not None or comment:
            yield RatingDraft(item, expert, scale, value, comment, f"row {number}, “{expert}”")


def _long(rows: NumberedRows, names: Sequence[str], options: RatingOptions) -> RatingTable:
    """Return a table with a row for each rating: item, expert, value, scale, comment."""
    wordings: dict[str, tuple[int, str]] = {}
    experts: dict[str, str] = {}
    ratings = []
    for number, row in rows:
        cells = dict(zip(names, [*row, *[""] * (len(names) - len(row))], strict=True))
        for column in ("item", "expert"):
            if not cells[column]:
                raise _empty(number, column)
        scale = _scale(cells.get("scale", ""), options, number)
        wordings.setdefault(same_words(cells["item"]), (number, cells["item"]))
        expert = experts.setdefault(same_words(cells["expert"]), cells["expert"])
        value = _value(cells["value"], scale, options, number, "value")
        place = list(wordings).index(same_words(cells["item"]))
        comment = cells.get(_COMMENT, "")
        if value is not None or comment:
            where = f"row {number}"
            ratings.append(RatingDraft(place, expert, scale, value, comment, where))
    return RatingTable(_items(list(wordings.values())), tuple(experts.values()), tuple(ratings))


def _scale(word: str, options: RatingOptions, number: int) -> RatingScale:
    if not word:
        return options.scale
    try:
        return RatingScale(word.casefold())
    except ValueError:
        raise UnreadableFile(
            "“{word}” in the column “scale” is no scale. Known: {known}. Nothing was taken in.",
            place=f"row {number}",
            word=word,
            known=", ".join(RatingScale),
        ) from None


def _items(cells: Sequence[tuple[int, str]]) -> tuple[ItemDraft, ...]:
    """Return the items by their words or numbers; each must be there once."""
    first: dict[str, int] = {}
    for number, cell in cells:
        if not cell:
            raise _empty(number, "item")
        earlier = first.setdefault(same_words(cell), number)
        if earlier != number:
            raise UnreadableFile(
                "The item stands in row {earlier} already. Nothing was taken in; keep one of the "
                "two rows.",
                place=f"row {number}",
                earlier=earlier,
            )
    return tuple(
        ItemDraft(number=int(cell), place=f"row {number}")
        if cell.isascii() and cell.isdecimal()
        else ItemDraft(cell, place=f"row {number}")
        for number, cell in cells
    )


def _value(
    cell: str, scale: RatingScale, options: RatingOptions, number: int, column: str
) -> int | None:
    """Return the value of a cell, None where it says that there is none."""
    word, end = same_words(cell), RATING_ENDS[scale]
    if word in _UNRATED:
        return None
    if word in _WORDS[scale]:
        return _WORDS[scale][word]
    whole = _WHOLE.fullmatch(word)
    value = int(whole[1]) if whole and len(whole[1]) < 3 else 0
    if not 1 <= value <= end:
        raise UnreadableFile(
            "“{cell}” in the column “{column}” is no value of the scale “{scale}”, which goes "
            "from 1 to {end}. Nothing was taken in; correct the cell, leave it empty, or choose "
            "another scale.",
            place=f"row {number}",
            cell=cell,
            column=column,
            scale=scale.value,
            end=end,
        )
    turned = options.one_is_top and scale is options.scale
    return end + 1 - value if turned else value


def _empty(number: int, column: str) -> UnreadableFile:
    return UnreadableFile(
        "The column “{column}” is empty. Nothing was taken in; fill the cell.",
        place=f"row {number}",
        column=column,
    )


def _understood(ratings: Sequence[RatingDraft], options: RatingOptions) -> Iterator[FileNote]:
    """Yield how often each value was understood, scale by scale."""
    for scale in RatingScale:
        values = Counter(each.value for each in ratings if each.scale is scale and each.value)
        if not values:
            continue
        told = [
            f"{' '.join([str(value), MEANINGS[scale].get(value, '')]).strip()}: {values[value]}"
            for value in range(RATING_ENDS[scale], 0, -1)
        ]
        turned = " (1 was its top)" if options.one_is_top and scale is options.scale else ""
        yield FileNote(f"scale “{scale}”{turned}: {'; '.join(told)}")
