"""The journaling unit of work: every row it changes leaves an image before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Engine, Select, bindparam, delete, event, select, update
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql.elements import TextClause

from gtcoder.errors import NotAllowed, NotFound
from gtcoder.model.base import Journaled
from gtcoder.model.team import Coder
from gtcoder.store.images import (
    Row,
    columns_of,
    decode_values,
    encode_row,
    journaled_tables,
    names_of,
)
from gtcoder.store.keys import Keys
from gtcoder.store.ledger import Changed, NewRows, TableImages
from gtcoder.store.rows import among, insert_columns
from gtcoder.store.sight import Blindness, Numbers, criteria, lane_of, numbers
from gtcoder.vocabulary import CoderId, CoderRole

R = TypeVar("R", bound=Journaled)


class JournalBypassed(AssertionError):
    """A verb tried to write past the journal (a bug)."""


class Unit(Session):
    """The session a verb works in: one transaction, one entry.

    A verb changes records (`add`, attributes, `delete`) or, for thousands of rows, calls the
    `bulk_` methods; both are journaled. `coder` is who acts, `revision` the entry's number and
    `reason` why, where it was said.
    """

    def __init__(self, engine: Engine, coder: CoderId | None) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.coder = coder
        self.revision = 0
        self.reason = ""
        self.details: dict[str, Any] = {}
        self.unjournaled = False
        self.blind: Blindness | None = None
        self.given = Keys({})
        self._criteria: tuple[Any, ...] = ()
        self._before: dict[str, dict[int, Row | None]] = {}
        self._inserted: list[Changed] = []

    def start(
        self, revision: int, counters: dict[str, int], blind: Blindness | None, *, public: bool
    ) -> None:
        """Begin entry `revision` with the study's key counters.

        While a round is blind the unit sees only what the coder may see, and gives keys of the
        coder's lane, or of all's for a verb that is `public`.
        """
        self.revision = revision
        self.given = Keys(counters)
        self.blind = blind
        if blind is None:
            self.given.keep_to(None)
        else:
            self.given.keep_to(0 if public else lane_of(self.me))
            self._criteria = criteria(blind, self.coder)

    @property
    def numbers(self) -> Numbers:
        """Return the numbers by which the coder knows entries."""
        return numbers(self.connection(), self.blind, self.coder)

    @property
    def me(self) -> CoderId:
        """Return who acts; a verb without a coder is refused."""
        if self.coder is None:
            raise NotAllowed("Nobody is named as the coder. Name one; nothing was changed.")
        return self.coder

    def require_lead(self, what: str) -> None:
        """Refuse unless the coder is a lead."""
        if self.get_one(Coder, self.me).role != CoderRole.LEAD:
            raise NotAllowed(
                "Only a lead may {what}. Nothing was changed; ask a lead of the study.", what=what
            )

    def tell(self, **details: Any) -> None:
        """Add what the ledger should say of this entry, in names as they are now."""
        self.details.update(details)

    def keys(self, table: str, count: int = 1) -> range:
        """Reserve `count` keys of a table; keys are never used twice."""
        return self.given.take(table, count)

    def add(self, instance: object, *, _warn: bool = True) -> None:
        """Add a record and give it its key."""
        if isinstance(instance, Journaled) and instance.id is None:
            instance.id = self.keys(instance.__tablename__)[0]
        super().add(instance, _warn=_warn)

    def make(self, record: R) -> R:
        """Add a record and return it."""
        self.add(record)
        return record

    def find(self, kind: type[R], key: int, what: str) -> R:
        """Return the record with that key, or refuse with a sentence that says what is missing."""
        record = self.get(kind, key)
        if record is None:
            raise NotFound(
                "There is no {what} with number {key}. Nothing was changed.", what=what, key=key
            )
        return record

    def bulk_insert(
        self,
        kind: type[Journaled],
        columns: Mapping[str, Sequence[Any]],
        keys: range | None = None,
        stored: Callable[[int], object] | None = None,
    ) -> range:
        """Insert many rows at once and return their keys, in the columns' order.

        `columns` holds every column but `id`, each of the same length; `keys` are those that were
        reserved for them, where rows point to one another; `stored` hears how many more are in.
        Rows made here must not be changed again in the same unit.
        """
        self.flush()
        table = kind.__tablename__
        made = self.keys(table, len(columns["guid"])) if keys is None else keys
        insert_columns(self.connection(), table, {"id": made, **columns}, len(made), stored)
        self._inserted.append(NewRows(table, made, columns))
        return made

    def bulk_update(
        self, kind: type[Journaled], keys: Sequence[int], /, **values: Sequence[Any] | Any
    ) -> None:
        """Set columns of many rows at once; a list gives a value per key, anything else one."""
        if not keys:
            return
        self.flush()
        table = kind.__tablename__
        self._remember(table, keys)
        target = journaled_tables()[table]
        many = {name: value for name, value in values.items() if isinstance(value, list)}
        one = {name: value for name, value in values.items() if name not in many}
        statement = update(target).where(target.c.id == bindparam("_of_row"))
        statement = statement.values({name: bindparam(f"_{name}") for name in values})
        constants = {f"_{name}": value for name, value in one.items()}
        lists = [many[name] for name in many]
        rows = [
            {"_of_row": key, **constants, **{f"_{n}": v for n, v in zip(many, each, strict=True)}}
            for key, *each in zip(keys, *lists, strict=True)
        ]
        self.connection().execute(statement, rows)
        self.expire_all()

    def bulk_delete(self, kind: type[Journaled], keys: Sequence[int]) -> None:
        """Delete many rows at once."""
        self.flush()
        table = kind.__tablename__
        self._remember(table, keys)
        self._delete_rows(table, keys)
        self.expire_all()

    def put_back(self, table: str, present: dict[int, Row], wanted: dict[int, Row]) -> None:
        """Make the rows of `present` what `wanted` says: gone where it is silent.

        Rows leave before others come in, so that no unique key meets its own past; foreign keys
        are checked at commit.
        """
        self._before.setdefault(table, {})
        for key in present.keys() | wanted.keys():
            self._before[table].setdefault(key, present.get(key))
        names = names_of(table)
        rows = [decode_values(table, dict(zip(names, row, strict=True))) for row in wanted.values()]
        target = journaled_tables()[table]
        if len(names) < len(target.columns):  # the study's own row holds more than images know
            for row in rows:
                self.connection().execute(update(target).where(target.c.id == row["id"]), row)
            self.expire_all()
            return
        self._delete_rows(table, list(present))
        columns = {name: [row[name] for row in rows] for name in names}
        insert_columns(self.connection(), table, columns, len(rows))
        self.expire_all()

    def rows_now(self, table: str, keys: Iterable[int]) -> dict[int, Row]:
        """Return the rows with these keys as they are now, encoded."""
        found: dict[int, Row] = {}
        place = names_of(table).index("id")
        for statement in _by_keys(table, list(keys)):
            for row in self.connection().execute(statement):
                encoded = encode_row(table, row)
                found[encoded[place]] = encoded
        return found

    def collect(self) -> list[Changed]:
        """Flush, and return what changed since the unit began, table by table."""
        self.flush()
        changed: list[Changed] = list(self._inserted)
        for table, before in self._before.items():
            after = self.rows_now(table, before)
            images = TableImages.between(table, before, after)
            if images:
                changed.append(images)
        return changed

    def touch_new(self, table: str, key: int) -> None:
        """Count a row that is there already as made by this entry (a study's own first row)."""
        self._before.setdefault(table, {})[key] = None

    def _remember(self, table: str, keys: Iterable[int]) -> None:
        known = self._before.setdefault(table, {})
        unknown = [key for key in keys if key not in known]
        if unknown:
            known.update(self.rows_now(table, unknown))

    def _delete_rows(self, table: str, keys: Sequence[int]) -> None:
        target = journaled_tables()[table]
        for condition in among(target.c.id, keys):
            self.connection().execute(delete(target).where(condition))


def _by_keys(table: str, keys: Sequence[int]) -> Iterator[Select[Any]]:
    target = journaled_tables()[table]
    for condition in among(target.c.id, keys):
        yield select(*columns_of(table)).where(condition)


@event.listens_for(Unit, "do_orm_execute")
def _only_reading(state: ORMExecuteState) -> None:
    writes = state.is_update or state.is_delete or state.is_insert
    if writes or isinstance(state.statement, TextClause):
        raise JournalBypassed(str(state.statement))
    if isinstance(state.session, Unit) and state.session._criteria:
        state.statement = state.statement.options(*state.session._criteria)


@event.listens_for(Unit, "before_flush")
def _remember_rows(unit: Unit, _context: object, _instances: object) -> None:
    touched: dict[str, list[int]] = {}
    for record in [*unit.dirty, *unit.deleted]:
        if isinstance(record, Journaled):
            touched.setdefault(record.__tablename__, []).append(record.id)
    for table, keys in touched.items():
        unit._remember(table, keys)
    for record in unit.new:
        if isinstance(record, Journaled):
            unit._before.setdefault(record.__tablename__, {}).setdefault(record.id, None)
