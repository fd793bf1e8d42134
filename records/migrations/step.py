"""How a revision runs its SQL file: many statements at once, inside Alembic's transaction."""

from pathlib import Path

from alembic import op

_FOLDER = Path(__file__).parent


def run_sql(name: str) -> None:
    """Execute a numbered SQL file of this folder.

    asyncpg prepares what it runs, and PostgreSQL prepares one statement at a time; the driver's
    own ``execute`` without arguments uses the simple protocol, which takes a whole file.
    """
    sql = (_FOLDER / name).read_text(encoding="utf-8")
    dbapi = op.get_bind().connection.dbapi_connection
    assert dbapi is not None
    dbapi.run_async(lambda connection: connection.execute(sql))
