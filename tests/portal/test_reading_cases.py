"""Cases over HTTP: what each may see, what nobody else does, and who read what."""

import json

import httpx2
import pytest

from casework.options import options
from casework.roles import Actor, Role
from casework.view import case_view, next_due_on
from casework.visibility import visible_document
from portal.problems import ProblemType
from records.pool import Pool
from tests.casework import paths
from tests.casework.walk import HQ, OFF, POC, Walk
from tests.casework.ways import walked
from tests.portal.conftest import on_record
from tests.portal.issuer import Issuer

OTHER = Actor(person="kim", role=Role.POC, organisation="UP")
STRANGERS = [
    OTHER,
    Actor(person="mora", role=Role.MXA, organisation="SAT"),
    Actor(person="cruz", role=Role.MXC, organisation="ANAM"),
    Actor(person="agl-1", role=Role.AGL, organisation="APHIS"),
    Actor(person="shipper", role=Role.VWR, organisation="PARTNER"),
]
PARTS = ("", "/commands", "/events", "/clocks", "/documents", "/documents/plan", "/benefits")


@pytest.fixture(scope="module")
async def suspended(worker_pool: Pool) -> tuple[str, Walk]:
    """A suspended carrier's case on record."""
    walk = paths.suspended()
    return await on_record(worker_pool, walk), walk


@pytest.fixture(scope="module")
async def clean(worker_pool: Pool) -> tuple[str, Walk]:
    """A case that went the whole way."""
    walk = walked("clean")
    return await on_record(worker_pool, walk), walk


async def test_who_is_not_signed_in_reads_nothing(
    client: httpx2.AsyncClient, suspended: tuple[str, Walk]
) -> None:
    for path in ("/cases", *(f"/cases/{suspended[0]}{part}" for part in PARTS), "/lessons"):
        answer = await client.get(f"/api/v1{path}")
        assert answer.status_code == 401
        assert answer.json()["type"] == ProblemType.NOT_SIGNED_IN.uri
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda actor: actor.role.value)
@pytest.mark.parametrize("part", PARTS)
async def test_a_case_of_others_is_answered_like_one_that_is_not_there(
    client: httpx2.AsyncClient,
    issuer: Issuer,
    suspended: tuple[str, Walk],
    stranger: Actor,
    part: str,
) -> None:
    who = issuer.bearer(stranger)
    theirs = await client.get(f"/api/v1/cases/{suspended[0]}{part}", headers=who)
    unknown = await client.get(f"/api/v1/cases/case-000000000000{part}", headers=who)
    assert theirs.status_code == unknown.status_code == 404
    assert theirs.content == unknown.content
    assert theirs.headers.items() - unknown.headers.items() == set()


async def test_the_case_says_where_it_stands_and_what_one_may_do(
    client: httpx2.AsyncClient, issuer: Issuer, suspended: tuple[str, Walk]
) -> None:
    case_id, walk = suspended
    answer = await client.get(f"/api/v1/cases/{case_id}", headers=issuer.bearer(POC))
    assert answer.status_code == 200
    found = answer.json()
    assert found["state"] == walk.case.state
    assert found["zone"] == "America/Chicago"
    assert found["opened_at"].endswith("Z")
    assert found["opened_on"] == "2026-03-02"
    assert found["version"] == len(walk.events)
    assert answer.headers["etag"] == f'"{len(walk.events)}"'
    allowed = {option["act"] for option in found["commands"]}
    assert "file_appeal" in allowed or "file_draft" in allowed
    assert all(option["possible"] for option in found["commands"])
    every = await client.get(f"/api/v1/cases/{case_id}/commands", headers=issuer.bearer(POC))
    assert {o["act"] for o in every.json()["commands"] if o["possible"]} == allowed
    assert len(every.json()["commands"]) == len(options(walk.case, POC))


