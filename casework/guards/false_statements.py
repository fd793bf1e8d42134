"""Conditions on false-statement findings: who is heard, what they bar, what must follow (R6)."""

from casework.case import Case
from casework.clocks import ClockStatus
from casework.commands.false_statements import (
    AboutFinding,
    ConfirmFinding,
    RaiseFalseStatement,
)
from casework.commands.requests import WithdrawQuestion
from casework.commands.suspension import Decision, LegalBasis, Remove, Suspend
from casework.guards.base import Asked, guard
from casework.states import OPEN, State


def raised(case: Case) -> tuple[str, ...]:
    """Return the findings that headquarters has neither confirmed nor dismissed."""
    return tuple(name for name, at in case.tracks.get("FINDING", {}).items() if at == "RAISED")


def to_be_decided(case: Case) -> tuple[str, ...]:
    """Return the confirmed findings on which no suspension or removal has taken effect yet."""
    return tuple(
        name
        for name, found in case.false_statements.items()
        if found.basis is not None and not found.decided
    )


@guard(
    en="a finding is raised while the case is open; afterwards open a case on the false statement",
    es="un hallazgo se formula mientras el caso está abierto; después abra un caso por ello",
)
def finding_can_be_raised(case: Case, asked: Asked) -> bool:
    """What was found out after the end is a matter of its own."""
    return case.state in OPEN and case.state is not State.ADOPTION


@guard(
    en="a question of that name was asked already; give the finding another name",
    es="ya hay una pregunta con ese nombre; dé otro nombre al hallazgo",
)
def hearing_can_be_named(case: Case, asked: Asked) -> bool:
    """The carrier is heard by a question that bears the finding's name."""
    body = asked.body
    return isinstance(body, RaiseFalseStatement) and body.finding not in case.questions


@guard(
    en="the person who raised the finding may not decide on it; another decider must",
    es="quien formuló el hallazgo no puede resolverlo; debe hacerlo otra persona",
)
def another_person_raised(case: Case, asked: Asked) -> bool:
    """Headquarters is another person than the officer."""
    body = asked.body
    found = case.false_statements.get(body.finding) if isinstance(body, AboutFinding) else None
    return found is not None and found.raised_by != asked.actor.person


@guard(
    en="the carrier must have answered the finding, or the time for its answer must be over",
    es="el transportista debe haber respondido al hallazgo, o haber vencido su plazo para ello",
)
def carrier_heard_on_finding(case: Case, asked: Asked) -> bool:
    """Nobody is found to have lied unheard."""
    body = asked.body
    if not isinstance(body, AboutFinding):
        return False
    question = case.questions.get(body.finding)
    clock = case.clocks.get(f"T30:{body.finding}")
    over = clock is not None and clock.status is ClockStatus.LAPSED
    return over or (question is not None and question.answered)


@guard(
    en="6 U.S.C. 967(b) is for what was knowingly said during a validation, and for nothing else",
    es="6 U.S.C. 967(b) rige lo dicho a sabiendas durante una validación, y nada más",
)
def basis_fits_finding(case: Case, asked: Asked) -> bool:
    """The subsection follows from the two facts that headquarters finds."""
    body = asked.body
    if not isinstance(body, ConfirmFinding):
        return False
    return (body.legal_basis is LegalBasis.B) == (body.knowingly and body.during_validation)


@guard(
    en="an order is being served; have it served or recalled first",
    es="se está notificando una orden; primero notifíquela o retírela",
)
def no_order_under_way(case: Case, asked: Asked) -> bool:
    """What is signed comes to its end before a further decision."""
    return case.state is not State.ORDERED


@guard(
    en="R6: a false-statement finding is open; headquarters must first dismiss it or act on it",
    es="R6: hay un hallazgo de declaración falsa; la sede debe antes desestimarlo o resolverlo",
)
def no_finding_open(case: Case, asked: Asked) -> bool:
    """R6: nothing is accepted, passed, given back or closed over an open finding."""
    return not raised(case) and not to_be_decided(case)


@guard(
    en="a false statement is confirmed; headquarters must suspend or remove, and nothing else",
    es="se confirmó una declaración falsa; la sede debe suspender o dar de baja, y nada más",
)
def no_finding_to_decide(case: Case, asked: Asked) -> bool:
    """A confirmed finding leaves headquarters two decisions (6 U.S.C. 967(b))."""
    return not to_be_decided(case)


@guard(
    en="on a confirmed false statement the decision must say for how long: term, or bar to apply",
    es="por una declaración falsa confirmada, la resolución debe fijar un tiempo determinado",
)
def time_is_stated(case: Case, asked: Asked) -> bool:
    """Subsection (b) asks for "an appropriate period of time"."""
    body = asked.body
    if not to_be_decided(case):
        return True
    if isinstance(body, Suspend):
        return body.term_days is not None
    return isinstance(body, Remove) and body.reapply_after_days is not None


@guard(
    en="no finding was confirmed under 6 U.S.C. 967(b), so the decision cannot rest on it",
    es="ningún hallazgo se confirmó conforme a 6 U.S.C. 967(b); la resolución no puede invocarlo",
)
def basis_as_found(case: Case, asked: Asked) -> bool:
    """A decision on confirmed findings rests on 967(b) only where one of them does."""
    body = asked.body
    acted_on = [case.false_statements[name].basis for name in to_be_decided(case)]
    if not acted_on or not isinstance(body, Decision):
        return True
    return body.legal_basis is not LegalBasis.B or LegalBasis.B in acted_on


@guard(
    en="this question is the carrier's hearing on a finding and cannot be taken back",
    es="esta pregunta es la audiencia del transportista sobre un hallazgo y no puede retirarse",
)
def question_is_no_hearing(case: Case, asked: Asked) -> bool:
    """A hearing ends with its answer, or with what headquarters finds."""
    body = asked.body
    return isinstance(body, WithdrawQuestion) and body.question not in case.false_statements


@guard(
    en="the term of this suspension runs already",
    es="el término de esta suspensión ya corre",
)
def suspended_anew(case: Case, asked: Asked) -> bool:
    """An order made while the carrier was suspended already has a term of its own."""
    term, ordered = case.clocks.get("T14"), case.last_order
    return term is not None and ordered is not None and ordered.at > term.started_at
