"""What would become of every later due day, if: a hold, more time, another policy.

Hypothetical entries are made by the ledger's own operations on a copy of the clocks. Nothing is
decided and nothing is recorded.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from casework.bilingual import Bilingual
from casework.case import Case
from casework.clocks import (
    Clock,
    ClockRefused,
    apply,
    day_ends,
    extend,
    hold,
    rebase,
    release,
    start,
)
from casework.clocks.zones import local_hour
from casework.forecast import AFTER_THE_LAST_MILESTONE
from casework.policy import ClockRule, policy
from casework.roles import Party

BY = "what-if"
_NOON = 12


class HeldFor(NamedTuple):
    """A hold on some clocks from one local day to the day of its release."""

    clocks: tuple[str, ...]
    since: date
    until: date


class Extended(NamedTuple):
    """So many of a clock's own units more."""

    clock: str
    amount: int


class Hypothesis(NamedTuple):
    """What is supposed. Clocks are named by key (``T33:a1``) or by rule (``T33``: each of them)."""

    holds: tuple[HeldFor, ...] = ()
    extensions: tuple[Extended, ...] = ()
    rules: Mapping[str, ClockRule] = {}
    """Rules of another policy by clock id; what it does not name stays."""


class Outlook(NamedTuple):
    """One due day before and after; ``notes`` say why something supposed did not change it.

    ``forecast`` marks a clock that does not run yet and begins when the one before it is used up.
    """

    key: str
    what: Bilingual
    party: Party
    before: date
    after: date
    forecast: bool
    notes: tuple[Bilingual, ...]


class Unknown(LookupError):
    """No clock that lies ahead in the case has that name; ``args[0]`` is the name."""


def what_if(case: Case, supposed: Hypothesis, *, at: datetime) -> tuple[Outlook, ...]:
    """Return every due day that lies ahead before and after what is supposed, the earliest first.

    ``at`` is the instant at which more time would be given. Raises ``Unknown``.
    """
    clocks = {key: clock for key, clock in case.clocks.items() if clock.is_open}
    notes: dict[str, list[Bilingual]] = defaultdict(list)
    before = clocks | _ahead(case, clocks, Hypothesis(), notes)
    for name in _named(supposed):
        if not any(_means(name, clock) for clock in before.values()):
            raise Unknown(name)
    after = {
        key: _changed(_rebased(clock, case, supposed, at, notes[key]), supposed, at, notes[key])
        for key, clock in clocks.items()
    }
    after |= _ahead(case, after, supposed, notes)
    found = (
        Outlook(
            key=key,
            what=clock.terms.what,
            party=clock.terms.party,
            before=clock.due_day,
            after=after[key].due_day,
            forecast=key not in clocks,
            notes=tuple(notes[key]),
        )
        for key, clock in before.items()
    )
    return tuple(sorted(found, key=lambda one: (one.before, one.key)))


def _named(supposed: Hypothesis) -> Iterable[str]:
    for held in supposed.holds:
        yield from held.clocks
    for more in supposed.extensions:
        yield more.clock


def _means(name: str, clock: Clock) -> bool:
    return name in (clock.key, clock.terms.rule)


def _rebased(
    clock: Clock, case: Case, supposed: Hypothesis, at: datetime, notes: list[Bilingual]
) -> Clock:
    """Return a clock under the other policy, as far as that has a rule for it."""
    rule, variant = supposed.rules.get(clock.terms.rule), clock.terms.variant
    if rule is None or (variant is not None and variant not in rule.alternates):
        return clock
    try:
        entry = rebase(
            clock,
            rule if variant is None else rule.alternate(variant),
            at=max(at, clock.started_at),
            by=BY,
            calendar_version=case.calendar,
        )
    except ClockRefused as refused:
        notes.append(refused.sentence)
        return clock
    return apply(clock, entry)


def _changed(clock: Clock, supposed: Hypothesis, at: datetime, notes: list[Bilingual]) -> Clock:
    """Return a clock with more time and holds in its ledger; what it does not allow is noted."""
    try:
        for more in supposed.extensions:
            if _means(more.clock, clock):
                entry = extend(clock, at=max(at, clock.started_at), by=BY, amount=more.amount)
                clock = apply(clock, entry)
        for held in supposed.holds:
            if any(_means(name, clock) for name in held.clocks):
                clock = _held(clock, held, notes)
    except ClockRefused as refused:
        notes.append(refused.sentence)
    return clock


def _held(clock: Clock, held: HeldFor, notes: list[Bilingual]) -> Clock:
    """Return a clock after a hold; one that begins during the hold is held from its start."""
    zone = clock.terms.zone
    since = max(local_hour(held.since, _NOON, zone), clock.started_at)
    until = local_hour(held.until, _NOON, zone)
    if since >= clock.due:
        notes.append(_OVER_BEFORE)
        return clock
    if until <= since:
        notes.append(_BEGINS_AFTER)
        return clock
    clock = apply(clock, hold(clock, at=since, by=BY))
    return apply(clock, release(clock, at=until, by=BY))


_OVER_BEFORE = Bilingual(
    en="It runs out before the hold begins.", es="Vence antes de que empiece la pausa."
)
_BEGINS_AFTER = Bilingual(
    en="It begins after the hold has ended.", es="Empieza cuando la pausa ya terminó."
)


def _ahead(
    case: Case,
    clocks: Mapping[str, Clock],
    supposed: Hypothesis,
    notes: Mapping[str, list[Bilingual]],
) -> dict[str, Clock]:
    """Return the clocks that follow each other to the decision, each begun when one is used up.

    Only where the way is known: from an accepted plan on.
    """
    under_way = [rule for rule in AFTER_THE_LAST_MILESTONE if _of_rule(clocks, rule)]
    waited_for = _of_rule(clocks, under_way[-1] if under_way else "T33")
    if not waited_for:
        return {}
    done = AFTER_THE_LAST_MILESTONE.index(under_way[-1]) + 1 if under_way else 0
    day = max(clock.due_day for clock in waited_for)
    rules = policy(case.policy)
    found: dict[str, Clock] = {}
    for name in AFTER_THE_LAST_MILESTONE[done:]:
        rule = supposed.rules.get(name) or rules.rule(name)
        # What the end of a day begins counts from the day that has ended.
        at = day_ends(day, case.zone) - timedelta(microseconds=1)
        clock = start(rule, key=name, at=at, zone=case.zone, calendar_version=case.calendar)
        found[name] = _changed(clock, supposed, at, notes[name])
        day = found[name].due_day
    return found


def _of_rule(clocks: Mapping[str, Clock], rule: str) -> Sequence[Clock]:
    return [clock for clock in clocks.values() if clock.terms.rule == rule]