@pytest.mark.parametrize("way", ["clean", "dropped", "plan after silence"])
async def test_a_carrier_reads_no_draft_and_nothing_that_is_cbps_own(
    client: httpx2.AsyncClient, issuer: Issuer, worker_pool: Pool, way: str
) -> None:
    walk = walked(way)
    base = f"/api/v1/cases/{await on_record(worker_pool, walk)}"
    case = walk.case
    hidden = {
        name for name, doc in case.documents.items() if not visible_document(name, doc, case, POC)
    }
    assert hidden, "the way has CBP's own papers in it"

    for name in hidden:
        for actor, status in ((OFF, 200), (POC, 404)):
            answer = await client.get(f"{base}/documents/{name}", headers=issuer.bearer(actor))
            assert answer.status_code == status
    for place in ("/events?limit=500", "", "/commands"):
        text = (await client.get(f"{base}{place}", headers=issuer.bearer(POC))).text
        for event in walk.events:
            if event.act == "file_draft" and event.body["content"]["kind"] == "recommendation":
                assert event.body["content"]["reasons"] not in text
    own = {e.body["document"] for e in walk.events if e.act == "file_draft"} & hidden
    assert not own & {d["name"] for d in await _documents(client, base, issuer.bearer(POC))}
    assert own <= {d["name"] for d in await _documents(client, base, issuer.bearer(OFF))}


async def _documents(
    client: httpx2.AsyncClient, base: str, who: dict[str, str]
) -> list[dict[str, str]]:
    found: list[dict[str, str]] = (await client.get(f"{base}/documents", headers=who)).json()[
        "documents"
    ]
    return found


async def test_events_come_in_pages_and_what_is_withheld_has_its_number(
    client: httpx2.AsyncClient, issuer: Issuer, clean: tuple[str, Walk]
) -> None:
    case_id, walk = clean
    found: list[dict[str, object]] = []
    after: int | None = 0
    while after is not None:
        answer = await client.get(
            f"/api/v1/cases/{case_id}/events",
            params={"after": after, "limit": 7},
            headers=issuer.bearer(POC),
        )
        page = answer.json()
        assert len(page["events"]) <= 7
        found += page["events"]
        after = page["next"]
    assert [row["seq"] for row in found] == list(range(1, len(walk.events) + 1))
    assert any(row["event"] is None for row in found)
    assert any(row["event"] is not None for row in found)


async def test_a_clock_says_why_in_both_languages_and_its_day_has_a_zone(
    client: httpx2.AsyncClient, issuer: Issuer, suspended: tuple[str, Walk]
) -> None:
    answer = await client.get(f"/api/v1/cases/{suspended[0]}/clocks", headers=issuer.bearer(POC))
    clocks = answer.json()["clocks"]
    assert clocks
    for clock in clocks:
        assert clock["zone"] == "America/Chicago"
        assert clock["due"] is None or clock["due"].endswith("Z")
        assert len(clock["due_day"]) == 10
        assert clock["why_en"]
        assert clock["why_es"]
        assert clock["why_en"] != clock["why_es"]


async def test_benefits_are_listed_with_their_place(
    client: httpx2.AsyncClient, issuer: Issuer, suspended: tuple[str, Walk]
) -> None:
    case_id, walk = suspended
    answer = await client.get(f"/api/v1/cases/{case_id}/benefits", headers=issuer.bearer(POC))
    states = {f"{b['benefit']}@{b['place']}": b["state"] for b in answer.json()["benefits"]}
    assert states == walk.case.tracks["BENEFIT"]
    assert states


async def test_a_listed_case_has_utc_instants_and_the_days_of_its_zone_as_its_page_has(
    client: httpx2.AsyncClient, issuer: Issuer, suspended: tuple[str, Walk]
) -> None:
    case_id, walk = suspended
    listed = (await client.get("/api/v1/cases", headers=issuer.bearer(OFF))).json()["cases"]
    (found,) = [case for case in listed if case["case_id"] == case_id]
    whole = (await client.get(f"/api/v1/cases/{case_id}", headers=issuer.bearer(OFF))).json()
    assert found["zone"] == whole["zone"] == "America/Chicago"
    assert found["next_due"].endswith("Z")
    assert found["opened_on"] == whole["opened_on"] == walk.case.opened_at.date().isoformat()
    day = next_due_on(case_view(walk.case))
    assert day is not None
    assert found["next_due_on"] == whole["next_due_on"] == day.isoformat()


