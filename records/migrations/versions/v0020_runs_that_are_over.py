"""A run whose history is kept writes nothing more."""

from records.migrations.step import run_sql

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0020_runs_that_are_over.sql")
