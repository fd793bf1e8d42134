"""Tells other cases what they have to know, each in the order in which it came up."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.errands import ErrandActivities, ErrandRequest
    from casework.errand import Errand

from workflows.case_run import CaseRun
from workflows.options import ERRAND_RETRY, ERRAND_TIMEOUT, SIGN_OF_LIFE
from workflows.under_way import UnderWay


class Messenger:
    """One errand at a time for each case that is told something; several cases side by side."""

    def __init__(self, run: CaseRun) -> None:
        self._run = run
        self.under_way = UnderWay()

    async def run_all(self) -> None:
        """Run errands for ever. One starts on its way once its event is recorded."""
        run = self._run
        while True:
            await workflow.wait_condition(lambda: run.journal.idle and bool(self._next()))
            for errand in self._next():
                self.under_way.start(errand.to, self._tell(errand))

    def _next(self) -> list[Errand]:
        first: dict[str, Errand] = {}
        for errand in self._run.errands.values():
            first.setdefault(errand.to, errand)
        return [errand for to, errand in first.items() if to not in self.under_way]

    async def _tell(self, errand: Errand) -> None:
        what = errand.act.removeprefix("on:").replace("_", " ").replace(".", " ")
        await workflow.execute_activity_method(
            ErrandActivities.tell,
            ErrandRequest(case_id=self._run.case_id, errand=errand),
            start_to_close_timeout=ERRAND_TIMEOUT,
            heartbeat_timeout=SIGN_OF_LIFE,
            retry_policy=ERRAND_RETRY,
            summary=f"Tell {errand.to}: {what}",
        )
        self._run.told(errand.key)
        self.under_way.arrived(errand.to)
