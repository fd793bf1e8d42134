"""An upload is announced, taken part by part, and goes on after a cut where it was."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from casework.confidentiality import Confidentiality
from casework.roles import Actor, Role
from evidence.errors import EvidenceForbidden, EvidenceRefused, NoSuchEvidence, WrongOffset
from evidence.kinds import intake
from evidence.objects import QUARANTINE
from evidence.ports import UploadState
from tests.casework.walk import OFF, POC
from tests.evidence.store import Store, announced, pdf, pieces, sha256

STRANGER = Actor(person="poc-9", role=Role.POC, organisation="UP")
PART = intake().part


def upload_id() -> str:
    return f"test-{uuid4().hex}"


async def test_a_file_in_pieces_of_any_length_is_one_file(store: Store) -> None:
    content = pdf(PART + 500_000)
    begun = await store.archive.begin(store.case, POC, announced(content))
    assert (begun.received, begun.state, begun.size) == (0, UploadState.OPEN, len(content))
    first = await store.archive.append(
        begun.upload_id, POC, 0, pieces(content[:70], content[70:80])
    )
    assert first.received == 80
    rest = pieces(b"", content[80:99], content[99:])
    assert (await store.archive.append(begun.upload_id, POC, 80, rest)).received == len(content)
    item = await store.archive.finish(begun.upload_id, POC, sha256(content))
    assert await store.got(item.reference) == content
    # nothing of the upload is left, and what is left is sealed
    assert store.files(QUARANTINE) == []
    (stored,) = store.files()
    assert stored.name == sha256(content)
    assert content[1000:1032] not in stored.read_bytes()


async def test_after_a_cut_it_goes_on_where_it_was(store: Store) -> None:
    content = pdf(2 * PART + 1000)

    async def cut() -> AsyncIterator[bytes]:
        yield content[: PART + 300]
        raise ConnectionResetError

    begun = await store.archive.begin(store.case, POC, announced(content), upload_id())
    with pytest.raises(ConnectionResetError):
        await store.archive.append(begun.upload_id, POC, 0, cut())
    asked = await store.archive.upload(begun.upload_id, POC)
    assert asked.received == PART + 300
    with pytest.raises(WrongOffset) as wrong:
        await store.archive.append(begun.upload_id, POC, PART, pieces(content[PART:]))
    assert wrong.value.expected == PART + 300
    with pytest.raises(EvidenceRefused, match="not_all_sent"):
        await store.archive.finish(begun.upload_id, POC)
    again = await store.archive.begin(store.case, POC, announced(content), begun.upload_id)
    assert again.received == PART + 300
    await store.archive.append(begun.upload_id, POC, again.received, pieces(content[PART + 300 :]))
    item = await store.archive.finish(begun.upload_id, POC)
    assert await store.got(item.sha256) == content


async def test_what_waits_in_quarantine_is_sealed_and_nobody_reads_it(store: Store) -> None:
    content = pdf()
    await store.sent(content)
    (part,) = store.files(QUARANTINE)
    assert content[500:532] not in part.read_bytes()
    assert await store.archive.items(store.case, POC) == ()
    with pytest.raises(NoSuchEvidence):
        await store.archive.read(store.case, POC, sha256(content))


async def test_a_file_longer_than_announced_is_refused_and_removed(store: Store) -> None:
    content = pdf()
    begun = await store.archive.begin(store.case, POC, announced(content))
    await store.archive.append(begun.upload_id, POC, 0, pieces(content[:1500]))
    with pytest.raises(EvidenceRefused, match="longer_than_announced"):
        await store.archive.append(begun.upload_id, POC, 1500, pieces(content[1500:], b"more"))
    assert store.files() == []
    with pytest.raises(EvidenceRefused, match="upload_ended"):
        await store.archive.append(begun.upload_id, POC, 1500, pieces(content[1500:]))
    # the same may be announced anew
    anew = await store.archive.begin(store.case, POC, announced(content), begun.upload_id)
    assert (anew.state, anew.received) == (UploadState.OPEN, 0)


async def test_another_type_is_told_before_the_rest_is_sent(store: Store) -> None:
    content = b"PK\x03\x04" + bytes(PART * 2)
    begun = await store.archive.begin(store.case, POC, announced(content))
    sent = 0

    async def slowly() -> AsyncIterator[bytes]:
        nonlocal sent
        for start in range(0, len(content), 65536):
            sent += 65536
            yield content[start : start + 65536]

    with pytest.raises(EvidenceRefused, match="not_its_type"):
        await store.archive.append(begun.upload_id, POC, 0, slowly())
    assert sent == PART
    assert store.files() == []


async def test_one_by_one_byte_another_type_is_found_at_the_end(store: Store) -> None:
    content = b"PK\x03\x04" + bytes(200)
    begun = await store.archive.begin(store.case, POC, announced(content))
    for at in range(0, len(content), 51):
        await store.archive.append(begun.upload_id, POC, at, pieces(content[at : at + 51]))
    with pytest.raises(EvidenceRefused, match="not_its_type"):
        await store.archive.finish(begun.upload_id, POC)
    assert store.files() == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"size": 60_000_000}, "too_large"),
        ({"size": 0}, "empty"),
        ({"media_type": "application/zip", "name": "a.zip"}, "type_not_taken"),
        ({"name": "seal log.exe"}, "name_of_another_type"),
        ({"name": "../../x"}, "name_of_another_type"),
    ],
)
async def test_what_cannot_be_taken_is_told_before_a_byte_is_sent(
    store: Store, changes: dict[str, Any], why: str
) -> None:
    assert await store.refused(b"never sent", **changes) == why
    assert store.files() == []


async def test_a_path_in_a_name_leads_nowhere(store: Store) -> None:
    content = pdf()
    item = await store.put(content, name="../../../../etc/../seal\u202e log.pdf")
    assert item.name == "seal log.pdf"
    assert [file.relative_to(store.folder).parts[0] for file in store.files()] == ["content"]


@pytest.mark.parametrize(
    "wrong", ["short", "../../../etc/cron.d/evil", "x" * 65, "a/b/c/d/e/f/g/h/i", "x" * 20 + "\n"]
)
async def test_an_id_that_is_a_path_is_none(store: Store, wrong: str) -> None:
    with pytest.raises(EvidenceRefused, match="upload_id_form"):
        await store.archive.begin(store.case, POC, announced(pdf()), wrong)
    with pytest.raises(EvidenceRefused, match="upload_id_form"):
        await store.archive.upload(wrong, POC)


async def test_an_upload_is_only_its_senders(store: Store) -> None:
    content = pdf()
    upload = await store.sent(content)
    colleague = POC.model_copy(update={"person": "poc-2"})
    for other in (STRANGER, OFF, colleague, POC.model_copy(update={"role": Role.CNS})):
        with pytest.raises(NoSuchEvidence):
            await store.archive.upload(upload.upload_id, other)
        with pytest.raises(NoSuchEvidence):
            await store.archive.append(upload.upload_id, other, 0, pieces(b"x"))
        with pytest.raises(NoSuchEvidence):
            await store.archive.finish(upload.upload_id, other)
    with pytest.raises(NoSuchEvidence):
        await store.archive.begin(store.case, colleague, announced(content), upload.upload_id)
    with pytest.raises(NoSuchEvidence):
        await store.archive.upload("nobody-began-this-one", POC)


async def test_an_id_is_for_one_file(store: Store) -> None:
    content = pdf()
    upload = await store.sent(content)
    for changes in ({"size": 1999}, {"name": "other.pdf"}, {"own_reference": "S-17"}):
        other = announced(content, **changes)
        with pytest.raises(EvidenceRefused, match="upload_id_used"):
            await store.archive.begin(store.case, POC, other, upload.upload_id)
    elsewhere = store.case.model_copy(update={"id": "case-elsewhere"})
    with pytest.raises(EvidenceRefused, match="upload_id_used"):
        await store.archive.begin(elsewhere, POC, announced(content), upload.upload_id)


async def test_who_may_not_file_a_class_is_told_and_who_has_no_case_is_told_nothing(
    store: Store,
) -> None:
    secret = announced(pdf(), confidentiality=Confidentiality.GOV_ONLY)
    with pytest.raises(EvidenceForbidden, match="class_not_yours"):
        await store.archive.begin(store.case, POC, secret)
    with pytest.raises(NoSuchEvidence):
        await store.archive.begin(store.case, STRANGER, announced(pdf()))


async def test_nobody_has_more_under_way_than_the_limit(store: Store) -> None:
    busy = POC.model_copy(update={"person": f"poc-{uuid4().hex[:8]}"})
    ids = [upload_id() for _ in range(intake().open_uploads)]
    for each in ids:
        await store.archive.begin(store.case, busy, announced(pdf()), each)
    with pytest.raises(EvidenceForbidden, match="too_many_open"):
        await store.archive.begin(store.case, busy, announced(pdf()), upload_id())
    # what is under way already goes on
    known = await store.archive.begin(store.case, busy, announced(pdf()), ids[0])
    assert known.state is UploadState.OPEN


async def test_what_is_given_up_leaves_nothing_and_what_was_accepted_stays(store: Store) -> None:
    content = pdf()
    upload = await store.sent(content)
    with pytest.raises(NoSuchEvidence):
        await store.archive.give_up(upload.upload_id, OFF)
    await store.archive.give_up(upload.upload_id, POC)
    await store.archive.give_up(upload.upload_id, POC)
    assert store.files() == []
    assert (await store.archive.upload(upload.upload_id, POC)).state is UploadState.REFUSED
    kept = await store.put(content)
    await store.archive.give_up(kept.upload_id, POC)
    assert await store.got(kept.reference) == content


async def test_a_reference_is_a_number_and_no_name(store: Store) -> None:
    item = await store.put(pdf(), own_reference="LRD-2026/0117")
    assert item.own_reference == "LRD-2026/0117"
    for name in ("Juan Perez", "Juan", "juan_perez", "1 Juan", ""):
        assert await store.refused(pdf(), own_reference=name) == "reference_form"
