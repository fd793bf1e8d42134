"""The policy's files: every clock is there, says where it comes from, and is never edited."""

import hashlib
from importlib.resources import files

import pytest

from casework.calendars import CalendarKind, Mark
from casework.policy import (
    CURRENT,
    Escalation,
    Holdable,
    Roll,
    Unit,
    policy,
    policy_versions,
)
from casework.roles import Party, Role

FIRST, POLICY = policy("2026-11"), policy("2026-12")

PUBLISHED = {
    "calendars/2026-11.json": "24118e645d72f54f7c4c0dc4659b3d48149ec41963bd39f36e1cba908a848e06",
    "calendars/2026-11b.json": "bbbfe6f61783face324c2d7fb8a21b11cd059ee34bbaa81cc3902e4e7105a8c4",
    "policy/2026-12.json": "74ae361b753fe9667739b841a3afbb1a71a07288f98d88c73cab230e762c844c",
    "policy/2026-11.json": "587e89afab6e2b0359269b6dc48eff713542e6871e5798a2a537145aaea22216",
    "policy/2026-11b.json": "2a3905cae4e3a2dddae41a3ff4f1345050920d49e290f90e3fe1099d69528365",
}
"""SHA-256 of every version file. A file is never edited: make a new version instead."""

CLOCKS_OF_THE_PROCESS = [
    "T01",
    "T02",
    "T03",
    "T04",
    "T04B",
    "T05",
    "T06",
    "T06A",
    "T07",
    "T08",
    "T08R",
    "T09",
    "T10",
    "T11",
    "T12",
    "T13",
    "T14",
    "T15",
    "T16",
    "T17",
    "T18",
    "T19",
    "T20",
    "T20E",
    "T21",
    "T22",
    "T22G",
    "T23",
    "T24",
    "T25",
    "T25A",
    "T26",
    "T27",
    "T27P",
    "T29",
    "T29D",
    "T30",
    "T31",
    "T32",
    "T33",
    "T34",
    "T35",
    "T35S",
    "T36",
    "T37",
    "T39",
    "T40",
    "T41",
    "T42",
    "T43",
    "T44",
    "T46",
    "T45",
    "T49",
    "T50",
    "T51",
    "T52",
]  # fmt: skip"""process.md section 6, in its order."""

DEFAULTS = {
    "T01": (24, Unit.HOURS), "T02": (30, Unit.CALENDAR_DAYS), "T03": (10, Unit.BUSINESS_DAYS),
    "T04": (24, Unit.HOURS), "T04B": (3, Unit.BUSINESS_DAYS), "T05": (5, Unit.BUSINESS_DAYS),
    "T06": (1, Unit.BUSINESS_DAYS), "T06A": (5, Unit.BUSINESS_DAYS),
    "T07": (1, Unit.BUSINESS_DAYS), "T08": (21, Unit.CALENDAR_DAYS),
    "T08R": (7, Unit.CALENDAR_DAYS), "T09": (30, Unit.CALENDAR_DAYS),
    "T10": (90, Unit.CALENDAR_DAYS), "T11": (3, Unit.BUSINESS_DAYS),
    "T12": (14, Unit.CALENDAR_DAYS), "T13": (14, Unit.CALENDAR_DAYS),
    "T14": (90, Unit.CALENDAR_DAYS), "T15": (90, Unit.NONE), "T16": (7, Unit.CALENDAR_DAYS),
    "T17": (5, Unit.CALENDAR_DAYS), "T18": (5, Unit.BUSINESS_DAYS),
    "T19": (90, Unit.CALENDAR_DAYS), "T20": (180, Unit.CALENDAR_DAYS),
    "T20E": (45, Unit.CALENDAR_DAYS), "T21": (5, Unit.BUSINESS_DAYS), "T22": (None, Unit.NONE),
    "T22G": (5, Unit.BUSINESS_DAYS), "T23": (12, Unit.MONTHS), "T24": (365, Unit.CALENDAR_DAYS),
    "T25": (48, Unit.MONTHS), "T25A": (90, Unit.DAYS_BEFORE), "T26": (20, Unit.BUSINESS_DAYS),
    "T27": (30, Unit.CALENDAR_DAYS), "T27P": (30, Unit.CALENDAR_DAYS),
    "T29": (20, Unit.DAYS_BEFORE), "T29D": (1, Unit.CALENDAR_DAYS),
    "T30": (14, Unit.CALENDAR_DAYS), "T31": (5, Unit.BUSINESS_DAYS),
    "T32": (3, Unit.BUSINESS_DAYS), "T33": (None, Unit.NAMED_DAY),
    "T34": (3, Unit.BUSINESS_DAYS), "T35": (None, Unit.NAMED_DAY),
    "T35S": (30, Unit.CALENDAR_DAYS), "T36": (1, Unit.BUSINESS_DAYS),
    "T37": (15, Unit.CALENDAR_DAYS), "T39": (30, Unit.CALENDAR_DAYS),
    "T40": (5, Unit.BUSINESS_DAYS), "T41": (14, Unit.CALENDAR_DAYS),
    "T42": (10, Unit.BUSINESS_DAYS), "T43": (10, Unit.BUSINESS_DAYS),
    "T44": (1, Unit.BUSINESS_DAYS), "T45": (None, Unit.NAMED_DAY),
    "T46": (10, Unit.BUSINESS_DAYS), "T49": (5, Unit.BUSINESS_DAYS),
    "T50": (5, Unit.BUSINESS_DAYS), "T51": (20, Unit.BUSINESS_DAYS),
    "T52": (None, Unit.NAMED_DAY),
}  # fmt: skip
"""process.md section 6, column "default"."""

