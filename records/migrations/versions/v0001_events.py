"""The record's events, batches and heads."""

from records.migrations.step import run_sql

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0001_events.sql")
