"""Projections of a case."""

from records.migrations.step import run_sql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0002_projections.sql")
