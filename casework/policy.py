"""Policy as dated data: every period of the process, and the switches that a policy owner may set.

Almost no period of the corrective phase is law (domain.md 0, point 5), so each is a value with its
source and its mark. Version files (`data/policy/`) are never edited; a case keeps the version
that it was opened under until a recorded event moves it. Source: process.md sections 6 and 10.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from casework.bilingual import Bilingual
from casework.calendars import CalendarKind, Mark
from casework.model import Kept
from casework.roles import Party, Role

__all__ = [
    "CURRENT",
    "ClockRule",
    "Escalation",
    "ExtensionRight",
    "Holdable",
    "Mark",
    "Policy",
    "Roll",
    "Switch",
    "Unit",
    "policy",
    "policy_versions",
]


class Unit(StrEnum):
    """What a period is counted in.

    NAMED_DAY: the plan, letter or decision names the last day. DAYS_BEFORE: so many calendar days
    before another clock's last day, which the caller works out and names. NONE: a rule, no clock.
    """

    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    BUSINESS_DAYS = "business_days"
    MONTHS = "months"
    NAMED_DAY = "named_day"
    DAYS_BEFORE = "days_before"
    NONE = "none"


class Roll(StrEnum):
    """Where a last day goes that is not worked."""

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"


class Holdable(StrEnum):
    """Whether a hold stops the clock: by policy yes or no, or never because a statute sets it."""

    YES = "yes"
    NO = "no"
    NEVER = "never"


class Escalation(StrEnum):
    """Who is told after a lapse, and how often (process.md 6, ladder).

    LADDER: owner at the lapse, SUP after 2 business days, HQ after 5, then daily; rungs at or
    below the owner are left out. LADDER_THEN_WEEKLY: the same, but after the ladder weekly to HQ,
    where nobody waits for what is late. WEEKLY: owner at the lapse, then every 7 days. NONE: the
    row of the process table is all that happens.
    """

    LADDER = "ladder"
    LADDER_THEN_WEEKLY = "ladder_then_weekly"
    WEEKLY = "weekly"
    NONE = "none"


class ExtensionRight(Kept):
    """Who may extend a clock, by how much in sum (in calendar days or `unit`) and how often."""

    role: Role
    at_most: int | None = None
    each_at_most: int | None = None
    unit: Unit = Unit.CALENDAR_DAYS
    times: int | None = None
    source: str = ""


class ClockRule(Kept):
    """One clock of the process: how long, counted how, owed by whom, and on what authority.

    `zone` is "case": the zone of the port of the incident, fixed at opening. `alerts` are days
    after the start on which the owner is warned. `policy` and `variant` say which version and
    which alternate this rule is. `on_lapse` names the row or track that the lapse belongs to.
    """

    id: str
    policy: str = ""
    variant: str | None = None
    what: Bilingual
    amount: int | None
    unit: Unit
    calendar: CalendarKind
    zone: str = "case"
    starts: Bilingual
    roll: Roll
    roll_calendar: CalendarKind
    holdable: Holdable
    reminders: str | None = None
    alerts: tuple[int, ...] = ()
    escalation: Escalation
    owner: Role
    party: Party
    extensions: tuple[ExtensionRight, ...] = ()
    extendable_after_lapse: bool = False
    on_lapse: str
    source: Bilingual
    mark: Mark
    note: str = ""
    alternates: Mapping[str, Mapping[str, Any]] = {}

    def alternate(self, name: str) -> "ClockRule":
        """Give the rule as it stands in a special case, such as "sanction" for T18.

        Raises LookupError if the policy knows no such case.
        """
        if name not in self.alternates:
            raise LookupError(f"{self.id} has no alternate {name!r} in policy {self.policy}")
        merged = {**self.model_dump(), "alternates": {}, "variant": name, **self.alternates[name]}
        return ClockRule.model_validate(merged)

    def extension_by(self, role: Role) -> ExtensionRight | None:
        """Give what a role may extend, None if it may not."""
        return next((right for right in self.extensions if right.role is role), None)


class Switch(Kept):
    """A choice that belongs to a policy owner and not to the code (process.md 10)."""

    id: str
    question: Bilingual
    value: bool | int | str
    choices: tuple[bool | int | str, ...] = ()
    source: str
    mark: Mark


class ReminderRule(Kept):
    """When the party is reminded (T22), by the length of the term in calendar days."""

    long_from_days: int
    long_percent: tuple[int, ...]
    middle_from_days: int
    middle_days_before_last: int
    short_days_before_last: int
    local_hour: int


class EscalationRule(Kept):
    """How many business days after a lapse each rung above the owner is told (process.md 6)."""

    supervisor_business_days: int
    headquarters_business_days: int
    weekly_days: int
    local_hour: int


class Policy(Kept):
    """One version of the policy: clocks by id, switches by id, reminder and escalation rules."""

    version: str
    checked_on: str
    clocks: Mapping[str, ClockRule]
    switches: Mapping[str, Switch]
    reminders: ReminderRule
    escalation: EscalationRule

    def rule(self, clock: str, variant: str | None = None) -> ClockRule:
        """Give a clock's rule by id ("T09"), in a variant if one is named.

        Raises LookupError for a clock or variant that this version does not have.
        """
        if clock not in self.clocks:
            raise LookupError(f"policy {self.version} has no clock {clock!r}")
        rule = self.clocks[clock]
        return rule if variant is None else rule.alternate(variant)

    def switch(self, name: str) -> bool | int | str:
        """Give the value of a switch. Raises LookupError for one that this version lacks."""
        if name not in self.switches:
            raise LookupError(f"policy {self.version} has no switch {name!r}")
        return self.switches[name].value


def _read(path_name: str) -> Policy:
    text = files("casework").joinpath("data", "policy", path_name).read_text(encoding="utf-8")
    content = json.loads(text)
    version = content["version"]
    return Policy.model_validate(
        {
            **content,
            "clocks": {row["id"]: {**row, "policy": version} for row in content["clocks"]},
            "switches": {row["id"]: row for row in content["switches"]},
        }
    )


_VERSIONS = {
    found.version: found
    for found in (
        _read(entry.name)
        for entry in files("casework").joinpath("data", "policy").iterdir()
        if entry.name.endswith(".json")
    )
}

CURRENT: str = max(_VERSIONS)
"""The version that a case opened now is given."""


@contextmanager
def supposed(found: Policy) -> Iterator[None]:
    """Let another policy be the current one in this process while a block runs: for simulations.

    Its version must be no real one's. Nothing that is recorded may be decided in the block.
    """
    global CURRENT
    if found.version in _VERSIONS:
        raise ValueError(f"policy {found.version} is a real version")
    real = CURRENT
    _VERSIONS[found.version], CURRENT = found, found.version
    try:
        yield
    finally:
        del _VERSIONS[found.version]
        CURRENT = real
        policy.cache_clear()


def policy_versions() -> tuple[str, ...]:
    """List the versions at hand, oldest first."""
    return tuple(sorted(_VERSIONS))


@lru_cache
def policy(version: str) -> Policy:
    """Give one version of the policy.

    Raises LookupError if this code does not have it. Recorded clocks carry a snapshot of their
    terms and can be read without it.
    """
    if version not in _VERSIONS:
        raise LookupError(f"policy version {version} is not in casework/data/policy")
    return _VERSIONS[version]
