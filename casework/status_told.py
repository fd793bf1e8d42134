"""The status that was told outside last, since when, and which partner may know it.

It is what notices of status said: nothing that is still under embargo, and never a reason.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from casework.case import Case
from casework.events import Event
from casework.roles import Actor, Role


class StatusTold(NamedTuple):
    """A carrier's status as it is called outside (``casework.status_outside``), and since when.

    ``zone`` is where the case's days begin.
    """

    carrier: str
    name: str
    scac: str
    status: str
    since: datetime
    zone: str
    illustrative: bool


def status_told(case: Case, events: Iterable[Event]) -> StatusTold | None:
    """Return what was told last of a case, None where nothing ever was."""
    at = [e.at for e in events if e.track == "STATUS" and e.after == "PUBLISHED"]
    if case.published is None or not at:
        return None
    railroad = case.railroad
    return StatusTold(
        carrier=case.carrier,
        name=railroad.name,
        scac=railroad.scac,
        status=case.published,
        since=_of_paper(case) or at[-1],
        zone=case.zone,
        illustrative=case.illustrative,
    )


def lets_know(case: Case, actor: Actor) -> bool:
    """Whether the carrier has named somebody's organisation as a partner that may know its status.

    Names are compared without regard to case; a partner without a name here is nobody.
    """
    name = actor.organisation.casefold()
    return actor.role is Role.VWR and any(
        partner.name.casefold() == name for partner in case.contacts.partners
    )


def _of_paper(case: Case) -> datetime | None:
    """Return since when an adopted case has its standing, while nothing here has changed it."""
    if not case.adopted:
        return None
    now = [span.since for span in case.spans if span.standing is case.standing]
    changed = any(span.standing is not case.standing for span in case.spans)
    return min(now, default=None) if not changed else None
