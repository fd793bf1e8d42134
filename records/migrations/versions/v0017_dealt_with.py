"""That a person has dealt with an event."""

from records.migrations.step import run_sql

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0017_dealt_with.sql")
