"""That a person has dealt with an event."""

from records.migrations.step import run_sql

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0015_dealt_with.sql")
