"""An append says after which event it comes; what a restore has lost is recorded again."""

from records.migrations.step import run_sql

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0016_follows.sql")
