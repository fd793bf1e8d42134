"""The agenda of a clock: reminders, alerts, the lapse, the ladder, and whose days they were."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework.clocks import (
    Clock,
    Rung,
    StepKind,
    days_by_party,
    escalate,
    extend,
    hold,
    lapse,
    move,
    next_step,
    release,
    remind,
    steps,
    stop,
)
from casework.roles import Party
from tests.casework.clock_making import LAREDO, after, local, started

DECISION = local(2023, 8, 22)


def names(clock: Clock) -> list[tuple[str, str]]:
    """The steps without the start in their id, with the time on the wall in Laredo."""
    return [
        (step.id.split("Z:")[1], f"{step.at.astimezone(ZoneInfo(LAREDO)):%Y-%m-%d %H:%M}")
        for step in steps(clock)
    ]


def test_a_long_term_has_three_reminders_in_the_morning() -> None:
    """30 days: day 15, day 22 (75 % is 22.5) and day 27; then the end of day 30."""
    assert names(started("T09", DECISION)) == [
        ("reminder:50%", "2023-09-06 08:00"),
        ("reminder:75%", "2023-09-13 08:00"),
        ("reminder:90%", "2023-09-18 08:00"),
        ("lapse", "2023-09-22 00:00"),
    ]


def test_a_middle_term_has_two_and_a_short_one_has_one() -> None:
    assert names(started("T13", DECISION)) == [
        ("reminder:50%", "2023-08-29 08:00"),
        ("reminder:last-2", "2023-09-03 08:00"),
        ("lapse", "2023-09-06 00:00"),
    ]
    assert names(started("T32", DECISION)) == [
        ("reminder:last-1", "2023-08-24 08:00"),
        ("lapse", "2023-08-26 00:00"),
    ]


def test_a_reminder_is_not_sent_before_the_clock_started() -> None:
    """One business day: the day before the last is the day of the start, at 8 in the morning."""
    assert [step.kind for step in steps(started("T36", DECISION))] == [StepKind.LAPSE]
    grace = started("T29D", DECISION)
    assert [step.kind for step in steps(grace)] == [StepKind.LAPSE]


def test_ids_and_labels() -> None:
    step = steps(started("T33", DECISION, key="T33:action-2", to_day=date(2023, 9, 21)))[0]
    assert step.id == "T33:action-2@2023-08-22T15:00:00Z:reminder:50%"
    assert step.key == "T33:action-2"
    plan = steps(started("T09", DECISION))
    assert plan[0].label.en == "Reminder: Corrective action plan due 21 Sep 2023, carrier"
    assert plan[-1].label.en == "Corrective action plan due 21 Sep 2023, carrier"
    assert plan[-1].label.es == (
        "Plan de acciones correctivas: vence el 21 de septiembre de 2023, transportista"
    )


def test_what_was_done_is_not_done_again() -> None:
    plan = started("T09", DECISION)
    reminded = after(plan, remind(plan, steps(plan)[0]))
    assert [name for name, _ in names(reminded)] == ["reminder:75%", "reminder:90%", "lapse"]


def test_a_new_last_day_has_reminders_of_its_own() -> None:
    """44 days now: 50 % is past when the extension is granted, and not sent after the fact."""
    plan = started("T09", DECISION)
    for _ in range(3):
        plan = after(plan, remind(plan, steps(plan)[0]))
    longer = after(plan, extend(plan, at=local(2023, 9, 20), by="SUP", amount=14))
    assert names(longer) == [
        ("reminder:75%#1", "2023-09-24 08:00"),
        ("reminder:90%#1", "2023-09-30 08:00"),
        ("lapse#1", "2023-10-06 00:00"),
    ]


def test_nothing_is_due_while_held_or_after_the_stop() -> None:
    plan = started("T09", DECISION)
    held = after(plan, hold(plan, at=local(2023, 9, 1), by="SUP"))
    assert steps(held) == ()
    assert steps(after(held, release(held, at=local(2023, 9, 2), by="SUP"))) != ()
    assert steps(after(plan, stop(plan, at=local(2023, 9, 1)))) == ()


def test_the_appeal_office_is_alerted_at_120_150_and_170_days() -> None:
    determination = started("T20", local(2023, 11, 20, 16))
    assert names(determination) == [
        ("alert:120", "2024-03-19 08:00"),
        ("alert:150", "2024-04-18 08:00"),
        ("alert:170", "2024-05-08 08:00"),
        ("lapse", "2024-05-19 00:00"),
    ]


def test_the_checks_of_monitoring_are_alerts() -> None:
    assert [name for name, _ in names(started("T23", DECISION))] == [
        "alert:90",
        "alert:180",
        "alert:365",
        "lapse",
    ]


def test_a_lapse_waits_for_an_answer_of_cbp() -> None:
    plan = started("T09", DECISION)
    assert [s.kind for s in steps(plan, waiting={"T09": None})] == [StepKind.REMINDER] * 3
    until = local(2023, 9, 27, 0)
    assert steps(plan, waiting={"T09": until})[-1].at == until
    assert steps(plan, waiting={"T09": local(2023, 9, 1)})[-1].at == plan.due
    late = after(plan, lapse(plan, at=until))
    assert late.lapsed_at == until


def test_the_ladder_above_a_lapsed_clock_of_cbp() -> None:
    """Due 5 Sep 2023: SUP on 7, HQ on 12 Sep (5 business days), then daily."""
    review = started("T12", DECISION)
    late = after(review, lapse(review, step=steps(review)[-1]))
    assert names(late) == [
        ("escalation:OWNER", "2023-09-06 00:00"),
        ("escalation:SUP", "2023-09-07 08:00"),
        ("escalation:HQ", "2023-09-12 08:00"),
        ("escalation:DAILY:2023-09-13", "2023-09-13 08:00"),
    ]
    for _ in range(4):
        late = after(late, escalate(late, steps(late)[0]))
    assert names(late) == [("escalation:DAILY:2023-09-14", "2023-09-14 08:00")]
    assert late.entries[-1].rung == Rung.DAILY
    friday = after(late, escalate(late, steps(late)[0], at=local(2023, 9, 29, 9)))
    assert names(friday) == [("escalation:DAILY:2023-10-02", "2023-10-02 08:00")]


def test_a_rung_at_or_below_the_owner_is_left_out() -> None:
    request = started("T34", DECISION)
    assert [s.rung for s in steps(after(request, lapse(request)))] == ["OWNER", "HQ", "DAILY"]
    decision = started("T18", DECISION)
    assert [s.rung for s in steps(after(decision, lapse(decision)))] == ["OWNER", "DAILY"]


def test_weekly_where_the_process_says_weekly() -> None:
    appeal = started("T20", DECISION)  # due on 18 Feb 2024
    late = after(appeal, lapse(appeal))
    assert names(late) == [
        ("escalation:OWNER", "2024-02-19 00:00"),
        ("escalation:WEEKLY:2024-02-25", "2024-02-25 08:00"),
    ]
    for _ in range(2):
        late = after(late, escalate(late, steps(late)[0]))
    assert names(late) == [("escalation:WEEKLY:2024-03-03", "2024-03-03 08:00")]


def test_a_carriers_lapse_climbs_no_ladder() -> None:
    plan = started("T09", DECISION)
    assert steps(after(plan, lapse(plan))) == ()


def test_a_lapsed_clock_that_is_moved_has_an_agenda_again() -> None:
    milestone = started("T33", DECISION, to_day=date(2023, 9, 5))
    late = after(milestone, lapse(milestone, step=steps(milestone)[-1]))
    moved = after(late, move(late, at=local(2023, 9, 7), by="SUP", to_day=date(2023, 9, 21)))
    assert names(moved)[-1] == ("lapse#1", "2023-09-22 00:00")


def test_the_next_step_of_several_clocks() -> None:
    plan = started("T09", DECISION)
    answer = started("T30", DECISION)
    found = next_step([plan, answer])
    assert found is not None
    assert (found.key, found.kind) == ("T30", StepKind.REMINDER)
    assert next_step([]) is None
    assert next_step([after(plan, stop(plan, at=DECISION))]) is None


def test_two_clocks_in_the_same_minute_have_one_order() -> None:
    """T09 and T39 both end on 21 Sep 2023; T09 also reminds when T39 does."""
    plan, finding = started("T09", DECISION), started("T39", DECISION)
    both = next_step([finding, plan])
    assert both == next_step([plan, finding])
    assert both is not None
    assert both.key == "T09"
    order = []
    while (step := next_step([plan, finding])) is not None and step.kind is not StepKind.ESCALATION:
        order.append((step.key, step.kind))
        clock = plan if step.key == "T09" else finding
        act = lapse(clock, step=step) if step.kind is StepKind.LAPSE else remind(clock, step)
        if clock is plan:
            plan = after(plan, act)
        else:
            finding = after(finding, act)
    assert [key for key, _ in order] == ["T09", "T39"] * 4
    assert [kind for _, kind in order[-2:]] == [StepKind.LAPSE] * 2


def test_days_are_attributed_to_whom_the_case_waited_on_at_midnight() -> None:
    segments = [
        (local(2023, 8, 22), Party.CARRIER),
        (local(2023, 9, 1, 23, 59), Party.CBP),
        (local(2023, 9, 2, 0, 1), Party.CARRIER),
        (local(2023, 9, 5, 8), Party.CBP),
        (local(2023, 9, 5, 9), Party.MEXICO),
        (local(2023, 9, 6, 9), Party.CBP),
    ]
    assert days_by_party(segments, until=local(2023, 9, 11, 17), zone=LAREDO) == {
        Party.CARRIER: 13,
        Party.CBP: 6,
        Party.MEXICO: 1,
    }


def test_days_after_the_end_count_for_nobody() -> None:
    segments = [(local(2023, 8, 22), Party.CARRIER), (local(2023, 9, 1), Party.HOLD)]
    assert days_by_party(segments, until=local(2023, 8, 25), zone=LAREDO) == {
        Party.CARRIER: 3,
        Party.HOLD: 0,
    }
    assert days_by_party([], until=DECISION, zone=LAREDO) == {}
    with pytest.raises(ValueError, match="order of time"):
        days_by_party(list(reversed(segments)), until=datetime(2024, 1, 1, tzinfo=UTC), zone=LAREDO)


def test_a_day_of_25_hours_is_one_day() -> None:
    begins = local(2024, 11, 2, 12)
    assert days_by_party(
        [(begins, Party.CBP)], until=begins + timedelta(hours=25), zone=LAREDO
    ) == {Party.CBP: 1}
