"""On every way through a case: what goes out is worded, is of its type, and holds no reason."""

import json

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from exchange.outgoing import OUTGOING, deliveries
from exchange.ports import Owed, Subscription
from exchange.schemas import schemas
from tests.casework.ways import MARK, WAYS, walked

SCHEMAS = {name.removesuffix(".json"): schema for name, schema in schemas().items()}


def outside(party: str) -> bool:
    """Whether a notice to a party leaves a mark for other systems (records/migrations)."""
    return party in ("carrier", "partner") or party.startswith(("partner:", "port:"))


def subscriber(party: str, addressee: str | None) -> Subscription:
    """Somebody who wants everything that there is."""
    return Subscription(
        id=f"sub-{party}",
        organisation="all",
        party=party,
        addressee=addressee,
        types=tuple(OUTGOING),
        url="https://events.railroad.example/in",
        scheme="v1",
        keys=("whk_1",),
    )


def sent(way: str) -> list[tuple[str, str]]:
    """What everybody outside is sent on a way, as party and body."""
    walk, found = walked(way), list[tuple[str, str]]()
    for notice in walk.notices:
        if not outside(notice.party):
            continue
        owed = Owed(
            position=1,
            case_id=walk.case_id,
            carrier=walk.case.carrier,
            illustrative=True,
            notice=notice,
        )
        to = walk.case.carrier if notice.party == "carrier" else notice.address
        made = deliveries(owed, [subscriber(notice.party, to)])
        found += [(notice.party, delivery.body) for delivery in made]
    return found


@pytest.mark.parametrize("way", WAYS)
def test_what_goes_out_fits_its_schema_and_holds_no_reason(way: str) -> None:
    for party, body in sent(way):
        event = json.loads(body)
        Draft202012Validator(SCHEMAS[event["type"]]).validate(event["data"])
        assert MARK not in body, party


def test_together_the_ways_send_every_type_to_every_kind_of_party() -> None:
    found = {
        (json.loads(body)["type"], party.partition(":")[0] + (":" if ":" in party else ""))
        for way in WAYS
        for party, body in sent(way)
    }
    assert found == {
        ("example.resumption.status.published.v1", "partner"),
        ("example.resumption.status.published.v1", "partner:"),
        ("example.resumption.benefit.ordered.v1", "port:"),
        ("example.resumption.status.published.v1", "port:"),
        ("example.resumption.notice.issued.v1", "carrier"),
    }


def test_on_every_way_every_status_notice_becomes_a_message() -> None:
    """None is left out because its facts are not what the model asks for."""
    for way in WAYS:
        owed = [
            notice
            for notice in walked(way).notices
            if notice.template in ("status_notice", "reversal_notice", "partner_notice")
        ]
        told = [body for _, body in sent(way) if "status.published" in body]
        assert len(told) == len(owed), way
