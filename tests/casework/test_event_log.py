"""Exported event logs are what their formats ask for, tell each case whole, and name nobody."""

import json
from functools import cache
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from casework.event_log.case_log import CONFORMS, CaseLog, case_log
from casework.event_log.names import Names, may_name
from casework.event_log.ocel import ocel
from casework.event_log.table import csv_table
from casework.event_log.xes import xes
from casework.roles import Actor, Role
from casework.visibility import sight
from tests.casework import paths
from tests.casework.log_reading import (
    Traces,
    against_the_table,
    read_csv,
    read_ocel,
    read_xes,
)
from tests.casework.walk import EXE, OFF, POC, PORT, Walk
from tests.casework.ways import WAYS, clean, walked

SCHEMA = json.loads((Path(__file__).parent / "ocel-2.0.schema.json").read_text())


def log_of(
    walk: Walk, actor: Actor | None = None, *, name: str = "", named: bool = False
) -> CaseLog:
    case = walk.case.model_copy(update={"id": name or walk.case.id})
    shown = sight(case, walk.events, actor).events
    seen = ((n, e, s) for n, (e, s) in enumerate(zip(walk.events, shown, strict=True), start=1))
    return case_log(case, seen, Names(named=named), whole=actor is None)


@cache
def every_way() -> tuple[CaseLog, ...]:
    return tuple(log_of(walked(way), name=f"case-{number}") for number, way in enumerate(WAYS))


def texts(logs: tuple[CaseLog, ...]) -> dict[str, str]:
    return {"ocel": json.dumps(ocel(logs)), "xes": xes(logs), "csv": csv_table(logs)}


def traces(form: str, text: str) -> Traces:
    if form == "csv":
        return read_csv(text)
    return read_ocel(text)[0] if form == "ocel" else read_xes(text)[0]


@pytest.mark.parametrize("form", ["ocel", "xes", "csv"])
def test_every_way_is_read_again_whole_and_follows_the_process_table(form: str) -> None:
    found = traces(form, texts(every_way())[form])
    assert len(found) == len(WAYS)
    for number, way in enumerate(WAYS):
        trace = found[f"case-{number}"]
        assert [read.activity for read in trace] == [event.kind for event in walked(way).events]
        assert [read.at for read in trace] == [event.at for event in walked(way).events]
        assert against_the_table(trace) == [], f"way {number}"


def test_a_history_that_was_changed_is_seen_by_whoever_reads_it() -> None:
    walk = clean()
    as_port = {"actor": PORT}
    events = [e.model_copy(update=as_port) if e.act == "suspend" else e for e in walk.events]
    log = case_log(
        walk.case, ((n, e, e) for n, e in enumerate(events, 1)), Names(named=False), whole=True
    )
    assert log.conformance == "row M67 is not for that role"
    (strange,) = against_the_table(traces("xes", xes([log]))[walk.case.id])
    assert strange.endswith(": M67")
    conforming = read_xes(xes([log_of(walk)]))[1]
    assert conforming[walk.case.id]["conformance"] == CONFORMS


def test_ocel_is_what_its_schema_asks_for() -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(ocel(every_way()))


def test_ocel_knows_each_thing_and_what_became_of_it() -> None:
    walk = clean()
    _, objects = read_ocel(json.dumps(ocel([log_of(walk)])))
    kinds = {kind: [o for o in objects.values() if o["type"] == kind] for kind in TYPES}
    assert {kind for kind, found in kinds.items() if not found} == set()
    clocks = {o["id"].rpartition("/")[2] for o in kinds["clock"]}
    assert clocks == set(walk.case.clocks)
    for found in kinds["clock"]:
        clock = walk.case.clocks[found["id"].rpartition("/")[2]]
        last = {a["name"]: a["value"] for a in found["attributes"]}
        assert (last["status"], last["due_day"]) == (clock.status, clock.due_day.isoformat())
    letters = {o["id"].rpartition("/")[2] for o in kinds["letter"]}
    assert letters == set(walk.case.tracks["LETTER"])
    benefits = {o["id"].rpartition("/")[2] for o in kinds["benefit"]}
    assert benefits == set(walk.case.tracks["BENEFIT"])
    states = [a["value"] for a in objects[walk.case.id]["attributes"] if a["name"] == "state"]
    assert states[0] == "INCIDENT_REVIEW"
    assert states[-1] == walk.case.state
    assert len(states) == sum(e.before != e.after and not e.track for e in walk.events)
    (finding,) = kinds["finding"]
    assert {a["name"]: a["value"] for a in finding["attributes"]}["category"] == "seal"


TYPES = ("case", "carrier", "clock", "letter", "document", "benefit", "finding")


def test_a_carrier_with_two_cases_is_one_thing() -> None:
    one, two = log_of(clean(), name="case-a"), log_of(paths.suspended(), name="case-b")
    _, objects = read_ocel(json.dumps(ocel([one, two])))
    carriers = [o for o in objects.values() if o["type"] == "carrier"]
    assert [carrier["id"] for carrier in carriers] == ["R-1"]


@pytest.mark.parametrize("form", ["ocel", "xes", "csv"])
def test_nobody_is_named_and_nothing_is_quoted(form: str) -> None:
    walk = clean()
    text = texts((log_of(walk),))[form]
    people = {event.actor.person for event in walk.events} - {"system"}
    assert people >= {"off-1", "sup-1", "hq-1", "poc-1"}
    said = [
        *people,
        "Sierra",
        "SVR",
        "svr.example",
        "Reasons",
        "Look twice",
        "whole when the train",
    ]
    assert [word for word in said if word in text] == []
    found = traces(form, text)[walk.case.id]
    called = {read.said.get("resource") or read.said["org:resource"] for read in found}
    assert len(called) == len(people) + 1, "each person has a number of his own"


def test_an_auditor_may_have_names() -> None:
    allowed = {r for r in Role if may_name(Actor(person="x", role=r, organisation="HQ"))}
    assert allowed == {Role.AUD}
    log = log_of(clean(), named=True)
    assert "off-1" in {entry.attributes["resource"] for entry in log.entries}
    (carrier,) = (thing for thing in log.things if thing.type == "carrier")
    assert "Sierra" in carrier.values[0].text


def test_a_carrier_exports_only_what_it_sees() -> None:
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    walk.must(POC, "submit_comment", text="No.")
    paths.suspension_ordered(walk)
    whole, own = log_of(walk), log_of(walk, EXE)
    withheld = {e.kind for e in whole.entries} - {e.kind for e in own.entries}
    assert withheld == {"suspension_ordered", "status_embargoed", "document_signed"}
    assert own.conformance == CONFORMS, "of the record, not of what is left out"
    kinds = {(thing.type, thing.id.rpartition("/")[2]) for thing in own.things}
    assert ("document", "rec-1") not in kinds
    assert ("finding", "f1") not in kinds
    assert ("clock", "T04") in kinds
    shown = sight(walk.case, walk.events, EXE).case.clocks
    assert {name for kind, name in kinds if kind == "clock"} >= set(shown)


def test_no_spreadsheet_takes_a_cell_for_a_formula() -> None:
    log = log_of(paths.opened())
    (entry,) = log.entries
    strange = entry._replace(attributes={**entry.attributes, "item": "=1+1"})
    (read,) = read_csv(csv_table([log._replace(entries=(strange,))]))[log.case_id]
    assert read.said["item"] == "'=1+1"
    assert OFF.person not in csv_table([log])
