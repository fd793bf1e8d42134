"""Which page is for whom: the one list from which the navigation is made and rights are asked.

What somebody sees on a page is decided where it is read (``casework.visibility``); here it is only
whether he has the page at all.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from casework.bilingual import Bilingual, Language
from casework.matters import Matter
from casework.roles import CARRIER_ROLES, Actor, Role
from casework.sight_abroad import reads_notices
from portal.forms.openings import openings
from portal.problems import Problem, ProblemType
from reading.work import has_queue


class Place(StrEnum):
    """A page of the portal, by its path."""

    QUEUE = "/queue"
    OWED = "/owed"
    CASES = "/cases"
    ASKED = "/asked-of-us"
    OPEN = "/open"


class About(NamedTuple):
    """What a page is called in the navigation, and who has it."""

    name: Bilingual
    is_for: Callable[[Actor], bool]


def _carrier(actor: Actor) -> bool:
    return actor.role in CARRIER_ROLES


def _abroad_or_agency(actor: Actor) -> bool:
    return actor.role is Role.AGL or reads_notices(actor, Matter.PARTNER_NOTICE)


def _opens(actor: Actor) -> bool:
    return bool(openings(actor))


PLACES: dict[Place, About] = {
    Place.QUEUE: About(Bilingual(en="Work queue", es="Trabajo pendiente"), has_queue),
    Place.OWED: About(Bilingual(en="What is owed", es="Lo que se debe"), _carrier),
    Place.CASES: About(Bilingual(en="My cases", es="Mis casos"), _carrier),
    Place.ASKED: About(Bilingual(en="Asked of us", es="Lo que se nos pide"), _abroad_or_agency),
    Place.OPEN: About(Bilingual(en="Open a case", es="Abrir un caso"), _opens),
}
"""Every page that somebody is led to, in the order of the navigation."""


def places_of(actor: Actor, language: Language) -> list[tuple[str, str]]:
    """Return the path and the name of each page that somebody has."""
    return [
        (place.value, about.name.in_(language))
        for place, about in PLACES.items()
        if about.is_for(actor)
    ]


def first_place(actor: Actor) -> str:
    """Return the page that somebody begins with; who has none is told so on the list of cases."""
    return next((p.value for p, about in PLACES.items() if about.is_for(actor)), Place.CASES.value)


def must_have(place: Place, actor: Actor) -> None:
    """End the request of who has not that page."""
    if not PLACES[place].is_for(actor):
        raise Problem(ProblemType.FORBIDDEN, "this page is not for this role")
