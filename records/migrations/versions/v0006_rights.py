"""Who may do what."""

from records.migrations.step import run_sql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0006_rights.sql")
