"""Histories of ended runs."""

from records.migrations.step import run_sql

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0009_run_histories.sql")
