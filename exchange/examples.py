"""One event of each type as a system would send it; docs/events.md and the schemas show them."""

from typing import Any

_CONTACTS = {"poc": "security@svr.example", "executive": "executive@svr.example"}

EXAMPLES: dict[str, dict[str, Any]] = {
    "example.resumption.incident.reported.v1": {
        "specversion": "1.0",
        "type": "example.resumption.incident.reported.v1",
        "source": "urn:example:system:port-laredo",
        "id": "2304-2026-000117",
        "time": "2026-11-20T15:04:00Z",
        "datacontenttype": "application/json",
        "data": {
            "incident": {
                "id": "2304-2026-000117",
                "discovered_at": "2026-11-20T13:40:00Z",
                "discovered_by": "CBP",
                "port": "2304",
                "category": "seal",
                "description": "Seal of the fourth car broken and replaced by another.",
                "train": "SVR-118",
                "equipment": ["SVRX 104233"],
            },
            "chain": [{"carrier": "FCA"}, {"carrier": "SVR", "contacts": _CONTACTS}],
        },
    },
    "example.resumption.crossing.closed.v1": {
        "specversion": "1.0",
        "type": "example.resumption.crossing.closed.v1",
        "source": "urn:example:system:port-laredo",
        "id": "closure-77-begins",
        "datacontenttype": "application/json",
        "data": {
            "closure": "flood-77",
            "port": "2304",
            "closed_at": "2026-11-20T06:00:00-06:00",
            "expected_until": "2026-11-24",
            "text": "The river is over the tracks; no trains cross.",
        },
    },
    "example.resumption.crossing.reopened.v1": {
        "specversion": "1.0",
        "type": "example.resumption.crossing.reopened.v1",
        "source": "urn:example:system:port-laredo",
        "id": "closure-77-ends",
        "datacontenttype": "application/json",
        "data": {"closure": "flood-77", "port": "2304", "reopened_at": "2026-11-22T18:00:00Z"},
    },
    "example.resumption.exams.counted.v1": {
        "specversion": "1.0",
        "type": "example.resumption.exams.counted.v1",
        "source": "urn:example:system:port-laredo",
        "id": "svr-2304-2026-10",
        "datacontenttype": "application/json",
        "data": {
            "carrier": "SVR",
            "counted": {
                "figure": "2304-2026-10",
                "crossing": "2304",
                "since": "2026-10-01",
                "until": "2026-10-31",
                "trains": 62,
                "cars": 5580,
                "exams": 140,
                "exceptions": 2,
                "source": "port statistics",
            },
        },
    },
    "example.resumption.partner.acted.v1": {
        "specversion": "1.0",
        "type": "example.resumption.partner.acted.v1",
        "source": "urn:example:system:sat-oea",
        "id": "OEA-2026-0042",
        "datacontenttype": "application/json",
        "data": {
            "carrier": "SVR",
            "port": "2304",
            "action": "The recognition is suspended while the matter is looked into.",
            "effective_on": "2026-11-19",
            "folio": "OEA-2026-0042",
            "status": "suspended",
        },
    },
    "example.resumption.carrier.notice.v1": {
        "specversion": "1.0",
        "type": "example.resumption.carrier.notice.v1",
        "source": "urn:example:system:svr-security",
        "id": "note-2026-11-20-1",
        "datacontenttype": "application/json",
        "data": {
            "carrier": "SVR",
            "text": "The guards at the Laredo yard are doubled from tonight.",
        },
    },
}
"""By type."""
