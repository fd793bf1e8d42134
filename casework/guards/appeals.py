"""Conditions on appeals: which decision, by whom determined, on what record (6 U.S.C. 967(c))."""

from casework.case import Case
from casework.commands.appeals import ConfirmDecision, Determine, FileAppeal, Outcome
from casework.commands.suspension import BenefitAt
from casework.guards.base import Asked, guard
from casework.reference import BENEFITS, PORTS

_EXTENSIONS = frozenset({"extend_and_return", "extend_term"})
_SUSPENSIONS = frozenset({"suspend", "suspend_immediately", "modify_scope"})

_FITS: dict[Outcome, frozenset[str]] = {
    Outcome.ANNUL: _SUSPENSIONS | _EXTENSIONS | {"remove"},
    Outcome.REPLACE: frozenset({"remove"}),
    Outcome.CHANGE: _SUSPENSIONS | _EXTENSIONS | {"reinstate"},
}
"""Which decisions an outcome may meet; remand and denial meet every one."""


@guard(
    en="name a decision of this case that may be appealed, by its letter",
    es="indique por su carta una decisión apelable de este caso",
)
def decision_may_be_appealed(case: Case, asked: Asked) -> bool:
    """A decision from which a window of appeal was opened; that it is over is no bar here."""
    return isinstance(asked.body, FileAppeal) and f"T19:{asked.body.letter}" in case.clocks


@guard(
    en="this decision is under appeal already; amend that appeal",
    es="esta decisión ya está apelada; amplíe esa apelación",
)
def not_under_appeal(case: Case, asked: Asked) -> bool:
    """One appeal at a time for one decision; after a withdrawal it may be filed again."""
    return isinstance(asked.body, FileAppeal) and not any(
        appeal.letter == asked.body.letter and (appeal.ended in (None, *_FINAL))
        for appeal in case.appeals.values()
    )


_FINAL = frozenset({"rejected_late", *Outcome})
"""Ends after which the same decision is not appealed a second time."""


@guard(
    en="whoever took a part in the case before may not act on its appeal",
    es="quien intervino antes en el caso no puede actuar en su apelación",
)
def took_no_part(case: Case, asked: Asked) -> bool:
    """The appeal office's person is none of those who acted in the case (process table, APP)."""
    return case.appeal is not None and asked.actor.person not in case.appeal.participants


@guard(
    en="the appeal was filed within its window; it cannot be rejected as late",
    es="la apelación se presentó en plazo; no puede rechazarse por tardía",
)
def filed_late(case: Case, asked: Asked) -> bool:
    """Filed after the last day as counted (T19): only then is lateness there to be judged."""
    return case.appeal is not None and case.appeal.late


@guard(
    en="the officer has not handed over the record of the decision yet",
    es="el especialista aún no entrega el expediente de la decisión",
)
def record_handed_over(case: Case, asked: Asked) -> bool:
    """The determination rests on the record as the decider had it."""
    return case.appeal is not None and case.appeal.record_handed_over


@guard(
    en="the record was handed over already",
    es="el expediente ya se entregó",
)
def record_not_handed_over(case: Case, asked: Asked) -> bool:
    """The record is handed over once."""
    return case.appeal is not None and not case.appeal.record_handed_over


@guard(
    en="this outcome does not fit the decision that was appealed; see what it decided",
    es="este resultado no corresponde a la decisión apelada; vea qué resolvió",
)
def outcome_fits_decision(case: Case, asked: Asked) -> bool:
    """Only a removal is replaced; a return has no suspension to annul; any may be remanded."""
    if case.appeal is None or not isinstance(asked.body, Determine):
        return False
    fits = _FITS.get(asked.body.outcome)
    return fits is None or case.appeal.decision.act in fits


@guard(
    en="the scope names a benefit or a place that is not known here",
    es="el alcance nombra un beneficio o un lugar desconocido",
)
def scope_is_known(case: Case, asked: Asked) -> bool:
    """What a decision is changed to names benefits and places of the reference data."""
    return isinstance(asked.body, Determine) and all(_known(item) for item in asked.body.scope)


def _known(item: BenefitAt) -> bool:
    return item.benefit in BENEFITS and (item.place == "all" or item.place in PORTS)


@guard(
    en="this outcome is served as an order of its own",
    es="este resultado se notifica como orden propia",
)
def outcome_makes_no_order(case: Case, asked: Asked) -> bool:
    """What annuls a suspension or replaces a removal takes effect like any order: when served."""
    return not makes_order(case, asked)


def makes_order(case: Case, asked: Asked) -> bool:
    """Whether a determination is carried out by an order in the case."""
    if case.appeal is None or not isinstance(asked.body, Determine):
        return False
    annuls = asked.body.outcome is Outcome.ANNUL and case.appeal.decision.act in _SUSPENSIONS
    return annuls or asked.body.outcome is Outcome.REPLACE


@guard(
    en="the person who took the decision first may not take it again after a remand",
    es="quien tomó primero la decisión no puede tomarla de nuevo tras la devolución",
)
def another_decider_confirms(case: Case, asked: Asked) -> bool:
    """RECON: headquarters decides anew by another person than the first decider."""
    body = asked.body
    return isinstance(body, ConfirmDecision) and not any(
        decision.letter == body.decision and decision.signed_by == asked.actor.person
        for decision in case.decisions
    )


@guard(
    en="an order is on its way; its own letter ends in a new status",
    es="hay una orden en camino; su propia carta concluye en un nuevo estatus",
)
def no_status_embargoed(case: Case, asked: Asked) -> bool:
    """While an order awaits its service, the status that it leads to is the next to be told."""
    return "EMBARGOED" not in case.tracks.get("STATUS", {}).values()


@guard(
    en="the carrier was not suspended before its removal",
    es="el transportista no estaba suspendido antes de su baja",
)
def was_suspended_before(case: Case, asked: Asked) -> bool:
    """The standing before the removal was a suspension."""
    return case.standing_before.suspended


@guard(
    en="the carrier was suspended before its removal",
    es="el transportista estaba suspendido antes de su baja",
)
def was_good_before(case: Case, asked: Asked) -> bool:
    """The standing before the removal was good."""
    return not case.standing_before.suspended
