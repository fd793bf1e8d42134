"""What Temporal keeps is sealed: by which key, for which case, and what does not open."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from google.protobuf.json_format import MessageToDict
from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure
from temporalio.converter import (
    ActivitySerializationContext,
    DataConverter,
    SerializationContext,
    WorkflowSerializationContext,
)
from temporalio.exceptions import ApplicationError

from runtime.codec import (
    SEALED,
    PayloadUnreadable,
    SealingCodec,
    codec_keys,
    sealed_converter,
    subject_of,
)
from runtime.opened_history import opened_history
from runtime.settings import Settings, SettingsError, load_settings
from seals.key_ring import key_ring
from seals.trust import KeyUnusable
from tests.sealed import CONVERTER, RING, TURNED, encodings, keys_text

PROJECT = Path(__file__).resolve().parents[2]
TEXT = "what the carrier wrote"
PAYLOAD = Payload(metadata={"encoding": b"json/plain"}, data=TEXT.encode())
CASE, OTHER = "case-1", "case-2"


def of(workflow_id: str) -> WorkflowSerializationContext:
    return WorkflowSerializationContext("default", workflow_id)


def codec_of(workflow_id: str) -> SealingCodec:
    return SealingCodec(RING).with_context(of(workflow_id))


async def sealed(codec: SealingCodec, payload: Payload = PAYLOAD) -> Payload:
    (found,) = await codec.encode([payload])
    return found


async def test_what_was_sealed_opens_as_it_was_and_shows_only_whose_it_is() -> None:
    shut = await sealed(codec_of(CASE))
    assert await codec_of(CASE).decode([shut]) == [PAYLOAD]
    assert await SealingCodec(RING).decode([shut]) == [PAYLOAD], "who has no case in hand may too"
    assert subject_of(shut) == CASE
    assert subject_of(PAYLOAD) is None
    assert TEXT.encode() not in shut.SerializeToString()
    assert b"json/plain" not in shut.SerializeToString()


async def test_the_same_is_never_sealed_the_same_twice() -> None:
    again = [await sealed(codec_of(CASE)) for _ in range(50)]
    assert len({shut.data[:12] for shut in again}) == 50
    assert len({shut.data for shut in again}) == 50


def _cut(shut: Payload) -> None:
    shut.data = shut.data[:11]


def _bent(shut: Payload) -> None:
    shut.data = shut.data[:-1] + bytes([shut.data[-1] ^ 1])


def _of_another_case(shut: Payload) -> None:
    shut.metadata["encryption-subject"] = OTHER.encode()


def _of_no_case(shut: Payload) -> None:
    del shut.metadata["encryption-subject"]


def _of_another_key(shut: Payload) -> None:
    shut.metadata["encryption-key-id"] = TURNED.seals_with.hex().encode()


@pytest.mark.parametrize("change", [_cut, _bent, _of_another_case, _of_no_case, _of_another_key])
async def test_what_was_changed_does_not_open(change: Callable[[Payload], None]) -> None:
    shut = await sealed(SealingCodec(RING).with_context(of(CASE)))
    change(shut)
    with pytest.raises(PayloadUnreadable) as refused:
        await SealingCodec(TURNED).decode([shut])
    assert TEXT not in str(refused.value)


async def test_a_key_cannot_stand_in_for_another_of_the_same_bytes() -> None:
    """The id is bound: two ids for the same key do not open each other's payloads."""
    (key,) = RING.keys.values()
    twice = key_ring(f"{'aa' * 8} {key.hex()}\n{'bb' * 8} {key.hex()}", "test")
    shut = await sealed(SealingCodec(twice))
    shut.metadata["encryption-key-id"] = ("bb" * 8).encode()
    with pytest.raises(PayloadUnreadable):
        await SealingCodec(twice).decode([shut])


async def test_what_was_moved_to_another_case_does_not_open_there() -> None:
    shut = await sealed(codec_of(CASE))
    with pytest.raises(PayloadUnreadable, match="another workflow"):
        await codec_of(OTHER).decode([shut])


def _activity(workflow_id: str) -> SerializationContext:
    return ActivitySerializationContext(
        namespace="default",
        activity_id="1",
        activity_type="record_events",
        activity_task_queue="cases",
        workflow_id=workflow_id,
        workflow_type="Case",
        is_local=False,
    )


async def test_a_case_and_its_activities_open_each_others() -> None:
    shut = await sealed(SealingCodec(RING).with_context(_activity(CASE)))
    assert await codec_of(CASE).decode([shut]) == [PAYLOAD]


async def test_what_a_schedule_was_given_opens_in_what_it_starts() -> None:
    shut = await sealed(codec_of("report-digest"))
    started = codec_of("report-digest-2026-11-23T12:00:00Z")
    assert await started.decode([shut]) == [PAYLOAD]
    with pytest.raises(PayloadUnreadable):
        await codec_of("report-digest-2").decode([shut])


async def test_keys_turn_by_adding() -> None:
    before = await sealed(SealingCodec(RING))
    after = await sealed(SealingCodec(TURNED))
    assert after.metadata["encryption-key-id"] == TURNED.seals_with.hex().encode()
    assert await SealingCodec(TURNED).decode([before, after]) == [PAYLOAD, PAYLOAD]
    with pytest.raises(PayloadUnreadable, match="not in the ring"):
        await SealingCodec(RING).decode([after])


