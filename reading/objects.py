"""A case and what is in it as objects for JSON, the same for the command line and for the API."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from casework import exposure
from casework.case import Case
from casework.clocks import days_by_party
from casework.events import Event
from casework.exposure import Counted
from casework.reference import PORTS
from reading import filed
from reading.seen import Seen
from records.event_rows import RecordedEvent


def case_object(seen: Seen) -> dict[str, Any]:
    """Return a case as an object: its view, its documents without content, the days by party."""
    railroad = seen.case.railroad
    return {
        **seen.view().model_dump(mode="json"),
        "carrier_name": railroad.name,
        "carrier_mark": railroad.mark.value,
        "port_marks": {code: PORTS[code].mark.value for code in seen.case.ports},
        "documents": {
            name: {key: value for key, value in found.as_object().items() if key != "content"}
            for name, found in filed.documents(seen).items()
        },
        "calendar": seen.case.calendar,
        "criteria": seen.case.criteria.model_dump(mode="json", exclude={"numbers"}),
        **lanes_object(seen.case),
        "suspension_days": suspension_days(seen.whole, seen.days_end),
        "last_event": seen.last,
    }


def lanes_object(case: Case) -> dict[str, Any]:
    """Return the lanes of a case: stages with figures and criteria, examinations by period."""
    states = case.tracks.get("STAGE", {})
    return {
        "stages": [
            {
                "id": name,
                "state": states.get(name),
                "plan": stage.plan.model_dump(mode="json"),
                "started_at": stage.started_at.isoformat() if stage.started_at else None,
                "seen": _counted(exposure.result(case, stage)),
                "exposure_reached": exposure.exposure_reached(stage, exposure.result(case, stage)),
                "criterion_met": exposure.criterion_met(stage, exposure.result(case, stage)),
            }
            for name, stage in case.stages.items()
        ],
        "exposure": {
            crossing: {period.value: _counted(found) for period, found in periods.items()}
            for crossing, periods in exposure.by_period(case).items()
        },
        "reliefs": {
            request: [item.key for item in asked.benefits]
            for request, asked in case.reliefs.items()
        },
        "returned_as": case.returned_as.value if case.returned_as is not None else None,
    }


def _counted(found: Counted) -> dict[str, int | None]:
    return {**found._asdict(), "exams_per_1000": found.exams_per_1000}


def suspension_days(found: Case, until: datetime) -> dict[str, int]:
    """Return the days of the suspension by whom they waited on; empty where there was none."""
    spans = [
        (span, end)
        for span, end in found.days(until)
        if span.standing.suspended and span.party is not None
    ]
    if not spans:
        return {}
    segments = [(span.since, span.party) for span, _ in spans if span.party is not None]
    days = days_by_party(segments, until=spans[-1][1], zone=found.zone)
    return {party.value: count for party, count in days.items()}


def events_object(rows: Iterable[tuple[RecordedEvent, Event | None]]) -> list[dict[str, Any]]:
    """Return events of a case as objects; what is not to be seen is null."""
    return [
        {
            "seq": row.seq,
            "hash": row.hash,
            "event": None if event is None else event.model_dump(mode="json"),
        }
        for row, event in rows
    ]
