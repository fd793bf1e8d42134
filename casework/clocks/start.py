"""Starting a clock: a rule of the policy, made into terms for one case, and the first entry."""

from datetime import date, datetime

from casework.bilingual import Bilingual
from casework.calendars import CalendarKind
from casework.clocks.ledger import Clock, ClockTerms, EntryKind, LedgerEntry
from casework.clocks.reckoning import first_reckoning
from casework.clocks.refusal import ClockRefusal, ClockRefused
from casework.clocks.zones import local_day
from casework.clocks.zones import zone as known_zone
from casework.policy import ClockRule, Roll, Unit
from casework.roles import Party


def start(
    rule: ClockRule,
    *,
    key: str,
    at: datetime,
    zone: str,
    by: str = "SYS",
    why: str = "",
    authority: str = "",
    amount: int | None = None,
    to_day: date | None = None,
    summary: Bilingual | None = None,
    seated_in_mexico: bool = False,
    roll_calendar: CalendarKind | None = None,
    calendar_version: str,
) -> Clock:
    """Start a clock under a rule and return it with its first entry.

    `at` is the instant from which the period runs (aware), `zone` the case's zone. A decision or
    plan may name its own `amount` of the rule's units, or the last day itself (`to_day`); a
    rule without a number needs one of them. `summary` replaces the rule's words for what is due
    ("Milestone 2: seal audit"). `seated_in_mexico` says where the carrier has its seat: a clock
    that such a carrier owes goes to the next day worked in both countries (process.md 6);
    `roll_calendar` chooses another calendar for the roll, as for a visit made by both sides.

    Raises ClockRefused: NO_TERM, AMOUNT, NO_ZONE_IN_INSTANT or UNKNOWN_ZONE.
    """
    if at.tzinfo is None:
        raise ClockRefused(ClockRefusal.NO_ZONE_IN_INSTANT, key)
    known_zone(zone)
    if amount is not None and amount < 1:
        raise ClockRefused(ClockRefusal.AMOUNT, key)
    if to_day is not None and to_day < local_day(at, zone):
        raise ClockRefused(ClockRefusal.AMOUNT, key)
    terms = terms_of(
        rule,
        key=key,
        zone=zone,
        amount=amount,
        to_day=to_day,
        calendar_version=calendar_version,
        summary=summary,
        roll_calendar=roll_calendar or _seat_calendar(rule, seated_in_mexico),
    )
    standing = first_reckoning(terms, at, amount, to_day)
    entry = LedgerEntry(
        kind=EntryKind.STARTED,
        at=at,
        by=by,
        why=why,
        authority=authority,
        amount=None if to_day is not None else terms.amount,
        to_day=to_day,
        due_day=standing.due_day,
        due=standing.due,
        provisional=standing.provisional,
    )
    return Clock(key=key, first_terms=terms, started_at=at, entries=(entry,))


def terms_of(
    rule: ClockRule,
    *,
    key: str,
    zone: str,
    calendar_version: str,
    amount: int | None,
    to_day: date | None,
    summary: Bilingual | None,
    roll_calendar: CalendarKind | None,
) -> ClockTerms:
    """Take the snapshot of a rule that a clock keeps. Raises ClockRefused (NO_TERM)."""
    return ClockTerms(
        rule=rule.id,
        variant=rule.variant,
        policy=rule.policy,
        calendar_version=calendar_version,
        amount=None if to_day is not None else amount or rule.amount,
        unit=_unit(rule, key, amount, to_day),
        given=amount is not None or to_day is not None,
        calendar=rule.calendar,
        roll=rule.roll,
        roll_calendar=roll_calendar or rule.roll_calendar,
        roll_given=roll_calendar is not None,
        zone=zone,
        holdable=rule.holdable,
        extendable=bool(rule.extensions),
        extendable_after_lapse=rule.extendable_after_lapse,
        reminders=rule.reminders is not None,
        alerts=rule.alerts,
        escalation=rule.escalation,
        owner=rule.owner,
        party=rule.party,
        what=summary or rule.what,
        starts=rule.starts,
        source=rule.source,
        mark=rule.mark,
    )


def _unit(rule: ClockRule, key: str, amount: int | None, to_day: date | None) -> Unit:
    if rule.unit is Unit.NONE:
        raise ClockRefused(ClockRefusal.NO_TERM, key)
    if to_day is not None:
        return rule.unit if rule.unit is Unit.DAYS_BEFORE else Unit.NAMED_DAY
    if rule.unit is Unit.DAYS_BEFORE or (rule.unit is Unit.NAMED_DAY and amount is None):
        raise ClockRefused(ClockRefusal.NO_TERM, key)
    return Unit.CALENDAR_DAYS if rule.unit is Unit.NAMED_DAY else rule.unit


def _seat_calendar(rule: ClockRule, seated_in_mexico: bool) -> CalendarKind | None:
    owed_by_carrier = rule.party is Party.CARRIER and rule.roll is not Roll.NONE
    return CalendarKind.BOTH if seated_in_mexico and owed_by_carrier else None
