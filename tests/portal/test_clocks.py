"""What the portal says, to systems and to people, where its clock and the database's differ."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cli.doctoring import examined
from desk.faults import Kind
from portal.problems import ProblemType
from records.command_log import PostgresCommandLog
from runtime.settings import Settings
from tests.casework.walk import OFF, SUP
from tests.portal.browser import Browser
from tests.portal.conftest import serving
from tests.portal.forms import FormPage
from tests.portal.issuer import Issuer
from tests.portal.test_acts import complaints, done, opened
from tests.portal.test_commands import NOTE, new_key, post, version
from tests.postgres import Database
from tests.workflows.office import Office, dev_server, open_office
from tests.workflows.opening import OPENING
from tests.workflows.test_starting_again import ward


class OtherClock:
    """The database's clock, as it tells the time: so much ahead of ours."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    async def tell(self) -> datetime:
        """What it tells."""
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> OtherClock:
    """The clock of the database of every desk that begins from now on."""
    found = OtherClock()
    monkeypatch.setattr(PostgresCommandLog, "clock", found.tell)
    return found


@pytest.fixture(scope="module")
async def office(portal_database: Database, portal_key: Ed25519PrivateKey) -> AsyncIterator[Office]:
    """An engine with a worker; the desk is the portal's."""
    async with dev_server() as env, open_office(env.client, portal_database, portal_key) as found:
        yield found


@pytest.fixture(scope="module")
async def case_id(office: Office) -> AsyncIterator[str]:
    """A case, opened by an officer."""
    receipt = await office.desk.open(OFF, {**OPENING, "carrier": "RBN"})
    yield receipt.case_id
    await office.desk.do(SUP, receipt.case_id, "void_case", {"reason": "The test is over."})


async def test_a_portal_whose_clock_differs_from_the_database_s_receives_nothing(
    settings: Settings,
    issuer: Issuer,
    office: Office,
    case_id: str,
    other: OtherClock,
) -> None:
    who, key, place = issuer.bearer(OFF), new_key(), f"/cases/{case_id}/commands"
    async with serving(settings, issuer, sender=office.sender) as late:
        tag = await version(late, issuer, case_id)
        other.ahead = timedelta(hours=1)
        given = await post(late, place, NOTE, who, Idempotency_Key=key, If_Match=tag)
        opening = {"command": "open_case", "body": {**OPENING, "carrier": "UP"}}
        openings = await post(late, "/cases", opening, who)
        for answer in (given, openings):
            assert answer.status_code == 503
            problem = answer.json()
            assert problem["type"] == ProblemType.CLOCK.uri
            assert "3600 s behind that of the database" in problem["detail"]
            assert "3600 s atrasado" in problem["detail_es"]
            assert answer.headers["retry-after"] == "60"
        unknown = await late.get(f"/api/v1/commands/{key}", headers=who)
        assert unknown.status_code == 404
        assert await version(late, issuer, case_id) == tag
        other.ahead = timedelta(0)
        again = await post(late, place, NOTE, who, Idempotency_Key=key, If_Match=tag)
        assert again.status_code == 200, again.text


async def test_what_was_typed_stays_where_the_clocks_differ(
    signed: Settings, office: Office, case_id: str, other: OtherClock
) -> None:
    async with serving(signed, sender=office.sender) as client, Browser(client) as browser:
        await browser.sign_in("reyes")
        form = (await opened(client, case_id, "contact_note")).fill({"text": "We called at noon."})
        other.ahead = timedelta(hours=-1)
        for language, said in (("en", "s ahead of that of the database"), ("es", "adelantado")):
            client.headers["accept-language"] = language
            answer = await form.send(client, do="send")
            assert answer.status_code == 503
            assert said in " ".join(complaints(answer))
            assert FormPage(answer).value("text") == "We called at noon."
        other.ahead = timedelta(0)
        client.headers["accept-language"] = "en"
        await done(client, form)


async def test_the_doctor_tells_that_the_clocks_differ_and_of_no_case_more_than_is_so(
    office: Office, case_id: str, other: OtherClock
) -> None:
    """How old something is, is the database's to say: a wrong clock here makes nobody late."""
    doctor = ward(office)
    assert await examined(doctor, case_id) == []
    other.ahead = timedelta(hours=-1)
    (fault,) = await examined(doctor, case_id)
    assert (fault.kind, fault.case_id) == (Kind.CLOCK_DIFFERS, "")
    assert abs(float(fault.detail.removesuffix(" s")) - 3600) <= 1
