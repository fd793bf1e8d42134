"""Short ways to file evidence over HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2

from casework.roles import Actor
from portal.api.evidence import PART
from tests.portal.issuer import Issuer


class Filer:
    """Somebody who files by the API."""

    def __init__(self, client: httpx2.AsyncClient, issuer: Issuer, actor: Actor) -> None:
        self.client = client
        self.headers = issuer.bearer(actor)

    async def begin(self, case_id: str, content: bytes, **said: Any) -> httpx2.Response:
        """Announce a PDF, or what is said instead."""
        body = {"name": "seal log.pdf", "size": len(content), **said}
        return await self.client.post(
            f"/api/v1/cases/{case_id}/uploads", json=body, headers=self.headers
        )

    async def send(
        self, place: str, start: int | str, content: bytes | AsyncIterator[bytes], **more: str
    ) -> httpx2.Response:
        """Send a part."""
        headers = {"Upload-Offset": str(start), "Content-Type": PART, **more}
        return await self.client.patch(place, content=content, headers={**self.headers, **headers})

    async def offset(self, place: str) -> httpx2.Response:
        """Ask where to go on."""
        return await self.client.head(place, headers={**self.headers, "Tus-Resumable": "1.0.0"})

    async def finish(self, case_id: str, place: str, **more: Any) -> httpx2.Response:
        """Have it accepted."""
        said = {"upload_id": place.rpartition("/")[2], **more}
        return await self.client.post(
            f"/api/v1/cases/{case_id}/evidence", json=said, headers=self.headers
        )

    async def put(self, case_id: str, content: bytes, **said: Any) -> httpx2.Response:
        """Announce, send and finish; gives the first answer that is a refusal, else the last."""
        begun = await self.begin(case_id, content, **said)
        if begun.status_code != 201:
            return begun
        sent = await self.send(begun.headers["location"], 0, content)
        if sent.status_code != 204:
            return sent
        return await self.finish(case_id, begun.headers["location"])

    async def get(self, path: str, **more: str) -> httpx2.Response:
        """Read something of the API, with more headers."""
        return await self.client.get(f"/api/v1{path}", headers={**self.headers, **more})
