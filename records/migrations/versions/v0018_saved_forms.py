"""Forms saved for later."""

from records.migrations.step import run_sql

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0018_saved_forms.sql")
