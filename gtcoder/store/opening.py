"""Making and opening a study: checks, lock, migration, and what is said when something is odd."""

from __future__ import annotations

import difflib
import os
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, inspect, select, text

from gtcoder.errors import DamagedStudy, GtcoderError, InvalidInput, NotAStudy, NotFound
from gtcoder.model.base import new_guid, now
from gtcoder.model.project import Project
from gtcoder.model.team import Coder, Round
from gtcoder.store.backup import KEPT_BY_DEFAULT, back_up, last_backup
from gtcoder.store.engine import APPLICATION_ID, READING, make_engine, settle_file, translated
from gtcoder.store.location import FileLocation, Location, ServerLocation
from gtcoder.store.migrate import SCHEMA_VERSION, bring_up_to_date, create_schema
from gtcoder.store.naming import cleaned
from gtcoder.store.project import OpenProject
from gtcoder.store.seen import compare, remember
from gtcoder.store.sidecar import Sidecar
from gtcoder.store.undo_stacks import FIRST
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CoderId, CoderRole, RoundKind

_NAME_IS_TAKEN = ("42P06", "23505")  # duplicate schema; the same in the moment of a race
_MAGIC = b"SQLite format 3\x00"


@action(FIRST)
def create(unit: Unit, *, coder: str) -> None:
    """Begin the ledger: the study's row, its first coder as lead, and round 1 (open)."""
    if unit.revision != 1:
        raise InvalidInput("The study has begun already. Nothing was changed.")
    lead = unit.make(Coder(name=coder, role=CoderRole.LEAD))
    unit.make(Round(name="Round 1", kind=RoundKind.OPEN))
    unit.touch_new(Project.__tablename__, 1)
    unit.coder = CoderId(lead.id)
    unit.tell(coder=coder)


def create_study(location: Location, *, coder: str, title: str) -> None:
    """Make an empty study with its first coder (lead) and round 1; it is all there or not at all.

    Raises InvalidInput where something is there already.
    """
    name, title = cleaned(coder), cleaned(title)
    if not name:
        raise InvalidInput("The first coder needs a name. No study was made.")
    with translated():
        if isinstance(location, ServerLocation):
            _create_on_server(location, name, title)
        else:
            _create_file(location, name, title)


