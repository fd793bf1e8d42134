"""What can go wrong with the database, without what was in it.

A driver's error quotes the row or the argument that it failed on, which is case content and would
end up in logs and in Temporal's history. So no error of the driver leaves this room.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg


class RecordError(Exception):
    """Something that the database did not do. The message holds no case content."""


class DatabaseUnreachable(RecordError):
    """The database cannot be reached or cannot serve now; later it may.

    ``by_tls``: it is there, and is not trusted, or does not speak TLS.
    """

    def __init__(self, said: str, *, by_tls: bool = False) -> None:
        super().__init__(said)
        self.by_tls = by_tls


class RecordRefused(RecordError):
    """The database refused, and would refuse again. ``code`` is the SQLSTATE."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            f"the database refused: {_MEANINGS.get(code, 'an unexpected error')} ({code})"
        )


APPEND_ONLY = "RS001"
NOT_NEXT = "RS002"
EMPTY_BATCH = "RS003"
NOTICE_KEY_REUSED = "RS004"
ENDS_ELSEWHERE = "RS005"
NOT_WHAT_WAS_THERE = "RS006"
DISPOSED_OF = "RS007"
MAY_NOT_GO = "RS008"
RUN_IS_OVER = "RS009"
NOT_ALLOWED = "42501"
NOT_LET_IN = "28000"
NOT_KNOWN = "28P01"
FOREIGN_KEY = "23503"
UNIQUE = "23505"

_MEANINGS = {
    APPEND_ONLY: "what is recorded is neither changed nor removed",
    NOT_NEXT: "not the next event of its case, or not with its batch",
    EMPTY_BATCH: "a batch without events",
    ENDS_ELSEWHERE: "the record does not end where the case saw it end; see `refill`",
    NOT_WHAT_WAS_THERE: "another event is recorded in that place",
    DISPOSED_OF: "the case was disposed of",
    MAY_NOT_GO: "its content may not be disposed of now; see `retention`",
    RUN_IS_OVER: "the run that sends this is over",
    NOTICE_KEY_REUSED: "one key for two different notices",
    NOT_ALLOWED: "this role may not do that",
    NOT_LET_IN: "this role is not let in: certificate, or pg_hba.conf",
    NOT_KNOWN: "this role is not let in: password",
}

# Connection failures, too many connections, disk or memory full, shut down or starting up,
# cancelled, deadlock or serialisation: by SQLSTATE or its first two characters.
_MAY_PASS = ("08", "53", "57P01", "57P02", "57P03", "57014", "40")


@contextmanager
def database_errors() -> Iterator[None]:
    """Turn the driver's errors inside the block into ``RecordError``s."""
    try:
        yield
    except asyncpg.InvalidCachedStatementError:
        raise DatabaseUnreachable("the schema has just changed") from None
    except asyncpg.PostgresError as error:
        code = error.sqlstate or "XX000"
        if code.startswith(_MAY_PASS):
            raise DatabaseUnreachable(f"the database cannot serve now ({code})") from None
        raise RecordRefused(code) from None
    except ssl.SSLCertVerificationError as error:
        raise DatabaseUnreachable(
            f"the database shows a certificate that is not trusted here ({error.verify_message})",
            by_tls=True,
        ) from None
    except ssl.SSLError as error:
        raise DatabaseUnreachable(
            f"the database and this process find no TLS in common ({error.reason})", by_tls=True
        ) from None
    except (OSError, TimeoutError) as error:
        if "rejected SSL upgrade" in str(error):  # the driver's own words; it has no type for it
            raise DatabaseUnreachable("the database does not speak TLS", by_tls=True) from None
        raise DatabaseUnreachable(
            f"the database cannot be reached ({type(error).__name__})"
        ) from None
    except asyncpg.InterfaceError as error:
        # A closed connection or pool; or an argument that the driver cannot encode, whose text
        # quotes it.
        if isinstance(error, ValueError):
            raise RecordRefused("22000") from None
        raise DatabaseUnreachable("the connection to the database was lost") from None
    except asyncpg.InternalClientError:
        # The server ended the connection just when the driver began to use it again.
        raise DatabaseUnreachable("the connection to the database was lost") from None
