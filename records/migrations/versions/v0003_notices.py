"""The register of notices."""

from records.migrations.step import run_sql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0003_notices.sql")
