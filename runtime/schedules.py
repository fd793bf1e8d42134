"""Registration of schedules: made where missing, brought up to date where they are."""

from collections.abc import Callable, Mapping

from temporalio.client import (
    Client,
    Schedule,
    ScheduleAlreadyRunningError,
    ScheduleUpdate,
    ScheduleUpdateInput,
)


async def register_schedules(client: Client, schedules: Mapping[str, Schedule]) -> tuple[str, ...]:
    """Make the schedules that are missing and bring the others up to date; safe to repeat.

    One that somebody paused stays paused. Returns the ids of those that were missing.
    """
    made: list[str] = []
    for id, wanted in schedules.items():
        try:
            await client.create_schedule(id, wanted)
        except ScheduleAlreadyRunningError:
            await client.get_schedule_handle(id).update(_brought_up_to(wanted))
        else:
            made.append(id)
    return tuple(made)


def _brought_up_to(wanted: Schedule) -> Callable[[ScheduleUpdateInput], ScheduleUpdate]:
    def updated(found: ScheduleUpdateInput) -> ScheduleUpdate:
        wanted.state = found.description.schedule.state
        return ScheduleUpdate(schedule=wanted)

    return updated
