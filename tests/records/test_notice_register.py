"""The register of notices: made with the event, delivered with evidence."""

from datetime import timedelta

import pytest

from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from records.failures import RecordRefused
from records.notice_register import PostgresNoticeRegister
from tests.records.samples import batch, case_id, delivery, event, notice, prints


async def test_a_notice_is_registered_with_its_event(
    record: PostgresCaseRecord, register: PostgresNoticeRegister, reader: PostgresCaseReader
) -> None:
    case = case_id()
    first, second = notice("n1"), notice("n2", letter="l1", languages=("es",))
    await record.append(batch(case, event(), event(notices=(first, second))))
    due = await register.due(case, "n2")
    assert (due.case_id, due.illustrative, due.notice) == (case, True, second)
    assert [(n.seq, n.notice, n.deliveries) for n in await reader.notices(case)] == [
        (2, first, ()),
        (2, second, ()),
    ]


async def test_an_unknown_notice_is_neither_due_nor_delivered(
    register: PostgresNoticeRegister,
) -> None:
    case = case_id()
    with pytest.raises(LookupError):
        await register.due(case, "n1")
    with pytest.raises(LookupError):
        await register.record(case, "n1", delivery())
    assert await register.delivered(case, "n1") is None


async def test_the_same_notice_owed_again_is_the_same_notice(
    record: PostgresCaseRecord, register: PostgresNoticeRegister, reader: PostgresCaseReader
) -> None:
    case = case_id()
    await record.append(batch(case, event(notices=(notice(),))))
    await record.append(batch(case, event(notices=(notice(),))))
    assert [n.seq for n in await reader.notices(case)] == [1]


async def test_every_attempt_is_kept_and_the_accepted_one_counts(
    record: PostgresCaseRecord, register: PostgresNoticeRegister, reader: PostgresCaseReader
) -> None:
    case = case_id()
    await record.append(batch(case, event(notices=(notice(),))))
    bounced = delivery(accepted=False, answer="550 no such mailbox \0 ñ")
    accepted = delivery(at=bounced.at + timedelta(hours=1))
    by_hand = delivery(at=bounced.at + timedelta(hours=2), channel="hand", answer="signed for")
    await register.record(case, "n1", bounced)
    assert await register.delivered(case, "n1") is None
    await register.record(case, "n1", accepted)
    await register.record(case, "n1", by_hand)
    assert await register.delivered(case, "n1") == accepted
    (registered,) = await reader.notices(case)
    kept = bounced.model_copy(update={"answer": "550 no such mailbox \N{REPLACEMENT CHARACTER} ñ"})
    assert registered.deliveries == (kept, accepted, by_hand)


async def test_the_same_evidence_twice_is_kept_once(
    record: PostgresCaseRecord, register: PostgresNoticeRegister, reader: PostgresCaseReader
) -> None:
    case = case_id()
    await record.append(batch(case, event(notices=(notice(),))))
    await register.record(case, "n1", delivery(answer="250 " + "x" * 10_000))
    await register.record(case, "n1", delivery(answer="250 " + "x" * 10_000))
    (registered,) = await reader.notices(case)
    assert len(registered.deliveries) == 1


async def test_how_a_letter_is_printed_is_kept_once_to_the_byte(
    record: PostgresCaseRecord, register: PostgresNoticeRegister, reader: PostgresCaseReader
) -> None:
    case = case_id()
    await record.append(batch(case, event(notices=(notice(), notice("n2")))))
    first, second = prints("es", "en"), prints("es", "en", compiler="typst 0.0.2")
    assert await register.prints(case, "n1") == ()
    for attempt in (first, second):
        await register.keep_prints(case, "n1", attempt)
    assert await register.prints(case, "n1") == first
    assert await reader.prints(case, "n1") == first
    assert await reader.prints(case, "n2") == ()


async def test_a_letters_version_is_that_of_its_first_copy(
    record: PostgresCaseRecord, register: PostgresNoticeRegister
) -> None:
    case = case_id()
    copies = tuple(
        notice(key, letter=letter) for key, letter in (("a", "l1"), ("b", "l1"), ("c", "l2"))
    )
    await record.append(batch(case, event(notices=copies)))
    assert await register.version_of_letter(case, "l1") is None
    for key, version in (("b", "2026-11"), ("a", "2027-01"), ("c", "2027-02")):
        made = (each.model_copy(update={"version": version}) for each in prints("es", "en"))
        await register.keep_prints(case, key, tuple(made))
    assert await register.version_of_letter(case, "l1") == "2026-11"
    assert await register.version_of_letter(case, "l2") == "2027-02"
    assert await register.version_of_letter(case_id(), "l1") is None


async def test_a_print_of_an_unknown_notice_or_under_a_wrong_hash_is_refused(
    record: PostgresCaseRecord, register: PostgresNoticeRegister
) -> None:
    case = case_id()
    with pytest.raises(LookupError):
        await register.keep_prints(case, "n1", prints("en"))
    await record.append(batch(case, event(notices=(notice(),))))
    (right, wrong) = prints("en", "es")
    with pytest.raises(RecordRefused):
        await register.keep_prints(
            case, "n1", (right, wrong.model_copy(update={"sha256": "0" * 64}))
        )
    assert await register.prints(case, "n1") == (), "both languages or none"
