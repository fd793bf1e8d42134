"""The record or the mail is away for a while: nothing is lost, nothing happens twice."""

import asyncio
from datetime import timedelta

from casework.states import State
from tests.casework.paths import (
    CONTACTS,
    opened,
    proposed,
    recommended,
    suspended,
    suspension_ordered,
)
from tests.casework.walk import HQ, OFF, POC
from tests.workflows.comparing import told
from tests.workflows.opening import OPENING
from tests.workflows.stage import Stage

NOTE = {"text": "We called."}
PARTNER = "status@fxe.example"


async def test_a_record_that_fails_before_or_after_it_has_written(either_stage: Stage) -> None:
    stage = either_stage
    await stage.open(OFF, **OPENING)
    stage.record.faults = ["before", "after", "before", "after"]
    noting = asyncio.create_task(stage.do(OFF, "contact_note", **NOTE))
    await stage.until(noting.done)
    first, second = await noting, await stage.do(POC, "contact_note", **NOTE)
    assert stage.record.refused_calls == 4
    assert stage.kinds == ["case_opened", "contact_noted", "contact_noted"]
    assert [first.first, second.first] == [2, 3]


async def test_while_the_record_is_away_nobody_is_told_anything_and_afterwards_everybody(
    stage: Stage,
) -> None:
    walk = opened()
    recommended(walk)
    await stage.follow(walk, own_time=False)
    await stage.quiet()
    sent = len(stage.postbox.sent)
    asked_for = await stage.activities()
    letter = {"kind": "letter", "reasons": {"en": "Seals.", "es": "Precintos."}}
    await stage.do(OFF, "file_draft", document="letter", content=letter)
    stage.record.away = True
    body = {"letter": "letter", "letter_sha256": stage.case.documents["letter"].sha256}
    proposing = asyncio.create_task(stage.do(HQ, "propose_sanction", **body))
    await stage.until(lambda: stage.record.refused_calls > 0)
    noting = asyncio.create_task(stage.do(OFF, "contact_note", **NOTE))
    await stage.sleep(timedelta(minutes=20))
    assert not proposing.done()
    assert not noting.done()
    assert len(stage.postbox.sent) == sent
    since = (await stage.activities())[len(asked_for) :]
    assert set(since) == {"record_events"}, "nothing is sent before it is on record"
    stage.record.away = False
    await stage.until(lambda: proposing.done() and noting.done())
    assert (await proposing).events[0] == "sanction_proposed"
    assert (await noting).events == ("contact_noted",)
    assert (await proposing).last < (await noting).first
    await stage.quiet()
    assert CONTACTS["poc"] in [recipient for recipient, _ in stage.postbox.sent[sent:]]
    assert stage.kinds.count("sanction_proposed") == stage.kinds.count("contact_noted") == 1


async def test_a_clock_that_lapses_while_the_record_is_away(stage: Stage) -> None:
    await stage.open(OFF, **OPENING)
    due = stage.case.clocks["T02"].due
    await stage.sleep(due - timedelta(minutes=5) - stage.now())
    stage.record.away = True
    await stage.sleep(timedelta(minutes=20))
    stage.record.away = False
    await stage.quiet()
    (late,) = [event for event in stage.events if event.kind == "incident_review_late"]
    assert late.at == due
    instants = [event.at for event in stage.events]
    assert instants == sorted(instants)


async def test_mail_that_is_down_for_days(stage: Stage) -> None:
    walk = opened()
    recommended(walk)
    stage.postbox.down = True
    await stage.follow(walk, own_time=False)
    await stage.sleep(timedelta(days=3))
    assert stage.postbox.sent == []
    notices = len(stage.register.owed(stage.case_id))
    assert 0 < stage.postbox.deferred < notices * (3 * 24 * 4 + 20), "less and less often"
    assert (await stage.do(OFF, "contact_note", **NOTE)).events == ("contact_noted",)
    stage.postbox.down = False
    await stage.sleep(timedelta(hours=1))
    await stage.quiet()
    owed = stage.register.owed(stage.case_id)
    assert len(stage.postbox.sent) == len(owed)
    ids = [m.split(b"Message-ID: ")[1].split(b"\r\n")[0] for _, m in stage.postbox.sent]
    assert len(set(ids)) == len(ids)


async def test_a_letter_that_bounces_is_undeliverable_until_somebody_brings_it(
    stage: Stage,
) -> None:
    walk = opened()
    recommended(walk)
    proposed(walk)
    walk.must(POC, "submit_comment", text="The seals were whole.")
    suspension_ordered(walk)
    stage.postbox.bouncing = {str(CONTACTS["poc"]), str(CONTACTS["executive"])}
    await stage.follow(walk, own_time=False)
    await stage.quiet()
    assert stage.case.tracks["LETTER"]["letter-suspension"] == "UNDELIVERABLE"
    assert stage.state == State.ORDERED
    assert stage.case.tracks["STATUS"]["status"] == "EMBARGOED"
    assert PARTNER not in [recipient for recipient, _ in stage.postbox.sent]
    bounces = [e for e in stage.events if e.kind == "letter_bounced"]
    (bounced,) = [e for e in bounces if e.item == "letter-suspension"]
    assert [n.template for n in bounced.notices] == ["task"]

    proof = {"proof": "Signed for at the yard.", "proof_sha256": "b" * 64}
    await stage.do(OFF, "record_delivery", letter="letter-suspension", **proof)
    await stage.quiet()
    assert stage.case.tracks["LETTER"]["letter-suspension"] == "DELIVERED"
    assert stage.state == State.SUSPENDED
    assert [recipient for recipient, _ in stage.postbox.sent].count(PARTNER) == 1


async def test_everything_at_once_still_gives_the_same_case(stage: Stage) -> None:
    walk = suspended()
    stage.record.faults = ["before", "", "after", "", "", ""] * 4
    stage.postbox.down = True
    await stage.follow(walk)
    stage.postbox.down = False
    await stage.run_to(walk.now)
    assert stage.register.undelivered(stage.case_id) == [], "time is granted once all is done"
    assert told(stage.events) == told(walk.events)
