"""What Temporal is given to keep is sealed: it carries payloads for us, and reads none of them.

A sealed payload is AES-256-GCM of the payload as it was, content and metadata, under a nonce drawn
for it alone (96 random bits, kept in front). Its metadata say which key of the ring sealed it, and
whose it is: the id of the workflow that it is an input or an output of. Both are authenticated with
it, so a payload that is changed, said to be of another key, or moved to another case does not open.

What is longer than `WORTH_PACKING` is packed before it is sealed, if that makes it shorter.

A payload that is not sealed passes as it is: histories from before the codec go on, and Temporal's
own tools can ask for what needs no content. So the codec keeps secrets, and proves nothing: who
commanded is proven by the signature within (`seals.envelope`), what happened by the record's chain.
"""

import logging
import re
import secrets
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from google.protobuf.message import DecodeError
from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticPayloadConverter, pydantic_data_converter
from temporalio.converter import (
    ActivitySerializationContext,
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    EncodingPayloadConverter,
    PayloadCodec,
    SerializationContext,
    WithSerializationContext,
    WorkflowSerializationContext,
)

from runtime.settings import Settings
from seals.key_ring import KeyRing, key_ring, read_key_ring

logger = logging.getLogger(__name__)

SEALED = b"binary/encrypted"
"""The encoding that Temporal's pages know to be sealed."""

KEY_ID, SUBJECT = "encryption-key-id", "encryption-subject"
"""Metadata of a sealed payload: the key's id (16 hex digits), the id of the workflow or nothing."""

WORTH_PACKING = 1024
"""Bytes. Shorter ones hardly get shorter."""

_CIPHER = b"AES-256-GCM"
_PACKED = b"binary/zlib"
_UNREADABLE = "unreadable"
"""Metadata of a payload that was passed on shut: why. It is never sent anywhere."""

