"""docs/events.md says what is: every type, and examples that the code makes and takes."""

import json
import re
from pathlib import Path

from casework.events import Notice
from exchange.dispatching import DEAD_AFTER, FIRST_PAUSE, GROWTH, LONGEST_PAUSE
from exchange.examples import EXAMPLES
from exchange.incoming import INCOMING
from exchange.outgoing import OUTGOING, deliveries
from exchange.ports import Owed, Subscription
from exchange.way_out import PATIENCE

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "events.md").read_text(encoding="utf-8")
INWARD, OUTWARD = PAGE.split("\n## Out\n")
BLOCKS = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]


def test_every_type_has_its_row() -> None:
    rows = re.compile(r"^\| `(example[\w.]+)` \|", re.MULTILINE)
    assert rows.findall(INWARD) == list(INCOMING)
    assert rows.findall(OUTWARD) == list(OUTGOING)


def test_the_event_that_is_shown_is_the_example_that_is_taken() -> None:
    assert BLOCKS[0] == EXAMPLES["example.resumption.incident.reported.v1"]


def test_the_webhook_that_is_shown_is_what_is_sent() -> None:
    at = "2026-11-20T15:00:00+00:00"
    facts = {
        "at": at,
        "carrier_name": "Sierra Verde Railway",
        "scac": "SVR",
        "status": "suspended",
        "effective_from": at,
        "contact": {"email": "laredo@cbp.example"},
    }
    address = "status@fxe.example"
    notice = Notice(
        key="c1:ST3:status:status_notice:1",
        template="status_notice",
        party="partner",
        address=address,
        languages=("en",),
        facts=facts,
    )
    owed = Owed(
        position=1, case_id="case-5a1f0c9e7b21", carrier="SVR", illustrative=True, notice=notice
    )
    mine = Subscription(
        id="sub-1",
        organisation="Ferromex",
        party="partner",
        addressee=address,
        types=("example.resumption.status.published.v1",),
        url="https://events.fxe.example/in",
        scheme="v1",
        keys=("whk_1",),
    )
    (sent,) = deliveries(owed, (mine,))
    assert BLOCKS[1] == json.loads(sent.body)


def test_the_times_that_are_said_are_those_that_are_kept() -> None:
    said = " ".join(OUTWARD.split())
    assert f"within {PATIENCE.seconds} seconds" in said
    assert f"again after {FIRST_PAUSE.seconds} s, then three times as long" in said
    assert GROWTH == 3
    assert f"up to {LONGEST_PAUSE.seconds // 3600} hours" in said
    assert f"After {DEAD_AFTER.days} days it is given up" in said
