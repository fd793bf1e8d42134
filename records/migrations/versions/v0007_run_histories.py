"""Histories of ended runs."""

from records.migrations.step import run_sql

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0007_run_histories.sql")
