"""What a command would do: judged by the rules on the record as it stands, and then forgotten."""

from datetime import UTC, datetime

from casework.clocks import Clock, printed_day
from casework.commands import Body
from casework.commands.suspension import Opening
from casework.events import ClockChange
from casework.roles import Actor
from casework.states import BEFORE_RETURN
from casework.versions import Versions
from cli import terminal
from cli.exits import refused
from desk.case_desk import HAS_CASE, LARGEST
from desk.errors import BadInput, Declination
from reading import judging
from reading.judging import Judged, judged
from reading.record import Record
from reading.seen import Seen


def judge(seen: Seen, actor: Actor, body: Body, *, language: str) -> Judged:
    """Judge a command to a case. Ends the command as the rules' refusal would."""
    _not_too_large(body)
    try:
        return judging.judge(seen, actor, body)
    except Declination as declined:
        raise refused(declined.refusal, language) from None


async def judge_opening(
    record: Record, actor: Actor, body: Opening, *, versions: Versions, language: str
) -> Judged:
    """Judge the opening of a case. Ends the command as the rules' refusal would."""
    _not_too_large(body)
    try:
        found = judged(None, actor, body, at=datetime.now(UTC), last=0, versions=versions)
    except Declination as declined:
        raise refused(declined.refusal, language) from None
    page = await record.cases.list_cases(carrier=body.carrier, limit=200)
    if any(view.state in BEFORE_RETURN for view in page.cases):
        raise refused(HAS_CASE, language)
    return found


def _not_too_large(body: Body) -> None:
    if len(body.model_dump_json(exclude_none=True).encode()) > LARGEST:
        raise BadInput((("body", f"is too large; at most {LARGEST // 1024} KiB can be sent"),))


def _done(change: ClockChange, clock: Clock) -> str:
    """What becomes of a clock: from when to when its day moves, if it does."""
    day = printed_day(clock.due_day, "en")
    if change.started is not None:
        return f"begins, due {day}, waits on {clock.terms.party}"
    done, old = change.entry.kind.value.lower(), change.entry.old_due_day
    if old is None:
        return done
    return f"{done}, {printed_day(old, 'en')} → {day}" if old != clock.due_day else f"{done}, {day}"


def show(found: Judged) -> None:
    """Print what would happen."""
    on = f"the record up to event {found.last}" if found.last else "a case that does not exist"
    terminal.say(f"dry run: nothing was changed; judged on {on}", strong=True)
    for event in found.events:
        item = f" {event.item}" if event.item else ""
        moved = f": {event.before or 'new'} → {event.after}" if event.before != event.after else ""
        terminal.say(f"  {event.row:<5}{event.kind.replace('_', ' ')}{item}{moved}")
        for change in event.clocks:
            clock = found.clocks[change.key]
            terminal.say(
                f"       clock {change.key}  {clock.terms.what.en}: {_done(change, clock)}"
            )
        for notice in event.notices:
            name = notice.template.replace("_", " ")
            terminal.say(f"       notice  {name} → {notice.party} {notice.address}")
    terminal.say(f"  state  {found.after}")
