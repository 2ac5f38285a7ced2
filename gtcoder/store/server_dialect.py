"""PostgreSQL as a study's schema speaks it; loaded only where a study is on a server."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from gtcoder.store.dialects import Alike


class ServerDialect(Alike, PGDialect_psycopg):
    """The dialect of studies on a server."""

    supports_statement_cache = True
