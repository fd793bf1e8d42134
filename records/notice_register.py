"""The register of notices in PostgreSQL: what is owed, how it is printed, how it was delivered."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from activities.ports import Delivery, DueNotice
from casework.events import Notice
from casework.prints import Print
from records.failures import FOREIGN_KEY, RecordRefused, database_errors
from records.pool import Pool
from records.queries import QUERIES


class PostgresNoticeRegister:
    """``NoticeRegister`` (activities/ports.py) over the tables that the append function fills."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the worker's role."""
        self._pool = pool

    async def due(self, case_id: str, key: str) -> DueNotice:
        """Return a registered notice; ``LookupError`` where there is none."""
        with database_errors():
            row = await QUERIES.due_notice(self._pool, case_id=case_id, key=key)
        if row is None:
            raise LookupError("no such notice")
        return DueNotice(
            case_id=case_id,
            illustrative=row["illustrative"],
            notice=Notice.model_validate_json(row["notice"]),
        )

    async def delivered(self, case_id: str, key: str) -> Delivery | None:
        """Return the first accepted delivery of a notice, if it has one."""
        with database_errors():
            row = await QUERIES.accepted_delivery(self._pool, case_id=case_id, key=key)
        return None if row is None else delivery_from(row)

    async def prints(self, case_id: str, key: str) -> tuple[Print, ...]:
        """Return how a letter was printed, in the order of its languages."""
        return await prints_of(self._pool, case_id, key)

    async def version_of_letter(self, case_id: str, letter: str) -> str | None:
        """Return the version with which a letter was first printed, for whomever."""
        with database_errors():
            version: str | None = await QUERIES.version_of_letter(
                self._pool, case_id=case_id, letter=letter
            )
        return version

    async def keep_prints(self, case_id: str, key: str, prints: tuple[Print, ...]) -> None:
        """Keep how a letter is printed, once; ``LookupError`` where no such notice is owed."""
        with _notice_unknown(), database_errors():
            await QUERIES.keep_prints(
                self._pool,
                case_id=case_id,
                key=key,
                languages=[each.language for each in prints],
                versions=[each.version for each in prints],
                compilers=[each.compiler for each in prints],
                sha256s=[each.sha256 for each in prints],
                pdfs=[each.pdf for each in prints],
            )

    async def record(self, case_id: str, key: str, delivery: Delivery) -> None:
        """Keep the evidence of one attempt, once; ``LookupError`` where no such notice is owed."""
        with _notice_unknown(), database_errors():
            await QUERIES.keep_delivery(
                self._pool,
                case_id=case_id,
                key=key,
                message_id=delivery.message_id,
                channel=delivery.channel,
                # What a mail server says is not ours to choose; NUL is what no text may hold.
                answer=delivery.answer.replace("\0", "\N{REPLACEMENT CHARACTER}"),
                accepted=delivery.accepted,
                at=delivery.at,
                content_sha256=delivery.content_sha256,
            )


@contextmanager
def _notice_unknown() -> Iterator[None]:
    """Say ``LookupError`` of what is kept for a notice that is not registered."""
    try:
        yield
    except RecordRefused as refused:
        if refused.code == FOREIGN_KEY:
            raise LookupError("no such notice") from None
        raise


async def prints_of(pool: Pool, case_id: str, key: str) -> tuple[Print, ...]:
    """Return how a letter was printed, in the order of its languages; for any role that reads."""
    with database_errors():
        return tuple(
            [Print(**row) async for row in QUERIES.prints_of_notice(pool, case_id=case_id, key=key)]
        )


def delivery_from(row: Mapping[str, Any]) -> Delivery:
    """Make a ``Delivery`` of a row with its columns."""
    return Delivery(
        message_id=row["message_id"],
        channel=row["channel"],
        answer=row["answer"],
        accepted=row["accepted"],
        at=row["at"],
        content_sha256=row["content_sha256"],
    )
