"""A dry run judges like the real thing, tells no more than one may know, and changes nothing."""

from typing import Any

import pytest

from casework.commands import commands
from casework.roles import Actor
from cli.dry_run import judge, show
from cli.exits import NOT_FOUND, REFUSED, Stop
from reading.judging import Judged
from tests.casework import paths
from tests.casework.walk import HQ, OFF, POC, SUP, Walk
from tests.cli.seeing import seen_by


def judged(walk: Walk, actor: Actor, act: str, **body: Any) -> Judged:
    seen = seen_by(walk, actor)
    return judge(seen, actor, commands()[act].model_validate(body), language="en")


def ordered() -> Walk:
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    walk.must(POC, "submit_comment", text="The seals were whole.")
    paths.suspension_ordered(walk)
    return walk


def test_it_tells_what_would_happen(capsys: pytest.CaptureFixture[str]) -> None:
    walk = paths.opened()
    paths.recommended(walk)
    case, events = walk.case, walk.events
    found = judged(walk, HQ, "propose_sanction", **walk.letter("letter-1"))
    assert [event.kind for event in found.events] == ["sanction_proposed", "letter_signed"]
    assert (found.before, found.after) == ("DECISION", "COMMENT")
    show(found)
    told = capsys.readouterr().out
    assert told.startswith("dry run: nothing was changed; judged on the record up to event")
    assert "M66  sanction proposed: DECISION → COMMENT" in told
    assert "clock T04 " in told
    assert "notice of proposed action → carrier security@svr.example" in told
    assert walk.events[: len(events)] == events
    assert case.state == "DECISION"


def test_it_is_the_refusal_that_the_rules_would_give() -> None:
    walk = paths.opened()
    with pytest.raises(Stop, match=r"refused \(role\): only these may do this here") as stop:
        judged(walk, OFF, "void_case", reason="Twice.")
    assert stop.value.code == REFUSED
    stranger = POC.model_copy(update={"organisation": "GSL"})
    with pytest.raises(Stop) as stop:
        judged(walk, stranger, "carrier_statement", text="Who?")
    assert stop.value.code == NOT_FOUND


def test_a_carrier_does_not_open_its_letter_by_trying() -> None:
    walk = ordered()
    found = judged(walk, POC, "acknowledge_letter", letter="letter-suspension")
    assert [event.kind for event in found.events] == ["letter_acknowledged"]
    assert (found.before, found.after) == ("ORDERED", "ORDERED")
    whole = judged(walk, OFF, "record_delivery", letter="letter-suspension", proof="slip",
                   proof_sha256="0" * 64)  # fmt: skip
    assert "order_took_effect" in [event.kind for event in whole.events]
    assert whole.after == "SUSPENDED"


def test_a_clock_that_has_run_out_meanwhile_comes_first() -> None:
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    # the worker is away: the lapse of the comment period is not on the record yet
    walk.now = walk.case.clocks["T03"].due
    with pytest.raises(Stop, match="refused"):
        judged(walk, POC, "submit_comment", text="Too late.")
    assert walk.case.state == "COMMENT"


def test_json_has_the_events_and_the_states() -> None:
    walk = paths.opened()
    told = judged(walk, SUP, "void_case", reason="Twice.").as_object()
    assert told["dry_run"] is True
    assert told["judged_on_event"] == len(walk.events)
    assert told["state"] == {"before": "INCIDENT_REVIEW", "after": "CLOSED_VOID"}
    assert "case_voided" in [event["kind"] for event in told["events"]]