def _create_file(location: FileLocation, coder: str, title: str) -> None:
    path = location.path
    if path.exists():
        raise InvalidInput(
            "“{path}” is there already and was not touched. Choose another name.", path=path
        )
    if not path.parent.is_dir():
        raise InvalidInput("There is no folder “{folder}”.", folder=path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    try:
        connection = sqlite3.connect(draft)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.close()
        engine = make_engine(FileLocation(draft))
        fill(engine, coder, title)
        engine.dispose()
        settle_file(draft)
        put_in_place(draft, path)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a finished study file its name; refuse where that name is taken."""
    try:
        os.link(draft, path)  # unlike a rename, refuses to replace what came in the meantime
    except FileExistsError:
        raise InvalidInput(
            "“{path}” is there already and was not touched. Choose another name.", path=path
        ) from None
    except OSError:
        draft.rename(path)  # a file system without hard links


def _create_on_server(location: ServerLocation, coder: str, title: str) -> None:
    with schema_out_of_sight(location) as engine:
        fill(engine, coder, title)


@contextmanager
def schema_out_of_sight(location: ServerLocation) -> Iterator[Engine]:
    """Give an engine on a new schema of another name; leaving the block gives it the study's name.

    So a study is all there or not at all, whatever ends the program in between.
    """
    draft = replace(location, schema=f"new_{uuid.uuid4().hex}")
    engine = make_engine(draft)
    try:
        with engine.begin() as connection:
            if location.schema in inspect(connection).get_schema_names():
                raise _taken(location)
            connection.execute(text(f'CREATE SCHEMA "{draft.schema}"'))
        yield engine
        with engine.begin() as connection:
            rename = f'ALTER SCHEMA "{draft.schema}" RENAME TO "{location.schema}"'
            connection.execute(text(rename))
    except BaseException as error:
        with engine.begin() as connection:
            connection.execute(text(f'DROP SCHEMA IF EXISTS "{draft.schema}" CASCADE'))
        if getattr(getattr(error, "orig", None), "sqlstate", None) in _NAME_IS_TAKEN:
            raise _taken(location) from error
        raise
    finally:
        engine.dispose()


def _taken(location: ServerLocation) -> InvalidInput:
    return InvalidInput(
        "The database holds a study “{study}” already; it was not touched.", study=location.study
    )


def fill(engine: Engine, coder: str, title: str) -> None:
    """Make the tables of an empty study, its row, its first coder and round 1."""
    with engine.begin() as connection:
        create_schema(connection)
        row = {"id": 1, "guid": new_guid(), "title": title, "settings": {}, "revision": 0}
        counters = {"project": 1}
        connection.execute(insert(Project), {**row, "counters": counters, "created_at": now()})
    OpenProject(engine, None).perform(create, coder=coder)


def open_study(
    location: Location,
    coder: str | None = None,
    *,
    read_only: bool = False,
    take_over: bool = False,
) -> OpenProject:
    """Open a study for a coder it knows; without a coder it can only be read."""
    try:
        with translated():
            if isinstance(location, ServerLocation):
                return _open_on_server(location, coder, read_only=read_only)
            return _open_file(location.path, coder, read_only=read_only, take_over=take_over)
    except DamagedStudy as error:
        if isinstance(location, FileLocation) and "what" in error.parameters:
            raise _damaged(location.path, error.parameters["what"]) from error
        raise


def _open_on_server(location: ServerLocation, coder: str | None, *, read_only: bool) -> OpenProject:
    engine = make_engine(location)
    try:
        with engine.connect() as connection:
            if location.schema not in inspect(connection).get_schema_names():
                raise NotFound(
                    "The database holds no study “{study}”. Make it with “gtcoder new”.",
                    study=location.study,
                )
        bring_up_to_date(engine, lambda: None)
        who = None if coder is None else find_coder(engine, coder)
        return OpenProject(engine, who, read_only=read_only)
    except BaseException:
        engine.dispose()
        raise


def _open_file(path: Path, coder: str | None, *, read_only: bool, take_over: bool) -> OpenProject:
    check_file(path)
    path = path.resolve()  # one lock and one folder of copies, whatever way leads to the file
    sidecar = None
    if not read_only:
        sidecar = Sidecar(path, coder or "somebody")
        sidecar.take(take_over=take_over)
    engine = make_engine(FileLocation(path), read_only=read_only)
    try:
        bring_up_to_date(engine, lambda: back_up(path, name=f"before schema {SCHEMA_VERSION}"))
        who = None if coder is None else find_coder(engine, coder)
        project = OpenProject(
            engine,
            who,
            read_only=read_only,
            before_write=None if sidecar is None else sidecar.refresh,
            on_poll=None if sidecar is None else sidecar.beat,
            on_close=_closing(path, sidecar),
        )
        warning = compare(engine)
    except BaseException as error:
        engine.dispose()
        last = sidecar is not None and sidecar.release()
        if last and isinstance(error, GtcoderError):
            settle_file(path)
        raise
    if warning is not None:
        project.warnings.append(warning)
    return project


def _closing(path: Path, sidecar: Sidecar | None) -> Callable[[OpenProject], None]:
    def close(project: OpenProject) -> None:
        if sidecar is None:
            return
        try:
            remember(project.engine)
            if project.wrote:
                back_up(path, keep=_copies_to_keep(project.engine))
        finally:
            project.engine.dispose()
            if sidecar.release():
                settle_file(path)

    return close


def _copies_to_keep(engine: Engine) -> int:
    with engine.connect().execution_options(**{READING: True}) as connection:
        settings = connection.execute(select(Project.settings)).scalar_one()
        connection.rollback()
    return int(settings.get("backups", KEPT_BY_DEFAULT))


def check_file(path: Path) -> None:
    """Refuse what is no study or is plainly damaged, before SQLite touches it."""
    if path.exists() and not path.is_file() and not path.is_dir():  # to open a pipe is to wait
        raise NotAStudy("“{path}” is no file but a pipe or device, and no study.", path=path)
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise NotFound("There is no study “{path}”.", path=path) from None
    except IsADirectoryError:
        raise NotAStudy("“{path}” is a folder, not a study.", path=path) from None
    if not head.startswith(_MAGIC) or len(head) < 100:
        if path.suffix == ".gtc":
            raise _damaged(path, "its first bytes are not those of a study")
        raise NotAStudy("“{path}” is no gtcoder study. It was not touched.", path=path)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotAStudy(
            "“{path}” is a database of another program. It was not touched; “gtcoder import” may "
            "read it.",
            path=path,
        )
    pages = int.from_bytes(head[28:32], "big")
    size = int.from_bytes(head[16:18], "big")
    wanted = pages * (65536 if size == 1 else size)
    settled = not path.with_name(path.name + "-wal").exists() and head[24:28] == head[92:96]
    if settled and path.stat().st_size < wanted:
        raise _damaged(path, f"{wanted - path.stat().st_size} bytes are missing at its end")


def _damaged(path: Path, what: str) -> DamagedStudy:
    copy = last_backup(path)
    offer = f"The last backup is “{copy}”." if copy else "No backup was found beside it."
    return DamagedStudy(
        "“{path}” is damaged: {what}. It was not touched. {offer}",
        path=path,
        what=what,
        offer=offer,
    )


def find_coder(engine: Engine, name: str) -> CoderId:
    """Return the coder of that name, or refuse with the nearest names there are."""
    rows = _coders(engine)
    for row in rows:
        if row.name == name:
            return CoderId(row.id)
    names = [row.name for row in rows]
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.4) or names[:5]
    raise NotFound(
        "The study knows no coder “{name}”. Nearest: {near}. Add a coder with --new-coder or "
        "“gtcoder coder”.",
        name=name,
        near=", ".join(near),
    )


def coder_names(engine: Engine) -> tuple[str, ...]:
    """Return the names of the coders, which no blind round hides."""
    return tuple(row.name for row in _coders(engine))


def first_lead(engine: Engine) -> str:
    """Return the name of the study's first lead."""
    return next(str(row.name) for row in _coders(engine) if row.role == CoderRole.LEAD)


def _coders(engine: Engine) -> list[Any]:
    options = {READING: True}
    with translated(), engine.connect().execution_options(**options) as connection:
        rows = select(Coder.id, Coder.name, Coder.role).order_by(Coder.id)
        found = list(connection.execute(rows))
        connection.rollback()
    return found
