"""The desk's log."""

from records.migrations.step import run_sql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0004_desk.sql")
