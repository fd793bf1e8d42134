"""Reads event logs as a stranger does: from the text alone, knowing only the formats."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from xml.etree import ElementTree

from casework.process.row import Next
from casework.process.table import BY_ID


class Read(NamedTuple):
    """One event as a file tells it."""

    activity: str
    at: datetime
    said: dict[str, str]


Traces = dict[str, list[Read]]
"""The events of each case, in the order of the file."""


def read_ocel(text: str) -> tuple[Traces, dict[str, dict[str, Any]]]:
    """Return traces and objects of an OCEL 2.0 file."""
    log = json.loads(text)
    objects = {found["id"]: found for found in log["objects"]}
    assert len(objects) == len(log["objects"]), "an object's id is used twice"
    declared = {
        kind: {t["name"]: {a["name"] for a in t["attributes"]} for t in log[kind]}
        for kind in ("eventTypes", "objectTypes")
    }
    for found in objects.values():
        assert {a["name"] for a in found["attributes"]} <= declared["objectTypes"][found["type"]]
        assert {r["objectId"] for r in found["relationships"]} <= set(objects)
    traces: Traces = defaultdict(list)
    assert len({event["id"] for event in log["events"]}) == len(log["events"])
    for event in log["events"]:
        said = {a["name"]: a["value"] for a in event["attributes"]}
        assert set(said) <= declared["eventTypes"][event["type"]]
        related = [r["objectId"] for r in event["relationships"]]
        assert set(related) <= set(objects)
        (case,) = (one for one in related if objects[one]["type"] == "case")
        traces[case].append(Read(event["type"], _instant(event["time"]), said))
    return traces, objects


_ATTRIBUTES = ("string", "date", "int", "float", "boolean", "id", "list")
_OF_A_LOG = ("extension", "global", "classifier", *_ATTRIBUTES, "trace", "event")


def read_xes(text: str) -> tuple[Traces, dict[str, dict[str, str]]]:
    """Return traces of an XES file, and what it says of each; the order of its parts is checked."""
    log = ElementTree.fromstring(text)
    assert log.tag == "log"
    assert float(log.attrib["xes.version"]) == 1849.2016
    order = [min(_OF_A_LOG.index(part.tag), 3 if part.tag in _ATTRIBUTES else 99) for part in log]
    assert order == sorted(order)
    prefixes = {part.attrib["prefix"] for part in log.findall("extension")}
    required = {
        part.attrib["scope"]: {attribute.attrib["key"] for attribute in part}
        for part in log.findall("global")
    }
    traces: Traces = {}
    about: dict[str, dict[str, str]] = {}
    for trace in log.findall("trace"):
        said = _attributes(trace, prefixes)
        assert required["trace"] <= set(said)
        about[said["concept:name"]] = said
        traces[said["concept:name"]] = []
        for event in trace.findall("event"):
            told = _attributes(event, prefixes)
            assert required["event"] <= set(told)
            read = Read(told["concept:name"], _instant(told["time:timestamp"]), told)
            traces[said["concept:name"]].append(read)
    for classifier in log.findall("classifier"):
        assert classifier.attrib["keys"] in {
            key for t in traces.values() for r in t for key in r.said
        }
    return traces, about


def read_csv(text: str) -> Traces:
    """Return the traces of a table."""
    traces: Traces = defaultdict(list)
    for line in csv.DictReader(text.splitlines()):
        said = {name: value for name, value in line.items() if value}
        traces[line["case"]].append(Read(line["activity"], _instant(line["time"]), said))
    return traces


def against_the_table(trace: Iterable[Read]) -> list[str]:
    """Play a trace on the process table, as tokens on its rows; return what does not fit."""
    places: dict[tuple[str, str], str] = {}
    found: list[str] = []
    for number, event in enumerate(trace, start=1):
        said = event.said
        row = BY_ID[said["row"]]
        place = (said.get("track", ""), said.get("item", "") if said.get("track") else "")
        before = places.get(place, "")
        fits = (
            event.activity == row.event
            and said["act"] == row.act
            and said.get("role", said.get("org:role")) in row.by
            and (before in row.start or (not before and not row.start))
            and said.get("before", "") == before
            and (isinstance(row.to, Next) or said["after"] == row.to)
            and (row.to is not Next.SAME or said["after"] == before)
            and int(said["seq"]) == number
        )
        if not fits:
            found.append(f"{number}: {row.id}")
        places[place] = said["after"]
    return found


def _attributes(parent: ElementTree.Element, prefixes: set[str]) -> dict[str, str]:
    parts = [part for part in parent if part.tag in _ATTRIBUTES]
    assert [part for part in parent if part.tag not in (*_ATTRIBUTES, "event")] == []
    for part in parts:
        prefix, colon, _ = part.attrib["key"].partition(":")
        assert not colon or prefix in prefixes
    found = {part.attrib["key"]: part.attrib["value"] for part in parts}
    assert len(found) == len(parts), "a key is used twice"
    return found


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    assert at.tzinfo is not None
    return at
