"""``ReportingRun``: one report, made and mailed to each of its readers; started by a schedule."""

import asyncio
from datetime import datetime, timedelta
from types import MappingProxyType

from pydantic import AwareDatetime
from temporalio import workflow
from temporalio.common import RetryPolicy, SearchAttributeKey
from temporalio.exceptions import ActivityError, ApplicationError

from activities.reporting import ReportActivities, ReportErrand, ReportOrder, ReportSent
from casework.model import Kept
from casework.reference import ReportKind
from reports.history import Provenance

REPORTING = "ReportingRun"

_SCHEDULED_FOR = SearchAttributeKey.for_datetime("TemporalScheduledStartTime")

_MAKING = timedelta(minutes=10)
_GIVEN_UP_AFTER = MappingProxyType(
    {
        ReportKind.STATUS: timedelta(days=3),
        ReportKind.MEASURES: timedelta(days=3),
        ReportKind.DIGEST: timedelta(hours=20),
    }
)
"""A report that could not be sent for so long is given up: the next one says more."""

_AGAIN = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=15))


class ReportWanted(Kept):
    """What a schedule asks for. ``at`` is set by who wants a report of an earlier instant."""

    kind: ReportKind
    zone: str
    kinds: tuple[Provenance, ...] = (Provenance.REAL,)
    at: AwareDatetime | None = None


class ReportsSent(Kept):
    """To how many readers a report went, how many had nothing to read, how many were refused."""

    sent: int
    silent: int
    bounced: int


@workflow.defn(name=REPORTING)
class ReportingRun:
    """Makes a report of the instant for which it was scheduled, and sends it to each reader."""

    @workflow.run
    async def run(self, wanted: ReportWanted) -> ReportsSent:
        """Send the report to every reader, also where one of them cannot be reached.

        Fails with ``reports_unsent`` when a reader could not be served until it was given up.
        """
        at = wanted.at or _scheduled_for()
        order = ReportOrder(kind=wanted.kind, at=at, zone=wanted.zone, kinds=wanted.kinds)
        given_up = _GIVEN_UP_AFTER[order.kind]
        readers = await workflow.execute_activity_method(
            ReportActivities.readers,
            order,
            start_to_close_timeout=timedelta(seconds=30),
            schedule_to_close_timeout=given_up,
            retry_policy=_AGAIN,
        )
        outcomes = await asyncio.gather(
            *(self._sent(ReportErrand(order=order, person=person)) for person in readers),
            return_exceptions=True,
        )
        sent = [one for one in outcomes if isinstance(one, ReportSent)]
        unsent = [one for one in outcomes if isinstance(one, ActivityError)]
        for outcome in outcomes:
            if isinstance(outcome, BaseException) and not isinstance(outcome, ActivityError):
                raise outcome
        silent = sum(one.silent for one in sent)
        bounced = sum(one.bounced for one in sent)
        told = f"{len(sent) - silent - bounced} sent, {silent} with nothing to say"
        workflow.set_current_details(f"{told}, {bounced} refused, {len(unsent)} given up")
        if unsent:
            raise ApplicationError("some readers could not be served", type="reports_unsent")
        return ReportsSent(sent=len(sent) - silent - bounced, silent=silent, bounced=bounced)

    async def _sent(self, errand: ReportErrand) -> ReportSent:
        return await workflow.execute_activity_method(
            ReportActivities.send,
            errand,
            start_to_close_timeout=_MAKING,
            schedule_to_close_timeout=_GIVEN_UP_AFTER[errand.order.kind],
            retry_policy=_AGAIN,
            summary=f"{errand.order.kind.value} for {errand.person}",
        )


def _scheduled_for() -> datetime:
    """Return the instant for which this run was scheduled, also if it was started later."""
    found = workflow.info().typed_search_attributes.get(_SCHEDULED_FOR)
    return found or workflow.now()
