"""What a partner administration sees of a notice to it: what it was told, and what it said itself.

It sees no case, no carrier's contacts and nobody's reasons (process table, section 1: MXA).
"""

from casework.case import Case
from casework.events import Event
from casework.matters import Matter
from casework.process.table import BY_ID
from casework.reference import PARTNERS
from casework.roles import Actor, Role, party_of

_TOLD = ("partner", "taxpayer", "installations", "told", "status", "effective_on", "folio")
"""Of what the system says, what was told to them."""

ABROAD = frozenset({partner.role for partner in PARTNERS.values()})
"""The roles that speak for partner administrations."""


def reads_notices(actor: Actor | None, matter: Matter) -> bool:
    """Whether somebody reads a matter as the administration that it was written to."""
    return actor is not None and actor.role in ABROAD and matter is Matter.PARTNER_NOTICE


def event_abroad(event: Event, actor: Actor) -> Event | None:
    """Return an event of a notice as the other side sees it, None where it does not."""
    own = party_of(event.actor.role) is party_of(actor.role)
    told = event.actor.role is Role.SYS and BY_ID[event.row].act.startswith(("on:", "lapse:"))
    if not (own or told):
        return None
    body = event.body if own else {k: v for k, v in event.body.items() if k in _TOLD}
    notices = tuple(n for n in event.notices if n.party.startswith("partner:"))
    return event.model_copy(
        update={"body": body, "documents": (), "notices": notices, "errands": ()}
    )


def notice_abroad(case: Case) -> Case:
    """Return a notice without what is CBP's and the carrier's own."""
    contacts = case.contacts.model_copy(
        update={"poc": "", "executive": "", "partners": (), "recognitions": ()}
    )
    return case.model_copy(
        update={"contacts": contacts, "persons": {}, "assigned": None, "documents": {}}
    )
