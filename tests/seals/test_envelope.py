"""What was signed is what is read; anything else is refused, by a code without content."""

import base64
import hashlib
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from seals.envelope import SealBroken, digest, key_id, read, seal, verify
from seals.trust import Keyring

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEYS: Keyring = {key_id(KEY.public_key()): KEY.public_key()}
PAYLOAD = '{"act":"contact_note","text":"Señal: \\"roja\\" ✓"}'


def broken(text: str, keys: Keyring = KEYS) -> str:
    """The code with which an envelope is refused."""
    with pytest.raises(SealBroken) as refusal:
        verify(text, keys)
    assert str(refusal.value) == refusal.value.code
    return refusal.value.code


def changed(**changes: Any) -> str:
    """A good envelope with other fields."""
    return json.dumps({**json.loads(seal(PAYLOAD, KEY)), **changes})


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_was_signed_is_what_is_read(payload: str) -> None:
    sealed = seal(payload, KEY)
    assert verify(sealed, KEYS) == payload
    assert read(sealed).payload == payload
    assert seal(payload, KEY) == sealed, "the same command gives the same bytes"


def test_the_signature_is_over_the_bytes_of_the_text_as_anybody_can_check() -> None:
    fields = json.loads(seal(PAYLOAD, KEY))
    assert sorted(fields) == ["kid", "payload", "signature"]
    KEY.public_key().verify(base64.b64decode(fields["signature"]), PAYLOAD.encode())
    raw = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    assert fields["kid"] == hashlib.sha256(raw).hexdigest()[:16] == key_id(KEY.public_key())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "please",
        "null",
        "[]",
        '"text"',
        "{}",
        "[" * 100_000,
        changed(signature=None),
        changed(signature="not base64!"),
        changed(signature="ñ"),
        changed(payload=None),
        changed(payload=1),
        changed(payload={"act": "contact_note"}),
        changed(payload="\ud800"),
        changed(kid=None),
        changed(kid=["a"]),
    ],
    ids=lambda text: text[:20],
)
def test_what_is_no_envelope(text: str) -> None:
    assert broken(text) == "malformed"


@pytest.mark.parametrize("missing", ["kid", "payload", "signature"])
def test_an_envelope_without_one_of_its_parts(missing: str) -> None:
    fields = json.loads(seal(PAYLOAD, KEY))
    del fields[missing]
    assert broken(json.dumps(fields)) == "malformed"


def test_a_changed_payload_signature_or_signer() -> None:
    other = Ed25519PrivateKey.generate()
    signature = base64.b64encode(KEY.sign(b"another")).decode()
    assert broken(changed(payload=PAYLOAD + " ")) == "wrong_signature"
    assert broken(changed(signature=signature)) == "wrong_signature"
    assert broken(changed(signature="")) == "wrong_signature"
    assert broken(seal(PAYLOAD, other)) == "unknown_key"
    claimed = json.dumps({**json.loads(seal(PAYLOAD, other)), "kid": key_id(KEY.public_key())})
    assert broken(claimed) == "wrong_signature"
    assert broken(seal(PAYLOAD, KEY), keys={}) == "unknown_key"


@given(st.data())
def test_no_single_changed_character_goes_unnoticed(data: st.DataObject) -> None:
    sealed = seal(PAYLOAD, KEY)
    at = data.draw(st.integers(0, len(sealed) - 1))
    other = data.draw(st.characters(exclude_categories=["Cs"]).filter(lambda c: c != sealed[at]))
    try:
        assert verify(sealed[:at] + other + sealed[at + 1 :], KEYS) == PAYLOAD
    except SealBroken:
        return


def test_a_refusal_quotes_nothing() -> None:
    for text in (changed(payload="SVR secret"), "SVR secret", changed(kid="SVR secret")):
        with pytest.raises(SealBroken) as refusal:
            verify(text, KEYS)
        assert "secret" not in str(refusal.value)
        assert refusal.value.__cause__ is None


def test_the_digest_is_of_the_text_as_it_travelled() -> None:
    sealed = seal(PAYLOAD, KEY)
    assert digest(sealed) == hashlib.sha256(sealed.encode()).hexdigest()
    assert digest(sealed) != digest(sealed + " ")
