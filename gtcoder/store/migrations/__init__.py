"""Alembic migrations of a study's schema: additive, each with its number as its name."""
