"""The page of a case's files, as a browser uses it: by its plain form, and by its script."""

import re
from typing import Any

import httpx2

from portal.api.evidence import PART
from tests.portal.browser import Browser

SPANISH = {"Accept-Language": "es-MX"}


class FilesPage:
    """The page of a case's files, as somebody's browser has it."""

    def __init__(self, browser: Browser, case_id: str) -> None:
        self.client, self.case_id = browser.portal, case_id
        self.origin = str(browser.portal.base_url).rstrip("/")
        self.csrf = ""

    async def load(self, query: str = "") -> str:
        """Load it; its forms have a secret."""
        answer = await self.client.get(f"/cases/{self.case_id}/evidence{query}")
        assert answer.status_code == 200, answer.text
        found = re.search(r'name="csrf" value="([^"]+)"', answer.text)
        assert found
        self.csrf = found[1]
        return answer.text

    async def send(self, content: bytes, name: str = "seal log.pdf", **said: str) -> Any:
        """Send the plain form, as a browser does."""
        fields = {"csrf": self.csrf, "confidentiality": "CARRIER_CASE", "own_reference": "", **said}
        headers = {"Origin": said.pop("origin", self.origin), **SPANISH}
        fields.pop("origin", None)
        return await self.client.post(
            f"/evidence/files/{self.case_id}",
            data=fields,
            files={"file": (name, content, "application/octet-stream")},
            headers=headers,
        )

    async def part(self, place: str, start: int, content: bytes, **more: str) -> httpx2.Response:
        """Send a part as the script does."""
        return await self.client.patch(
            place,
            content=content,
            headers={"Upload-Offset": str(start), "Content-Type": PART, **self.by_script(), **more},
        )

    def by_script(self) -> dict[str, str]:
        """What the script says of itself."""
        return {"Accept": "application/json", "X-CSRF-Token": self.csrf, "Origin": self.origin}

    async def begin(self, content: bytes, **said: Any) -> httpx2.Response:
        """Announce a file as the script does."""
        body = {
            "name": "seal log.pdf",
            "size": len(content),
            "last_modified": 1772000000000,
            "confidentiality": "CARRIER_CASE",
            "own_reference": "",
            **said,
        }
        place = f"/cases/{self.case_id}/uploads"
        return await self.client.post(place, json=body, headers=self.by_script())
