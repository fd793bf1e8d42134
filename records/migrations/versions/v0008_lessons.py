"""The library of published lessons."""

from records.migrations.step import run_sql

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0008_lessons.sql")
