"""Random walks of the real workflow (``python -m tests.workflows.random_walk`` takes more)."""

import asyncio

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from seals.trust import TRUST
from tests.postgres import Server
from tests.workflows.field import ground
from tests.workflows.random_walk import walked

SEEDS = (2, 5, 16)
TURNS = 10


async def test_whatever_is_asked_and_whatever_dies_all_sides_tell_one_story(
    postgres_server: Server, desk_key: Ed25519PrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each walk names its seed when it fails."""
    monkeypatch.setattr(TRUST, "keys", {})
    async with ground(postgres_server, desk_key) as found:
        walks = await asyncio.gather(*(walked(found, seed, TURNS) for seed in SEEDS))
    told = " ".join(step for walk in walks for step in walk.story)
    assert all(trouble in told for trouble in ("killed", "nobody there", "lines cut", "twice"))
