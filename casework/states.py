"""The states of a case, who owns each, and its four phases (process table, section 2)."""

from enum import StrEnum
from typing import NamedTuple

from casework.matters import Matter
from casework.roles import Role


class State(StrEnum):
    """Where a case stands on the main line."""

    ADOPTION = "ADOPTION"
    INCIDENT_REVIEW = "INCIDENT_REVIEW"
    COMMENT = "COMMENT"
    ACTION_PLAN = "ACTION_PLAN"
    ORDERED = "ORDERED"
    SUSPENDED = "SUSPENDED"
    NON_RESPONSE = "NON_RESPONSE"
    CAP_REVIEW = "CAP_REVIEW"
    CAP_REVISION = "CAP_REVISION"
    IMPLEMENTING = "IMPLEMENTING"
    VERIFICATION = "VERIFICATION"
    DECISION = "DECISION"
    MONITORING = "MONITORING"
    CLOSED_NO_ACTION = "CLOSED_NO_ACTION"
    CLOSED_CORRECTED = "CLOSED_CORRECTED"
    CLOSED_REINSTATED = "CLOSED_REINSTATED"
    CLOSED_RESCINDED = "CLOSED_RESCINDED"
    CLOSED_VOID = "CLOSED_VOID"
    REMOVED = "REMOVED"
    WITHDRAWN = "WITHDRAWN"
    APPEAL_FILED = "APPEAL_FILED"
    APPEAL_UNDER_REVIEW = "APPEAL_UNDER_REVIEW"
    APPEAL_DETERMINED = "APPEAL_DETERMINED"
    APPEAL_APPLIED = "APPEAL_APPLIED"
    APPEAL_REJECTED_LATE = "APPEAL_REJECTED_LATE"
    APPEAL_DISMISSED = "APPEAL_DISMISSED"
    APPEAL_WITHDRAWN = "APPEAL_WITHDRAWN"
    NOTICE_DUE = "NOTICE_DUE"
    NOTICE_SENT = "NOTICE_SENT"
    NOTICE_ACKNOWLEDGED = "NOTICE_ACKNOWLEDGED"
    NOTICE_ACTION_RECORDED = "NOTICE_ACTION_RECORDED"
    NOTICE_DONE = "NOTICE_DONE"
    NOTICE_NOT_APPLICABLE = "NOTICE_NOT_APPLICABLE"


class Standing(StrEnum):
    """The carrier's membership, which changes only when an order takes effect."""

    GOOD = "GOOD"
    SUSPENDED_FULL = "SUSPENDED_FULL"
    SUSPENDED_PARTIAL = "SUSPENDED_PARTIAL"
    REMOVED = "REMOVED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def suspended(self) -> bool:
        """Whether the term of a suspension runs."""
        return self in (Standing.SUSPENDED_FULL, Standing.SUSPENDED_PARTIAL)


class Phase(StrEnum):
    """The four parts of the way back, as officers and carriers name them, and what runs beside."""

    SUSPENSION = "SUSPENSION"
    CORRECTIVE_ACTION = "CORRECTIVE_ACTION"
    REVIEW = "REVIEW"
    REINSTATEMENT = "REINSTATEMENT"
    APPEAL = "APPEAL"
    PARTNER_NOTICE = "PARTNER_NOTICE"


class DecisionKind(StrEnum):
    """What headquarters is asked to decide while a case is in DECISION."""

    SANCTION = "SANCTION"
    RETURN = "RETURN"
    DISPOSITION = "DISPOSITION"


class About(NamedTuple):
    """What a state means, who must act in it, and the clocks that may run in it."""

    meaning_en: str
    meaning_es: str
    owner: Role | None
    clocks: tuple[str, ...] = ()


