"""Conditions on visit, report and the answer to it (invariant R5)."""

from casework.case import Case
from casework.commands.review import RecordVisit
from casework.guards.base import Asked, guard


@guard(
    en="the visit cannot be later than today, nor before the plan was filed",
    es="la visita no puede ser posterior a hoy ni anterior a la presentación del plan",
)
def visit_lies_behind(case: Case, asked: Asked) -> bool:
    """A visit is recorded after it took place."""
    body = asked.body
    if not isinstance(body, RecordVisit) or case.plan is None:
        return False
    return case.local_day(case.plan.filed_at) <= body.visited_on <= case.local_day(asked.at)


@guard(
    en="a visit to a site in Mexico needs the coordination with AGACE on file",
    es="una visita a un sitio en México exige constancia de la coordinación con AGACE",
)
def agace_coordinated(case: Case, asked: Asked) -> bool:
    """Sites of a carrier seated in Mexico are visited together with its authority."""
    body = asked.body
    return (
        not isinstance(body, RecordVisit)
        or case.railroad.seat != "MX"
        or body.agace_coordination is not None
    )


@guard(
    en="record the visit first, or let headquarters waive it",
    es="registre primero la visita, o que la sede la dispense",
)
def visited_or_waived(case: Case, asked: Asked) -> bool:
    """There is something to report on."""
    return case.verification.visited_on is not None or case.verification.waived


@guard(
    en="the report of this visit is on file already",
    es="el informe de esta visita ya consta",
)
def report_not_filed(case: Case, asked: Asked) -> bool:
    """One report per visit."""
    return not case.verification.reported


@guard(
    en="no report of a visit waits for an answer",
    es="ningún informe de visita espera respuesta",
)
def report_awaits_answer(case: Case, asked: Asked) -> bool:
    """The report is filed and its answer is open."""
    return case.verification.reported and not case.verification.answer_settled


@guard(
    en="R5: one verification must have passed, or be waived by headquarters with a reason",
    es="R5: una verificación debe haberse aprobado, o la sede debe dispensarla con motivo",
)
def verification_passed(case: Case, asked: Asked) -> bool:
    """R5."""
    return case.verification.passed


@guard(
    en="the carrier may still answer the report of the visit",
    es="el transportista aún puede responder al informe de la visita",
)
def answer_settled(case: Case, asked: Asked) -> bool:
    """T32 answered or over."""
    return case.verification.answer_settled


@guard(
    en="the report must be filed and leave actions required, and it must be the first failure",
    es="el informe debe dejar acciones requeridas y ser la primera falla",
)
def first_failure(case: Case, asked: Asked) -> bool:
    """A first failed verification sends the plan back."""
    return _failed(case) and case.verification.failures == 0


@guard(
    en="only a second failed verification is referred to headquarters",
    es="solo una segunda verificación fallida se remite a la sede",
)
def second_failure(case: Case, asked: Asked) -> bool:
    """A second failed verification goes to headquarters."""
    return _failed(case) and case.verification.failures >= 1


@guard(
    en="a report that left actions required is on file; decide on it before another visit",
    es="hay un informe con acciones requeridas; resuélvalo antes de otra visita",
)
def no_failed_report_open(case: Case, asked: Asked) -> bool:
    """A failed verification is not wiped out by another visit."""
    return not _failed(case)


def _failed(case: Case) -> bool:
    return case.verification.reported and not case.verification.passed
