"""Reaching Temporal: an end to patience, and a clear word about who does not answer."""

from datetime import timedelta

import pytest
from temporalio.client import Client

from embedded.ports import another
from runtime.connection import ServiceUnreachable, connect
from runtime.settings import load_settings
from tests.sealed import keys_text


async def test_who_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"127.0.0.1:{another({})}"
    monkeypatch.setenv("TEMPORAL_ADDRESS", address)
    monkeypatch.setenv("RESUMPTION_CODEC_KEYS", keys_text())
    with pytest.raises(ServiceUnreachable, match=address) as unreachable:
        await connect(load_settings(), identity="test", patience=timedelta(milliseconds=200))
    assert unreachable.value.service == f"Temporal at {address}"


async def test_what_was_said_once_is_told_also_if_the_last_try_heard_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", "127.0.0.1:1")
    monkeypatch.setenv("RESUMPTION_CODEC_KEYS", keys_text())
    said = iter(["received fatal alert: UnknownCA", "connection closed", "connection closed"])

    async def refused(**_: object) -> None:
        raise RuntimeError(next(said))

    monkeypatch.setattr(Client, "connect", refused)
    with pytest.raises(ServiceUnreachable, match=r"not let this process in \(UnknownCA\)") as told:
        await connect(load_settings(), identity="test", patience=timedelta(milliseconds=250))
    assert told.value.by_tls
