"""The one way into the record."""

from records.migrations.step import run_sql

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0005_append.sql")
