"""The clock that a notice is about."""

from casework.clocks import Clock, local_day
from casework.commands.system import Escalate, Lapse, Remind
from casework.notices.context import Context


def own_clock(context: Context) -> Clock | None:
    """The clock that ran out, is reminded of or escalated; None for what people say."""
    body = context.asked.body
    return context.clock(body.clock) if isinstance(body, Lapse | Remind | Escalate) else None


def days_after(context: Context, clock: Clock) -> int:
    """Calendar days by which a clock's last day is past."""
    return max(0, (local_day(context.at, context.case.zone) - clock.due_day).days)
