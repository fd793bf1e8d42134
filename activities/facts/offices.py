"""What CBP's own people are told: something waits, something is late, a benefit goes on or off."""

from typing import Literal

from activities.facts.carrier import Days
from activities.facts.values import (
    Contact,
    Line,
    NoticeFacts,
    Owed,
    Period,
    Requirement,
    Signatory,
    When,
    Words,
)
from casework.roles import Role


class Escalation(NoticeFacts):
    """A clock of CBP ran out: which, whose, since when, and what is to be done."""

    carrier_name: Line
    clock: Owed
    owner: Role
    days_late: Days
    todo: Words


class Task(NoticeFacts):
    """Something waits for the reader: what, and by when."""

    carrier_name: Line
    todo: Words
    due: Period | None = None


class BenefitOrder(NoticeFacts):
    """A port is told to take a benefit away or to give it back at a place, and to confirm it."""

    carrier_name: Line
    scac: Line
    order: Literal["on", "off"]
    benefit: Words
    place: Words
    effective_from: When
    confirm: Owed
    signed_by: Signatory
    contact: Contact


class ConcurrenceRequest(NoticeFacts):
    """An agriculture agency is asked: it reads the findings of its own field and no other."""

    carrier_name: Line
    scac: Line
    findings: tuple[Requirement, ...]
    question: Words
    work_plan: Line | None = None
    answer: Owed
    contact: Contact
