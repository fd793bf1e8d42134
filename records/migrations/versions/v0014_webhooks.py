"""What other systems are told: subscriptions, deliveries, attempts."""

from records.migrations.step import run_sql

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0014_webhooks.sql")
