"""The command line signs in by the device flow, and keeps its tokens for itself."""

import asyncio
import json
import re
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from casework.roles import Actor, Role
from cli import signing_in, token_store
from cli.exits import BAD_INPUT, Stop
from cli.person import reader, speaker
from embedded.folder import DataFolder
from identity import device
from identity.device import Tokens
from identity.provider import Provider
from runtime.settings import Settings, load_settings
from tests.portal.browser import Browser
from tests.portal.conftest import URL


@pytest.fixture
def settings_here(
    issuing: tuple[str, DataFolder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """What the command line is told, by its environment."""
    monkeypatch.setenv("RESUMPTION_OIDC_ISSUER", issuing[0])
    monkeypatch.setenv("RESUMPTION_PORTAL_URL", URL)
    monkeypatch.setenv("RESUMPTION_TOKEN_DIR", str(tmp_path / "tokens"))
    monkeypatch.setenv("RESUMPTION_DATA_DIR", str(tmp_path / "data"))
    return load_settings()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """The person's browser, on any machine."""
    async with httpx2.AsyncClient() as nothing, Browser(nothing) as found:
        yield found


async def test_who_signs_in_acts_and_reads_until_he_signs_out(
    settings_here: Settings, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: asyncio.Queue[str] = asyncio.Queue()
    monkeypatch.setattr(device, "USUAL_INTERVAL", 0.05)
    monkeypatch.setattr(signing_in, "say", lambda line, **_: lines.put_nowait(line))
    waiting = asyncio.create_task(signing_in.sign_in(language="en"))
    place = re.search(r"http\S+", await lines.get())
    assert place
    page = await browser.confirm_device("lane", place[0])
    assert "Go on at the command line" in page
    await waiting
    assert await lines.get() == "lane, CTPAT supervisor, LRD"

    lane = Actor(person="lane", role=Role.SUP, organisation="LRD")
    assert await speaker(None, settings_here) == lane
    assert await reader(None, settings_here) == lane
    assert await speaker("OFF:reyes", settings_here) != lane, "in development --as wins"
    folder = settings_here.token_dir
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()] == [0o600]

    issuer = str(settings_here.oidc_issuer)
    kept = token_store.read(folder, issuer)
    assert kept is not None
    # what was changed, or has run out, is renewed once and then believed again
    token_store.keep(folder, issuer, kept._replace(access=kept.access[:-4] + "AAAA"))
    assert await speaker(None, settings_here) == lane
    renewed = token_store.read(folder, issuer)
    assert renewed is not None
    assert renewed.access != kept.access

    await signing_in.sign_out(language="en")
    assert token_store.read(folder, issuer) is None
    assert await reader(None, settings_here) is None
    token_store.keep(folder, issuer, renewed._replace(access="x.y.z"))
    with pytest.raises(Stop, match="sign in again") as stop:
        await speaker(None, settings_here)
    assert stop.value.code == BAD_INPUT


async def test_a_token_of_another_provider_is_nobodys(settings_here: Settings) -> None:
    folder = settings_here.token_dir
    token_store.keep(folder, "http://other.example", Tokens("a", "r"))
    assert await reader(None, settings_here) is None
    token_store.keep(folder, str(settings_here.oidc_issuer), Tokens("a.b.c", None))
    with pytest.raises(Stop, match="sign in again"):
        await reader(None, settings_here)
    kept = json.loads((folder / "tokens.json").read_text(encoding="utf-8"))
    assert kept["http://other.example"] == {"access": "a", "refresh": "r"}


async def test_what_nobody_confirms_signs_nobody_in(settings_here: Settings) -> None:
    async with httpx2.AsyncClient() as http:
        provider = Provider(str(settings_here.oidc_issuer), http)
        asked = await device.ask(provider, settings_here.oidc_device_client_id)
        with pytest.raises(device.NotSignedIn):
            await device.wait(
                provider,
                settings_here.oidc_device_client_id,
                asked._replace(interval=0.01, seconds=0.3),
            )
        with pytest.raises(device.NotSignedIn):
            await device.wait(
                provider, settings_here.oidc_device_client_id, asked._replace(device_code="x")
            )
