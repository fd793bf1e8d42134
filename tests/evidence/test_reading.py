"""A document is given whole and verified, to who may read its class; every read is written down."""

from typing import Any

import pytest

from casework.confidentiality import Confidentiality
from casework.roles import Actor, Role
from evidence.archive import EvidenceArchive
from evidence.errors import EvidenceDamaged, EvidenceForbidden, NoSuchEvidence
from evidence.objects import content_path
from records.pool import Pool
from seals.key_ring import KeyRing
from tests.casework.walk import EXE, HQ, OFF, POC
from tests.evidence.clamd import EICAR
from tests.evidence.store import KEYS, Store, pdf, sha256

STRANGER = Actor(person="poc-9", role=Role.POC, organisation="UP")
AUDITOR = Actor(person="aud-1", role=Role.AUD, organisation="HQ")
PARTNER = Actor(person="vwr-1", role=Role.VWR, organisation="FERROMEX")
GOV = Confidentiality.GOV_ONLY


async def reads(pool: Pool, reference: str) -> list[tuple[str, bool]]:
    """Who asked for a document, and whether it was given."""
    rows = await pool.fetch(
        "select person, given from evidence.reads where reference = $1 order by read_id", reference
    )
    return [(row["person"], row["given"]) for row in rows]


async def test_each_read_is_written_down_given_or_not(store: Store, evidence_pool: Pool) -> None:
    content = pdf()
    item = await store.put(content, by=OFF, confidentiality=GOV)
    assert await store.got(item.reference, by=AUDITOR) == content
    with pytest.raises(NoSuchEvidence):
        await store.got(item.reference, by=POC)
    assert await store.got(item.sha256, by=HQ) == content
    expected = [("aud-1", True), (POC.person, False), (HQ.person, True)]
    assert await reads(evidence_pool, item.reference) == expected


async def test_who_may_not_read_is_told_what_he_is_told_of_what_there_is_not(store: Store) -> None:
    item = await store.put(pdf(), by=OFF, confidentiality=GOV)
    told = []
    for wanted in (item.reference, item.sha256, "E-222222222222", "0" * 64, "", "../x"):
        with pytest.raises(NoSuchEvidence) as refused:
            await store.got(wanted, by=POC)
        told.append((str(refused.value), refused.value.args))
    assert len(set(told)) == 1


async def test_a_list_holds_what_one_may_read(store: Store) -> None:
    secret = await store.put(pdf(), by=OFF, confidentiality=GOV)
    filed = await store.put(pdf())
    status = await store.put(pdf(), by=OFF, confidentiality=Confidentiality.PARTNER_STATUS)
    public = await store.put(pdf(), by=HQ, confidentiality=Confidentiality.PUBLIC_STATUS)
    seen = {
        actor.person: await store.archive.items(store.case, actor)
        for actor in (OFF, POC, PARTNER, STRANGER)
    }
    assert seen[OFF.person] == (secret, filed, status, public)
    assert seen[POC.person] == (filed, status, public)
    assert seen[PARTNER.person] == (status, public)
    assert seen[STRANGER.person] == (public,)


async def test_the_same_content_in_two_classes_is_read_by_who_reads_the_wider(
    store: Store, evidence_pool: Pool
) -> None:
    content = pdf()
    secret = await store.put(content, by=OFF, confidentiality=GOV)
    filed = await store.put(content)
    assert await store.got(sha256(content), by=EXE) == content
    assert await reads(evidence_pool, secret.reference) == []
    assert await reads(evidence_pool, filed.reference) == [(EXE.person, True)]
    with pytest.raises(NoSuchEvidence):
        await store.got(secret.reference, by=EXE)


async def test_a_document_of_another_case_is_not_read_through_this_one(store: Store) -> None:
    item = await store.put(pdf())
    other = store.case.model_copy(update={"id": "case-of-another", "carrier": "UP"})
    for wanted in (item.reference, item.sha256):
        with pytest.raises(NoSuchEvidence):
            await store.archive.read(other, STRANGER, wanted)


async def test_an_infected_file_is_given_to_nobody(store: Store) -> None:
    with pytest.raises(EvidenceForbidden):
        await store.put(EICAR, name="note.txt", media_type="text/plain")
    (row,) = await store.archive.items(store.case, POC)
    for wanted in (row.reference, row.sha256):
        with pytest.raises(NoSuchEvidence):
            await store.got(wanted, by=OFF)


async def test_what_was_accepted_unscanned_is_not_given_once_it_is_found_infected(
    store: Store, evidence_pool: Pool
) -> None:
    content = EICAR + b"\n"
    note: dict[str, Any] = {"name": "note.txt", "media_type": "text/plain"}
    unscanned = EvidenceArchive(store.ledger, store.objects, KEYS, scan_required=False)
    early = await unscanned.finish((await store.sent(content, **note)).upload_id, POC)
    assert await store.got(early.reference) == content
    assert await store.refused(content, by=EXE, **note) == "infected"
    with pytest.raises(EvidenceForbidden, match="infected_since"):
        await store.got(early.reference)
    with pytest.raises(NoSuchEvidence):
        await store.got(early.reference, by=STRANGER)
    given = [given for _, given in await reads(evidence_pool, early.reference)]
    assert given == [True, False, False]
    assert len(store.files()) == 1, "what was accepted is kept"


@pytest.mark.parametrize("place", [0, 100, -1])
async def test_what_was_changed_at_rest_is_never_given_whole(store: Store, place: int) -> None:
    item = await store.put(pdf())
    (stored,) = store.files()
    sealed = bytearray(stored.read_bytes())
    sealed[place] ^= 1
    stored.write_bytes(sealed)
    with pytest.raises(EvidenceDamaged):
        await store.got(item.reference)


async def test_of_what_was_cut_at_rest_the_end_is_never_given(store: Store) -> None:
    content = pdf(600_000)
    item = await store.put(content)
    (stored,) = store.files()
    stored.write_bytes(stored.read_bytes()[: 49 + 2 * (256 * 1024 + 16)])  # between two chunks
    reading = await store.archive.read(store.case, POC, item.reference)
    given: list[bytes] = []

    async def receive() -> None:
        async for piece in reading.content:
            given.append(piece)

    with pytest.raises(EvidenceDamaged):
        await receive()
    assert content.startswith(b"".join(given))
    assert len(b"".join(given)) < len(content)


async def test_two_objects_that_changed_places_are_noticed(store: Store) -> None:
    one, other = await store.put(pdf()), await store.put(pdf())
    paths = [store.folder / content_path(item.sha256) for item in (one, other)]
    first, second = (path.read_bytes() for path in paths)
    paths[0].write_bytes(second)
    paths[1].write_bytes(first)
    with pytest.raises(EvidenceDamaged):
        await store.got(one.reference)


async def test_a_missing_object_or_key_is_told_as_damage(store: Store) -> None:
    item = await store.put(pdf())
    ring = KeyRing(b"\x05" * 8, {b"\x05" * 8: b"\x05" * 32})
    keyless = EvidenceArchive(store.ledger, store.objects, ring, scan_required=False)
    reading = await keyless.read(store.case, POC, item.reference)
    with pytest.raises(EvidenceDamaged, match=f"{KEYS.seals_with.hex()}, which is not here"):
        await anext(reading.content)
    store.files()[0].unlink()
    with pytest.raises(EvidenceDamaged, match="not where it should be"):
        await store.got(item.reference)
