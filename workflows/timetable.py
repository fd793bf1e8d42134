"""When reports go out: Temporal schedules, each in the zone of its readers.

The status report every second Monday, the measures on the first of a month, the digest every
day, at seven in the morning. A schedule that fell due while the server was away is caught up with.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType

from temporalio.client import (
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleCalendarSpec,
    ScheduleIntervalSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleState,
)

from activities.reporting import zone_of
from casework.reference import OFFICES, RECIPIENTS, Recipient, ReportKind
from reports.history import Provenance
from workflows.reporting import REPORTING, ReportWanted

_SEVEN = (ScheduleRange(7),)
_FIRST_MONDAY = timedelta(days=4, hours=12)
"""From the start of 1970, a Thursday, to its first Monday at noon: seven o'clock in New York in
winter. An interval of two weeks knows no zone, so in summer it is eight."""

_CAUGHT_UP = MappingProxyType(
    {
        ReportKind.STATUS: timedelta(days=3),
        ReportKind.MEASURES: timedelta(days=3),
        ReportKind.DIGEST: timedelta(hours=12),
    }
)


def timetable(
    *,
    task_queue: str,
    kinds: tuple[Provenance, ...],
    people: Iterable[Recipient] = tuple(RECIPIENTS.values()),
) -> Mapping[str, Schedule]:
    """Return the schedules of all reports by id: one digest for each zone in which it is read."""
    headquarters = OFFICES["HQ"].zone
    zones = sorted({zone_of(one) for one in people if ReportKind.DIGEST in one.reports})
    every_two_weeks = ScheduleIntervalSpec(every=timedelta(days=14), offset=_FIRST_MONDAY)
    monthly = ScheduleCalendarSpec(day_of_month=(ScheduleRange(1),), hour=_SEVEN)
    specs = {
        "report-status": (
            ReportKind.STATUS,
            headquarters,
            ScheduleSpec(intervals=[every_two_weeks]),
        ),
        "report-measures": (
            ReportKind.MEASURES,
            headquarters,
            ScheduleSpec(calendars=[monthly], time_zone_name=headquarters),
        ),
        **{
            f"report-digest-{zone.replace('/', '-')}": (
                ReportKind.DIGEST,
                zone,
                ScheduleSpec(calendars=[ScheduleCalendarSpec(hour=_SEVEN)], time_zone_name=zone),
            )
            for zone in zones
        },
    }
    return {
        id: Schedule(
            action=ScheduleActionStartWorkflow(
                REPORTING,
                ReportWanted(kind=kind, zone=zone, kinds=kinds),
                id=id,
                task_queue=task_queue,
                static_summary=f"{kind.value} report ({zone})",
            ),
            spec=spec,
            policy=SchedulePolicy(
                overlap=ScheduleOverlapPolicy.BUFFER_ONE, catchup_window=_CAUGHT_UP[kind]
            ),
            state=ScheduleState(note="Made by `worker.py register`; recipients are data."),
        )
        for id, (kind, zone, spec) in specs.items()
    }
