"""The named queries of ``records/sql``, each callable by its name."""

from pathlib import Path
from typing import Any

import aiosql

QUERIES: Any = aiosql.from_path(Path(__file__).parent / "sql", "asyncpg")
"""One async function for each ``-- name:`` in the SQL files; the first argument is the pool."""
