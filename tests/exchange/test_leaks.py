"""Nothing of a case but its status reaches anybody outside, whatever people wrote into it."""

from itertools import count
from typing import Any

from casework.events import Event, Notice
from casework.refusal import Refusal
from casework.roles import Actor
from casework.states import Standing
from exchange.outgoing import OUTGOING, deliveries
from exchange.ports import Owed
from tests.casework import paths
from tests.casework.walk import OFF, POC, Walk
from tests.exchange.outside import PARTNER, Outside
from tests.recorded import put_on_record

MARKER = "LEAK"
URL = "http://127.0.0.1:9/in"
RECOGNISED = {
    **paths.CONTACTS,
    "recognitions": [
        {
            "partner": "mx-sat-agace",
            "taxpayer": "SVR010101AB1",
            "consent": True,
            "installations": ["Patio Nuevo Laredo"],
        }
    ],
}


class MarkedWalk(Walk):
    """A walk in which every text that a person writes bears a marker."""

    def __init__(self) -> None:
        super().__init__()
        self.planted: list[str] = []
        self._marks = count(1)

    def do(self, actor: Actor, act: str, /, **body: Any) -> tuple[Event, ...] | Refusal:
        """Give a command with a marker in each of its texts."""
        return super().do(actor, act, **{name: self._marked(v) for name, v in body.items()})

    def _marked(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {
                name: inner if name in ("contacts", "recognitions") else self._marked(inner)
                for name, inner in value.items()
            }
        if isinstance(value, list | tuple):
            return [self._marked(inner) for inner in value]
        # Texts have blanks, or end as sentences do; names of things, days and hashes have neither.
        if isinstance(value, str) and (" " in value or value.endswith(".")):
            self.planted.append(f"{MARKER}{next(self._marks)}X")
            return f"{value} {self.planted[-1]}"
        return value


def marked() -> MarkedWalk:
    """A whole case, to the return, with notes and questions beside the main line."""
    walk = MarkedWalk()
    walk.must(OFF, "open_case", **{**paths.OPENING, "ground": "incident", "contacts": RECOGNISED})
    walk.must(OFF, "contact_note", text="We called the yard.")
    walk.must(POC, "carrier_statement", text="It was not us.")
    paths.reinstated(walk)
    return walk


async def test_no_text_of_a_case_reaches_anybody_outside(outside: Outside) -> None:
    walk = marked()
    assert len(walk.planted) > 25, "texts of every kind are marked"
    recorded = " ".join(event.model_dump_json() for event in walk.events)
    assert all(marker in recorded for marker in walk.planted), "they are in the case"
    told = " ".join(notice.model_dump_json() for notice in walk.notices)
    assert MARKER in told, "the carrier and CBP are told some of it, by notice"
    every = tuple(OUTGOING)
    parties: dict[str, str | None] = {
        "partner": PARTNER,
        "carrier": "SVR",
        "port:2304": None,
        "partner:mx-sat-agace": None,
    }
    for party, addressee in parties.items():
        await outside.subscribe(URL, party=party, addressee=addressee, types=every)
    await put_on_record(outside.house.record, walk, "case-0a51")
    await outside.spread()
    rows = await outside.house.desk_pool.fetch(
        "select s.party, d.type, d.body from exchange.deliveries d "
        "join exchange.subscriptions s on s.id = d.subscription"
    )
    assert {row["party"] for row in rows} >= {"partner", "carrier", "port:2304"}
    assert not [row["party"] for row in rows if MARKER in row["body"]]
    secret = ("incident", "seal", "967a", "security@svr.example", "hq-1", "off-1", "finding")
    outsiders = [row["body"] for row in rows if row["party"] != "carrier"]
    assert not [word for word in secret for body in outsiders if word in body]


async def test_an_administration_is_told_the_status_without_the_kind_of_reason(
    outside: Outside,
) -> None:
    mine = await outside.subscribe(URL, party="partner:mx-sat-agace", addressee=None)
    facts = {
        "at": "2026-11-20T15:00:00+00:00",
        "carrier_name": "Sierra Verde Railway",
        "scac": "SVR",
        "taxpayer": "SVR010101AB1",
        "status": "suspended",
        "effective_from": "2026-11-20T15:00:00+00:00",
        "category": "incident",
        "scope": [{"benefit": f"{MARKER}"}],
        "answer": {"label": MARKER},
        "review": "2027-01-01",
        "contact": {"email": MARKER},
    }
    notice = Notice(
        key="k",
        template="partner_notice",
        party="partner:mx-sat-agace",
        address="agace@sat.example",
        languages=("es",),
        facts=facts,
    )
    owed = Owed(position=1, case_id="case-n", carrier="SVR", illustrative=True, notice=notice)
    (delivery,) = deliveries(owed, (mine,))
    assert MARKER not in delivery.body
    assert "incident" not in delivery.body
    assert "SVR010101AB1" in delivery.body


async def test_who_has_not_consented_is_not_told(outside: Outside) -> None:
    """A partner that the carrier does not name any more gets nothing of what comes after."""
    walk = paths.suspended()
    walk.must(POC, "change_contacts", contacts={**paths.CONTACTS, "partners": []})
    walk.until(15)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    paths.verified(walk)
    paths.return_ordered(walk)
    walk.must(POC, "acknowledge_letter", letter="letter-return")
    assert walk.case.standing is Standing.GOOD
    await outside.subscribe(URL)
    await put_on_record(outside.house.record, walk, "case-0a51")
    await outside.spread()
    rows = await outside.house.desk_pool.fetch("select body from exchange.deliveries")
    assert ["suspended" in row["body"] for row in rows] == [True]
