"""Events about further incidents and about whom the carrier is reached by."""

from casework.case import Case
from casework.commands.anytime import AttachIncident, ChangeContacts
from casework.commands.suspension import Acknowledge
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of


def _incident_attached(case: Case, event: Event) -> Updates:
    incident = body_of(AttachIncident, event).incident
    return {
        "incidents": (*case.incidents, incident.id),
        "incident_classes": tuple(sorted({*case.incident_classes, incident.known_class})),
        "ports": tuple(sorted({*case.ports, incident.port})),
    }


def _analysis_restarted(case: Case, event: Event) -> Updates:
    """The analysis on file does not know of the new incident: a new one is owed."""
    return {**_incident_attached(case, event), "analysis": None}


def _contacts(case: Case, event: Event) -> Updates:
    return {"contacts": body_of(ChangeContacts, event).contacts}


def _acknowledged(case: Case, event: Event) -> Updates:
    contacts = body_of(Acknowledge, event).contacts
    return {"contacts": contacts} if contacts else {}


FOLDS: dict[str, Fold] = {
    "incident_attached": _incident_attached,
    "analysis_restarted": _analysis_restarted,
    "contacts_changed": _contacts,
    "suspension_acknowledged": _acknowledged,
}
"""By kind of event."""
