"""Events of other systems, as they were received."""

from records.migrations.step import run_sql

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0011_inbox.sql")