_NONCE = 12
_BINDING = b"resumption payload, version 1"
_BY_SCHEDULE = re.compile(r"-\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
"""What a schedule adds to the id of each workflow that it starts; their input is sealed before."""


class PayloadUnreadable(Exception):
    """A sealed payload does not open here; the message says why, and nothing of what is in it."""


class SealingCodec(PayloadCodec, WithSerializationContext):
    """Seals with the first key of a ring, and opens with any of them."""

    def __init__(self, ring: KeyRing) -> None:
        self._seals_with = ring.seals_with.hex().encode()
        self._ciphers: Mapping[bytes, AESGCM] = {
            key_id.hex().encode(): AESGCM(key) for key_id, key in ring.keys.items()
        }
        self._subject = b""

    def with_context(self, context: SerializationContext) -> "SealingCodec":
        """Return the same codec for payloads of one workflow and its activities."""
        if not isinstance(context, WorkflowSerializationContext | ActivitySerializationContext):
            return self
        subject = _BY_SCHEDULE.sub("", context.workflow_id or "").encode()
        if subject == self._subject:
            return self
        bound = object.__new__(type(self))
        bound._seals_with, bound._ciphers = self._seals_with, self._ciphers
        bound._subject = subject
        return bound

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Seal payloads."""
        return [self._sealed(payload) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Open what is sealed. Raises ``PayloadUnreadable``."""
        return [
            self._opened(payload) if payload.metadata.get("encoding") == SEALED else payload
            for payload in payloads
        ]

    def _sealed(self, payload: Payload) -> Payload:
        nonce = secrets.token_bytes(_NONCE)
        binding = _bound(self._seals_with, self._subject)
        content = _packed(payload).SerializeToString()
        return Payload(
            metadata={
                "encoding": SEALED,
                "encryption-cipher": _CIPHER,
                KEY_ID: self._seals_with,
                SUBJECT: self._subject,
            },
            data=nonce + self._ciphers[self._seals_with].encrypt(nonce, content, binding),
        )

    def _opened(self, payload: Payload) -> Payload:
        key_id, subject = payload.metadata.get(KEY_ID, b""), payload.metadata.get(SUBJECT, b"")
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise PayloadUnreadable("a payload is sealed with a key that is not in the ring here")
        if subject and self._subject and subject != self._subject:
            raise PayloadUnreadable("a payload is sealed for another workflow")
        nonce, sealed = payload.data[:_NONCE], payload.data[_NONCE:]
        try:
            content = cipher.decrypt(nonce, sealed, _bound(key_id, subject))
            return _unpacked(Payload.FromString(content))
        except (InvalidTag, ValueError, DecodeError, zlib.error):
            raise PayloadUnreadable("a sealed payload is not as it was sealed") from None


class PassingCodec(SealingCodec):
    """Passes on what does not open, with the reason, so that it fails where it is read.

    A worker opens all that a task brings before its case sees any of it. Whoever reaches Temporal
    can send a case a signal that nobody can open; if that failed here, the case would stand still
    for ever over something that it never reads.
    """

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Open what is sealed and can be opened."""
        return [await self._as_far_as_possible(payload) for payload in payloads]

    async def _as_far_as_possible(self, payload: Payload) -> Payload:
        try:
            (opened,) = await super().decode([payload])
        except PayloadUnreadable as unreadable:
            logger.warning("%s (workflow %s)", unreadable, self._subject.decode() or "unknown")
            shut = Payload()
            shut.CopyFrom(payload)
            shut.metadata[_UNREADABLE] = str(unreadable).encode()
            return shut
        return opened


class _Shut(EncodingPayloadConverter):
    """Refuses to read what did not open."""

    @property
    def encoding(self) -> str:
        return SEALED.decode()

    def to_payload(self, value: Any) -> None:  # noqa: ARG002  (sealing is the codec's)
        return None

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> NoReturn:  # noqa: ARG002
        why = payload.metadata.get(_UNREADABLE, b"a payload is sealed, and nobody opened it")
        raise PayloadUnreadable(why.decode())


class _Converter(PydanticPayloadConverter):
    """Pydantic's, and what says of a payload that it did not open."""

    def __init__(self) -> None:
        super().__init__()
        self.converters = {**self.converters, SEALED: _Shut()}


def sealed_converter(ring: KeyRing) -> DataConverter:
    """Return the converter for every client, worker and replayer of ours.

    What a failure says goes into a payload of its own, which is sealed as any other. Whoever reads
    what did not open gets ``PayloadUnreadable``.
    """
    return replace(
        pydantic_data_converter,
        payload_converter_class=_Converter,
        payload_codec=PassingCodec(ring),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )


def codec_keys(settings: Settings) -> KeyRing:
    """Read the ring of this process.

    Raises ``SettingsError`` where nothing names it, ``KeyUnusable`` where it cannot be used.
    """
    if settings.codec_keys is not None:
        return key_ring(settings.codec_keys.get_secret_value(), "RESUMPTION_CODEC_KEYS")
    return read_key_ring(settings.required_codec_keys_path(), "codec")


def subject_of(payload: Payload) -> str | None:
    """Return the id of the workflow that a sealed payload says it is of; None where it is open."""
    if payload.metadata.get("encoding") != SEALED:
        return None
    return payload.metadata.get(SUBJECT, b"").decode(errors="replace")


def _bound(key_id: bytes, subject: bytes) -> bytes:
    return b"\n".join((_BINDING, key_id, subject))


def _packed(payload: Payload) -> Payload:
    content = payload.SerializeToString()
    if len(content) < WORTH_PACKING:
        return payload
    packed = Payload(metadata={"encoding": _PACKED}, data=zlib.compress(content, level=1))
    return packed if packed.ByteSize() < len(content) else payload


def _unpacked(payload: Payload) -> Payload:
    if payload.metadata.get("encoding") != _PACKED:
        return payload
    return Payload.FromString(zlib.decompress(payload.data))
