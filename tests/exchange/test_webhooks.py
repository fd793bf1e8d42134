"""Who is owed a notice gets it signed, in order, at least once; nobody waits for another."""

import asyncio
import base64
import socket
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks.webhooks import WebhookVerificationError

from casework.states import State
from exchange.dispatching import DEAD_AFTER, EACH, LEASE, pause
from exchange.outgoing import deliveries
from exchange.signing import new_key
from tests.casework import paths
from tests.casework.walk import POC
from tests.exchange.outside import KEYS, STATUS, Outside
from tests.exchange.receiver import HANGS, Receiver, receiving
from tests.recorded import put_on_record


async def told_once(outside: Outside, case_id: str = "case-0a51") -> None:
    """A suspension is published, and becomes a message."""
    await put_on_record(outside.house.record, paths.suspended(), case_id)
    assert await outside.spread() > 0
    assert await outside.spread() == 0


async def test_a_partner_gets_the_status_signed_as_a_cloud_event(outside: Outside) -> None:
    async with receiving() as receiver:
        mine = await outside.subscribe(receiver.url)
        await told_once(outside)
        assert await outside.round() == 1
        assert await outside.round(after=DEAD_AFTER) == 0, "what has arrived is not sent again"
    (came,) = receiver.came
    event = came.verified(KEYS.for_receiver("v1", mine.keys[0]))
    assert came.headers["content-type"] == "application/cloudevents+json"
    assert event["id"] == came.id
    assert (event["specversion"], event["type"], event["subject"]) == ("1.0", STATUS, "case-0a51")
    assert {name: event["data"][name] for name in ("scac", "status", "illustrative")} == {
        "scac": "SVR",
        "status": "suspended",
        "illustrative": True,
    }
    assert set(await outside.states()) == {came.id}


async def test_nothing_is_made_before_the_carrier_has_its_letter(outside: Outside) -> None:
    async with receiving() as receiver:
        await outside.subscribe(receiver.url)
        walk = paths.opened()
        paths.recommended(walk)
        paths.proposed(walk)
        walk.must(POC, "submit_comment", text="The seals were whole.")
        paths.suspension_ordered(walk)
        assert walk.case.state is State.ORDERED
        await put_on_record(outside.house.record, walk, "case-0a51")
        await outside.spread()
        assert await outside.round() == 0
    assert receiver.came == []


async def test_across_the_border_a_key_pair_signs_and_no_secret_is_shared(
    outside: Outside,
) -> None:
    async with receiving() as receiver:
        mine = await outside.subscribe(receiver.url, scheme="v1a")
        await told_once(outside)
        await outside.round()
    (came,) = receiver.came
    public = KEYS.for_receiver("v1a", mine.keys[0])
    assert public.startswith("whpk_")
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public.removeprefix("whpk_")))
    version, signature = came.headers["webhook-signature"].split(",")
    assert version == "v1a"
    signed = f"{came.id}.{came.headers['webhook-timestamp']}.".encode() + came.body
    key.verify(base64.b64decode(signature), signed)
    with pytest.raises(InvalidSignature):
        key.verify(base64.b64decode(signature), signed + b" ")


async def test_while_a_key_is_changed_both_verify_and_afterwards_only_the_new_one(
    outside: Outside,
) -> None:
    async with receiving() as receiver:
        mine = await outside.subscribe(receiver.url)
        old, new = mine.keys[0], new_key()
        await outside.outbox.set_keys(mine.id, (new, old))
        await told_once(outside)
        await outside.round()
        await outside.outbox.set_keys(mine.id, (new,))
        await put_on_record(outside.house.record, paths.suspended(), "case-2")
        await outside.spread()
        await outside.round()
    during, after = receiver.came
    for key in (old, new):
        during.verified(KEYS.for_receiver("v1", key))
    after.verified(KEYS.for_receiver("v1", new))
    with pytest.raises(WebhookVerificationError):
        after.verified(KEYS.for_receiver("v1", old))
    assert KEYS.for_receiver("v1", old) != KEYS.for_receiver("v1", new)


async def test_it_is_tried_again_with_growing_pauses_under_the_same_id(outside: Outside) -> None:
    async with receiving(answers=[500, 302, 429]) as receiver:
        await outside.subscribe(receiver.url)
        await told_once(outside)
        assert await outside.round() == 1
        for attempt in (1, 2, 3):
            almost = pause(attempt, 1.0) - timedelta(milliseconds=1)
            assert await outside.round(after=almost) == 0
            assert await outside.round(after=timedelta(milliseconds=1)) == 1
    assert len(receiver.came) == 4, "a redirection is not followed"
    assert len(set(receiver.ids)) == 1
    assert len({came.body for came in receiver.came}) == 1
    stamps = [int(came.headers["webhook-timestamp"]) for came in receiver.came]
    assert stamps == sorted(set(stamps)), "each attempt is signed at its own instant"
    assert await outside.states() == {receiver.ids[0]: "delivered"}
    assert [status for status, _ in await outside.attempts(receiver.ids[0])] == [500, 302, 429, 204]


def test_pauses_grow_to_a_bound_and_are_spread() -> None:
    grown = [pause(attempt, 1.0) for attempt in range(1, 30)]
    assert grown == sorted(grown)
    assert (grown[0], grown[-1]) == (timedelta(seconds=5), timedelta(hours=6))
    assert pause(4, 0.0) == pause(4, 1.0) / 2


