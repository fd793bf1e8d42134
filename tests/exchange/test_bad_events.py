"""What is wrong with an event is said, field by field, and changes nothing."""

import json
from typing import Any

import pytest

from casework.reference import SYSTEMS
from desk.errors import BadInput, Declination
from exchange.cloud_events import LARGEST
from exchange.examples import EXAMPLES
from exchange.incoming import INCOMING
from exchange.permissions import SENDERS
from tests.exchange.house import House, event, raw

GOOD = event("crossing.closed")


def changed(**attributes: Any) -> bytes:
    """The example with other attributes; None leaves one out."""
    said = {**GOOD, **attributes}
    return raw({name: value for name, value in said.items() if value is not None})


MALFORMED: dict[str, tuple[bytes, str]] = {
    "no JSON": (b"{", "body"),
    "no UTF-8": (b'{"id": "\xff"}', "body"),
    "a list": (b"[]", "body"),
    "too deep": (b'{"data":' + b"[" * 30_000 + b"]" * 30_000 + b"}", "body"),
    "too large": (changed(data={"text": "x" * LARGEST}), "body"),
    "no number": (b'{"id": NaN}', "body"),
    "a name twice": (b'{"id": "a", "id": "b"}', "id"),
    "no id": (changed(id=None), "id"),
    "an empty id": (changed(id=""), "id"),
    "an id of two lines": (changed(id="a\nb"), "id"),
    "a hidden character": (changed(id="a\u202eb"), "id"),
    "a null character": (changed(id="a\0b"), "id"),
    "an id that is a number": (changed(id=7), "id"),
    "no source": (changed(source=None), "source"),
    "no type": (changed(type=None), "type"),
    "a type with markup": (changed(type="<script>"), "type"),
    "another version": (changed(specversion="0.3"), "specversion"),
    "a time without zone": (changed(time="2026-11-20T10:00:00"), "time"),
    "another content type": (changed(datacontenttype="text/xml"), "datacontenttype"),
    "binary data": (changed(data=None, data_base64="AAAA"), "data_base64"),
    "an extension with a dash": (changed(**{"my-extension": "x"}), "my-extension"),
    "no data": (changed(data=None), "data.body"),
    "data that is text": (changed(data="closed"), "data.body"),
    "a field too many": (raw(event("crossing.closed", drop="table")), "data.drop"),
    "an unknown crossing": (raw(event("crossing.closed", port="9999")), "data.port"),
    "a text that turns around": (raw(event("crossing.closed", text="\u202e")), "data.text"),
    "a name with a path": (raw(event("crossing.closed", closure="../x")), "data.closure"),
    "a figure of two months": (
        raw(
            event(
                "exams.counted",
                counted={
                    **EXAMPLES["example.resumption.exams.counted.v1"]["data"]["counted"],
                    "until": "2026-11-02",
                },
            )
        ),
        "data.counted",
    ),
}


@pytest.mark.parametrize("kind", MALFORMED)
async def test_what_is_malformed_is_named_and_nothing_is_written(
    quiet_house: House, kind: str
) -> None:
    said, field = MALFORMED[kind]
    with pytest.raises(BadInput) as wrong:
        await quiet_house.intake.take(said, SYSTEMS["port-laredo"])
    assert field in [name for name, _ in wrong.value.problems]
    assert not [what for _, what in wrong.value.problems if "script" in what or "\u202e" in what]
    assert await quiet_house.inbox.page(before=None, limit=1) == ()


FOREIGN: dict[str, tuple[str, dict[str, Any], str]] = {
    "another's source": ("port-el-paso", event("crossing.closed"), "not_its_source"),
    "a carrier on a crossing": ("svr-security", event("crossing.closed"), "not_its_type"),
    "a partner on an incident": ("sat-oea", event("incident.reported"), "not_its_type"),
    "a port on a partner's act": ("port-laredo", event("partner.acted"), "not_its_type"),
    "a port for a carrier": ("port-laredo", event("carrier.notice"), "not_its_type"),
    "a crossing of another port": (
        "port-laredo",
        event("crossing.closed", port="2402"),
        "not_its_crossing",
    ),
    "an incident elsewhere": (
        "port-laredo",
        event(
            "incident.reported",
            incident={
                **EXAMPLES["example.resumption.incident.reported.v1"]["data"]["incident"],
                "port": "2402",
            },
        ),
        "not_its_crossing",
    ),
    "a carrier on another": ("fca-security", event("carrier.notice"), "not_its_carrier"),
    "a carrier on itself and another": (
        "svr-security",
        event("incident.reported"),
        "not_its_carrier",
    ),
}


@pytest.mark.parametrize("kind", FOREIGN)
async def test_a_system_tells_only_what_is_its_own(quiet_house: House, kind: str) -> None:
    system, said, rule = FOREIGN[kind]
    if rule != "not_its_source":
        said = {**said, "source": SYSTEMS[system].event_source}
    with pytest.raises(Declination) as declined:
        await quiet_house.take(said, system)
    assert declined.value.refusal.rule == rule
    assert await quiet_house.inbox.page(before=None, limit=1) == ()


def test_for_every_type_it_is_said_who_may_send_it() -> None:
    assert set(SENDERS) == set(INCOMING.values())
    assert all(SENDERS.values())


async def test_a_known_type_is_judged_by_what_it_says_not_by_what_it_is_called(
    house: House,
) -> None:
    """Renaming a type does not slip something past its model: then it is only kept."""
    said = {**event("crossing.closed"), "type": "example.resumption.crossing.closed.v2"}
    outcome = await house.take(said)
    assert (outcome.status, outcome.told) == ("unknown_type", ())
    assert house.engine.sent == []


def test_an_example_is_what_it_says() -> None:
    for kind, said in EXAMPLES.items():
        assert said["type"] == kind
        assert json.loads(raw(said)) == said
