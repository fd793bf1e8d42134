"""The provider of the embedded stack, and a browser without a screen that signs people in there."""

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2

from embedded import identity
from embedded.folder import DataFolder
from embedded.ports import another, answers

_FORM = re.compile(r'<form [^>]*action="([^"]+)"')
_INPUT = re.compile(r'<input[^>]* name="([^"]+)" value="([^"]*)"')


@contextmanager
def provider(place: Path, portal_url: str) -> Iterator[tuple[str, DataFolder]]:
    """Run the provider for a portal at an address; gives its issuer, and where its secrets are."""
    folder, port = DataFolder.prepare(place), another({})
    child = identity.server(folder, lambda: port, lambda: portal_url)
    with (folder.logs / "identity.log").open("wb") as log:
        process = subprocess.Popen(child.program(), stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 30
        while not answers(port):
            assert process.poll() is None, "the provider ended while it was starting"
            assert time.monotonic() < deadline, "the provider does not answer"
            time.sleep(0.05)
        yield identity.issuer(port), folder
    finally:
        process.kill()
        process.wait()


class Browser:
    """One browser: its cookies at the portal are the portal client's, those at the provider its
    own."""

    def __init__(self, portal: httpx2.AsyncClient) -> None:
        self.portal = portal
        self.elsewhere = httpx2.AsyncClient()

    async def __aenter__(self) -> "Browser":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.elsewhere.aclose()

    async def sign_in(self, person: str, path: str = "/sign-in/begin") -> httpx2.Response:
        """Sign somebody in; gives the portal's last answer, which leads to a page of its own."""
        return await self.come_back(await self.choose(person, path))

    async def choose(self, person: str, path: str = "/sign-in/begin") -> str:
        """Go to the provider and choose who one is; gives the address that leads back."""
        begun = await self.portal.get(path)
        assert begun.status_code == 303, begun.text
        answer = await self.elsewhere.get(begun.headers["location"], follow_redirects=False)
        while answer.is_redirect:
            place = answer.headers["location"]
            if urlsplit(place).path == "/sign-in/done":
                return str(place)
            answer = await self.elsewhere.get(answer.request.url.join(place))
        assert answer.status_code == 200, answer.text
        answer = await self.elsewhere.post(f"{answer.request.url}/login", data={"account": person})
        while answer.is_redirect:
            place = str(answer.headers["location"])
            if urlsplit(place).path == "/sign-in/done":
                return place
            answer = await self.elsewhere.get(answer.request.url.join(place))
        raise AssertionError(answer.text)

    async def come_back(self, place: str) -> httpx2.Response:
        """Follow the provider's answer to the portal."""
        parts = urlsplit(place)
        return await self.portal.get(f"{parts.path}?{parts.query}")

    async def page(self, path: str) -> httpx2.Response:
        """Load a page of the portal."""
        return await self.portal.get(path)

    async def confirm_device(self, person: str, place: str) -> str:
        """Sign a device in at the provider, as the page there asks; gives the last page."""
        answer = await self.elsewhere.get(place)
        for _ in range(10):
            if answer.is_redirect:
                answer = await self.elsewhere.get(
                    answer.request.url.join(answer.headers["location"])
                )
            elif "/interaction/" in str(answer.request.url):
                answer = await self.elsewhere.post(
                    f"{answer.request.url}/login", data={"account": person}
                )
            elif (form := _FORM.search(answer.text)) is not None:
                said = dict(_INPUT.findall(answer.text))
                answer = await self.elsewhere.post(
                    answer.request.url.join(form[1]), data={**said, "user_code": _code(place)}
                )
            else:
                return answer.text
        raise AssertionError(answer.text)


def _code(place: str) -> str:
    return parse_qs(urlsplit(place).query)["user_code"][0]