async def test_after_the_stated_time_it_is_given_up_and_sent_again_only_on_demand(
    outside: Outside,
) -> None:
    async with receiving(always=503) as receiver:
        mine = await outside.subscribe(receiver.url)
        await told_once(outside)
        began = outside.now
        while "due" in (await outside.states()).values():
            await outside.round(after=timedelta(hours=1))
        assert DEAD_AFTER - timedelta(hours=7) < outside.now - began <= DEAD_AFTER
        (dead,) = await outside.outbox.dead(mine.id, 10)
        assert (dead["status"], dead["why"], dead["id"]) == (503, "answered", receiver.ids[0])
        assert await outside.round(after=DEAD_AFTER) == 0
        receiver.always = 204
        assert await outside.outbox.replay(None, "sub-other", outside.now) == 0
        assert await outside.outbox.replay(dead["id"], None, outside.now) == 1
        assert await outside.round() == 1
    assert set(receiver.ids) == {dead["id"]}
    assert await outside.states() == {dead["id"]: "delivered"}


async def test_who_wants_nothing_more_gets_nothing_more_until_it_is_enabled(
    outside: Outside,
) -> None:
    async with receiving(answers=[410]) as receiver:
        mine = await outside.subscribe(receiver.url)
        await told_once(outside)
        await outside.round()
        (now,) = await outside.outbox.subscriptions()
        assert now.disabled_why == "gone"
        assert await outside.round(after=timedelta(days=1)) == 0
        await outside.outbox.disable(mine.id, None, outside.now)
        assert await outside.round() == 1
    assert len(receiver.came) == 2


async def test_one_that_does_not_answer_holds_up_nobody_else(outside: Outside) -> None:
    """The silent one has more to get than there are places; the other gets all of its own."""
    cases = [f"case-{number}" for number in range(5)]
    async with receiving(always=HANGS) as silent, receiving() as other:
        await outside.subscribe(silent.url)
        await outside.subscribe(other.url)
        for case_id in cases:
            await put_on_record(outside.house.record, paths.suspended(), case_id)
        await outside.spread()
        sending = asyncio.create_task(outside.dispatcher.run(poll=timedelta(milliseconds=10)))
        while len(other.came) < len(cases):
            other.arrived.clear()
            await other.arrived.wait()
        assert len(silent.came) <= EACH, "no more at once than one subscriber may have"
        await outside.die(sending)
    assert {came.event["subject"] for came in other.came} == set(cases)


async def test_one_that_is_down_is_tried_again_beside_one_that_is_there(outside: Outside) -> None:
    down = _nobody()
    async with receiving() as other:
        await outside.subscribe(down)
        await outside.subscribe(other.url)
        await told_once(outside)
        assert await outside.round() == 2
        assert sorted((await outside.states()).values()) == ["delivered", "due"]
    (waiting,) = [name for name, state in (await outside.states()).items() if state == "due"]
    assert await outside.attempts(waiting) == [(None, "connection")]


async def test_what_a_dispatcher_died_over_is_sent_again_under_the_same_id(
    outside: Outside,
) -> None:
    async with receiving(answers=[HANGS]) as receiver:
        await outside.subscribe(receiver.url)
        await told_once(outside)
        await outside.dispatcher.start()
        await receiver.arrived.wait()
        await outside.die()
        assert await outside.round() == 0, "it is still the other one's"
        assert await outside.round(after=LEASE) == 1
    assert len(receiver.came) == 2
    assert len(set(receiver.ids)) == 1


async def test_of_one_case_a_subscriber_gets_one_message_after_the_other(outside: Outside) -> None:
    async with receiving(answers=[500]) as receiver:
        await outside.subscribe(receiver.url)
        await put_on_record(outside.house.record, paths.reinstated(), "case-0a51")
        await outside.spread()
        assert await outside.round() == 1
        assert await outside.round() == 0, "the second waits for the first"
        assert await outside.round(after=pause(1, 1.0)) == 1
        assert await outside.round() == 1
    statuses = [came.event["data"]["status"] for came in receiver.came]
    assert statuses == ["suspended", "suspended", "reinstated"]


async def test_two_that_make_messages_of_the_same_notice_make_one(outside: Outside) -> None:
    receiver = Receiver(url="http://127.0.0.1:9/in")
    await outside.subscribe(receiver.url)
    await put_on_record(outside.house.record, paths.suspended(), "case-0a51")
    owed = await outside.outbox.owed(100)
    subscriptions = await outside.outbox.subscriptions()
    for one in (*owed, *owed):
        await outside.outbox.spread(one, deliveries(one, subscriptions), outside.now)
    assert len(await outside.states()) == 1
    assert await outside.outbox.owed(100) == ()


async def test_nobody_else_gets_what_is_a_partners(outside: Outside) -> None:
    """Another partner, another carrier, an administration without recognition, a port."""
    for told in (
        {"addressee": "status@other.example"},
        {"party": "carrier", "addressee": "FCA"},
        {"party": "partner:mx-sat-agace", "addressee": None},
        {"party": "port:2303", "addressee": None},
    ):
        await outside.subscribe("http://127.0.0.1:9/in", **told)
    await told_once(outside)
    assert await outside.states() == {}


def _nobody() -> str:
    """A URL on this machine at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/in"