ALTERNATES = {
    ("T02", "lapsed_plan"): 10,
    ("T08", "returned"): 14,
    ("T12", "re_review"): 7,
    ("T18", "sanction"): 10,
    ("T19", "967b"): 30,
    ("T24", "967b"): None,
    ("T25", "after_return"): 12,
    ("T37", "joint_work_plan"): None,
    ("T41", "frozen"): 30,
    ("T52", "cbp"): None,
}

HELD_BY_POLICY = {
    "T02", "T03", "T08", "T08R", "T09", "T10", "T11", "T12", "T13", "T16", "T17", "T22G", "T23",
    "T30", "T31", "T32", "T33", "T41", "T45", "T49", "T50", "T52",
}  # fmt: skip

"""process.md section 6, column "hold?" = yes."""


@pytest.mark.parametrize(("name", "digest"), PUBLISHED.items())
def test_a_published_version_is_never_edited(name: str, digest: str) -> None:
    content = files("casework").joinpath("data", name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == digest


def test_every_version_file_is_listed_here() -> None:
    data = files("casework").joinpath("data")
    found = {
        f"{folder}/{entry.name}"
        for folder in ("calendars", "policy")
        for entry in data.joinpath(folder).iterdir()
    }
    assert found == set(PUBLISHED)


def test_every_clock_of_the_process_is_there_and_no_other() -> None:
    assert sorted(POLICY.clocks) == sorted(CLOCKS_OF_THE_PROCESS)
    assert set(DEFAULTS) == set(CLOCKS_OF_THE_PROCESS)


@pytest.mark.parametrize("clock", CLOCKS_OF_THE_PROCESS)
def test_a_clock_has_the_default_of_the_process(clock: str) -> None:
    rule = POLICY.rule(clock)
    assert (rule.amount, rule.unit) == DEFAULTS[clock]
    assert rule.policy == "2026-12"
    assert rule.zone == "case"


@pytest.mark.parametrize("clock", CLOCKS_OF_THE_PROCESS)
def test_a_clock_says_what_it_is_and_where_it_comes_from(clock: str) -> None:
    rule = POLICY.rule(clock)
    for text in (rule.what, rule.starts, rule.source):
        assert text.en
        assert text.es
    assert rule.mark in Mark
    assert rule.on_lapse


@pytest.mark.parametrize(("case", "amount"), ALTERNATES.items())
def test_the_special_cases_of_a_clock(case: tuple[str, str], amount: int | None) -> None:
    rule = POLICY.rule(*case)
    assert (rule.id, rule.variant, rule.amount) == (*case, amount)


def test_no_other_special_cases() -> None:
    assert {(r.id, name) for r in POLICY.clocks.values() for name in r.alternates} == set(
        ALTERNATES
    )


def test_only_what_a_statute_sets_is_verified() -> None:
    verified = {clock for clock, rule in POLICY.clocks.items() if rule.mark is Mark.VERIFIED}
    assert verified == {"T19", "T20", "T25"}
    for clock in verified:
        assert "U.S.C." in POLICY.rule(clock).source.en


def test_statutory_periods_are_never_held_extended_or_rolled() -> None:
    never = {c for c, rule in POLICY.clocks.items() if rule.holdable is Holdable.NEVER}
    assert never == {"T19", "T20"}
    for clock in never:
        rule = POLICY.rule(clock)
        assert rule.extensions == ()
        assert rule.roll is Roll.NONE
        assert rule.calendar is CalendarKind.CALENDAR_DAYS


def test_what_a_hold_stops() -> None:
    held = {c for c, rule in POLICY.clocks.items() if rule.holdable is Holdable.YES}
    assert held == HELD_BY_POLICY
    assert POLICY.rule("T14").holdable is Holdable.NO


def test_business_days_are_counted_in_a_calendar_of_business_days() -> None:
    for rule in POLICY.clocks.values():
        business = rule.unit is Unit.BUSINESS_DAYS
        assert business is (rule.calendar is not CalendarKind.CALENDAR_DAYS)
    mexican = {c for c, rule in POLICY.clocks.items() if rule.calendar is CalendarKind.MX_HABILES}
    assert mexican == {"T06A", "T26", "T51"}


def test_parties_follow_owners() -> None:
    cbp = {Role.OFF, Role.SUP, Role.HQ, Role.APP, Role.PORT, Role.SYS}
    for rule in POLICY.clocks.values():
        if rule.owner is Role.POC:
            assert rule.party is Party.CARRIER
        elif rule.owner in cbp:
            assert rule.party is (Party.HOLD if rule.id == "T35" else Party.CBP)
    assert POLICY.rule("T51").party is Party.MEXICO
    assert POLICY.rule("T37").party is Party.AGRICULTURE


def test_only_clocks_of_cbp_climb_the_ladder() -> None:
    for rule in POLICY.clocks.values():
        if rule.escalation is Escalation.LADDER:
            assert rule.party is Party.CBP


def test_the_second_version_differs_in_one_ladder_and_one_switch() -> None:
    """Nobody waits for the closing after monitoring: headquarters is told weekly, not daily."""
    first, second = FIRST.clocks, policy("2026-11b").clocks
    changed = {
        clock: {name for name, value in rule if value != getattr(first[clock], name)} - {"policy"}
        for clock, rule in second.items()
    }
    assert {clock: names for clock, names in changed.items() if names} == {
        "T23": {"escalation", "note"}
    }
    assert second["T23"].escalation is Escalation.LADDER_THEN_WEEKLY
    added = set(policy("2026-11b").switches) - set(FIRST.switches)
    assert added == {"appeal_reminders_in_good_standing"}
    assert policy("2026-11b").switch("appeal_reminders_in_good_standing") is False
    assert {n: policy("2026-11b").switches[n] for n in FIRST.switches} == FIRST.switches


def test_who_may_extend() -> None:
    plan = POLICY.rule("T09")
    supervisor = plan.extension_by(Role.SUP)
    assert supervisor is not None
    assert supervisor.at_most == POLICY.switch("supervisor_extension_days") == 14
    assert plan.extension_by(Role.HQ) is not None
    assert plan.extension_by(Role.OFF) is None
    term = POLICY.rule("T14").extension_by(Role.HQ)
    assert term is not None
    assert (term.each_at_most, term.times) == (90, POLICY.switch("extensions_of_term"))
    assert POLICY.rule("T14").extension_by(Role.SUP) is None
    review = POLICY.rule("T12").extension_by(Role.SUP)
    assert review is not None
    assert (review.each_at_most, review.times) == (7, 1)


def test_the_switches_of_a_policy_owner() -> None:
    assert POLICY.switch("term_end") == "continue"
    assert POLICY.switch("comment_before_suspension") is True
    assert POLICY.switch("statutory_roll") == "printed_unrolled"
    assert POLICY.switch("prevailing_language") == "en"
    assert POLICY.switch("extensions_of_term") == 2
    assert POLICY.switch("extension_of_term_days") == 90
    assert POLICY.switch("visit_waiver") == "HQ"
    assert POLICY.switch("hold_touches_term") is False
    assert POLICY.switch("customers_told_by_cbp") is False
    assert POLICY.switch("deemed_completeness") is True
    assert POLICY.switch("removal_needs_final_notice") is True
    for switch in POLICY.switches.values():
        assert switch.question.en
        assert switch.question.es
        assert switch.source
        assert not switch.choices or switch.value in switch.choices


def test_what_is_not_there_is_an_error() -> None:
    assert policy_versions()[-1] == CURRENT
    with pytest.raises(LookupError, match="1999-01"):
        policy("1999-01")
    with pytest.raises(LookupError, match="T99"):
        POLICY.rule("T99")
    with pytest.raises(LookupError, match="sideways"):
        POLICY.rule("T09", "sideways")
    with pytest.raises(LookupError, match="moon"):
        POLICY.switch("moon")
