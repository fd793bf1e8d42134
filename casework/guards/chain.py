"""Conditions on linked cases: other than this one, linked once, and what they may share."""

from casework.case import Case
from casework.commands.chain import LinkCase, RecordDependency, Relation, ShareEvidence
from casework.guards.base import Asked, guard


@guard(
    en="a case is linked with another one, and once",
    es="un caso se vincula con otro, y una sola vez",
)
def link_is_another_case(case: Case, asked: Asked) -> bool:
    """Not with itself, and not twice."""
    body = asked.body
    return (
        isinstance(body, LinkCase)
        and body.other_case != case.id
        and body.other_case not in case.chain
    )


@guard(
    en="the same incident links another carrier's case; an earlier case is this carrier's own",
    es="el mismo incidente vincula el caso de otro transportista; uno anterior es del mismo",
)
def relation_fits_carrier(case: Case, asked: Asked) -> bool:
    """Who is linked follows from why."""
    body = asked.body
    if not isinstance(body, LinkCase):
        return False
    own = body.other_carrier == case.carrier
    return own == (body.relation is Relation.EARLIER_CASE)


@guard(
    en="name an incident of this case, or none",
    es="indique un incidente de este caso, o ninguno",
)
def incident_is_this_cases(case: Case, asked: Asked) -> bool:
    """The incident in common is on this case's record."""
    body = asked.body
    return isinstance(body, LinkCase) and (body.incident is None or body.incident in case.incidents)


@guard(
    en="link the other case first",
    es="primero vincule el otro caso",
)
def case_is_linked(case: Case, asked: Asked) -> bool:
    """Evidence and dependencies go along a link."""
    body = asked.body
    return isinstance(body, ShareEvidence | RecordDependency) and body.other_case in case.chain


@guard(
    en="no evidence with that hash was submitted in this case",
    es="en este caso no se presentó evidencia con esa huella",
)
def shared_is_evidence(case: Case, asked: Asked) -> bool:
    """What is shared from here is evidence, never a document of CBP's own."""
    body = asked.body
    if not isinstance(body, ShareEvidence):
        return False
    here = {item.sha256 for item in case.evidence.values()}
    return not body.filed_here or body.sha256 in here


@guard(
    en="this is shared with that case already",
    es="esto ya se comparte con ese caso",
)
def not_shared_yet(case: Case, asked: Asked) -> bool:
    """Each reference once."""
    body = asked.body
    return isinstance(body, ShareEvidence) and not any(
        (found.other_case, found.sha256) == (body.other_case, body.sha256) for found in case.shared
    )


@guard(
    en="name an action of this plan that has no accepted evidence yet",
    es="indique una acción de este plan que aún no tenga evidencia aceptada",
)
def action_is_open(case: Case, asked: Asked) -> bool:
    """Only what is still to be done waits, or is waited for."""
    body = asked.body
    if not isinstance(body, RecordDependency) or case.plan is None:
        return False
    found = case.plan.actions.get(body.action)
    return found is not None and not found.accepted


@guard(
    en="only the case of another railroad can be waited for",
    es="solo puede esperarse el caso de otro ferrocarril",
)
def other_is_another_railroad(case: Case, asked: Asked) -> bool:
    """A carrier does not wait for itself."""
    body = asked.body
    if not isinstance(body, RecordDependency):
        return False
    link = case.chain.get(body.other_case)
    return link is not None and link.relation is Relation.SAME_INCIDENT