STATES: dict[State, About] = {
    State.ADOPTION: About(
        "a case under way on paper is entered; headquarters has to countersign",
        "se incorpora un caso llevado en papel; la sede debe refrendarlo",
        Role.HQ,
        ("T18",),
    ),
    State.INCIDENT_REVIEW: About(
        "facts gathered, joint breach review, self-report weighed",
        "se reúnen los hechos; revisión conjunta del incidente",
        Role.OFF,
        ("T02",),
    ),
    State.COMMENT: About(
        "action proposed; the carrier may answer; benefits still on",
        "medida propuesta; el transportista puede responder; beneficios vigentes",
        Role.POC,
        ("T03", "T04", "T04B", "T23", "T45", "T50"),
    ),
    State.ACTION_PLAN: About(
        "plan due without suspension; benefits on",
        "plan exigido sin suspensión; beneficios vigentes",
        Role.POC,
        ("T04", "T04B", "T08R", "T09", "T22G"),
    ),
    State.ORDERED: About(
        "order signed; its letter is being served; nothing visible outside",
        "orden firmada; se está notificando; nada visible hacia fuera",
        Role.OFF,
        ("T04", "T04B", "T23", "T45", "T50"),
    ),
    State.SUSPENDED: About(
        "letter served; analysis and plan due",
        "carta notificada; análisis y plan pendientes",
        Role.POC,
        ("T04", "T04B", "T05", "T08", "T08R", "T09", "T10"),
    ),
    State.NON_RESPONSE: About(
        "nothing adequate by the last day; final notice sent; filing still possible",
        "sin respuesta adecuada al último día; aviso final; aún se puede presentar",
        Role.POC,
        ("T04", "T04B", "T22G", "T08", "T08R"),
    ),
    State.CAP_REVIEW: About(
        "completeness, root cause and each action under review",
        "se revisan integridad, causa raíz y cada acción",
        Role.OFF,
        ("T04", "T04B", "T08R", "T11", "T12"),
    ),
    State.CAP_REVISION: About(
        "the carrier corrects the plan",
        "el transportista corrige el plan",
        Role.POC,
        ("T04", "T04B", "T08R", "T13"),
    ),
    State.IMPLEMENTING: About(
        "milestones carried out, with evidence",
        "se cumplen los hitos, con evidencia",
        Role.POC,
        ("T04", "T04B", "T17", "T32", "T33", "T50"),
    ),
    State.VERIFICATION: About(
        "visit, report, the carrier's answer, recommendation",
        "visita, informe, respuesta del transportista, recomendación",
        Role.OFF,
        ("T04", "T04B", "T16", "T17", "T32", "T49", "T50"),
    ),
    State.DECISION: About(
        "headquarters decides",
        "la sede decide",
        Role.HQ,
        ("T04", "T04B", "T18", "T23", "T45", "T50"),
    ),
    State.MONITORING: About(
        "benefits back; conditions, checks, effectiveness",
        "beneficios restituidos; condiciones, revisiones, eficacia",
        Role.OFF,
        ("T23", "T45", "T50"),
    ),
    State.CLOSED_NO_ACTION: About("no sanction", "sin sanción", None),
    State.CLOSED_CORRECTED: About(
        "plan done without suspension", "plan cumplido sin suspensión", None
    ),
    State.CLOSED_REINSTATED: About("monitoring passed", "seguimiento concluido", None),
    State.CLOSED_RESCINDED: About(
        "suspension annulled; record corrected", "suspensión anulada; registro corregido", None
    ),
    State.CLOSED_VOID: About(
        "opened in error, duplicate or merged", "abierto por error, duplicado o fusionado", None
    ),
    State.REMOVED: About("membership ended", "membresía terminada", None),
    State.WITHDRAWN: About("the carrier left", "el transportista se retiró", None),
    State.APPEAL_FILED: About(
        "an appeal is filed; the appeal office acknowledges it",
        "apelación presentada; la autoridad de apelación acusa recibo",
        Role.APP,
        ("T20", "T21", "T43"),
    ),
    State.APPEAL_UNDER_REVIEW: About(
        "the appeal office reviews the decision",
        "la autoridad de apelación revisa la decisión",
        Role.APP,
        ("T20", "T20E", "T43"),
    ),
    State.APPEAL_DETERMINED: About(
        "determined; the case and everybody told before are told",
        "resuelta; se informa al caso y a quienes fueron avisados antes",
        Role.OPS,
        ("T44",),
    ),
    State.APPEAL_APPLIED: About("determined and carried out", "resuelta y cumplida", None),
    State.APPEAL_REJECTED_LATE: About(
        "filed late, kept on file", "presentada fuera de plazo, queda en el expediente", None
    ),
    State.APPEAL_DISMISSED: About(
        "dismissed: no appealable decision or no authority",
        "desechada: sin decisión apelable o sin facultad",
        None,
    ),
    State.APPEAL_WITHDRAWN: About("taken back", "retirada", None),
    State.NOTICE_DUE: About(
        "a partner administration is to be told",
        "se debe avisar a la administración socia",
        Role.OFF,
        ("T06",),
    ),
    State.NOTICE_SENT: About(
        "told; its acknowledgement is awaited", "avisada; se espera su acuse", Role.MXA, ("T06A",)
    ),
    State.NOTICE_ACKNOWLEDGED: About(
        "acknowledged; its own action is awaited",
        "con acuse; se espera su propia medida",
        Role.MXA,
        ("T51",),
    ),
    State.NOTICE_ACTION_RECORDED: About(
        "its own action is recorded", "su propia medida consta", Role.MXA, ("T51",)
    ),
    State.NOTICE_DONE: About("final status told", "estatus final avisado", None),
    State.NOTICE_NOT_APPLICABLE: About(
        "not told: not recognised there, or no consent",
        "sin aviso: sin reconocimiento o sin consentimiento",
        None,
    ),
}
"""Every state, described. Tracks' clocks (TERM, LETTER, BENEFIT …) run beside these."""


