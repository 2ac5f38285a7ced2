"""SQLite as a study's file speaks it; the dialect of one study is as good as that of another."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

COMPILED: LRUCache[Any, Any] = LRUCache(1000)


class Alike:
    """Equal to every dialect of its kind and version, so that statements are compiled once.

    What SQLAlchemy compiles it keeps by dialect; each opening of a study makes a new one.
    """

    server_version_info: tuple[Any, ...] | None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Alike):
            return NotImplemented
        return type(self) is type(other) and self.server_version_info == other.server_version_info

    def __hash__(self) -> int:
        return hash(type(self))  # the version is known only after the first connection


class FileDialect(Alike, SQLiteDialect_pysqlite):
    """The dialect of studies in a file."""

    supports_statement_cache = True
