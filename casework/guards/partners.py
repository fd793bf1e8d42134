"""Conditions on telling partner administrations (S28, S32)."""

from casework.case import Case
from casework.commands.partners import RecordJointVisit
from casework.commands.suspension import Recognition
from casework.guards.base import Asked, guard


def recognition_by(case: Case, partner: str) -> Recognition | None:
    """Return how a partner administration recognises the carrier, None where it does not."""
    found = (known for known in case.contacts.recognitions if known.partner == partner)
    return next(found, None)


@guard(
    en="this administration does not recognise the carrier",
    es="esta administración no reconoce al transportista",
)
def recognised_there(case: Case, asked: Asked) -> bool:
    """Only an administration that recognises the carrier has a status to keep."""
    return recognition_by(case, asked.item or "") is not None


@guard(
    en="the carrier has not consented to share its status with this administration",
    es="el transportista no consintió en compartir su estatus con esta administración",
)
def consented_there(case: Case, asked: Asked) -> bool:
    """Nothing is told without the carrier's consent."""
    recognition = recognition_by(case, asked.item or "")
    return recognition is not None and recognition.consent


@guard(
    en="a joint visit is recorded after it was made",
    es="la visita conjunta se registra después de realizada",
)
def joint_visit_lies_behind(case: Case, asked: Asked) -> bool:
    """What is said to have happened lies behind."""
    body = asked.body
    return isinstance(body, RecordJointVisit) and body.visited_on <= case.local_day(asked.at)


@guard(
    en="the case is closed, and this notice was its last",
    es="el caso está cerrado y este aviso fue el último",
)
def not_final(case: Case, asked: Asked) -> bool:
    """The case goes on, and more may have to be told."""
    return case.notice is not None and not case.notice.closing


@guard(
    en="the case goes on; more may have to be told",
    es="el caso continúa; puede haber más que avisar",
)
def final(case: Case, asked: Asked) -> bool:
    """The case is closed: what is told now is told last."""
    return case.notice is not None and case.notice.closing
