"""A few cases on record, seen by everybody; and browsers that are signed in without a provider."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import httpx2

from casework.events import Event
from casework.roles import Actor, Role
from records.pool import Pool
from records.portal_sessions import PostgresSessions
from tests.casework import paths
from tests.casework.walk import (
    APHIS,
    APP,
    EXE,
    HQ,
    MXA,
    MXC,
    OFF,
    OPS,
    POC,
    PORT,
    SUP,
    Walk,
)
from tests.casework.ways_of_agriculture import at_headquarters
from tests.casework.ways_of_holds import held
from tests.casework.ways_of_partners import MX, known_abroad, mailed

AUD = Actor(person="aud-1", role=Role.AUD, organisation="HQ")
VWR = Actor(person="shipper", role=Role.VWR, organisation="PARTNER")
OTHER = Actor(person="kim", role=Role.POC, organisation="UP")

EVERYBODY = (OFF, SUP, HQ, APP, PORT, POC, EXE, OTHER, MXA, MXC, APHIS, OPS, AUD, VWR)
"""One person for each role, and one of another carrier."""

STAFF = (OFF, SUP, HQ, APP, PORT, OPS, AUD)
"""Who sees every case."""


class World(NamedTuple):
    """Ids of cases on record, and their walks."""

    late: str
    held: str
    agriculture: str
    told_abroad: str
    notice: str
    walks: dict[str, Walk]

    def texts(self, *names: str) -> set[str]:
        """Return every text that people wrote in some cases, long enough to be known again."""
        return {
            text
            for name in names or tuple(self.walks)
            for event in self.walks[name].events
            for text in _texts(event)
        }


def _texts(event: Event) -> set[str]:
    found: set[str] = set()

    def take(value: object) -> None:
        if isinstance(value, dict):
            for inner in value.values():
                take(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                take(inner)
        elif isinstance(value, str) and " " in value and len(value) > 11:
            found.add(value)

    take(event.body)
    return found


class Reader:
    """Somebody at a browser."""

    def __init__(self, client: httpx2.AsyncClient, cookie: str) -> None:
        self._client = client
        self._cookie = cookie
        self._csrf = ""

    async def get(self, path: str, language: str = "en") -> httpx2.Response:
        """Load a page."""
        said = {"Cookie": f"session={self._cookie}", "Accept-Language": language}
        return await self._client.get(path, headers=said)

    async def post(
        self, path: str, fields: dict[str, str], language: str = "en"
    ) -> httpx2.Response:
        """Send a form, with the secret that every page of his has, unless another one is said."""
        said = {"Cookie": f"session={self._cookie}", "Accept-Language": language}
        if not self._csrf:
            found = re.search(r'name="csrf" value="([^"]+)"', (await self.get("/lessons")).text)
            assert found is not None, "every page has a form to sign out"
            self._csrf = found[1]
        return await self._client.post(path, data={"csrf": self._csrf, **fields}, headers=said)


class SignedIn:
    """Opens sessions as the sign-in does, once it knows who somebody is."""

    def __init__(self, pool: Pool) -> None:
        day = timedelta(days=1)
        self._sessions = PostgresSessions(pool, idle=day, longest=day)

    async def cookie(self, actor: Actor) -> str:
        """Return the cookie of a new session."""
        at = datetime.now(UTC)
        return await self._sessions.open(
            actor, issuer="http://issuer.example", subject=actor.person, id_token="t", at=at
        )

    async def reader(self, client: httpx2.AsyncClient, actor: Actor) -> Reader:
        """Return somebody at a browser."""
        return Reader(client, await self.cookie(actor))


async def world_on_record(put: Callable[[Walk], Awaitable[str]]) -> World:
    """Put the cases on record: one late, one held, one asked of agriculture, one told abroad."""
    late = paths.suspended(paths.opened(carrier_reference="REF-LATE-77"))
    late.must(SUP, "assign", person=OFF.person)
    late.until(40)
    stands = paths.suspended()
    held(stands, HQ, "flood", "T08", days=10)
    matters = known_abroad()
    notice = matters.beside(f"partner-{MX}-1")
    mailed(notice)
    walks = {
        "late": late,
        "held": stands,
        "agriculture": at_headquarters(),
        "told_abroad": matters.case,
        "notice": notice,
    }
    ids = {name: await put(walk) for name, walk in walks.items()}
    return World(**ids, walks=walks)
