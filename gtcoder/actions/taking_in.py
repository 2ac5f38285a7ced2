"""Taking in rows of another study, or of another tool's project: all at once, as one entry."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from gtcoder.actions.arriving_rights import check_own, takes_lead
from gtcoder.actions.arriving_rules import as_kept, check_words, fits
from gtcoder.actions.rules import refuse_while_blind
from gtcoder.errors import InvalidInput
from gtcoder.garbage import collecting_later
from gtcoder.model.base import Base, Journaled
from gtcoder.model.project import EntryElsewhere
from gtcoder.model.team import Coder
from gtcoder.model.transcripts import ErasedText, TextBody
from gtcoder.progress import Progress, Silent
from gtcoder.store.by_guid import (
    KEYS_IN_JSON,
    KEYS_IN_TEXT,
    PAIRS,
    guids_of,
    mapped_json,
    points_to,
)
from gtcoder.store.images import children_first, encode_column, journaled_tables, names_of
from gtcoder.store.shapes import UNKNOWN
from gtcoder.store.texts import store_texts
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.store.verify import check_names, check_state
from gtcoder.study_rows import Arrival, Columns, Guid, HistoryRow, StudyRows, broken

_NEVER_NEW = "project"
_LISTED = 5_000
_NO_KEY = 0  # no row has it
_GUID = re.compile("[0-9a-f]{32}")


@dataclass
class _Keys:
    """The local key of each row by its guid, table by table, as it will be when all is done."""

    unit: Unit
    known: dict[str, dict[Guid, int]] = field(default_factory=dict)
    given: dict[str, range] = field(default_factory=dict)

    def of(self, table: str) -> dict[Guid, int]:
        """Return the keys of a table."""
        if table not in self.known:
            rows = guids_of(self.unit.connection(), table)
            self.known[table] = {guid: key for key, guid in rows.items()}
        return self.known[table]

    def rename(self, table: str, old: Guid, new: Guid) -> None:
        """Know a row by another guid from now on."""
        self.of(table)[new] = self.of(table).pop(old)

    def give(self, table: str, guids: Sequence[Guid]) -> None:
        """Give keys to new rows."""
        self.given[table] = self.unit.keys(table, len(guids))
        here = self.of(table)
        for guid, key in zip(guids, self.given[table], strict=True):
            if here.setdefault(guid, key) != key:
                raise broken(table, "brings a row that is there already")

    def key(self, table: str, guid: Guid | None) -> int | None:
        """Return the key of a row; raises InvalidInput where there is none."""
        if guid is None:
            return None
        key = self.of(table).get(guid)
        if key is None:
            raise broken(table, "points to a row that is not there")
        return key


class _Stored:
    """How many of the rows that come are stored, told to whoever watches and may stop it."""

    def __init__(self, rows: StudyRows, progress: Progress) -> None:
        self._done, self._progress = 0, progress
        self._all = sum(map(rows.count, rows.tables))

    def more(self, count: int) -> None:
        """Tell that so many more are stored; raises Cancelled where it is to stop."""
        self._done += count
        self._progress.step(self._done, self._all, "storing")

    def check(self) -> None:
        """Tell that all is being looked through."""
        self._progress.step(0, 0, "checking")


@action("study.take_in")
@collecting_later()
def take_in(
    unit: Unit,
    *,
    arrival: Arrival,
    expected_revision: int | None = None,
    progress: Progress | None = None,
) -> None:
    """Store, change and remove the rows of an arrival as one entry.

    What was made ready for the study as it was after `expected_revision` is refused once somebody
    else has changed it since. `progress` hears how far it is, and may stop it.
    A coder brings in new codings of their own with the codes and memos they need, under the rules
    of coding by hand; anything else takes a lead.
    Raises InvalidInput, and leaves the study as it was, where a reference leads nowhere, a span
    lies outside its text, a text is not the one its hash names or was erased for good, or a column
    holds a word that the study does not know.
    """
    own = not takes_lead(arrival, unit.get_one(Coder, unit.me).guid)
    if not own:
        unit.require_lead("bring in more than codings of one's own")
    refuse_while_blind(unit, "bring in another study or project")
    if expected_revision not in (None, unit.revision - 1):
        raise InvalidInput(
            "The study was changed since what comes in was compared with it. Nothing was changed; "
            "compare the two again."
        )
    _store_texts(unit, arrival.new)
    _check_versions(unit, arrival.new)
    stored = _Stored(arrival.new, progress or Silent())
    keys = _store(unit, arrival, stored)
    if own:
        none = range(0)
        check_own(unit, *(keys.given.get(table, none) for table in ("quotation", "coding", "code")))
    _store_history(unit, arrival.new.history)
    stored.check()
    connection = unit.connection()
    problem = next(chain(check_state(connection), check_names(connection)), None)
    if problem is not None:
        raise broken(problem.table, problem.message)
    came = {table: arrival.new.count(table) for table in arrival.new.tables}
    unit.tell(came=came, changed=_counted(arrival.changed), gone=_counted(arrival.gone))
    unit.tell(**arrival.told)


def _store(unit: Unit, arrival: Arrival, stored: _Stored) -> _Keys:
    """Remove, change and store rows, and return the keys that they have."""
    keys = _Keys(unit)
    for table in sorted(arrival.gone, key=children_first().index):
        rows = [keys.of(table).pop(guid) for guid in arrival.gone[table]]
        unit.bulk_delete(_kind(table), rows)
    for table, changes in arrival.changed.items():
        for guid, values in changes.items():
            if values.get("guid", guid) != guid:
                keys.rename(table, guid, values["guid"])
    for table, columns in arrival.new.tables.items():
        if table == _NEVER_NEW:
            raise broken(table, "brings a second study")
        keys.give(table, columns["guid"])
    try:
        for table, changes in arrival.changed.items():
            _change(unit, keys, table, changes)
        for table, columns in arrival.new.tables.items():
            _insert(unit, keys, table, columns, stored)
    except IntegrityError:
        raise broken(table, "is there twice, or says what cannot be") from None
    return keys


def _kind(table: str) -> type[Journaled]:
    kinds = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    if table not in journaled_tables():
        raise broken(table, "is of a kind that this study does not know")
    kind: type[Journaled] = kinds[table]
    return kind


def _store_texts(unit: Unit, rows: StudyRows) -> None:
    """Store the frozen texts that are not there yet."""
    connection = unit.connection()
    erased = set(connection.execute(select(ErasedText.sha256)).scalars())
    known = set(connection.execute(select(TextBody.sha256)).scalars())
    new = {sha256: text for sha256, text in rows.texts.items() if sha256 not in known}
    for sha256, text in new.items():
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            raise broken("text_version", "has a text that is not the one it names")
    if erased & rows.texts.keys():
        raise InvalidInput(
            "It holds a text that was erased from this study for good. Nothing was changed; take "
            "that document out of it, and bring in the rest."
        )
    store_texts(connection, new)


def _insert(unit: Unit, keys: _Keys, table: str, columns: Columns, stored: _Stored) -> None:
    wanted = names_of(table)[1:]
    if set(columns) != set(wanted):
        odd = ", ".join(sorted(set(columns) ^ set(wanted)))
        raise broken(table, f"has other columns than it should ({odd})")
    if not keys.given[table]:
        return
    values = {name: _column(keys, table, name, columns[name]) for name in wanted}
    if table in PAIRS:
        one, other = PAIRS[table]
        pairs = [sorted(pair) for pair in zip(values[one], values[other], strict=True)]
        values[one], values[other] = map(list, zip(*pairs, strict=True))
    unit.bulk_insert(_kind(table), values, keys.given[table], stored.more)


def _column(keys: _Keys, table: str, name: str, values: Sequence[Any]) -> list[Any]:
    """Return a column as the database takes it."""
    other = points_to(table).get(name)
    if other is not None:
        known = keys.of(other)
        try:
            return [None if guid is None else known[guid] for guid in values]
        except KeyError:
            raise broken(table, "points to a row that is not there") from None
    if not fits(table, name, values):
        raise broken(table, f"has no fitting value in its column {name}")
    places = KEYS_IN_JSON.get((table, name))
    if places is not None:
        return [mapped_json(value, places, _from_hex(keys)) for value in values]
    if table in KEYS_IN_TEXT and name == KEYS_IN_TEXT[table][0]:
        values = [_text_by_key(keys, table, value) for value in values]
    check_words(table, name, values)
    return as_kept(name, values)


def _text_by_key(keys: _Keys, table: str, text: str) -> str:
    """Return a text that names a row by its guid with the key that the row has here."""
    _, name, form = KEYS_IN_TEXT[table]
    head = form.format("")
    guid = text.removeprefix(head)
    if not text.startswith(head) or _GUID.fullmatch(guid) is None:
        return text
    key = keys.of(points_to(table)[name]).get(bytes.fromhex(guid))
    return text if key is None else form.format(key)


def _from_hex(keys: _Keys) -> Any:
    def key(guid: str, table: str) -> int | None:
        return _NO_KEY if guid == UNKNOWN else keys.key(table, bytes.fromhex(guid))

    return key


def _change(unit: Unit, keys: _Keys, table: str, changes: Mapping[Guid, Mapping[str, Any]]) -> None:
    """Change rows of a table, all at once: one may take the place that another leaves."""
    here = [keys.of(table)[values.get("guid", guid)] for guid, values in changes.items()]
    present = unit.rows_now(table, here)
    columns = names_of(table)
    wanted = {key: dict(zip(columns, row, strict=True)) for key, row in present.items()}
    for name in {name for values in changes.values() for name in values}:
        rows = [(key, values[name]) for key, values in zip(here, changes.values(), strict=True)
                if name in values]  # fmt: skip
        made = _column(keys, table, name, [value for _, value in rows])
        made_plain = encode_column(table, name, made, packed=False)
        for (key, _), value in zip(rows, made_plain, strict=True):
            wanted[key][name] = value
    if table in PAIRS:
        one, other = PAIRS[table]
        for row in wanted.values():
            row[one], row[other] = sorted((row[one], row[other]))
    new = {key: tuple(row[name] for name in columns) for key, row in wanted.items()}
    unit.put_back(table, present, new)


def _store_history(unit: Unit, history: Iterable[HistoryRow]) -> None:
    known = set(guids_of(unit.connection(), EntryElsewhere.__tablename__).values())
    rows = [row for row in history if row.guid not in known]
    if not rows:
        return
    names = ("guid", "number", "at", "coder", "action", "details", "reason")
    columns = {name: [getattr(row, name) for row in rows] for name in names}
    columns["details"] = [dict(row.details) for row in rows]
    columns["revision"] = [unit.revision] * len(rows)
    unit.bulk_insert(EntryElsewhere, columns)


def _counted(tables: Mapping[str, Mapping[Guid, Any] | Sequence[Guid]]) -> dict[str, int]:
    return {table: len(rows) for table, rows in tables.items() if rows}


def _check_versions(unit: Unit, arriving: StudyRows) -> None:
    """Refuse versions whose text is not there, or is longer or shorter than they say."""
    said = {row["sha256"]: row["characters"] for row in arriving.rows("text_version")}
    lengths: dict[str, int] = {}
    for condition in _among(list(said)):
        length = func.length(TextBody.text).label("length")
        rows = unit.connection().execute(select(TextBody.sha256, length).where(condition))
        lengths |= {row.sha256: row.length for row in rows}
    if lengths != said:
        raise broken("text_version", "has no text, or one of another length")


def _among(hashes: Sequence[str]) -> Iterator[Any]:
    for place in range(0, len(hashes), _LISTED):
        yield TextBody.sha256.in_(hashes[place : place + _LISTED])