def matter_of(state: State) -> Matter:
    """Return the kind of matter that a state belongs to."""
    if state.startswith("APPEAL_"):
        return Matter.APPEAL
    return Matter.PARTNER_NOTICE if state.startswith("NOTICE_") else Matter.RESUMPTION


CLOSED: frozenset[State] = frozenset(s for s, about in STATES.items() if about.owner is None)
OPEN: frozenset[State] = frozenset(State) - CLOSED
OPEN_RESUMPTION: frozenset[State] = frozenset(
    state for state in OPEN if matter_of(state) is Matter.RESUMPTION
)
BEFORE_RETURN: frozenset[State] = OPEN_RESUMPTION - {State.MONITORING}
CORRECTING: frozenset[State] = frozenset(
    {
        State.SUSPENDED,
        State.NON_RESPONSE,
        State.CAP_REVIEW,
        State.CAP_REVISION,
        State.IMPLEMENTING,
        State.VERIFICATION,
    }
)

SCOPE_CHANGES: frozenset[State] = CORRECTING | {State.DECISION}
"""Where a changed scope may take effect: its letter is served while the case goes on."""

ADOPTABLE: tuple[State, ...] = (
    *(state for state in State if state in CORRECTING),
    State.DECISION,
    State.MONITORING,
)
"""Where a case may stand on paper when it is adopted (row M05)."""

RESUMABLE: tuple[State, ...] = (
    State.SUSPENDED,
    State.CAP_REVISION,
    State.IMPLEMENTING,
    State.VERIFICATION,
)
"""Where headquarters may send a case back to with more time (row M72)."""

_PHASES: dict[Phase, frozenset[State]] = {
    Phase.SUSPENSION: frozenset({State.ADOPTION, State.INCIDENT_REVIEW, State.COMMENT}),
    Phase.CORRECTIVE_ACTION: frozenset(
        {State.ACTION_PLAN, State.SUSPENDED, State.NON_RESPONSE, State.CAP_REVISION}
        | {State.IMPLEMENTING}
    ),
    Phase.REVIEW: frozenset({State.CAP_REVIEW, State.VERIFICATION}),
    Phase.REINSTATEMENT: frozenset({State.MONITORING})
    | {state for state in CLOSED if matter_of(state) is Matter.RESUMPTION},
    Phase.APPEAL: frozenset(state for state in State if matter_of(state) is Matter.APPEAL),
    Phase.PARTNER_NOTICE: frozenset(
        state for state in State if matter_of(state) is Matter.PARTNER_NOTICE
    ),
}


def phase_of(state: State, *, deciding: DecisionKind | None, target: State | None) -> Phase:
    """Return the phase that people would say the case is in.

    ``deciding`` is what lies before headquarters (DECISION only); ``target`` is where the signed
    order leads (ORDERED only). A sanction belongs to the suspension, a return to the review until
    it is ordered, then to the reinstatement.
    """
    if state is State.DECISION:
        return Phase.SUSPENSION if deciding is DecisionKind.SANCTION else Phase.REVIEW
    if state is State.ORDERED:
        return Phase.SUSPENSION if target is State.SUSPENDED else Phase.REINSTATEMENT
    return next(phase for phase, states in _PHASES.items() if state in states)
