"""OCEL 2.0 in JSON (ocel-standard.org, 2.0 specification): types, events, objects.

Every value is text, declared as ``string``; instants are ISO 8601 in UTC. Events stand in the order
of the record, which decides between those of one instant.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from casework.event_log.case_log import CaseLog, Entry, Thing, Value


def ocel(logs: Sequence[CaseLog]) -> dict[str, Any]:
    """Return cases as one OCEL 2.0 log, ready for JSON."""
    entries = [entry for log in logs for entry in log.entries]
    things = _once(logs)
    return {
        "eventTypes": _types((entry.kind, ("seq", *entry.attributes)) for entry in entries),
        "objectTypes": _types(
            (thing.type, tuple(value.name for value in thing.values)) for thing in things
        ),
        "events": [_event(entry) for entry in entries],
        "objects": [_object(thing) for thing in things],
    }


def _once(logs: Sequence[CaseLog]) -> list[Thing]:
    """Return every thing once: a carrier may have several cases."""
    found: dict[str, Thing] = {}
    for log in logs:
        for thing in log.things:
            if thing.type == "case":
                opened = thing.values[0].since
                said = Value("conformance", log.conformance, opened)
                thing = thing._replace(values=(*thing.values, said))
            found.setdefault(thing.id, thing)
    return list(found.values())


def _types(used: Iterable[tuple[str, Iterable[str]]]) -> list[dict[str, Any]]:
    attributes: dict[str, dict[str, None]] = defaultdict(dict)
    for name, names in used:
        attributes[name].update(dict.fromkeys(names))
    return [
        {"name": name, "attributes": [{"name": one, "type": "string"} for one in sorted(names)]}
        for name, names in sorted(attributes.items())
    ]


def _event(entry: Entry) -> dict[str, Any]:
    said = {"seq": str(entry.seq), **entry.attributes}
    return {
        "id": entry.id,
        "type": entry.kind,
        "time": utc(entry.at),
        "attributes": [{"name": name, "value": text} for name, text in said.items()],
        "relationships": [{"objectId": link.thing, "qualifier": link.how} for link in entry.links],
    }


def _object(thing: Thing) -> dict[str, Any]:
    return {
        "id": thing.id,
        "type": thing.type,
        "attributes": [
            {"name": value.name, "time": utc(value.since), "value": value.text}
            for value in thing.values
        ],
        "relationships": [{"objectId": link.thing, "qualifier": link.how} for link in thing.links],
    }


def utc(at: datetime) -> str:
    """Return an instant in UTC, as these formats write it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
