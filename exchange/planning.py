"""What an event becomes: which commands to which cases, and what only a person can settle.

Nothing here suspends anybody: an incident joins a case or opens a review, an action of a partner
administration is recorded or opens one, and people decide.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from casework.commands import Body
from casework.commands.anytime import AttachIncident, ContactNote, ReportPartnerAction
from casework.commands.chain import LinkCase, Relation
from casework.commands.suspension import (
    OpenOnPartnerAction,
    ReportIncident,
    SelfReport,
)
from casework.matters import Matter
from casework.reference import CARRIERS, OutsideSystem
from casework.roles import Role
from casework.states import BEFORE_RETURN, OPEN_RESUMPTION
from desk.case_desk import case_opened_by
from desk.ports import CaseNow
from desk.spreading import (
    NOT_ITS_MATTER,
    OTHER_WORDS,
    Event,
    command_id_of,
    concerns,
    refusal_of,
)
from exchange.incoming import (
    CarrierNotice,
    CrossingClosed,
    CrossingReopened,
    ExamsCounted,
    InChain,
    IncidentReported,
    PartnerActed,
    Reached,
    Told,
)
from exchange.ports import CaseBook, SetAside

CONTACTS_UNKNOWN = "contacts_unknown"
"""No case can be opened without contacts, and neither the event nor an earlier case has any."""

NO_OPEN_CASE = "no_open_case"
"""The railroad has no open case that could take what was told."""

_IDS = UUID("5d1c6a2e-9a0b-5f6d-8f0e-3f7a4f1d2b90")


class Step(NamedTuple):
    """A command that an event becomes; without a case it opens one."""

    command_id: str
    act: str
    body: dict[str, Any]
    case_id: str | None = None

    @property
    def in_case(self) -> str:
        """The case that is told, or that is opened."""
        return self.case_id or case_opened_by(self.command_id)


class Plan(NamedTuple):
    """Everything that an event becomes, in order."""

    steps: tuple[Step, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    def then(self, other: "Plan") -> "Plan":
        """Return this and what follows it."""
        return Plan(self.steps + other.steps, self.set_aside + other.set_aside)


class Came(NamedTuple):
    """An event on its way: from which system, and the name that its commands' ids start with."""

    system: OutsideSystem
    told: Told
    key: str


def key_of(source: str, event_id: str) -> str:
    """Return what the ids of an event's commands start with: the same for ever."""
    return f"ev-{uuid5(_IDS, f'{source} {event_id}')}"


