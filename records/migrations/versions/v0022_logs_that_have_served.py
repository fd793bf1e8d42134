"""Logs that have served their time."""

from records.migrations.step import run_sql

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0022_logs_that_have_served.sql")