async def test_what_was_never_sealed_passes_as_it_is() -> None:
    assert await SealingCodec(RING).decode([PAYLOAD]) == [PAYLOAD]


async def test_long_payloads_are_packed_and_short_ones_are_not() -> None:
    for text in (b"x", b"word " * 20_000):
        payload = Payload(metadata={"encoding": b"json/plain"}, data=text)
        shut = await sealed(SealingCodec(RING), payload)
        assert await SealingCodec(RING).decode([shut]) == [payload]
        assert shut.ByteSize() < len(text) / 100 or len(text) == 1


async def test_what_a_failure_says_is_sealed_and_comes_back() -> None:
    failure = Failure()
    try:
        raise ApplicationError("refused", {"rule": TEXT}, type="Refused")
    except ApplicationError as error:
        await CONVERTER.encode_failure(error, failure)
    raw = failure.SerializeToString()
    assert TEXT.encode() not in raw
    assert b"refused" not in raw
    assert Path(__file__).name.encode() not in raw, "nor the trace, which quotes source"
    assert encodings(failure) == {SEALED}
    back = await CONVERTER.decode_failure(failure)
    assert isinstance(back, ApplicationError)
    assert (back.message, back.details, back.type) == ("refused", ({"rule": TEXT},), "Refused")


@pytest.fixture
def nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(f"RESUMPTION_{field.upper()}", raising=False)
    monkeypatch.setenv("RESUMPTION_DATA_DIR", str(tmp_path))


@pytest.mark.usefixtures("nothing_is_set")
class TestWhereKeysComeFrom:
    """A file, or the environment itself."""

    def test_the_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "ring").write_text(keys_text(TURNED))
        monkeypatch.setenv("RESUMPTION_CODEC_KEYS_PATH", str(tmp_path / "ring"))
        assert codec_keys(load_settings()) == TURNED

    def test_the_environment_before_the_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("RESUMPTION_CODEC_KEYS_PATH", "nowhere")
        monkeypatch.setenv("RESUMPTION_CODEC_KEYS", keys_text())
        settings = load_settings()
        assert codec_keys(settings) == RING
        assert RING.keys[RING.seals_with].hex() not in repr(settings)

    @pytest.mark.parametrize("mode", ["production", "development"])
    def test_none_is_told_in_one_line_that_says_what_to_set(self, mode: str) -> None:
        with pytest.raises(SettingsError, match="RESUMPTION_CODEC_KEYS_PATH is not set") as told:
            codec_keys(load_settings(mode=mode))
        assert "\n" not in str(told.value)

    def test_what_is_no_key_is_told_without_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("RESUMPTION_CODEC_KEYS", "hunter2")
        with pytest.raises(KeyUnusable, match="RESUMPTION_CODEC_KEYS, line 1") as told:
            codec_keys(load_settings())
        assert "hunter2" not in str(told.value)


def test_a_worker_without_keys_does_not_start(tmp_path: Path) -> None:
    started = subprocess.run(
        [sys.executable, "worker.py", "register"],
        cwd=PROJECT,
        env={"RESUMPTION_MODE": "production", "TEMPORAL_ADDRESS": "127.0.0.1:1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 2
    assert started.stderr == (
        "worker.py: RESUMPTION_CODEC_KEYS_PATH is not set: set it in the environment\n"
    )


def test_there_is_no_converter_without_the_codec() -> None:
    """Whatever is made for a client of ours seals."""
    made: DataConverter = sealed_converter(RING)
    assert isinstance(made.payload_codec, SealingCodec)


async def test_what_does_not_open_is_passed_on_and_fails_where_it_is_read() -> None:
    """So that a case does not stand still over a signal that it never reads."""
    made = sealed_converter(RING)
    assert made.payload_codec is not None
    shut = await sealed(SealingCodec(TURNED))
    passed, opened = await made.payload_codec.decode([shut, await sealed(SealingCodec(RING))])
    assert (passed.metadata["encoding"], passed.data) == (SEALED, shut.data)
    assert opened == PAYLOAD
    with pytest.raises(PayloadUnreadable, match="not in the ring"):
        made.payload_converter.from_payloads([passed])
    with pytest.raises(PayloadUnreadable, match="not in the ring"):
        await made.decode([shut], [str])
    with pytest.raises(PayloadUnreadable):
        made.payload_converter.from_payloads([shut])


async def test_a_history_is_opened_but_for_signals() -> None:
    """None is ours, and one that nobody can open must not keep a case from being exported."""
    codec = SealingCodec(RING)
    ours = MessageToDict(await sealed(codec))
    theirs = MessageToDict(await sealed(SealingCodec(TURNED)))
    signal = {"workflowExecutionSignaledEventAttributes": {"input": {"payloads": [theirs]}}}
    history = {"events": [{"input": {"payloads": [ours]}}, signal]}
    opened = json.loads(await opened_history(json.dumps(history), codec))
    assert opened == {"events": [{"input": {"payloads": [MessageToDict(PAYLOAD)]}}, signal]}
    with pytest.raises(PayloadUnreadable):
        await opened_history(json.dumps({"result": theirs}), codec)
