"""What other systems are told: subscriptions, deliveries, attempts."""

from records.migrations.step import run_sql

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0012_webhooks.sql")
