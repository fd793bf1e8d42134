"""Small builders of what a workflow would hand to the record: events, batches, views, commands."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from activities.ports import Delivery
from casework.bilingual import Language
from casework.clocks import Clock, apply, extend, start
from casework.events import CaseView, ClockChange, ClockView, Event, EventBatch, Notice
from casework.policy import CURRENT, policy
from casework.prints import Print
from casework.roles import Actor, Party, Role
from casework.states import Phase, Standing, State
from desk.ports import KeptRun, ReceivedCommand
from exchange.ports import ReceivedEvent
from records.canonical import sha256_of

OPENED = datetime(2023, 8, 22, 14, 0, tzinfo=UTC)
OFFICER = Actor(person="p.officer", role=Role.OFF, organisation="LRD")


def case_id() -> str:
    """A case that no other test uses."""
    return f"case-{uuid4().hex[:12]}"


def event(act: str = "file_draft", **fields: Any) -> Event:
    """An officer's act, a day after the opening, that leaves the case where it was."""
    return Event.model_validate(
        {
            "kind": "draft_filed",
            "row": "G20",
            "at": OPENED + timedelta(days=1),
            "actor": OFFICER,
            "act": act,
            "after": State.INCIDENT_REVIEW,
            **fields,
        }
    )


def notice(key: str = "n1", **fields: Any) -> Notice:
    """A status notice to a partner."""
    return Notice.model_validate(
        {
            "key": key,
            "template": "status",
            "party": "partner",
            "address": "ops@partner.example",
            "languages": ("en", "es"),
            "facts": {"carrier": "Ferrocarril de Ejemplo, S.A."},
            **fields,
        }
    )


def prints(*languages: Language, compiler: str = "typst 0.0.1") -> tuple[Print, ...]:
    """A letter's printed form, in each language other bytes."""
    made = [
        (language, f"%PDF {compiler} {language} \0\xff".encode("latin-1")) for language in languages
    ]
    return tuple(
        Print(
            language=language,
            version="2026-11",
            compiler=compiler,
            sha256=hashlib.sha256(pdf).hexdigest(),
            pdf=pdf,
        )
        for language, pdf in made
    )


def clock(key: str = "T08", *, extended: int = 0) -> Clock:
    """A clock that started with the opening and was then extended so many times by a unit."""
    rule = policy(CURRENT).rule(key.partition(":")[0])
    to_day = date(2023, 11, 6) if rule.amount is None else None
    made = start(
        rule, key=key, at=OPENED, zone="America/Chicago", to_day=to_day, calendar_version="2026-11"
    )
    for day in range(1, extended + 1):
        at = OPENED + timedelta(days=day)
        made = apply(made, extend(made, at=at, by="p.officer", amount=1, why="as asked"))
    return made


def clock_view(of: Clock, *, lapsed: bool = False) -> ClockView:
    """A clock as a list shows it."""
    return ClockView(
        key=of.key,
        rule=of.terms.rule,
        label_en=of.terms.what.en,
        label_es=of.terms.what.es,
        status=of.status,
        started_at=of.started_at,
        due=of.due,
        due_day=of.due_day.isoformat(),
        owner=Role.OFF,
        party=Party.CBP,
        lapsed=lapsed,
        extended=len(of.entries) > 1,
        ledger=of,
    )


def started(of: Clock) -> ClockChange:
    """The line of an event that starts a clock."""
    return ClockChange(key=of.key, entry=of.entries[0], started=of)


def view(case: str, **fields: Any) -> CaseView:
    """A case under incident review."""
    return CaseView.model_validate(
        {
            "case_id": case,
            "carrier": f"carrier-of-{case}",
            "carrier_reference": "R-7K2M9QF4",
            "illustrative": True,
            "state": State.INCIDENT_REVIEW,
            "phase": Phase.SUSPENSION,
            "standing": Standing.GOOD,
            "owner": Role.OFF,
            "awaiting": Party.CBP,
            "ports": ("LRD", "EGP"),
            "opened_at": OPENED,
            "next_due": OPENED + timedelta(days=30),
            "next_label": "review of the incident",
            "statutory_due": None,
            "overdue": False,
            "held": False,
            **fields,
        }
    )


def batch(
    case: str,
    *events: Event,
    key: str | None = None,
    envelope: str | None = None,
    **fields: Any,
) -> EventBatch:
    """Events under one key, after which the case's view is ``view(case, **fields)``."""
    return EventBatch(
        case_id=case,
        key=key or f"key-{uuid4().hex[:12]}",
        events=events or (event(),),
        view=view(case, **fields),
        envelope=envelope,
    )


def commanded(case: str, *events: Event, **fields: Any) -> EventBatch:
    """A batch that a signed command caused."""
    command_id = uuid4().hex
    envelope = json.dumps({"command": command_id, "signature": "…"})
    caused = tuple(
        e.model_copy(update={"command_id": command_id, "envelope_sha256": sha256_of(envelope)})
        for e in events or (event(),)
    )
    return batch(case, *caused, key=command_id, envelope=envelope, **fields)


def received(case: str, **fields: Any) -> ReceivedCommand:
    """A command as the desk writes it down."""
    return ReceivedCommand.model_validate(
        {
            "command_id": uuid4().hex,
            "case_id": case,
            "act": "file_draft",
            "person": "p.officer",
            "role": "OFF",
            "organisation": "LRD",
            "received_at": OPENED + timedelta(days=1),
            "digest": sha256_of("what was asked"),
            "envelope": '{"signed":"…"}',
            **fields,
        }
    )


def delivery(**fields: Any) -> Delivery:
    """Evidence of a message that the mail server took."""
    return Delivery.model_validate(
        {
            "message_id": "<n1@resumption.example>",
            "channel": "smtp",
            "answer": "250 2.0.0 queued",
            "accepted": True,
            "at": OPENED + timedelta(days=2),
            "content_sha256": sha256_of("the message"),
            **fields,
        }
    )


def kept_run(case: str, *, day: int = 0, **fields: Any) -> KeptRun:
    """An ended run of a case that began so many days after the opening and took an hour."""
    started = OPENED + timedelta(days=day)
    return KeptRun.model_validate(
        {
            "case_id": case,
            "run_id": str(uuid4()),
            "status": "COMPLETED",
            "started_at": started,
            "closed_at": started + timedelta(hours=1),
            "history": '{"events": [{"eventId": "1", "said": "\\u0000 ñ"}]}',
            **fields,
        }
    )


def received_event(**fields: Any) -> ReceivedEvent:
    """An event of a system that nobody here understands."""
    return ReceivedEvent.model_validate(
        {
            "source": "urn:example:system:sample",
            "id": uuid4().hex,
            "type": "org.example.unknown.v1",
            "system": "sample",
            "received_at": OPENED,
            "sha256": sha256_of("the event"),
            "text": "{}",
            "known": False,
            **fields,
        }
    )
