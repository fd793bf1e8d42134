"""Commands over HTTP on the real engine: once, judged by the rules, received when it is away."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.roles import Actor, Role
from desk.errors import Unsent
from portal.problems import ProblemType
from runtime.settings import Settings
from tests.casework.walk import OFF, SUP
from tests.portal.conftest import serving
from tests.portal.issuer import Issuer
from tests.postgres import Database
from tests.workflows.office import Office, dev_server, open_office
from tests.workflows.opening import OPENING

NOTE = {"command": "contact_note", "body": {"text": "We called."}}
OTHER = Actor(person="kim", role=Role.POC, organisation="UP")
OWN = Actor(person="lee", role=Role.POC, organisation="SVR")


@pytest.fixture(scope="module")
async def office(portal_database: Database, portal_key: Ed25519PrivateKey) -> AsyncIterator[Office]:
    """An engine with a worker; the desk is the portal's."""
    async with dev_server() as env, open_office(env.client, portal_database, portal_key) as found:
        yield found


@pytest.fixture(scope="module")
async def portal(
    settings: Settings, issuer: Issuer, office: Office
) -> AsyncIterator[httpx2.AsyncClient]:
    """The portal on that engine."""
    async with serving(settings, issuer, sender=office.sender) as client:
        yield client


def new_key() -> str:
    return str(uuid4())


async def post(
    portal: httpx2.AsyncClient,
    place: str,
    said: dict[str, Any],
    who: dict[str, str],
    **headers: str,
) -> httpx2.Response:
    """Give a command; header names are written with underscores."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    key = {} if "Idempotency-Key" in more else {"Idempotency-Key": new_key()}
    return await portal.post(f"/api/v1{place}", json=said, headers={**who, **key, **more})


@pytest.fixture(scope="module")
async def opened(portal: httpx2.AsyncClient, issuer: Issuer) -> AsyncIterator[str]:
    """A case that was opened over HTTP, voided afterwards."""
    said = {"command": "open_case", "body": OPENING}
    answer = await post(portal, "/cases", said, issuer.bearer(OFF))
    assert answer.status_code == 201, answer.text
    case_id: str = answer.json()["receipt"]["case_id"]
    assert answer.headers["location"] == f"/api/v1/cases/{case_id}"
    yield case_id
    void = {"command": "void_case", "body": {"reason": "The test is over."}}
    tag = await version(portal, issuer, case_id)
    answer = await post(
        portal, f"/cases/{case_id}/commands", void, issuer.bearer(SUP), If_Match=tag
    )
    assert answer.status_code == 200, answer.text


async def version(portal: httpx2.AsyncClient, issuer: Issuer, case_id: str) -> str:
    """The case's ``ETag``."""
    answer = await portal.get(f"/api/v1/cases/{case_id}", headers=issuer.bearer(OFF))
    assert answer.status_code == 200, answer.text
    return str(answer.headers["etag"])


async def test_a_command_gives_its_receipt_once_however_often_it_is_sent(
    portal: httpx2.AsyncClient, issuer: Issuer, opened: str
) -> None:
    who, key = issuer.bearer(OFF), new_key()
    tag = await version(portal, issuer, opened)
    place = f"/cases/{opened}/commands"
    first = await post(portal, place, NOTE, who, Idempotency_Key=key, If_Match=tag)
    assert first.status_code == 200, first.text
    assert first.json()["receipt"]["command_id"] == key
    changed = await version(portal, issuer, opened)
    assert changed != tag
    # the version is an old one by now, and the answer is the first one all the same
    again = await post(portal, place, NOTE, who, Idempotency_Key=key, If_Match=tag)
    assert (again.status_code, again.json()) == (200, first.json())
    assert await version(portal, issuer, opened) == changed


async def test_a_key_stands_for_one_command_of_one_person_in_one_case(
    portal: httpx2.AsyncClient, issuer: Issuer, opened: str
) -> None:
    key, place = new_key(), f"/cases/{opened}/commands"
    tag = await version(portal, issuer, opened)
    first = await post(portal, place, NOTE, issuer.bearer(OFF), Idempotency_Key=key, If_Match=tag)
    assert first.status_code == 200
    before = await version(portal, issuer, opened)
    forged = (
        (OFF, {**NOTE, "body": {"text": "We did not call."}}),
        (OFF, {"command": "void_case", "body": {"reason": "r"}}),
        (SUP, NOTE),
    )
    for actor, said in forged:
        answer = await post(
            portal, place, said, issuer.bearer(actor), Idempotency_Key=key, If_Match=before
        )
        assert answer.status_code == 409, answer.text
        assert answer.json()["type"] == ProblemType.KEY_REUSED.uri
    assert await version(portal, issuer, opened) == before


async def test_a_case_that_has_changed_since_it_was_read_takes_no_command(
    portal: httpx2.AsyncClient, issuer: Issuer, opened: str
) -> None:
    place, who = f"/cases/{opened}/commands", issuer.bearer(OFF)
    for match, status, kind in (
        (None, 428, ProblemType.CONDITION_MISSING),
        ('"0"', 412, ProblemType.CHANGED),
        ("*", 412, ProblemType.CHANGED),
        (f"W/{await version(portal, issuer, opened)}", 412, ProblemType.CHANGED),
    ):
        headers = {} if match is None else {"If_Match": match}
        answer = await post(portal, place, NOTE, who, **headers)
        assert answer.status_code == status
        assert answer.json()["type"] == kind.uri


