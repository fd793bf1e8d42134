"""Reaching Temporal: an end to patience, and a clear word about who does not answer."""

from datetime import timedelta

import pytest

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
