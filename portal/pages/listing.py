"""How a case looks in a list, and the words that every list uses."""

from typing import Any

from casework.bilingual import Language
from casework.clocks import printed_day
from casework.clocks.step_labels import PARTY_NAMES
from casework.events import CaseView
from casework.reference import BENEFITS, CARRIERS, OFFICES, PARTNERS, PORTS
from casework.roles import ROLE_NAMES, Actor, Role
from casework.states import STATES, State
from casework.view import next_due_on


def listed(view: CaseView, language: Language) -> dict[str, Any]:
    """Return what a list shows of a case."""
    return {
        "id": view.case_id,
        "carrier": CARRIERS[view.carrier].name,
        "reference": view.carrier_reference,
        "illustrative": view.illustrative,
        "state": view.state.value,
        "meaning": meaning(view.state, language),
        "standing": view.standing.value,
        "awaiting": party_name(view.awaiting.value, language) if view.awaiting else None,
        "ports": [PORTS[code].name for code in view.ports],
        "assigned": view.assigned.person if view.assigned else None,
        "next_day": _day(view, language),
        "overdue": view.overdue,
        "held": view.held,
    }


def _day(view: CaseView, language: Language) -> str | None:
    day = next_due_on(view)
    return printed_day(day, language) if day else None


def meaning(state: State, language: Language) -> str:
    """Return what a state means."""
    about = STATES[state]
    return about.meaning_es if language == "es" else about.meaning_en


def benefit_name(item: str, language: Language) -> str:
    """Return a benefit at its place, by its name on the BENEFIT track."""
    name, _, place = item.partition("@")
    said = BENEFITS[name].es if language == "es" else BENEFITS[name].en
    return said if place in ("", "all") else f"{said} ({PORTS[place].name})"


def role_name(role: Role, language: Language) -> str:
    """Return what a role is called."""
    return ROLE_NAMES[role][language == "es"]


def party_name(name: str, language: Language) -> str:
    """Return a side by its name."""
    return next(said for party, said in PARTY_NAMES.items() if party.value == name).in_(language)


def zone_of(actor: Actor) -> str:
    """Return the zone in which somebody reads dates that are of no case: the office's or port's."""
    partners = (found.zone for found in PARTNERS.values() if found.role is actor.role)
    place = OFFICES.get(actor.organisation) or PORTS.get(actor.organisation)
    return place.zone if place else next(partners, OFFICES["HQ"].zone)
