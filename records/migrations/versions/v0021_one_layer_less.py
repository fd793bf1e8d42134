"""One layer less for each append."""

from records.migrations.step import run_sql

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Run the step's SQL file."""
    run_sql("0021_one_layer_less.sql")
