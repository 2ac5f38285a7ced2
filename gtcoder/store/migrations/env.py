"""Run migrations on the connection that the store hands over."""

from __future__ import annotations

from alembic import context

from gtcoder.model.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
