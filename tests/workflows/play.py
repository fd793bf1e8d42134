"""A walk as a case of an office, in the case's own time."""

from datetime import UTC, datetime

from casework.casetime import CaseTime
from casework.guards.base import Asked
from tests.casework.walk import Walk
from tests.workflows.office import Office

FIFTY_DAYS_A_SECOND = 50 * 86_400.0


class Play:
    """The commands of a walk, given one after the other in the case's own time."""

    def __init__(self, office: Office, walk: Walk) -> None:
        self._office = office
        self._left = [asked for _, asked, _ in walk.batches if asked.command_id is not None]
        self.case_id = ""

    async def go_on(self, *, until_act: str = "") -> None:
        """Give commands to the end, or up to and with the first one of an act."""
        while self._left:
            asked = self._left.pop(0)
            await self._give(asked)
            if asked.act == until_act:
                return

    async def _give(self, asked: Asked) -> None:
        desk, body = self._office.desk, asked.body.model_dump(mode="json", exclude_none=True)
        if not self.case_id:
            body.pop("carrier_reference")
            now = datetime.now(UTC)
            own = CaseTime(
                origin=asked.at, real_origin=now, factor=FIFTY_DAYS_A_SECOND, until=asked.at
            )
            self.case_id = (await desk.open(asked.actor, body, act=asked.act, time=own)).case_id
            return
        time = await self._office.log.case_time(self.case_id)
        assert time is not None
        if asked.at != time.until:
            await desk.grant_time(self.case_id, asked.at)
        await desk.do(asked.actor, self.case_id, asked.act, body)
