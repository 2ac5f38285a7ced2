"""The first schema; it grows with the model until 0.1 is released, and is frozen then."""

from __future__ import annotations

from alembic import op

import gtcoder.model  # noqa: F401  maps the tables
from gtcoder.store.migrate import create_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    create_tables(op.get_bind())
