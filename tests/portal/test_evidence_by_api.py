"""Evidence by the API: sent by parts, gone on with, scanned, listed and given out."""

import asyncio
import hashlib
from base64 import b64encode

import httpx2

from casework.roles import Actor, Role
from embedded.ports import another
from portal.problems import ProblemType
from records.pool import Pool
from runtime.settings import Settings
from tests.casework import paths
from tests.casework.walk import OFF, POC
from tests.evidence.store import pdf
from tests.portal.conftest import on_record, serving
from tests.portal.filing import Filer
from tests.portal.issuer import Issuer
from tests.portal.test_guarding import problem_of

AUDITOR = Actor(person="aud-1", role=Role.AUD, organisation="HQ")


async def test_a_file_goes_in_by_parts_and_comes_out_as_it_was(
    carrier: Filer, by_api: httpx2.AsyncClient, issuer: Issuer, case_id: str, logged: Pool
) -> None:
    content = pdf(600_000)
    begun = await carrier.begin(case_id, content, own_reference="LRD-2026/0117")
    assert begun.status_code == 201, begun.text
    place = begun.headers["location"]
    assert begun.json()["part"] == place
    assert begun.json()["media_type"] == "application/pdf", "its name says so"
    assert begun.json()["confidentiality"] == "CARRIER_CASE", "a carrier's narrowest"
    first = await carrier.send(place, 0, content[:100_000])
    assert (first.status_code, first.content) == (204, b"")
    assert first.headers["upload-offset"] == "100000"
    early = await carrier.finish(case_id, place)
    assert (early.status_code, early.json()["code"]) == (422, "not_all_sent")
    where = await carrier.offset(place)
    assert (where.status_code, where.headers["upload-offset"]) == (200, "100000")
    assert where.headers["upload-length"] == str(len(content))
    assert where.headers["tus-resumable"] == "1.0.0"
    assert (await carrier.send(place, 100_000, content[100_000:])).status_code == 204
    sha256 = hashlib.sha256(content).hexdigest()
    done = await carrier.finish(case_id, place, sha256=sha256)
    assert done.status_code == 201, done.text
    item = done.json()
    assert (item["sha256"], item["verdict"]) == (sha256, "CLEAN")
    assert item["own_reference"] == "LRD-2026/0117"
    assert "upload_id" not in item
    assert (await carrier.finish(case_id, place)).json() == item, "the same again is the same"

    officer = Filer(by_api, issuer, OFF)
    listed = (await officer.get(f"/cases/{case_id}/evidence")).json()
    (shown,) = [one for one in listed["items"] if one["sha256"] == sha256]
    assert shown["person"] is None, "of the other side one learns the organisation"
    assert shown["organisation"] == "SVR"
    by_hash = await officer.get(f"/cases/{case_id}/evidence/{sha256}")
    given = await officer.get(f"/cases/{case_id}/evidence/{item['reference']}")
    assert by_hash.content == given.content == content
    assert given.headers["content-type"] == "application/pdf"
    assert given.headers["content-disposition"] == "attachment; filename*=UTF-8''seal%20log.pdf"
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["cache-control"] == "no-store"
    assert given.headers["content-length"] == str(len(content)), "one that is cut is not whole"
    digest = b64encode(hashlib.sha256(content).digest()).decode()
    assert given.headers["repr-digest"] == f"sha-256=:{digest}:"
    rows = await logged.fetch(
        "select person, given from evidence.reads where reference = $1", item["reference"]
    )
    assert [tuple(row.values()) for row in rows] == [(OFF.person, True)] * 2
    read = await logged.fetch(
        "select what from portal.reads where case_id = $1 and person = $2 order by id",
        case_id,
        OFF.person,
    )
    assert [row["what"] for row in read] == ["evidence", "evidence file", "evidence file"]


async def test_what_comes_at_a_wrong_offset_is_told_where_it_goes_on(
    carrier: Filer, case_id: str
) -> None:
    content = pdf()
    place = (await carrier.begin(case_id, content)).headers["location"]
    await carrier.send(place, 0, content[:500])
    for wrong in (0, 499, 501, 10**12):
        answer = await carrier.send(place, wrong, content[500:])
        assert answer.status_code == 409
        assert problem_of(answer) == ProblemType.WRONG_OFFSET.uri
        assert answer.json()["expected"] == 500
        assert answer.headers["upload-offset"] == "500"
    for none in ("-1", "", "x", "1e3"):
        assert (await carrier.send(place, none, content[500:])).status_code == 422
    assert (await carrier.offset(place)).headers["upload-offset"] == "500"
    assert (await carrier.send(place, 500, content[500:])).status_code == 204


