"""The portal's sessions, and its logs of sign-ins and reads."""

from records.migrations.step import run_sql

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0010_portal.sql")