class Planner:
    """Judges what an event means to the cases as they stand."""

    def __init__(self, book: CaseBook, *, illustrative: bool, now: Callable[[], datetime]) -> None:
        """``illustrative``: every case that is opened is marked so, as nothing is real here."""
        self._book = book
        self._illustrative = illustrative
        self._now = now

    async def plan(self, came: Came, *, barred: Mapping[str, str], known: Collection[str]) -> Plan:
        """Return what an event becomes now.

        ``barred`` are railroads whose case was just opened by others and is not recorded yet, with
        that case; ``known`` are cases that were told an event of this name in other words.
        """
        match came.told:
            case IncidentReported() as told:
                plan, cases = Plan(), dict[str, str]()
                for part in told.chain:
                    its = await self._incident(came, told, part, barred)
                    plan = plan.then(its)
                    cases.update((part.carrier, step.in_case) for step in its.steps)
                return plan.then(await self._linked(came, told, cases))
            case CrossingClosed() | CrossingReopened() as told:
                return await self._everywhere(came, told.command(came.system.id), known)
            case ExamsCounted() as told:
                found = await self._open_resumptions(told.carrier)
                return self._to_all(came, told.carrier, found, told.counted)
            case CarrierNotice() as told:
                found = await self._open_resumptions(told.carrier)
                return self._to_all(came, told.carrier, found[:1], ContactNote(text=told.text))
            case PartnerActed() as told:
                return await self._partner_acted(came, told)
        raise AssertionError(f"{type(came.told).__name__} is planned by nobody")

    async def _incident(
        self,
        came: Came,
        told: IncidentReported,
        part: InChain,
        barred: Mapping[str, str],
    ) -> Plan:
        carrier = part.carrier
        found = await self._resumptions(carrier)
        before = [c.case.id for c in found if c.case.state in BEFORE_RETURN]
        if carrier in barred or before:
            case_id = barred.get(carrier) or before[0]
            return Plan((_step(came, carrier, AttachIncident(incident=told.incident), case_id),))
        own = came.system.role is Role.POC
        model = SelfReport if own else ReportIncident
        said = {"incident": _said(told.incident), "port": told.incident.port}
        return self._opening(came, model, carrier, part.contacts, found, said)

    async def _linked(self, came: Came, told: IncidentReported, cases: Mapping[str, str]) -> Plan:
        """Each case of the chain with each other one, as far as they are not linked yet."""
        plan = Plan()
        for carrier, case_id in cases.items():
            known = {c.case.id: c.case.chain for c in await self._book.of_carrier(carrier)}
            for other, other_case in cases.items():
                if other == carrier or other_case in known.get(case_id, {}):
                    continue
                link = LinkCase(
                    other_case=other_case,
                    other_carrier=other,
                    relation=Relation.SAME_INCIDENT,
                    incident=told.incident.id,
                )
                step = _step(came, f"{carrier}-{other}", link, case_id)
                plan = plan.then(Plan((step,)))
        return plan

    async def _partner_acted(self, came: Came, told: PartnerActed) -> Plan:
        """To the notice that it answers, else to the open case, else a review is opened."""
        every = await self._book.of_carrier(told.carrier)
        action = ReportPartnerAction(
            action=told.action,
            folio=told.folio,
            effective_on=told.effective_on,
            status=told.status,
        )
        partner = came.system.partner
        notices = [c for c in every if c.case.notice and c.case.notice.partner == partner]
        cases = [c for c in every if c.case.state in OPEN_RESUMPTION]
        may = [c for c in notices if not refusal_of(c.case, c.now, came.system.actor, action)]
        if takes := (may or cases)[:1]:
            return self._to_all(came, told.carrier, takes, action)
        said = {
            "partner_action": told.action,
            "port": told.port,
            **({"folio": told.folio} if told.folio else {}),
        }
        resumptions = tuple(c for c in every if c.case.matter is Matter.RESUMPTION)
        return self._opening(
            came, OpenOnPartnerAction, told.carrier, told.contacts, resumptions, said
        )

    async def _everywhere(self, came: Came, body: Event, known: Collection[str]) -> Plan:
        """To every open case whose matter it is; where it was told before, that command counts."""
        plan = Plan()
        reached = [v.case_id async for v in self._book.open_cases() if concerns(body, v)]
        for case_id in reached:
            if case_id in known:
                plan = plan.then(_aside(case_id, OTHER_WORDS))
                continue
            found = await self._book.case(case_id)
            refusal = refusal_of(found.case, found.now, came.system.actor, body)
            if refusal is None or refusal.rule not in NOT_ITS_MATTER:
                step = Step(command_id_of(body, case_id), body.act, _said(body), case_id)
                plan = plan.then(Plan((step,)))
        return plan

    def _to_all(self, came: Came, carrier: str, cases: Collection[CaseNow], body: Body) -> Plan:
        if not cases:
            return _aside(carrier, NO_OPEN_CASE)
        return Plan(tuple(_step(came, found.case.id, body, found.case.id) for found in cases))

    def _opening(
        self,
        came: Came,
        model: type[Body],
        carrier: str,
        contacts: Reached | None,
        earlier: tuple[CaseNow, ...],
        said: dict[str, Any],
    ) -> Plan:
        known = next((found.case.contacts for found in earlier), None)
        if contacts is None and known is None:
            return _aside(carrier, CONTACTS_UNKNOWN)
        # Whom a railroad lets know its status it says case by case: consent is not taken along.
        reached = _said(contacts or known)
        body = {
            **said,
            "carrier": carrier,
            "contacts": {name: reached[name] for name in Reached.model_fields},
            "illustrative": self._illustrative or CARRIERS[carrier].invented,
        }
        return Plan((Step(f"{came.key}-{carrier}", model.act, body),))

    async def _resumptions(self, carrier: str) -> tuple[CaseNow, ...]:
        found = await self._book.of_carrier(carrier)
        return tuple(c for c in found if c.case.matter is Matter.RESUMPTION)

    async def _open_resumptions(self, carrier: str) -> list[CaseNow]:
        """A railroad's open cases; the one before its return, if there is one, first."""
        found = [c for c in await self._resumptions(carrier) if c.case.state in OPEN_RESUMPTION]
        return sorted(found, key=lambda c: c.case.state not in BEFORE_RETURN)


def _aside(subject: str, rule: str) -> Plan:
    return Plan(set_aside=(SetAside(subject=subject, rule=rule),))


def _step(came: Came, about: str, body: Body, case_id: str) -> Step:
    return Step(f"{came.key}-{about}", body.act, _said(body), case_id)


def _said(body: Any) -> dict[str, Any]:
    said: dict[str, Any] = body.model_dump(mode="json", exclude_none=True)
    return said
