"""Sealed content opens whole and unchanged, at its own place, with its own key, or not at all."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evidence.errors import EvidenceDamaged, KeyRingUnusable
from evidence.keyring import key_of, read_keys
from evidence.sealing import CHUNK, content_binding, part_binding, seal, unseal
from seals.key_ring import KeyRing
from tests.evidence.store import KEYS, joined, sha256

HEADER = 49
SEALED_CHUNK = CHUNK + 16
CONTENT = bytes(range(256)) * 4 * (CHUNK // 1024) * 3 + b"the end"
"""Three chunks and the beginning of a fourth."""
BINDING = content_binding(sha256(CONTENT))


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return joined(seal((CONTENT,), KEYS, BINDING))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7])
def test_content_of_any_length_comes_back(size: int) -> None:
    content = (CONTENT * 2)[:size]
    sealed = joined(seal((content[:10], b"", content[10:]), KEYS, BINDING))
    chunks = max(1, -(-size // CHUNK))
    assert len(sealed) == HEADER + size + 16 * chunks
    # however it is read: byte by byte over the header, and in odd pieces
    read = [sealed[i : i + 1] for i in range(60)] + [sealed[i : i + 99_991] for i in
                                                     range(60, len(sealed), 99_991)]  # fmt: skip
    assert joined(unseal(read, KEYS, BINDING)) == content


def test_nothing_of_the_content_shows_and_no_two_seals_are_alike(sealed: bytes) -> None:
    assert CONTENT[:16] not in sealed
    again = joined(seal((CONTENT,), KEYS, BINDING))
    assert again[HEADER:HEADER + 64] != sealed[HEADER:HEADER + 64]  # fmt: skip


def chunk(number: int) -> slice:
    start = HEADER + number * SEALED_CHUNK
    return slice(start, start + SEALED_CHUNK)


def flipped(sealed: bytes, place: int) -> bytes:
    return sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "magic": lambda s: flipped(s, 0),
    "version": lambda s: flipped(s, 4),
    "key id": lambda s: flipped(s, 5),
    "salt": lambda s: flipped(s, 13),
    "chunk size": lambda s: flipped(s, 48),
    "first byte": lambda s: flipped(s, HEADER),
    "a tag": lambda s: flipped(s, HEADER + SEALED_CHUNK - 1),
    "last byte": lambda s: flipped(s, len(s) - 1),
    "cut to nothing": lambda s: s[:0],
    "cut in the header": lambda s: s[:20],
    "cut after the header": lambda s: s[:HEADER],
    "cut in a chunk": lambda s: s[:-1],
    "cut between chunks": lambda s: s[: chunk(1).stop],
    "cut before the last chunk": lambda s: s[: chunk(2).stop],
    "something added": lambda s: s + b"\0",
    "a chunk twice": lambda s: s[: chunk(1).stop] + s[chunk(1)] + s[chunk(1).stop :],
    "two chunks exchanged": lambda s: s[:HEADER] + s[chunk(1)] + s[chunk(0)] + s[chunk(2).start :],
    "a chunk left out": lambda s: s[:HEADER] + s[chunk(1).start :],
    "the last chunk first": lambda s: s[:HEADER] + s[chunk(3)] + s[HEADER:],
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_is_changed_cut_or_moved_is_noticed(sealed: bytes, how: str) -> None:
    with pytest.raises(EvidenceDamaged):
        joined(unseal((SPOILT[how](sealed),), KEYS, BINDING))


def test_a_chunk_of_the_same_place_in_other_content_is_noticed(sealed: bytes) -> None:
    other = joined(seal((CONTENT,), KEYS, BINDING))
    mixed = sealed[: chunk(1).start] + other[chunk(1)] + sealed[chunk(1).stop :]
    with pytest.raises(EvidenceDamaged, match="chunk 1"):
        joined(unseal((mixed,), KEYS, BINDING))


@pytest.mark.parametrize(
    "binding", [content_binding("0" * 64), part_binding("u", 0), part_binding("u", 1)]
)
def test_content_opens_under_its_own_hash_only(sealed: bytes, binding: bytes) -> None:
    with pytest.raises(EvidenceDamaged):
        joined(unseal((sealed,), KEYS, binding))


def test_a_new_key_seals_and_the_old_one_still_opens(sealed: bytes) -> None:
    turned = KeyRing(b"\x02" * 8, {b"\x02" * 8: b"\x07" * 32, **KEYS.keys})
    assert joined(unseal((sealed,), turned, BINDING)) == CONTENT
    newer = joined(seal((b"new",), turned, BINDING))
    assert newer[5:13] == b"\x02" * 8
    with pytest.raises(EvidenceDamaged, match="0202020202020202, which is not here"):
        joined(unseal((newer,), KEYS, BINDING))


def test_another_key_under_the_same_id_does_not_open(sealed: bytes) -> None:
    wrong = KeyRing(KEYS.seals_with, {KEYS.seals_with: b"\x09" * 32})
    with pytest.raises(EvidenceDamaged, match="chunk 0"):
        joined(unseal((sealed,), wrong, BINDING))


def test_a_flood_of_chunks_is_not_gathered_in_memory() -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"x" * CHUNK

    stream = seal(endless(), KEYS, BINDING)
    for _ in range(4):
        next(stream)
    assert taken <= 5


class TestKeyRing:
    """The file of keys."""

    def test_the_first_line_seals_and_all_open(self, tmp_path: Path) -> None:
        file = tmp_path / "keys"
        file.write_text(f"{'02' * 8} {'07' * 32}\n\n{'01' * 8} {'03' * 32}\n")
        ring = read_keys(file)
        assert ring.seals_with == b"\x02" * 8
        assert key_of(ring, b"\x01" * 8) == b"\x03" * 32
        assert "07" * 4 not in repr(ring)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "holds no key"),
            ("secret", "line 1: is not an id"),
            (f"{'01' * 8} {'03' * 31}", "line 1: is not an id"),
            (f"{'01' * 8} {'03' * 32}\n{'01' * 8} {'04' * 32}", "line 2: names an id a second"),
            ("é", "can be read"),
        ],
    )
    def test_a_wrong_file_is_told_without_what_it_holds(
        self, tmp_path: Path, text: str, said: str
    ) -> None:
        file = tmp_path / "keys"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(KeyRingUnusable, match=said) as wrong:
            read_keys(file)
        assert "secret" not in str(wrong.value)
        assert "0303" not in str(wrong.value)

    def test_no_file_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(KeyRingUnusable, match="no file of evidence keys"):
            read_keys(tmp_path / "none")
