"""What operations do about events in and out, by the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from cli import inbox, webhooks
from cli.exits import BAD_INPUT, NOT_FOUND, REFUSED, Stop
from desk.errors import BadInput
from desk.resending import real_now
from exchange.subscribing import new_subscription
from exchange.way_out import WayOut
from tests.casework import paths
from tests.exchange.house import House, event, raw
from tests.exchange.outside import PARTNER, Outside
from tests.recorded import put_on_record

OPS = "OPS:kay"
URL = "https://events.fxe.example/in"


@pytest.fixture
def typing(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line on the house, with a secret."""
    secret = tmp_path / "webhooks"
    secret.write_text("a secret of the tests, and of nobody else")
    for name, value in {
        "DATABASE_DESK_URL": house.database.desk,
        "DATABASE_READER_URL": house.database.reader,
        "DATA_DIR": str(tmp_path),
        "WEBHOOK_SECRET_PATH": str(secret),
    }.items():
        monkeypatch.setenv(f"RESUMPTION_{name}", value)


async def added(capsys: pytest.CaptureFixture[str], **told: Any) -> dict[str, Any]:
    """Add a subscription; return its id and what verifies it."""
    said = {"party": "partner", "to": PARTNER, "url": URL, "scheme": None, **told}
    await webhooks.add("Ferromex", **said, who=OPS, json=True)
    made: dict[str, Any] = json.loads(capsys.readouterr().out)
    return made


async def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The subscriptions."""
    await webhooks.list_subscriptions(who=OPS, json=True, language="en")
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["subscriptions"]
    return found


async def test_a_subscription_from_its_beginning_to_its_second_key(
    typing: None, capsys: pytest.CaptureFixture[str]
) -> None:
    made = await added(capsys)
    assert Webhook(made["key"]).sign("msg_1", real_now(), "{}").startswith("v1,")
    (one,) = await listed(capsys)
    assert (one["id"], one["url"], one["addressee"]) == (made["subscription"], URL, PARTNER)
    assert made["key"] not in json.dumps(one), "no key is stored or shown again"
    await webhooks.rotate(one["id"], finish=False, who=OPS, json=True)
    assert json.loads(capsys.readouterr().out)["key"] != made["key"]
    (both,) = await listed(capsys)
    assert both["keys"][1] == one["keys"][0]
    await webhooks.rotate(one["id"], finish=True, who=OPS, json=False)
    capsys.readouterr()
    (new,) = await listed(capsys)
    assert new["keys"] == both["keys"][:1]
    with pytest.raises(Stop) as stop:
        await webhooks.rotate(one["id"], finish=True, who=OPS, json=True)
    assert stop.value.code == BAD_INPUT
    await webhooks.disable(one["id"], why="moves house", who=OPS)
    assert (await _after(capsys))["disabled_why"] == "moves house"
    with pytest.raises(BadInput):
        await added(capsys, url="https://10.0.0.1/in")
    await webhooks.disable(one["id"], why=None, who=OPS)
    assert (await _after(capsys))["disabled_why"] is None


async def _after(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    (one,) = await listed(capsys)
    return one


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"url": "http://events.fxe.example/in"}, "url"),
    ({"url": "https://10.0.0.1/in"}, "url"),
    ({"to": "nobody"}, "to"),
    ({"to": None}, "to"),
    ({"party": "carrier", "to": "XXXX"}, "to"),
    ({"party": "port:9999", "to": None}, "party"),
    ({"party": "partner:nobody", "to": None}, "party"),
    ({"party": "cbp:HQ", "to": None}, "party"),
    ({"party": "port:2304"}, "to"),
    ({"scheme": "v2"}, "scheme"),
    ({"party": "partner:mx-sat-agace", "to": None, "scheme": "v1"}, "scheme"),
]


@pytest.mark.parametrize(("told", "field"), WRONG)
def test_what_is_no_subscription_is_said(told: dict[str, Any], field: str) -> None:
    said = {"party": "partner", "to": PARTNER, "url": URL, "scheme": None, **told}
    with pytest.raises(BadInput) as wrong:
        new_subscription("Ferromex", way=WayOut(), **said)
    assert [name for name, _ in wrong.value.problems] == [field]


async def test_what_was_given_up_is_listed_and_sent_again(
    typing: None, outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    made = await added(capsys)
    await put_on_record(outside.house.record, paths.suspended(), "case-0a51")
    await outside.spread()
    pool = outside.house.desk_pool
    (delivery,) = await outside.states()
    with pytest.raises(Stop) as stop:
        await webhooks.replay(delivery, subscription=None, every=False, who=OPS)
    assert stop.value.code == NOT_FOUND
    await outside.give_up()
    await webhooks.dead(None, limit=10, who=OPS, json=True, language="en")
    (dead,) = json.loads(capsys.readouterr().out)["deliveries"]
    assert (dead["id"], dead["subscription"]) == (delivery, made["subscription"])
    await webhooks.dead(None, limit=10, who=OPS, json=False, language="es")
    assert "suscripción" in capsys.readouterr().out
    await webhooks.replay(None, subscription=made["subscription"], every=False, who=OPS)
    assert "1 sent again" in capsys.readouterr().out
    assert await pool.fetchval("select state from exchange.deliveries") == "due"


async def test_only_operations_look_after_this(typing: None) -> None:
    for who in ("OFF:reyes", "HQ:north", "POC:lee@UP", "AUD:ann"):
        for asked in (
            webhooks.list_subscriptions(who=who, json=True, language="en"),
            inbox.list_events(every=True, limit=1, who=who, json=True, language="en"),
        ):
            with pytest.raises(Stop) as stop:
                await asked
            assert stop.value.code == REFUSED


async def test_across_the_border_it_is_a_key_pair(
    typing: None, capsys: pytest.CaptureFixture[str]
) -> None:
    made = await added(capsys, party="partner:mx-sat-agace", to=None)
    assert made["key"].startswith("whpk_")


async def test_the_inbox_shows_what_needs_a_person_and_on_demand_the_rest(
    typing: None, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    await put_on_record(house.record, paths.suspended(), "case-0a51")
    unknown = {**event("exams.counted"), "type": "org.example.weather.v1", "id": "w"}
    await house.take(event("exams.counted"))
    await house.take(unknown)

    async def shown(*, every: bool) -> list[str]:
        await inbox.list_events(every=every, limit=10, who=OPS, json=True, language="en")
        return [one["status"] for one in json.loads(capsys.readouterr().out)["events"]]

    assert await shown(every=False) == ["unknown_type"]
    assert await shown(every=True) == ["unknown_type", "done"]
    await inbox.list_events(every=False, limit=10, who=OPS, json=False, language="es")
    assert "tipo desconocido, conservado" in capsys.readouterr().out
    (kept, _) = await house.inbox.page(before=None, limit=2)
    await inbox.show_event(kept.number, who=OPS, json=True)
    assert json.loads(capsys.readouterr().out)["text"].encode() == raw(unknown)
    with pytest.raises(Stop) as stop:
        await inbox.show_event(kept.number + 9, who=OPS, json=True)
    assert stop.value.code == NOT_FOUND
