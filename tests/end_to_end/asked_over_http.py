"""The same case over HTTP, in the stack as people start it: by a system's own credentials."""

from typing import Any, NamedTuple

import httpx2

from embedded import identity
from embedded.folder import DataFolder
from tests.end_to_end.typed_walk import Walk


class Heard(NamedTuple):
    """What the portal answered."""

    token: dict[str, Any]
    cases: list[str]
    version: str
    note: httpx2.Response
    refused: httpx2.Response
    sign_in: httpx2.Response
    style: httpx2.Response
    outside: httpx2.Response


async def asked_over_http(walk: Walk) -> Heard:
    """Sign a system in, read its case, give a command and one that the rules refuse."""
    addresses = walk.stack.note.addresses
    client = identity.SYSTEM_OF_A_CARRIER
    async with httpx2.AsyncClient(base_url=addresses["portal"], timeout=30) as portal:
        granted = await portal.post(
            f"{addresses['identity']}/token",
            data={"grant_type": "client_credentials", "scope": "cases:read cases:write"},
            auth=(client, identity.secret(DataFolder(walk.stack.folder), client)),
        )
        token: dict[str, Any] = granted.json()
        who = {"Authorization": f"Bearer {token['access_token']}"}
        cases = await portal.get("/api/v1/cases", headers=who)
        case = await portal.get(f"/api/v1/cases/{walk.case}", headers=who)
        given: list[httpx2.Response] = []
        for number, said in enumerate(
            (
                {"command": "contact_note", "body": {"text": "Written over HTTP."}},
                {"command": "void_case", "body": {"reason": "We would like that."}},
            )
        ):
            read = await portal.get(f"/api/v1/cases/{walk.case}", headers=who)
            asked = {
                **who,
                "Idempotency-Key": f"http-{number}",
                "If-Match": read.headers["etag"],
            }
            place = f"/api/v1/cases/{walk.case}/commands"
            given.append(await portal.post(place, json=said, headers=asked))
        return Heard(
            token=token,
            cases=[view["case_id"] for view in cases.json()["cases"]],
            version=case.headers["etag"],
            note=given[0],
            refused=given[1],
            sign_in=await portal.get("/sign-in"),
            style=await portal.get("/static/uswds/css/uswds.min.css"),
            outside=await portal.get(f"/api/v1/cases/{walk.case}"),
        )
