"""Conditions on commitments, on the carrier's names and on legal holds."""

from casework.case import Case
from casework.commands.anytime import ContactNote
from casework.commands.standing_data import AboutRenaming, RenameCarrier
from casework.guards.base import Asked, guard
from casework.policy import policy
from casework.roles import CARRIER_ROLES


@guard(
    en="a commitment of that name was noted already; give this one another name",
    es="ya consta un compromiso con ese nombre; dé otro nombre a este",
)
def commitments_are_new(case: Case, asked: Asked) -> bool:
    """Each promise has a name of its own."""
    body = asked.body
    if not isinstance(body, ContactNote):
        return False
    names = [found.id for found in body.promised]
    return len(names) == len(set(names)) and not set(names) & set(case.promises)


@guard(
    en="a carrier's people note what the carrier has promised, and not what CBP has",
    es="el transportista anota lo que él prometió, y no lo que prometió la CBP",
)
def commits_own_side(case: Case, asked: Asked) -> bool:
    """Nobody binds CBP but CBP."""
    body = asked.body
    if not isinstance(body, ContactNote) or asked.actor.role not in CARRIER_ROLES:
        return isinstance(body, ContactNote)
    return all(found.owner in CARRIER_ROLES for found in body.promised)


@guard(
    en="a call or meeting lies behind, and the day of a commitment does not",
    es="una llamada o reunión ya ocurrió, y el día de un compromiso no ha pasado",
)
def note_in_order(case: Case, asked: Asked) -> bool:
    """What was talked about has been; what was promised is to come."""
    body = asked.body
    if not isinstance(body, ContactNote):
        return False
    today = case.local_day(asked.at)
    ahead = all(found.due is None or found.due >= today for found in body.promised)
    return ahead and (body.held_at is None or body.held_at <= asked.at)


@guard(
    en="the policy of this case has no clock for commitments; note them without a day",
    es="la política de este caso no prevé plazo para compromisos; anótelos sin día",
)
def policy_counts_commitments(case: Case, asked: Asked) -> bool:
    """A case keeps the policy that it was opened under."""
    body = asked.body
    dated = isinstance(body, ContactNote) and any(found.due for found in body.promised)
    return not dated or "T52" in policy(case.policy).clocks


@guard(
    en="no day was named for this commitment of the carrier",
    es="no se fijó día para este compromiso del transportista",
)
def carrier_promised(case: Case, asked: Asked) -> bool:
    """The carrier owes it."""
    found = case.promises.get(asked.item or "")
    return found is not None and found.owner in CARRIER_ROLES


@guard(
    en="no day was named for this commitment of CBP",
    es="no se fijó día para este compromiso de la CBP",
)
def cbp_promised(case: Case, asked: Asked) -> bool:
    """CBP owes it."""
    found = case.promises.get(asked.item or "")
    return found is not None and found.owner not in CARRIER_ROLES


@guard(
    en="a name is in force from a day that is not ahead, and differs from the one before it",
    es="un nombre rige desde un día no posterior a hoy y difiere del anterior",
)
def renaming_fits(case: Case, asked: Asked) -> bool:
    """What the carrier is called already, and since when it is no longer called as before."""
    body = asked.body
    if not isinstance(body, RenameCarrier):
        return False
    now = case.railroad
    changes = (body.name, body.scac) != (now.name, now.scac)
    named = (body.why == "merged") == (body.merged_with is not None)
    return changes and named and body.since <= case.local_day(asked.at)


@guard(
    en="the person who proposed the name may not countersign it",
    es="quien propuso el nombre no puede refrendarlo",
)
def another_person_proposed_name(case: Case, asked: Asked) -> bool:
    """Two persons rename a carrier."""
    body = asked.body
    found = case.names.get(body.renaming) if isinstance(body, AboutRenaming) else None
    return found is not None and found.proposed_by != asked.actor.person
