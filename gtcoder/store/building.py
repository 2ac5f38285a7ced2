"""Building a whole study out of sight: it comes to its place complete, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event

from gtcoder.errors import InvalidInput
from gtcoder.store.engine import make_engine, settle_file, translated
from gtcoder.store.location import FileLocation, Location, ServerLocation
from gtcoder.store.opening import create_study, fill, put_in_place, schema_out_of_sight


@contextmanager
def building(location: Location, *, coder: str, title: str) -> Iterator[Engine]:
    """Give an engine on a new study with its first coder; leaving the block puts it in place.

    When the block raises, nothing stays behind. Raises InvalidInput where something is there
    already.
    """
    with translated():
        if isinstance(location, ServerLocation):
            with schema_out_of_sight(location) as engine:
                fill(engine, coder, title)
                yield engine
        else:
            with _in_file(location.path, coder, title) as engine:
                yield engine


@contextmanager
def _in_file(path: Path, coder: str, title: str) -> Iterator[Engine]:
    if path.exists():
        raise InvalidInput(
            "“{path}” is there already and was not touched. Choose another name.", path=path
        )
    draft = path.with_name(f".{path.name}.{os.getpid()}.built")
    _remove(draft)
    try:
        create_study(FileLocation(draft), coder=coder, title=title)
        engine = make_engine(FileLocation(draft))
        event.listen(engine, "connect", _without_waiting_for_the_disk)
        try:
            yield engine
        finally:
            engine.dispose()
        settle_file(draft)
        _to_the_disk(draft)
        put_in_place(draft, path)
        _to_the_disk(path.parent)
    finally:
        _remove(draft)


def _without_waiting_for_the_disk(connection: object, _record: object) -> None:
    """Nothing of a draft is acknowledged; the disk is waited for once, when it is complete."""
    connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]


def _to_the_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(draft: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        draft.with_name(draft.name + ending).unlink(missing_ok=True)
