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
    STATUSES = "/statuses"
    OPERATIONS = "/operations"
    READS = "/reads"
    EXPORTS = "/exports"
    DASHBOARD = "/dashboard"
    LESSONS = "/lessons"
    OPEN = "/open"


class About(NamedTuple):
    """What a page is called in the navigation, and who has it."""

    name: Bilingual
    is_for: Callable[[Actor], bool]


def _carrier(actor: Actor) -> bool:
    return actor.role in CARRIER_ROLES


def _abroad_or_agency(actor: Actor) -> bool:
    return actor.role in (Role.AGL, Role.MXC) or reads_notices(actor, Matter.PARTNER_NOTICE)


def _only(*roles: Role) -> Callable[[Actor], bool]:
    return lambda actor: actor.role in roles


def _everybody(_: Actor) -> bool:
    return True


def _opens(actor: Actor) -> bool:
    return bool(openings(actor))


PLACES: dict[Place, About] = {
    Place.OPERATIONS: About(Bilingual(en="Operations", es="Operaciones"), _only(Role.OPS)),
    Place.READS: About(Bilingual(en="Who read what", es="Quién leyó qué"), _only(Role.AUD)),
    Place.EXPORTS: About(Bilingual(en="Exports", es="Exportaciones"), _only(Role.AUD)),
    Place.QUEUE: About(Bilingual(en="Work queue", es="Trabajo pendiente"), has_queue),
    Place.OWED: About(Bilingual(en="What is owed", es="Lo que se debe"), _carrier),
    Place.CASES: About(Bilingual(en="My cases", es="Mis casos"), _carrier),
    Place.ASKED: About(Bilingual(en="Asked of us", es="Lo que se nos pide"), _abroad_or_agency),
    Place.OPEN: About(Bilingual(en="Open a case", es="Abrir un caso"), _opens),
    Place.STATUSES: About(Bilingual(en="Status", es="Estatus"), _only(Role.VWR)),
    Place.DASHBOARD: About(Bilingual(en="Measures", es="Mediciones"), has_queue),
    Place.LESSONS: About(Bilingual(en="Lessons", es="Lecciones"), _everybody),
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
    """Return the page that somebody begins with."""
    return next(place.value for place, about in PLACES.items() if about.is_for(actor))


def must_have(place: Place, actor: Actor) -> None:
    """End the request of who has not that page."""
    if not PLACES[place].is_for(actor):
        raise Problem(ProblemType.FORBIDDEN, "this page is not for this role")