async def test_the_rules_refuse_with_their_reason_in_both_languages(
    portal: httpx2.AsyncClient, issuer: Issuer, opened: str
) -> None:
    tag = await version(portal, issuer, opened)
    place = f"/cases/{opened}/commands"
    role = {"command": "void_case", "body": {"reason": "I am none of theirs."}}
    answer = await post(portal, place, role, issuer.bearer(OWN), If_Match=tag)
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["type"] == ProblemType.REFUSED.uri
    assert problem["kind"] == "role"
    assert problem["detail"] != problem["detail_es"]
    assert "SUP" in problem["roles"]
    assert await version(portal, issuer, opened) == tag


@pytest.mark.parametrize("match", ["*", '"1"'])
async def test_who_may_not_see_a_case_is_answered_as_if_there_were_none(
    portal: httpx2.AsyncClient, issuer: Issuer, opened: str, match: str
) -> None:
    answers = [
        await post(portal, f"/cases/{case}/commands", NOTE, issuer.bearer(OTHER), If_Match=match)
        for case in (opened, "case-000000000000")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"command": "contact_note", "body": {}}, "text"),
        ({"command": "contact_note", "body": {"text": "x", "role": "HQ"}}, "role"),
        ({"command": "no_such", "body": {}}, "command"),
        ({"command": "open_case", "body": {}}, "command"),
        ({"command": "contact_note", "body": {"text": "x"}, "actor": {"role": "HQ"}}, "actor"),
        ({"command": "contact_note", "body": []}, "body"),
    ],
    ids=str,
)
async def test_what_is_malformed_is_named_and_leaves_nothing(
    portal: httpx2.AsyncClient, issuer: Issuer, opened: str, said: dict[str, Any], field: str
) -> None:
    tag, key = await version(portal, issuer, opened), new_key()
    place = f"/cases/{opened}/commands"
    answer = await post(portal, place, said, issuer.bearer(OFF), If_Match=tag, Idempotency_Key=key)
    assert answer.status_code == 422, answer.text
    assert answer.json()["type"] == ProblemType.BAD_INPUT.uri
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    found = await portal.get(f"/api/v1/commands/{key}", headers=issuer.bearer(OFF))
    assert found.status_code == 404


@pytest.mark.parametrize("key", ["", "a:b", "x" * 101, "clock#1", "a b"])
async def test_a_key_has_a_form(
    portal: httpx2.AsyncClient, issuer: Issuer, opened: str, key: str
) -> None:
    answer = await post(
        portal, f"/cases/{opened}/commands", NOTE, issuer.bearer(OFF), Idempotency_Key=key
    )
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["Idempotency-Key"]


async def test_what_became_of_a_command_is_told_to_who_gave_it_and_nobody_else(
    portal: httpx2.AsyncClient, issuer: Issuer, opened: str
) -> None:
    key = new_key()
    tag = await version(portal, issuer, opened)
    await post(
        portal,
        f"/cases/{opened}/commands",
        NOTE,
        issuer.bearer(OFF),
        Idempotency_Key=key,
        If_Match=tag,
    )
    place = f"/api/v1/commands/{key}"
    found = await portal.get(place, headers=issuer.bearer(OFF))
    assert found.json()["state"] == "done"
    promoted = Actor(person=OFF.person, role=Role.SUP, organisation=OFF.organisation)
    for actor in (SUP, OTHER, promoted):
        answer = await portal.get(place, headers=issuer.bearer(actor))
        unknown = await portal.get(f"/api/v1/commands/{new_key()}", headers=issuer.bearer(actor))
        assert answer.status_code == 404
        assert answer.content == unknown.content


class Away:
    """An engine that is away."""

    async def send(self, *_: Any, **__: Any) -> Any:
        raise Unsent

    async def grant(self, *_: Any) -> None:
        raise Unsent


async def test_what_arrives_while_the_engine_is_away_is_received_and_takes_effect_as_of_then(
    settings: Settings, issuer: Issuer, portal: httpx2.AsyncClient, office: Office, opened: str
) -> None:
    who, key = issuer.bearer(OFF), new_key()
    tag, place = await version(portal, issuer, opened), f"/cases/{opened}/commands"
    async with serving(settings, issuer, sender=Away()) as cut_off:
        answer = await post(cut_off, place, NOTE, who, Idempotency_Key=key, If_Match=tag)
        assert answer.status_code == 202, answer.text
        assert answer.json()["state"] == "received"
        where = answer.headers["location"]
        assert (await cut_off.get(where, headers=who)).json()["state"] == "received"
        opening = {"command": "open_case", "body": {**OPENING, "carrier": "GSL"}}
        begun = new_key()
        answer = await post(cut_off, "/cases", opening, who, Idempotency_Key=begun)
        assert answer.status_code == 202
        logged = await office.log.find(begun)
        assert logged is not None
        new_case = logged.received.case_id
        # nothing of it is on record: its opener may act in it, and to others it is not there
        answer = await post(cut_off, f"/cases/{new_case}/commands", NOTE, who, If_Match="*")
        assert answer.status_code == 202
        answer = await post(
            cut_off, f"/cases/{new_case}/commands", NOTE, issuer.bearer(OWN), If_Match="*"
        )
        assert answer.status_code == 404
        received_at = logged.received.received_at
    await office.resender.send_again(older_than=timedelta(0))
    answer = await portal.get(where, headers=who)
    assert answer.json()["state"] == "done"
    found = await portal.get(f"/api/v1/cases/{new_case}", headers=who)
    assert found.json()["opened_at"] == received_at.isoformat().replace("+00:00", "Z")
    tag = await version(portal, issuer, new_case)
    void = {"command": "void_case", "body": {"reason": "The test is over."}}
    answer = await post(
        portal, f"/cases/{new_case}/commands", void, issuer.bearer(SUP), If_Match=tag
    )
    assert answer.status_code == 200, answer.text
