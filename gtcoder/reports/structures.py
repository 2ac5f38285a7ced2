"""The two tables of a stepwise study: open codes under axial codes, and selective structures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from gtcoder.errors import NotFound
from gtcoder.progress import Progress
from gtcoder.queries.attributes import CodeTable, ColumnRow, code_table
from gtcoder.queries.codebook import CodeRow, nearest
from gtcoder.queries.ledger import revision_of
from gtcoder.reports.base import SEPARATOR, Basis, Cell, Report, Row, number_of, report
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import AttributeKind, CodeId, CodeLevel

_AT = {"help": "a label or the number of an entry; without one: as it is now"}
_ITEM = {
    "help": "the column that holds the printed item number; without one: “item (LABEL)” or "
    "“item” where the study has it, as it is now the newest of them; else the rows are numbered"
}
_MEMBERSHIPS = {"help": "also under the further categories that a code serves"}
_TOTALS = {"help": "a last row with totals"}
_REPEATED = {"help": "print names again that the row above has already"}
_BRACKETED = {"help": "print names in square brackets, which stand for a name that is missing"}
AXIAL, STRUCTURE, SUB, OPEN, ITEM = (
    "axial code", "selective structure", "sub-structure", "open code", "item",
)  # fmt: skip
HEADS = (CodeLevel.AXIAL, CodeLevel.CORE)  # what a row begins with


@dataclass(frozen=True, slots=True)
class AxialListOptions:
    """The options of the list of open codes under axial codes."""

    label: str = field(default="", metadata=_AT)
    item: str = field(default="", metadata=_ITEM)
    memberships: bool = field(default=True, metadata=_MEMBERSHIPS)
    repeated: bool = field(default=False, metadata=_REPEATED)
    totals: bool = field(default=False, metadata=_TOTALS)


@dataclass(frozen=True, slots=True)
class StructureOptions:
    """The options of the table of selective structures."""

    label: str = field(default="", metadata=_AT)
    item: str = field(default="", metadata=_ITEM)
    columns: tuple[str, ...] = field(
        default=(),
        metadata={"help": "the columns to show, in this order; without: all but item numbers"},
    )
    memberships: bool = field(default=True, metadata=_MEMBERSHIPS)
    repeated: bool = field(default=False, metadata=_REPEATED)
    totals: bool = field(default=True, metadata=_TOTALS)
    bracketed: bool = field(default=False, metadata=_BRACKETED)


@dataclass(frozen=True, slots=True)
class Place:
    """An open code in one of its places: the categories above it from the axial code down."""

    code: CodeRow
    axial: str
    structure: str
    sub: str
    name: str
    item: int | str | None = None
    line: tuple[CodeId, ...] = ()

    @property
    def further(self) -> bool:
        """Whether this is a place of the code beside its own one in the tree."""
        return not self.line or self.code.parent != self.line[-1]


@report("axial-list", "Open codes under axial codes", AxialListOptions)
def axial_list(reader: Reader, options: AxialListOptions, progress: Progress) -> Report:
    """Return item number, axial code and open code, row by row, as of a label or as it is."""
    progress.step(0, 1, "reading the codebook")
    table, moment = _table(reader, options.label)
    item = _item_column(table, options.item, options.label)
    places, said = _counted(table, item, members=options.memberships)
    rows: list[Row] = [(place.item, place.axial, place.name) for place in places]
    totals = frozenset[int]()
    if options.totals:
        totals = frozenset({len(rows)})
        axial = len({place.line[:1] for place in places})
        rows.append(("total", number_of(axial, "axial code"), number_of(len(places), "row")))
    basis = _basis(places, moment, said)
    return Report(
        name="axial-list",
        title=f"Open codes under axial codes{moment.words}",
        columns=(ITEM, AXIAL, OPEN),
        rows=tuple(rows),
        sentences=(*basis.sentences(reader), *said),
        provenance=basis.provenance(reader),
        totals=totals,
        repeats=() if options.repeated else (AXIAL,),
    )


@report("selective-structure", "Selective structures", StructureOptions)
def selective_structure(reader: Reader, options: StructureOptions, progress: Progress) -> Report:
    """Return axial code, structure, sub-structure and open code, with the columns of codes."""
    progress.step(0, 1, "reading the codebook")
    table, moment = _table(reader, options.label)
    item = _item_column(table, options.item, options.label)
    shown = _chosen_columns(table, options.columns, item)
    places, said = _counted(table, item, members=options.memberships)
    if not options.bracketed:
        places, hidden = _without_bracketed(places)
        said = (*said, *hidden)
    rows = [
        (place.item, place.axial, place.structure, place.sub, place.name,
         *(_value(table, place.code.id, column) for column in shown))
        for place in places
    ]  # fmt: skip
    totals = frozenset[int]()
    if options.totals and rows:
        totals = frozenset({len(rows)})
        rows.append(("total", None, None, None, None, *_sums(table, places, shown)))
        said = (*said, *_counting(table, places, shown))
    basis = _basis(places, moment, said)
    return Report(
        name="selective-structure",
        title=f"Selective structures{moment.words}",
        columns=(ITEM, AXIAL, STRUCTURE, SUB, OPEN, *(column.name for column in shown)),
        rows=tuple(rows),
        sentences=(*basis.sentences(reader), *said),
        provenance=basis.provenance(reader),
        totals=totals,
        repeats=() if options.repeated else (AXIAL, STRUCTURE, SUB),
        groups={column.name: column.group for column in shown},
    )


@dataclass(frozen=True, slots=True)
class _Moment:
    """From which entry a table is, in words for its title."""

    revision: int | None
    words: str


def _table(reader: Reader, label: str) -> tuple[CodeTable, _Moment]:
    if not label:
        return code_table(reader), _Moment(None, "")
    revision = revision_of(reader, label)
    if not 1 <= revision <= reader.revision:
        raise NotFound(
            "There is no entry {revision}; the ledger has the entries 1 to {last}. Nothing was "
            "written.",
            revision=revision,
            last=reader.revision,
        )
    said = f"entry {label}" if label.isdecimal() else f"“{label}”"
    return code_table(reader, revision), _Moment(revision, f" as of {said}")


def _item_column(table: CodeTable, asked: str, label: str) -> str:
    names = [column.name for column in table.columns]
    if asked:
        if asked not in names:
            raise _no_column(asked, names)
        return asked
    if label:
        return next((name for name in (f"{ITEM} ({label})", ITEM) if name in names), "")
    return newest_items(names)


def newest_items(names: list[str]) -> str:
    """Return the column “item”, else the last one that holds item numbers; empty without one."""
    held = [name for name in names if holds_items(name)]
    return ITEM if ITEM in held else held[-1] if held else ""


def _chosen_columns(table: CodeTable, asked: tuple[str, ...], item: str) -> tuple[ColumnRow, ...]:
    if not asked:
        return tuple(each for each in table.columns if not holds_items(each.name))
    found = []
    for name in asked:
        column = table.column(name)
        if column is None:
            raise _no_column(name, [each.name for each in table.columns])
        found.append(column)
    return tuple(column for column in found if column.name != item)


def holds_items(name: str) -> bool:
    """Tell whether a column holds item numbers, which nobody sums up: “item”, “item (…)”."""
    return name == ITEM or name.startswith(f"{ITEM} (")


def _no_column(asked: str, names: list[str]) -> NotFound:
    return NotFound(
        "The codes have no column “{name}”. Nearest: {near}. Nothing was written.",
        name=asked,
        near=nearest(asked, names),
    )


def _counted(table: CodeTable, item: str, *, members: bool) -> tuple[list[Place], tuple[str, ...]]:
    """Return the rows with their item numbers, and sentences on what is not among them."""
    found = places_of_codes(table, item, members=members)
    placed = {place.code.id for place in found}
    loose = sum(code.level is CodeLevel.OPEN and code.id not in placed for code in table.codes)
    return (found if item else _numbered(found)), _left_out(table, found, loose)


def places_of_codes(table: CodeTable, item: str = "", *, members: bool = True) -> list[Place]:
    """Return the open codes in all their places, by item number where there is a column of them."""
    by_id = {code.id: code for code in table.codes}
    found: list[Place] = []
    further = _further(table) if members else {}
    for code in table.codes:
        if code.level is not CodeLevel.OPEN:
            continue
        number = _number(table.value(code.id, item)) if item else None
        above = line_of(by_id, code.parent)
        lines = [above] if above else []
        lines += [line for each in further.get(code.id, ()) if (line := line_of(by_id, each))]
        found += [_place(by_id, code, line, number) for line in lines]
    return _ordered(found)


def _further(table: CodeTable) -> Mapping[CodeId, list[CodeId]]:
    found: dict[CodeId, list[CodeId]] = {}
    for category, codes in table.members.items():
        for code in codes:
            found.setdefault(code, []).append(category)
    return found


def line_of(by_id: Mapping[CodeId, CodeRow], code: CodeId | None) -> tuple[CodeId, ...]:
    """Return the codes from the axial code down to this one.

    The core is above all axial codes, and stands for one where codes lie in it without any.
    """
    line: list[CodeId] = []
    while code is not None and code in by_id:
        axial = any(by_id[each].level is CodeLevel.AXIAL for each in line)
        if axial and by_id[code].level is CodeLevel.CORE:
            break
        line.append(code)
        code = by_id[code].parent
    categories = [each for each in line if by_id[each].level is not CodeLevel.OPEN]
    return tuple(line[::-1]) if categories else ()


def _place(
    by_id: Mapping[CodeId, CodeRow],
    code: CodeRow,
    line: tuple[CodeId, ...],
    item: int | str | None,
) -> Place:
    above = [by_id[each] for each in line]
    categories = [each.name for each in above if each.level is not CodeLevel.OPEN]
    first = next(each for each in above if each.level is not CodeLevel.OPEN)
    axial = [categories.pop(0)] if first.level in HEADS else [""]
    names = [each.name for each in above if each.level is CodeLevel.OPEN]
    return Place(
        code,
        axial[0],
        categories[0] if categories else "",
        SEPARATOR.join(categories[1:]),
        SEPARATOR.join((*names, code.name)),
        item,
        line,
    )


def _number(value: str) -> int | str | None:
    return int(value) if value.isdecimal() else value or None


def _ordered(places: list[Place]) -> list[Place]:
    """Put the places in order: each category where its first item stands, then the tree's order.

    A code without a number stands last in its category; further places move no category.
    """
    first: dict[tuple[CodeId, ...], tuple[float, int]] = {}
    for row, place in enumerate(places):
        key = (float("inf") if place.further else _rank(place), row)
        for depth in range(1, len(place.line) + 1):
            upper = place.line[:depth]
            first[upper] = min(first.get(upper, key), key)

    def key_of(pair: tuple[int, Place]) -> tuple[tuple[float, int], ...]:
        row, place = pair
        uppers = (place.line[:depth] for depth in range(1, len(place.line) + 1))
        return (*(first[upper] for upper in uppers), (_rank(place), row))

    return [place for _, place in sorted(enumerate(places), key=key_of)]


def _rank(place: Place) -> float:
    return place.item if isinstance(place.item, int) else float("inf")


def _numbered(places: list[Place]) -> list[Place]:
    """Number the codes in the order of the rows; a code keeps its number in further places."""
    numbers: dict[CodeId, int] = {}
    for place in places:
        numbers.setdefault(place.code.id, len(numbers) + 1)
    return [replace(place, item=numbers[place.code.id]) for place in places]


def _left_out(table: CodeTable, places: list[Place], loose: int) -> tuple[str, ...]:
    said = []
    if loose:
        said.append(f"Not shown: {number_of(loose, 'code')} in no category.")
    held = {code for place in places for code in place.line}
    empty = [
        code.name
        for code in table.codes
        if code.level in (CodeLevel.AXIAL, CodeLevel.SELECTIVE) and code.id not in held
    ]
    if empty:
        noun = number_of(len(empty), "category", "categories")
        said.append(f"Not shown: {noun} without codes ({'; '.join(empty)}).")
    twice = len(places) - len({place.code.id for place in places})
    if twice:
        noun = number_of(twice, "row is a further place", "rows are further places")
        said.append(f"{noun} of a code that serves several categories.")
    return tuple(said)


def _without_bracketed(places: list[Place]) -> tuple[list[Place], tuple[str, ...]]:
    """Leave the cells empty of names that only stand for a name that is missing."""
    shown = [
        replace(place, name="") if _is_bracketed(place.code.name) else place for place in places
    ]
    count = sum(_is_bracketed(place.code.name) for place in places)
    if not count:
        return shown, ()
    noun = number_of(count, "open code has", "open codes have")
    return shown, (f"{noun} no name, only one in square brackets: the cell is left empty.",)


def _is_bracketed(name: str) -> bool:
    return name.startswith("[") and name.endswith("]")


def _value(table: CodeTable, code: CodeId, column: ColumnRow) -> Cell:
    value = table.value(code, column.name)
    return int(value) if column.kind is AttributeKind.YES_NO and value else value


def _sums(table: CodeTable, places: list[Place], columns: tuple[ColumnRow, ...]) -> Iterator[Cell]:
    """Yield the totals, which count each code once however many places it has."""
    codes = list({place.code.id: None for place in places})
    for column in columns:
        values = [value for code in codes if (value := table.value(code, column.name))]
        yield total_of(values)


def total_of(values: list[str]) -> int | float:
    """Return the sum of the values where all are numbers, else how many there are."""
    try:
        total = sum(float(value) for value in values)
    except ValueError:
        return len(values)
    return int(total) if total == int(total) else total


def _counting(
    table: CodeTable, places: list[Place], columns: tuple[ColumnRow, ...]
) -> Iterator[str]:
    if not columns:
        return
    once = " A code with several places counts once." if _has_doubles(places) else ""
    yield f"Totals are sums of columns of numbers, and filled cells of others.{once}"


def _has_doubles(places: list[Place]) -> bool:
    return len({place.code.id for place in places}) < len(places)


def _basis(places: list[Place], moment: _Moment, said: tuple[str, ...]) -> Basis:
    codes = len({place.code.id for place in places})
    axial = len({place.line[:1] for place in places})
    more: dict[str, object] = {"codes": codes, "axial_codes": axial}
    if moment.revision is not None:
        more["as_of"] = moment.revision
    return Basis(
        counted=f"{number_of(codes, 'open code')} under {number_of(axial, 'axial code')}",
        whose="the study's codebook",
        sample=f"{moment.words.strip()} (entry {moment.revision})" if moment.words else "",
        more=more,
    )
