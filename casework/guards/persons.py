"""Four eyes: persons are compared, never roles (process table, section 1)."""

from casework.case import Case
from casework.guards.base import Asked, guard


def _took_part(case: Case, asked: Asked, *marks: str) -> bool:
    return any(asked.actor.person in case.did(mark) for mark in marks)


@guard(
    en="the person who reported, recommended, endorsed or raised a finding may not decide; another "
    "decider must",
    es="quien informó, recomendó, avaló o formuló un hallazgo no puede decidir; debe hacerlo otra "
    "persona",
)
def decider_is_another_person(case: Case, asked: Asked) -> bool:
    """R7: who decides took no part before: report, recommendation, endorsement, visit, finding."""
    return not _took_part(
        case, asked, "reporter", "recommender", "endorser", "visit_lead", "finding_raiser"
    )


@guard(
    en="the officer who reviewed the plan may not accept it; a supervisor who did not review must",
    es="quien revisó el plan no puede aceptarlo; debe hacerlo un supervisor que no lo revisó",
)
def accepter_did_not_review(case: Case, asked: Asked) -> bool:
    """Plan reviewer and plan accepter are two persons."""
    return not _took_part(case, asked, "plan_reviewer")


@guard(
    en="an officer must have recommended this first, and another person must act on it",
    es="un especialista debe haberlo recomendado antes, y debe actuar otra persona",
)
def another_person_recommended(case: Case, asked: Asked) -> bool:
    """A supervisor acts on a recommendation that an officer has signed."""
    return any(
        document.kind == "recommendation"
        and document.signed_by(asked.actor.person, roles=frozenset({"OFF"}))
        for document in case.documents.values()
    )


@guard(
    en="the person who confirmed the effectiveness may not close; another supervisor must",
    es="quien confirmó la eficacia no puede cerrar; debe hacerlo otra persona",
)
def closer_did_not_confirm(case: Case, asked: Asked) -> bool:
    """R8: effectiveness is confirmed by a second person."""
    return not _took_part(case, asked, "effectiveness_confirmer")
