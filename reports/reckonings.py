"""How each performance measure is reckoned from cases and their events (domain.md 11.6)."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, TypeAlias

from casework.case_parts import ORDERING
from casework.events import Event
from casework.partner_parts import NoticeMatter
from casework.roles import Party
from reports import exposure, figures
from reports.history import CaseHistory, Period
from reports.pages import Share

CBP_REVIEWS = ("T02", "T08R", "T11", "T12", "T16", "T17", "T18", "T49", "T50")
"""The clocks of what CBP reviews, visits, reports and decides."""

RECURS_WITHIN = timedelta(days=365)
"""How long after a return an incident counts as a recurrence."""

HUNDRED_THOUSAND = 100_000

Histories: TypeAlias = Sequence[CaseHistory]
"""The cases that a measure is reckoned from."""

Reckoning: TypeAlias = "Callable[[Histories, Period], Value]"
"""How a value comes about."""


class Value(NamedTuple):
    """A measured value and on how many things it rests; ``value`` is None where on nothing."""

    value: float | Share | None
    n: int


def share(found: Share) -> Value:
    """Return a share as a value; of nothing there is none."""
    return Value(found if found.whole else None, found.whole)


def kept(*rules: str) -> Reckoning:
    """Reckon which share of the clocks of some rules ended before they ran out."""
    return lambda histories, period: share(figures.kept(histories, period, frozenset(rules)))


def kept_by(party: Party) -> Reckoning:
    """Reckon which share of the clocks of one side ended before they ran out."""

    def of(histories: Histories, period: Period) -> Value:
        rules = {
            clock.terms.rule
            for history in histories
            for clock in history.clocks
            if clock.terms.party is party
        }
        return share(figures.kept(histories, period, frozenset(rules)))

    return of


def _delivery(histories: Histories, period: Period) -> list[float]:
    return [
        (served.delivered - served.signed) / timedelta(hours=1)
        for history in histories
        for served in figures.letters(history)
        if served.delivered is not None and period.holds(served.delivered)
    ]


def delivery_hours(histories: Histories, period: Period) -> Value:
    """Reckon the median hours from the signature of a letter to its delivery."""
    hours = _delivery(histories, period)
    return Value(figures.median(hours), len(hours))


def delivery_in_a_day(histories: Histories, period: Period) -> Value:
    """Reckon which share of the letters was delivered within 24 hours."""
    hours = _delivery(histories, period)
    return share(Share(sum(one <= 24 for one in hours), len(hours)))


def carrier_first(histories: Histories, period: Period) -> Value:
    """Orders whose letter the carrier had before anybody outside was owed a word of it."""
    answers: list[bool] = []
    for history in histories:
        served = {one.letter: one for one in figures.letters(history)}
        outside = figures.told_outside(history)
        for decision in history.case.decisions:
            letter = served.get(decision.letter or "")
            if letter is None or decision.act not in ORDERING:
                continue
            told = [at for at in outside if at >= letter.signed]
            at = letter.delivered or (told[0] if told else None)
            if period.holds(at):
                early = [one for one in told if letter.delivered is None or one < letter.delivered]
                answers.append(not early)
    return share(Share(sum(answers), len(answers)))


def suspension_days(rank: float | None) -> Reckoning:
    """Reckon the length of the suspensions that ended: their median, or the value of a rank."""

    def of(histories: Histories, period: Period) -> Value:
        days = [
            float(one.days)
            for history in histories
            for one in figures.suspensions(history)
            if period.holds(one.ended)
        ]
        chosen = figures.median(days) if rank is None else figures.percentile(days, rank)
        return Value(chosen, len(days))

    return of


def extended(histories: Histories, period: Period) -> Value:
    """Reckon which share of the suspensions that ended had been extended."""
    ended = [h for h in histories if any(period.holds(s.ended) for s in figures.suspensions(h))]
    return share(Share(sum(h.case.term_extensions > 0 for h in ended), len(ended)))


def _accepted(histories: Histories, period: Period) -> list[CaseHistory]:
    return [h for h in histories if any(period.holds(e.at) for e in _of_act(h, "accept_plan"))]


def first_pass(histories: Histories, period: Period) -> Value:
    """Reckon which share of the accepted plans had never been sent back."""
    accepted = _accepted(histories, period)
    back = ("return_plan", "return_incomplete")
    return share(
        Share(sum(not any(_of_act(h, act) for act in back) for h in accepted), len(accepted))
    )


def rounds(histories: Histories, period: Period) -> Value:
    """Reckon how often, in the mean, an accepted plan had been returned."""
    accepted = _accepted(histories, period)
    rounds = [len(_of_act(h, "return_plan")) for h in accepted]
    return Value(sum(rounds) / len(rounds) if rounds else None, len(rounds))


def overturned(histories: Histories, period: Period) -> Value:
    """Determinations of appeals that did not uphold the decision."""
    found = [
        event
        for history in histories
        for event in history.events
        if event.act == "determine" and period.holds(event.at)
    ]
    upheld = sum(event.body.get("outcome") == "deny" for event in found)
    return share(Share(len(found) - upheld, len(found)))


def recurrences(histories: Histories, period: Period) -> tuple[int, int]:
    """Return the returns whose first year touches a period, and the incidents in such years.

    An incident counts once, in the period in which it happened: attached to a case, or a case of
    its own.
    """
    years = [
        (history.case.carrier, since)
        for history in histories
        for since in [s.ended for s in figures.suspensions(history) if s.ended and s.returned][-1:]
        if since < period.ends and since + RECURS_WITHIN > period.begins
    ]
    incidents = [
        (history.case.carrier, event.at)
        for history in histories
        for event in history.events
        if period.holds(event.at)
        and (event.kind == "incident_attached" or _opens_on_incident(event))
    ]
    again = sum(
        any(who == carrier and since < at <= since + RECURS_WITHIN for who, since in years)
        for carrier, at in incidents
    )
    return len(years), again


def recurrence(histories: Histories, period: Period) -> Value:
    """Count incidents within twelve months of a return; n is the number of returns."""
    returns, incidents = recurrences(histories, period)
    return Value(float(incidents) if returns else None, returns)


def recurrence_rate(histories: Histories, period: Period) -> Value:
    """Reckon the same per 100,000 cars that crossed; n is the number of cars."""
    cars = exposure.cars_crossed(histories, period)
    _, incidents = recurrences(histories, period)
    return Value(incidents * HUNDRED_THOUSAND / cars if cars else None, cars)


def exams(when: exposure.When) -> Reckoning:
    """Reckon which share of the cars was examined before, during or after the suspension."""

    def of(histories: Histories, period: Period) -> Value:
        found = exposure.by_suspension(histories, period)[when]
        return share(Share(found.exams, found.cars))

    return of


def mismatched(histories: Histories, period: Period) -> Value:
    """Of the administrations whose status of the carrier is known, those where it is another."""
    known = [
        notice
        for notice, _ in _notices(histories)
        if notice.their_status is not None and notice.actions[0].reported_at < period.ends
    ]
    return share(Share(sum(one.mismatch_since is not None for one in known), len(known)))


def mismatch_days(histories: Histories, period: Period) -> Value:
    """Reckon for how many days two sides have differed, at the end of the period."""
    ages = [
        float((period.day(at) - period.day(notice.mismatch_since)).days)
        for notice, at in _notices(histories)
        if notice.mismatch_since is not None
    ]
    return Value(figures.median(ages), len(ages))


def _notices(histories: Histories) -> list[tuple[NoticeMatter, datetime]]:
    return [(h.case.notice, h.at) for h in histories if h.case.notice is not None]


def paused(histories: Histories, period: Period) -> Value:
    """Reckon for which share of their time, in percent, clocks stood still."""
    held = figures.held_share(histories, period)
    return Value(None if held is None else held * 100, len(histories))


def both_languages(histories: Histories, period: Period) -> Value:
    """Letters to carriers that were issued in both languages at once: then the gap is none."""
    issued = [
        {"en", "es"} <= set(notice.languages)
        for history in histories
        for event in history.events
        if period.holds(event.at)
        for notice in event.notices
        if notice.letter is not None
    ]
    return share(Share(sum(issued), len(issued)))


def _of_act(history: CaseHistory, act: str) -> list[Event]:
    return [event for event in history.events if event.act == act]


def _opens_on_incident(event: Event) -> bool:
    return event.before is None and event.track is None and event.body.get("incident") is not None
