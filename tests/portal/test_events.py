"""Events over HTTP: who may send them, what is answered, and what is not said."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from casework.reference import SYSTEMS
from casework.roles import Actor, Role
from embedded import identity
from exchange.cloud_events import CONTENT_TYPE
from records.case_book import PostgresCaseBook
from records.case_record import PostgresCaseRecord
from records.pool import Pool
from runtime.settings import Settings
from tests.exchange.house import event, raw
from tests.exchange.rules_engine import RulesEngine
from tests.portal.conftest import serving
from tests.portal.issuer import Issuer

CONTACTS = {"poc": "security@mdnr.example", "executive": "executive@mdnr.example"}
OF_MDNR = [{"carrier": "MDNR", "contacts": CONTACTS}]


@pytest.fixture(scope="module")
def engine(worker_pool: Pool, logged: Pool) -> RulesEngine:
    """The real rules on the portal's record."""
    return RulesEngine(PostgresCaseRecord(worker_pool), PostgresCaseBook(logged))


@pytest.fixture(scope="module")
async def door(
    settings: Settings, issuer: Issuer, engine: RulesEngine
) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the application, whose commands are judged by the real rules."""
    async with serving(settings, issuer, sender=engine) as found:
        yield found


def signed_in(issuer: Issuer, system: str, **claims: Any) -> dict[str, str]:
    """The headers of a system."""
    known = SYSTEMS[system]
    actor = Actor(person=system, role=known.role, organisation=known.organisation)
    bearer = issuer.bearer(actor, **{"scope": "events:send", **claims})
    return {**bearer, "content-type": CONTENT_TYPE}


async def send(
    door: httpx2.AsyncClient, said: dict[str, Any] | bytes, headers: dict[str, str]
) -> httpx2.Response:
    """Send an event."""
    body = said if isinstance(said, bytes) else raw(said)
    return await door.post("/api/v1/events", content=body, headers=headers)


def incident(number: str) -> dict[str, Any]:
    """An incident of the Mesa del Norte."""
    made = {**event("incident.reported", chain=OF_MDNR), "id": number}
    made["data"]["incident"]["id"] = number
    return made


async def test_an_event_is_taken_once_and_answered_the_same_each_time(
    door: httpx2.AsyncClient, issuer: Issuer
) -> None:
    headers = signed_in(issuer, "port-laredo")
    first = await send(door, incident("first"), headers)
    assert first.status_code == 200, first.text
    told = first.json()
    assert (told["status"], [one["act"] for one in told["told"]]) == ("done", ["report_incident"])
    assert (await send(door, incident("first"), headers)).json() == told
    second = (await send(door, incident("second"), headers)).json()
    assert [one["act"] for one in second["told"]] == ["attach_incident"]
    assert second["told"][0]["case_id"] == told["told"][0]["case_id"]
    other = incident("first")
    other["data"]["incident"]["description"] = "Another one."
    refused = await send(door, other, headers)
    assert refused.status_code == 409
    assert refused.json()["type"].endswith("idempotency-key-reused")


async def test_while_the_engine_is_away_it_is_received(
    door: httpx2.AsyncClient, issuer: Issuer, engine: RulesEngine
) -> None:
    headers = signed_in(issuer, "port-laredo")
    engine.away = True
    try:
        waiting = await send(door, incident("third"), headers)
    finally:
        engine.away = False
    assert (waiting.status_code, waiting.json()["status"]) == (202, "waits")
    done = await send(door, incident("third"), headers)
    assert (done.status_code, done.json()["status"]) == (200, "done")


async def test_what_is_wrong_is_named_field_by_field(
    door: httpx2.AsyncClient, issuer: Issuer
) -> None:
    headers = signed_in(issuer, "port-laredo")
    for said, field in (
        (event("crossing.closed", port="9999"), "data.port"),
        ({**event("crossing.closed"), "specversion": "0.3"}, "specversion"),
        (b'{"id": "a", "id": "b"}', "id"),
    ):
        answer = await send(door, said, headers)
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert field in [each["field"] for each in answer.json()["errors"]]
    for broken in (b"{", b"[]", b'"text"', b"\xff"):
        assert (await send(door, broken, headers)).status_code == 422
    plain = {**headers, "content-type": "text/plain"}
    assert (await send(door, event("crossing.closed"), plain)).status_code == 422


async def test_a_system_tells_only_what_is_its_own(
    door: httpx2.AsyncClient, issuer: Issuer
) -> None:
    for system, said, rule in (
        ("port-laredo", event("crossing.closed", port="2402"), "not_its_crossing"),
        ("port-el-paso", event("crossing.closed"), "not_its_source"),
        ("fca-security", {**event("carrier.notice"), "source": _source("fca-security")}, "not_its"),
    ):
        answer = await send(door, said, signed_in(issuer, system))
        assert answer.status_code == 403
        assert answer.json()["rule"].startswith(rule)
        assert answer.json()["detail_es"]


async def test_nobody_sends_events_but_a_system_with_that_scope(
    door: httpx2.AsyncClient, issuer: Issuer
) -> None:
    said = event("crossing.closed")
    kind = {"content-type": CONTENT_TYPE}
    assert (await send(door, said, kind)).status_code == 401
    reads = signed_in(issuer, "port-laredo", scope="cases:read cases:write")
    assert (await send(door, said, reads)).status_code == 403
    ruiz = Actor(person="ruiz", role=Role.PORT, organisation="2304")
    person = {**issuer.bearer(ruiz, scope="events:send"), **kind}
    assert (await send(door, said, person)).status_code == 403
    elsewhere = signed_in(issuer, "port-laredo", organisation="2402")
    assert (await send(door, said, elsewhere)).status_code == 403


async def test_who_sees_no_cases_is_told_of_none(door: httpx2.AsyncClient, issuer: Issuer) -> None:
    said = event("partner.acted", carrier="MDNR", contacts=CONTACTS)
    answer = await send(door, said, signed_in(issuer, "sat-oea"))
    assert answer.status_code == 200
    assert (answer.json()["told"], "case-" in answer.text) == ([], False)


def test_the_systems_of_the_demonstration_can_sign_in() -> None:
    known = {(one.id, one.role.value, one.organisation) for one in SYSTEMS.values()}
    assert set(identity.SENDERS) == known


def _source(system: str) -> str:
    return SYSTEMS[system].event_source
