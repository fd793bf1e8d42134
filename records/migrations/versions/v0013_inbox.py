"""Events of other systems, as they were received."""

from records.migrations.step import run_sql

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0013_inbox.sql")
