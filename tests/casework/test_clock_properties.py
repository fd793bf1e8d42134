"""What holds for every clock and every ledger."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from casework.calendars import CalendarKind, calendar_set
from casework.clocks import (
    Clock,
    ClockRefused,
    ClockStatus,
    StepKind,
    counted_days,
    days_by_party,
    escalate,
    explain,
    extend,
    hold,
    lapse,
    local_day,
    move,
    reckon,
    release,
    remind,
    start,
    steps,
    stop,
)
from casework.policy import ClockRule, Holdable, Roll, Unit
from casework.roles import Party
from tests.casework.clock_making import POLICY, after, started

CALENDARS = calendar_set("2026-11")
ZONES = st.sampled_from(
    ["America/Chicago", "America/Denver", "America/Phoenix", "America/Tijuana", "America/Ojinaga"]
)
INSTANTS = st.datetimes(datetime(2023, 1, 1), datetime(2027, 6, 30)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC)
)
DAY_RULES = [rule for rule in POLICY.clocks.values() if rule.amount and rule.unit is not Unit.HOURS]
RULES = st.sampled_from([rule for rule in DAY_RULES if rule.unit is not Unit.NONE])
HELD_RULES = st.sampled_from([r for r in DAY_RULES if r.holdable is Holdable.YES])
BUSINESS = st.sampled_from([POLICY.rule(name) for name in ("T03", "T11", "T32", "T49", "T50")])


def clock_of(rule: ClockRule, at: datetime, zone: str = "America/Chicago") -> Clock:
    given_day = (at + timedelta(days=40)).date() if rule.unit is Unit.DAYS_BEFORE else None
    return start(rule, key=rule.id, at=at, zone=zone, to_day=given_day, calendar_version="2026-11")


@given(rule=RULES, at=INSTANTS, zone=ZONES)
def test_a_clock_ends_when_its_last_local_day_ends(
    rule: ClockRule, at: datetime, zone: str
) -> None:
    clock = clock_of(rule, at, zone)
    assert local_day(clock.due - timedelta(microseconds=1), zone) == clock.due_day
    assert local_day(clock.due, zone) == clock.due_day + timedelta(days=1)
    assert clock.due > at


@given(rule=RULES, at=INSTANTS)
def test_the_day_after_the_start_is_day_1(rule: ClockRule, at: datetime) -> None:
    clock = clock_of(rule, at)
    if rule.unit in (Unit.CALENDAR_DAYS, Unit.BUSINESS_DAYS):
        counted = [day for day in counted_days(clock) if day.number is not None]
        assert [day.number for day in counted] == list(range(1, len(counted) + 1))
        raw = next(day.day for day in counted if day.number == rule.amount)
        rolled = CALENDARS.next_worked(rule.roll_calendar, raw)
        assert clock.due_day == (rolled if rule.roll is Roll.NEXT_WORKING_DAY else raw)


@given(
    rule=HELD_RULES,
    at=INSTANTS,
    used=st.integers(min_value=0, max_value=10),
    held=st.integers(min_value=0, max_value=90),
)
def test_a_hold_of_n_days_moves_calendar_days_by_n(
    rule: ClockRule, at: datetime, used: int, held: int
) -> None:
    clock = clock_of(rule, at)
    if rule.unit is Unit.BUSINESS_DAYS:
        return
    held_at = at + timedelta(days=used)
    if local_day(held_at, "America/Chicago") > clock.due_day:
        return
    stands = after(clock, hold(clock, at=held_at, by="SUP"))
    released_at = held_at + timedelta(days=held)
    free = after(stands, release(stands, at=released_at, by="SUP"))
    # Local days, since 24 hours may be less or more than a day where clocks change.
    days = (local_day(released_at, "America/Chicago") - local_day(held_at, "America/Chicago")).days
    moved = clock.due_day + timedelta(days=days)
    if rule.roll is Roll.NEXT_WORKING_DAY:
        moved = CALENDARS.next_worked(rule.roll_calendar, moved)
    assert free.due_day == moved


@given(
    rule=BUSINESS,
    at=INSTANTS,
    used=st.integers(min_value=0, max_value=6),
    held=st.integers(min_value=0, max_value=60),
)
def test_a_hold_keeps_the_number_of_business_days_left(
    rule: ClockRule, at: datetime, used: int, held: int
) -> None:
    clock = clock_of(rule, at)
    held_at = at + timedelta(days=used)
    held_on = local_day(held_at, "America/Chicago")
    left = CALENDARS.count(rule.calendar, held_on, clock.due_day)
    stands = after(clock, hold(clock, at=held_at, by="SUP"))
    released_at = held_at + timedelta(days=held)
    free = after(stands, release(stands, at=released_at, by="SUP"))
    released_on = local_day(released_at, "America/Chicago")
    if held_on <= clock.due_day and left:
        assert CALENDARS.count(rule.calendar, released_on, free.due_day) == left
    assert free.due_day >= clock.due_day


@given(rule=HELD_RULES, at=INSTANTS, amount=st.integers(min_value=1, max_value=60))
def test_an_extension_adds_its_units_to_the_day_as_printed(
    rule: ClockRule, at: datetime, amount: int
) -> None:
    clock = clock_of(rule, at)
    if not rule.extensions or rule.unit is Unit.MONTHS:
        return
    business = rule.unit is Unit.BUSINESS_DAYS
    counting = rule.calendar if business else CalendarKind.CALENDAR_DAYS
    expected = CALENDARS.next_worked(
        rule.roll_calendar, CALENDARS.add(counting, clock.due_day, amount)
    )
    assert extend(clock, at=at, by="HQ", amount=amount).due_day == expected


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["hold", "release", "extend", "move", "remind", "lapse", "escalate"]),
        st.integers(min_value=0, max_value=20 * 24),
        st.integers(min_value=1, max_value=30),
    ),
    max_size=8,
)


def walked(clock: Clock, acts: list[tuple[str, int, int]]) -> Clock:
    """Do what the clock allows of some acts, in order of time."""
    at = clock.started_at
    for act, hours, number in acts:
        at += timedelta(hours=hours)
        agenda = steps(clock)
        try:
            match act:
                case "hold":
                    entry = hold(clock, at=at, by="SUP")
                case "release":
                    entry = release(clock, at=at, by="SUP")
                case "extend":
                    entry = extend(clock, at=at, by="SUP", amount=number)
                case "move":
                    day = clock.due_day + timedelta(days=number - 5)
                    entry = move(clock, at=at, by="SUP", to_day=day)
                case "lapse":
                    entry = lapse(clock)
                    at = max(at, clock.due)
                case "escalate" if agenda and agenda[0].kind is StepKind.ESCALATION:
                    entry = escalate(clock, agenda[0])
                case "remind" if agenda and agenda[0].kind is StepKind.REMINDER:
                    entry = remind(clock, agenda[0])
                case _:
                    continue
        except ClockRefused:
            continue
        clock = after(clock, entry)
    return clock


@given(rule=RULES, at=INSTANTS, acts=ACTS)
def test_every_ledger_can_be_reckoned_again_and_read_back(
    rule: ClockRule, at: datetime, acts: list[tuple[str, int, int]]
) -> None:
    clock = walked(clock_of(rule, at), acts)
    again = reckon(clock.first_terms, clock.started_at, clock.entries)
    assert (again.due_day, again.due, again.provisional) == (
        clock.due_day,
        clock.due,
        clock.provisional,
    )
    assert Clock.model_validate_json(clock.model_dump_json()) == clock
    assert explain(clock, "en")
    assert len(explain(clock, "en")) == len(explain(clock, "es"))


@given(rule=RULES, at=INSTANTS, acts=ACTS)
def test_an_agenda_is_in_order_and_only_of_clocks_that_run_or_lapsed(
    rule: ClockRule, at: datetime, acts: list[tuple[str, int, int]]
) -> None:
    clock = walked(clock_of(rule, at), acts)
    agenda = steps(clock)
    assert all(first.order <= second.order for first, second in pairwise(agenda))
    assert len({step.id for step in agenda}) == len(agenda)
    done = {entry.step for entry in clock.entries if entry.step}
    assert done.isdisjoint(step.id for step in agenda)
    match clock.status:
        case ClockStatus.RUNNING:
            assert [step.kind for step in agenda].count(StepKind.LAPSE) == 1
            assert agenda[-1].kind is StepKind.LAPSE
            assert agenda[-1].at == clock.due
        case ClockStatus.LAPSED:
            assert {step.kind for step in agenda} <= {StepKind.ESCALATION}
        case _:
            assert agenda == ()
    if clock.status is not ClockStatus.STOPPED:
        assert steps(after(clock, stop(clock, at=clock.due))) == ()


@given(rule=RULES, at=INSTANTS)
def test_played_to_its_lapse_a_clock_does_each_step_once(rule: ClockRule, at: datetime) -> None:
    clock = clock_of(rule, at)
    seen: list[str] = []
    while clock.status is ClockStatus.RUNNING:
        step = steps(clock)[0]
        seen.append(step.id)
        done = lapse(clock, step=step) if step.kind is StepKind.LAPSE else remind(clock, step)
        clock = after(clock, done)
    assert len(seen) == len(set(seen))
    assert clock.lapsed_at == clock.due


@given(
    begins=INSTANTS,
    gaps=st.lists(
        st.tuples(st.integers(min_value=0, max_value=10_000), st.sampled_from(Party)),
        min_size=1,
        max_size=12,
    ),
    rest=st.integers(min_value=0, max_value=5_000),
    zone=ZONES,
)
def test_the_days_of_all_parties_are_the_days_elapsed(
    begins: datetime, gaps: list[tuple[int, Party]], rest: int, zone: str
) -> None:
    segments, at = [], begins
    for minutes, party in gaps:
        segments.append((at, party))
        at += timedelta(minutes=minutes)
    until = at + timedelta(minutes=rest)
    elapsed = (local_day(until, zone) - local_day(begins, zone)).days
    found = days_by_party(segments, until=until, zone=zone)
    assert sum(found.values()) == elapsed
    assert all(days >= 0 for days in found.values())


def test_a_recorded_day_does_not_depend_on_todays_data() -> None:
    """A ledger read without its calendars keeps its days, and can be stopped."""
    at = datetime(2023, 8, 22, 15, tzinfo=UTC)
    written = started("T09", at).model_dump(mode="json")
    written["first_terms"]["calendar_version"] = "2031-02"
    written["entries"][0]["due_day"] = "2023-09-25"
    read = Clock.model_validate(written)
    assert read.due_day == date(2023, 9, 25)
    assert after(read, lapse(read)).status is ClockStatus.LAPSED
