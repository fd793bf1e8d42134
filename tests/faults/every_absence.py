"""All of it: each part is away or stands still. Only ``make faults`` takes this file."""

from tests.faults.blows import Blows
from tests.faults.test_absences import received_without
from tests.faults.town import Town


async def test_what_the_portal_receives_while_no_worker_is_there_counts_from_its_receipt(
    our_town: Town, blows: Blows
) -> None:
    await received_without("worker", our_town, blows)
