"""XES, IEEE 1849-2016, in XML: one trace for each case, one event for each recorded event."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from casework.event_log.case_log import CaseLog, Entry
from casework.event_log.ocel import utc

_EXTENSIONS = ("Concept", "Time", "Organizational", "Lifecycle")
_PREFIXES = {"Organizational": "org"}
_STANDARD = {"role": "org:role", "resource": "org:resource", "organisation": "org:group"}
"""Our attributes for which XES has a name."""


def xes(logs: Iterable[CaseLog]) -> str:
    """Return cases as one XES document."""
    log = Element("log", {"xes.version": "1849.2016", "xes.features": ""})
    for name in _EXTENSIONS:
        prefix = _PREFIXES.get(name, name.lower())
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        SubElement(log, "extension", {"name": name, "prefix": prefix, "uri": uri})
    _say(SubElement(log, "global", scope="trace"), "string", "concept:name", "case")
    of_events = SubElement(log, "global", scope="event")
    _say(of_events, "string", "concept:name", "event")
    _say(of_events, "date", "time:timestamp", "1970-01-01T00:00:00.000000Z")
    _say(of_events, "string", "lifecycle:transition", "complete")
    for name, keys in (("Activity", "concept:name"), ("Row", "row"), ("Role", "org:role")):
        SubElement(log, "classifier", {"name": name, "scope": "event", "keys": keys})
    _say(log, "string", "concept:name", "Rail carriers' way back after a suspension from CTPAT")
    for one in logs:
        _trace(log, one)
    indent(log)
    body = tostring(log, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _trace(log: Element, found: CaseLog) -> None:
    trace = SubElement(log, "trace")
    _say(trace, "string", "concept:name", found.case_id)
    _say(trace, "string", "carrier_reference", found.carrier_reference)
    _say(trace, "string", "conformance", found.conformance)
    _say(trace, "boolean", "illustrative", str(found.illustrative).lower())
    for entry in found.entries:
        _event(trace, entry)


def _event(trace: Element, entry: Entry) -> None:
    event = SubElement(trace, "event")
    _say(event, "string", "concept:name", entry.kind)
    _say(event, "date", "time:timestamp", utc(entry.at))
    _say(event, "string", "lifecycle:transition", "complete")
    _say(event, "int", "seq", str(entry.seq))
    for name, text in entry.attributes.items():
        _say(event, "string", _STANDARD.get(name, name), text)


def _say(parent: Element, kind: str, key: str, value: str) -> None:
    """Write an attribute; what XML 1.0 cannot hold is shown as a code point."""
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value)
    SubElement(parent, kind, {"key": key, "value": text})