async def test_two_senders_of_one_part_are_not_both_counted(carrier: Filer, case_id: str) -> None:
    content = pdf(900_000)
    place = (await carrier.begin(case_id, content)).headers["location"]
    answers = await asyncio.gather(*(carrier.send(place, 0, content) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [204, 409, 409, 409]
    done = await carrier.finish(case_id, place)
    assert done.json()["sha256"] == hashlib.sha256(content).hexdigest()


async def test_what_is_no_part_is_not_taken(carrier: Filer, case_id: str) -> None:
    content = pdf()
    place = (await carrier.begin(case_id, content)).headers["location"]
    typed = await carrier.send(place, 0, content, **{"Content-Type": "application/pdf"})
    assert (typed.status_code, problem_of(typed)) == (415, ProblemType.MEDIA_TYPE.uri)
    spoken = await carrier.send(place, 0, content, **{"Tus-Resumable": "0.2.2"})
    assert (spoken.status_code, problem_of(spoken)) == (412, ProblemType.PROTOCOL.uri)
    assert spoken.headers["tus-version"] == "1.0.0"
    assert (await carrier.offset(place)).headers["upload-offset"] == "0"


async def test_what_is_given_up_is_over(carrier: Filer, case_id: str) -> None:
    content = pdf()
    place = (await carrier.begin(case_id, content)).headers["location"]
    await carrier.send(place, 0, content[:500])
    assert (await carrier.client.delete(place, headers=carrier.headers)).status_code == 204
    after = await carrier.send(place, 500, content[500:])
    assert (after.status_code, after.json()["code"]) == (422, "upload_ended")
    kept = (await carrier.put(case_id, pdf())).json()
    listed = (await carrier.get(f"/cases/{case_id}/evidence")).json()["items"]
    assert kept["reference"] in {one["reference"] for one in listed}


async def test_a_file_is_accepted_in_the_case_for_which_it_was_sent(
    carrier: Filer, case_id: str, worker_pool: Pool
) -> None:
    other = await on_record(worker_pool, paths.suspended())
    content = pdf()
    place = (await carrier.begin(case_id, content)).headers["location"]
    await carrier.send(place, 0, content)
    assert (await carrier.finish(other, place)).status_code == 404
    assert (await carrier.finish(case_id, place)).status_code == 201


async def test_class_decides_who_files_and_who_reads(
    carrier: Filer, by_api: httpx2.AsyncClient, issuer: Issuer, case_id: str
) -> None:
    refused = await carrier.begin(case_id, pdf(), confidentiality="GOV_ONLY")
    assert (refused.status_code, refused.json()["code"]) == (403, "class_not_yours")
    assert refused.json()["errors"][0]["field"] == "confidentiality"
    secret = (await Filer(by_api, issuer, OFF).put(case_id, pdf())).json()
    assert secret["confidentiality"] == "GOV_ONLY", "an officer's narrowest"
    listed = (await carrier.get(f"/cases/{case_id}/evidence")).json()["items"]
    assert secret["reference"] not in {one["reference"] for one in listed}
    answer = await carrier.get(f"/cases/{case_id}/evidence/{secret['reference']}")
    assert answer.status_code == 404
    auditor = Filer(by_api, issuer, AUDITOR)
    assert (await auditor.get(f"/cases/{case_id}/evidence/{secret['sha256']}")).status_code == 200
    assert (await auditor.begin(case_id, pdf())).status_code == 403


async def test_the_token_must_allow_it(
    by_api: httpx2.AsyncClient, issuer: Issuer, case_id: str
) -> None:
    who = issuer.bearer(POC, scope="cases:read")
    body = {"name": "a.pdf", "size": 10}
    for answer in (
        await by_api.post(f"/api/v1/cases/{case_id}/uploads", json=body, headers=who),
        await by_api.patch("/api/v1/uploads/" + "x" * 20, content=b"", headers=who),
        await by_api.delete("/api/v1/uploads/" + "x" * 20, headers=who),
        await by_api.post(f"/api/v1/cases/{case_id}/evidence", json={}, headers=who),
    ):
        assert answer.status_code == 403
    assert (await by_api.get(f"/api/v1/cases/{case_id}/evidence", headers=who)).status_code == 200
    assert (await by_api.get(f"/api/v1/cases/{case_id}/evidence")).status_code == 401


async def test_a_reference_is_a_number_and_no_name(carrier: Filer, case_id: str) -> None:
    answer = await carrier.begin(case_id, pdf(), own_reference="Juan Perez")
    assert (answer.status_code, answer.json()["code"]) == (422, "reference_form")
    assert answer.json()["errors"][0]["field"] == "own_reference"
    assert "Juan" not in answer.text


async def test_without_a_store_the_portal_serves_and_says_so(
    settings: Settings, issuer: Issuer, case_id: str
) -> None:
    without = settings.model_copy(update={"evidence_keys_path": None})
    async with serving(without, issuer) as client:
        carrier = Filer(client, issuer, POC)
        assert (await carrier.get(f"/cases/{case_id}")).status_code == 200
        answer = await carrier.begin(case_id, pdf())
        assert (answer.status_code, problem_of(answer)) == (503, ProblemType.UNAVAILABLE.uri)


async def test_while_the_scanner_is_away_what_was_sent_is_kept(
    settings: Settings, clamd: str, issuer: Issuer, case_id: str
) -> None:
    content = pdf()
    away = settings.model_copy(update={"evidence_scanner": f"127.0.0.1:{another({})}"})
    async with serving(away, issuer) as client:
        carrier = Filer(client, issuer, POC)
        place = (await carrier.begin(case_id, content)).headers["location"]
        await carrier.send(place, 0, content)
        answer = await carrier.finish(case_id, place)
        assert (answer.status_code, problem_of(answer)) == (503, ProblemType.UNAVAILABLE.uri)
        assert answer.json()["detail_es"]
    back = settings.model_copy(update={"evidence_scanner": clamd})
    async with serving(back, issuer) as client:
        done = await Filer(client, issuer, POC).finish(case_id, place)
        assert (done.status_code, done.json()["verdict"]) == (201, "CLEAN")
