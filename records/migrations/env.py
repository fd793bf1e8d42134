"""Alembic's entry: runs the revisions on the connection that ``records.migrate`` hands over."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table="schema_version",
    version_table_schema="record",
    on_version_apply=context.config.attributes["on_step"],
)
context.run_migrations()
