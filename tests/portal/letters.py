"""Letters of a case put on record as they are printed when they are sent."""

from activities.printing import is_printed, printed
from records.notice_register import PostgresNoticeRegister
from records.pool import Pool
from tests.casework.walk import Walk


async def print_letters(pool: Pool, walk: Walk, case_id: str) -> None:
    """Keep every letter of a case that is on record, as the first attempt to mail it does."""
    register = PostgresNoticeRegister(pool)
    for batch in walk.batches:
        for notice in (notice for event in batch.events for notice in event.notices):
            if is_printed(notice):
                sheets = printed(notice, case_id=case_id, illustrative=True)
                await register.keep_prints(case_id, notice.key, tuple(sheets))