async def test_a_list_shows_a_carrier_its_own_cases_in_pages(
    client: httpx2.AsyncClient, issuer: Issuer, suspended: tuple[str, Walk], clean: tuple[str, Walk]
) -> None:
    async def listed(actor: Actor, **params: str) -> list[str]:
        found: list[str] = []
        url: str | None = "/api/v1/cases"
        while url is not None:
            answer = await client.get(
                url,
                params={**params, "limit": "1"} if url.endswith("cases") else None,
                headers=issuer.bearer(actor),
            )
            assert answer.status_code == 200, answer.text
            found += [case["case_id"] for case in answer.json()["cases"]]
            url = answer.links["next"]["url"] if "next" in answer.links else None
            assert (url is None) == (answer.json()["next"] is None)
        return found

    own = await listed(POC)
    assert {suspended[0], clean[0]} <= set(own)
    assert len(own) == len(set(own))
    assert await listed(OTHER) == []
    assert suspended[0] in await listed(OFF, state=suspended[1].case.state.value)
    assert clean[0] not in await listed(OFF, state=suspended[1].case.state.value)
    theirs = await client.get(
        "/api/v1/cases", params={"carrier": "SVR"}, headers=issuer.bearer(OTHER)
    )
    assert theirs.status_code == 404
    for stranger in STRANGERS[1:]:
        answer = await client.get("/api/v1/cases", headers=issuer.bearer(stranger))
        assert answer.json().get("cases", []) == []
        assert answer.status_code in (200, 403)


@pytest.mark.parametrize(
    ("name", "value"),
    [("carrier", "X"), ("port", "1"), ("limit", "0"), ("limit", "x"), ("state", "GONE")],
)
async def test_a_wrong_filter_is_named(
    client: httpx2.AsyncClient, issuer: Issuer, name: str, value: str
) -> None:
    answer = await client.get("/api/v1/cases", params={name: value}, headers=issuer.bearer(OFF))
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["type"] == ProblemType.BAD_INPUT.uri
    assert [error["field"] for error in problem["errors"]] == [name]


async def test_every_read_of_a_case_is_written_down(
    client: httpx2.AsyncClient, issuer: Issuer, worker_pool: Pool, logged: Pool
) -> None:
    case_id = await on_record(worker_pool, paths.suspended())
    for part in PARTS:
        await client.get(f"/api/v1/cases/{case_id}{part}", headers=issuer.bearer(HQ))
    await client.get("/api/v1/cases", headers=issuer.bearer(HQ))
    await client.get(f"/api/v1/cases/{case_id}", headers=issuer.bearer(OTHER))
    rows = await logged.fetch(
        "select what, way, person, role, organisation from portal.reads where case_id = $1"
        " order by id",
        case_id,
    )
    assert [row["what"] for row in rows] == [
        "case",
        "commands",
        "events",
        "clocks",
        "documents",
        "document",
        "benefits",
        "list",
    ]
    assert {tuple(row.values())[1:] for row in rows} == {("api", "hq-1", "HQ", "HQ")}


async def test_lessons_name_the_case_to_cbps_people_only(
    client: httpx2.AsyncClient, issuer: Issuer, clean: tuple[str, Walk]
) -> None:
    inside = await client.get("/api/v1/lessons", headers=issuer.bearer(OFF))
    outside = await client.get("/api/v1/lessons", headers=issuer.bearer(OTHER))
    assert inside.status_code == outside.status_code == 200
    assert "case_id" not in json.dumps(outside.json())
    assert outside.json()["practices"]
    refused = await client.get(
        "/api/v1/lessons", params={"level": "cbp"}, headers=issuer.bearer(OTHER)
    )
    assert refused.status_code in (403, 422)
