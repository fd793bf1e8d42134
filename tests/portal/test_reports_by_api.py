"""Reports over HTTP: for whom they are, of which days, in which form."""

from typing import Any

import httpx2
import pytest

from casework.roles import Actor
from portal.problems import ProblemType
from records.pool import Pool
from tests.casework import paths
from tests.casework.walk import OFF, POC
from tests.portal.conftest import on_record
from tests.portal.issuer import Issuer

DAYS = {"from": "2026-02-15", "until": "2026-04-30"}


@pytest.fixture(scope="module", autouse=True)
async def suspended(worker_pool: Pool) -> str:
    """A case to report of."""
    return await on_record(worker_pool, paths.suspended())


async def asked(
    client: httpx2.AsyncClient, issuer: Issuer, actor: Actor, kind: str, **params: Any
) -> httpx2.Response:
    """Ask for a report."""
    said = {**DAYS, **params}
    return await client.get(f"/api/v1/reports/{kind}", params=said, headers=issuer.bearer(actor))


async def test_a_status_report_names_cases_inside_and_nobody_outside(
    client: httpx2.AsyncClient, issuer: Issuer, suspended: str
) -> None:
    inside = await asked(client, issuer, OFF, "status")
    outside = await asked(client, issuer, POC, "status")
    assert inside.status_code == outside.status_code == 200
    assert inside.json()["zone"] == "America/New_York"
    assert (inside.json()["from"], inside.json()["until"]) == tuple(DAYS.values())
    assert inside.json()["cases"] >= 1
    assert suspended in inside.text
    assert suspended not in outside.text


async def test_forms_and_languages(client: httpx2.AsyncClient, issuer: Issuer) -> None:
    text = await asked(client, issuer, OFF, "measures", format="text", lang="es")
    page = await asked(client, issuer, OFF, "measures", format="html", lang="es")
    assert text.headers["content-type"].startswith("text/plain")
    assert "casos" in text.text
    assert page.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("kind", "more"), [("digest", {}), ("status", {"audience": "cbp"})], ids=str
)
async def test_what_is_for_cbps_people_is_forbidden_to_others(
    client: httpx2.AsyncClient, issuer: Issuer, kind: str, more: dict[str, str]
) -> None:
    answer = await asked(client, issuer, POC, kind, **more)
    assert answer.status_code == 403
    assert answer.json()["type"] == ProblemType.FORBIDDEN.uri


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"from": "2026-05-01"}, "from"),
        ({"until": "9999-12-31"}, "until"),
        ({"cases": "synthetic"}, "cases.0"),
        ({"format": "pdf"}, "format"),
    ],
    ids=str,
)
async def test_what_makes_no_report_is_named(
    client: httpx2.AsyncClient, issuer: Issuer, more: dict[str, str], field: str
) -> None:
    answer = await asked(client, issuer, OFF, "status", **more)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
