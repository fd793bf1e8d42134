"""Signing in and out with the real provider; and everything that must not be a sign-in."""

import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx2
import pytest

from casework.reference import AGENCIES, CARRIERS
from casework.roles import CARRIER_ROLES, Actor, Role
from embedded import identity
from embedded.folder import DataFolder
from identity.persons import actor
from portal.going_on import HOME, local_path
from records.pool import Pool
from records.portal_sessions import PostgresSessions, Session
from runtime.settings import Settings
from tests.casework import paths
from tests.portal.browser import Browser
from tests.portal.conftest import URL, on_record, serving
from tests.postgres import Database


@pytest.fixture
async def browser(signed: Settings) -> AsyncIterator[Browser]:
    """A browser that nobody has used yet."""
    async with serving(signed) as client, Browser(client) as found:
        yield found


def secret_of(page: httpx2.Response) -> str:
    """The secret in the forms of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found
    return found[1]


async def test_who_signs_in_sees_the_page_that_he_asked_for(
    browser: Browser, worker_pool: Pool, logged: Pool
) -> None:
    case_id = await on_record(worker_pool, paths.suspended())
    first = await browser.page(f"/cases/{case_id}")
    assert first.status_code == 303
    assert first.headers["location"] == f"/sign-in?next=%2Fcases%2F{case_id}"
    shown = await browser.page(first.headers["location"])
    begin = re.search(r'href="(/sign-in/begin\?next=[^"]+)"', shown.text)
    assert begin
    answer = await browser.sign_in("poc-svr", begin[1])
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/cases/{case_id}"
    cookie = answer.headers.get_list("set-cookie")[-1].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    page = await browser.page(f"/cases/{case_id}")
    assert page.status_code == 200
    assert "Sierra Verde Railway" in page.text
    row = await logged.fetchrow(
        "select what, way, role, organisation from portal.sign_ins where person = 'poc-svr'"
        " order by id desc limit 1"
    )
    assert row is not None
    assert tuple(row.values()) == ("signed in", "page", "POC", "SVR")
    read = await logged.fetchrow(
        "select way, person from portal.reads where case_id = $1 order by id desc limit 1", case_id
    )
    assert read is not None
    assert tuple(read.values()) == ("page", "poc-svr")


async def test_another_carriers_case_is_a_page_like_that_of_an_unknown_one(
    browser: Browser, worker_pool: Pool
) -> None:
    case_id = await on_record(worker_pool, paths.suspended())
    await browser.sign_in("poc-up")
    theirs, unknown = [await browser.page(f"/cases/{c}") for c in (case_id, "case-000000000000")]
    assert theirs.status_code == unknown.status_code == 404
    assert theirs.text.replace(case_id, "") == unknown.text.replace("case-000000000000", "")


async def test_an_answer_counts_once_and_only_in_the_browser_that_asked(
    browser: Browser, signed: Settings
) -> None:
    place = await browser.choose("reyes")
    async with serving(signed) as client, Browser(client) as stranger:
        other = await stranger.come_back(place)
        assert other.status_code == 403, "somebody else's browser is not signed in by a link"
    assert (await browser.come_back(place)).status_code == 303
    assert (await browser.come_back(place)).status_code == 403, "an answer counts once"


@pytest.mark.parametrize("spoiled", ["state", "code", "iss"])
async def test_a_changed_answer_signs_nobody_in(browser: Browser, spoiled: str) -> None:
    parts = urlsplit(await browser.choose("reyes"))
    said = {name: values[0] for name, values in parse_qs(parts.query).items()}
    answer = await browser.portal.get(parts.path, params={**said, spoiled: "x"})
    assert answer.status_code == 403
    assert (await browser.page("/cases")).status_code == 303


async def test_signing_in_again_ends_the_session_before(browser: Browser) -> None:
    await browser.sign_in("reyes")
    before = browser.portal.cookies["session"]
    begun = await browser.choose("reyes")
    await browser.come_back(begun)
    assert browser.portal.cookies["session"] != before
    old = await browser.portal.get("/cases", headers={"Cookie": f"session={before}"})
    assert old.status_code in (200, 303)
    browser.portal.cookies.clear()
    old = await browser.portal.get("/cases", headers={"Cookie": f"session={before}"})
    assert old.status_code == 303


async def test_a_page_asks_once_whose_session_it_is(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await browser.sign_in("reyes")
    asked: list[str] = []
    use = PostgresSessions.use

    async def seen(sessions: PostgresSessions, session_id: str, **how: Any) -> Session | None:
        asked.append(session_id)
        return await use(sessions, session_id, **how)

    monkeypatch.setattr(PostgresSessions, "use", seen)
    for number in (1, 2):
        page = await browser.page("/cases")
        assert 'name="csrf"' in page.text, "the page knows who is signed in"
        assert asked == [browser.portal.cookies["session"]] * number


@pytest.mark.parametrize("ended", ["expires_at", "seen_at"])
async def test_a_session_ends_unused_and_in_any_case(
    browser: Browser, portal_database: Database, ended: str
) -> None:
    await browser.sign_in("reyes")
    assert (await browser.page("/cases")).status_code == 200
    superuser = await asyncpg.connect(portal_database.superuser)
    try:
        await superuser.execute(f"update portal.sessions set {ended} = now() - interval '1 day'")
    finally:
        await superuser.close()
    answer = await browser.page("/cases")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?")


async def test_signing_out_ends_it_here_and_at_the_provider(browser: Browser) -> None:
    await browser.sign_in("reyes")
    session = browser.portal.cookies["session"]
    csrf = secret_of(await browser.page("/cases"))
    answer = await browser.portal.post("/sign-out", data={"csrf": csrf}, headers={"Origin": URL})
    assert answer.status_code == 303
    place = urlsplit(answer.headers["location"])
    assert place.path == "/session/end"
    said = parse_qs(place.query)
    assert said["post_logout_redirect_uri"] == [f"{URL}/signed-out"]
    shown = await browser.elsewhere.get(answer.headers["location"])
    assert shown.status_code == 200, "the provider knows us, and asks"
    again = await browser.portal.get("/cases", headers={"Cookie": f"session={session}"})
    assert again.status_code == 303, "the old id opens nothing"
    assert (await browser.page("/signed-out")).status_code == 200


@pytest.mark.parametrize(
    "forged",
    [
        {"data": {}},
        {"data": {"csrf": "x" * 43}},
        {"data": {"csrf": "TRUE"}, "headers": {"Origin": "https://evil.example"}},
        {"data": {"csrf": "TRUE"}, "headers": {"Origin": "null"}},
        {"data": {"csrf": "TRUE"}, "headers": {"Sec-Fetch-Site": "cross-site"}},
    ],
    ids=str,
)
async def test_another_sites_form_does_nothing(browser: Browser, forged: dict[str, Any]) -> None:
    await browser.sign_in("reyes")
    true = secret_of(await browser.page("/cases"))
    data = {n: true if v == "TRUE" else v for n, v in forged["data"].items()}
    answer = await browser.portal.post("/sign-out", data=data, headers=forged.get("headers"))
    assert answer.status_code == 403
    assert (await browser.page("/cases")).status_code == 200


async def test_a_session_is_no_key_to_the_api(browser: Browser) -> None:
    await browser.sign_in("reyes")
    answer = await browser.page("/api/v1/cases")
    assert answer.status_code == 401, "so no other site's request can use it"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/a\nb",
        "/%0d%0aLocation: x\r\n",
        "/\t/evil.example",
        "",
        None,
        "/" + "x" * 600,
    ],
)
async def test_no_link_leads_elsewhere_after_a_sign_in(
    browser: Browser, wanted: str | None
) -> None:
    assert local_path(wanted) == HOME
    assert local_path("/cases/case-1?x=1") == "/cases/case-1?x=1"
    shown = await browser.portal.get("/sign-in", params={"next": wanted or ""})
    assert f'href="/sign-in/begin?next={HOME}"' in shown.text
    chosen = await browser.portal.get("/language/es", params={"next": wanted or ""})
    assert chosen.headers["location"] == HOME


async def test_the_systems_of_a_carrier_call_the_api_by_their_own_credentials(
    browser: Browser, issuing: tuple[str, DataFolder]
) -> None:
    issuer, folder = issuing
    who = (identity.SYSTEM_OF_A_CARRIER, identity.secret(folder, identity.SYSTEM_OF_A_CARRIER))
    scopes = {"cases:read": 200, "cases:write": 403}
    for scope, status in scopes.items():
        asked = {"grant_type": "client_credentials", "scope": scope}
        answer = await browser.elsewhere.post(f"{issuer}/token", data=asked, auth=who)
        assert answer.status_code == 200, answer.text
        bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        listed = await browser.portal.get("/api/v1/cases", headers=bearer)
        assert listed.status_code == status
        if status == 200:
            assert {case["carrier"] for case in listed.json()["cases"]} <= {"SVR"}


async def test_a_system_that_sends_events_gets_a_token_for_that(
    browser: Browser, issuing: tuple[str, DataFolder]
) -> None:
    issuer, folder = issuing
    system = "port-laredo"
    asked = {"grant_type": "client_credentials", "scope": "events:send"}
    who = (system, identity.secret(folder, system))
    answer = await browser.elsewhere.post(f"{issuer}/token", data=asked, auth=who)
    assert answer.json()["scope"] == "events:send", answer.text
    headers = {
        "Authorization": f"Bearer {answer.json()['access_token']}",
        "Content-Type": "application/cloudevents+json",
    }
    told = await browser.portal.post("/api/v1/events", content=b"{}", headers=headers)
    assert told.status_code == 422, "it is let in, and told what is missing"


async def test_the_provider_has_somebody_for_every_role_and_every_railroad(
    browser: Browser,
) -> None:
    begun = await browser.portal.get("/sign-in/begin")
    page = await browser.elsewhere.get(begun.headers["location"], follow_redirects=True)
    ids = re.findall(r'name="account" value="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))
    assert {person for person, _ in identity.TO_BEGIN_WITH} <= set(ids)
    text = identity._PROGRAM.with_name("people.mjs").read_text(encoding="utf-8")
    for role in set(Role) - {Role.SYS}:
        assert f'"{role.value}"' in text
    for carrier in CARRIERS:
        assert actor("POC", f"poc-{carrier.lower()}", carrier) == Actor(
            person=f"poc-{carrier.lower()}", role=Role.POC, organisation=carrier
        )
        assert {f"poc-{carrier.lower()}", f"exe-{carrier.lower()}"} <= set(ids)
    for agency in AGENCIES:
        assert f'"{agency.upper()}"' in text
    assert {Role.CNS} <= CARRIER_ROLES


def test_people_without_passwords_exist_in_development_only(tmp_path: Any) -> None:
    import json
    import subprocess

    folder = DataFolder.prepare(tmp_path / "data")
    told = {**identity.configured(folder, 1, URL), "mode": "production"}
    (tmp_path / "told.json").write_text(json.dumps(told), encoding="utf-8")
    program = [identity.node_path(), identity._PROGRAM, tmp_path / "told.json"]
    ended = subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "development mode only" in ended.stderr
