"""What a raised fact is about: which letters, benefits, stages … other rows then answer for."""

from casework import benefit_scope
from casework.case import Case
from casework.commands.anytime import ContactNote
from casework.commands.appeals import Determined, DeterminedByOrder
from casework.commands.scope import ModifyScope
from casework.commands.suspension import WithLetter
from casework.guards.base import Asked
from casework.reference import PARTNERS
from casework.states import SCOPE_CHANGES
from casework.stays import benefits_of_decision


def items_of(before: Case | None, case: Case, fact: str, asked: Asked) -> tuple[str, ...] | None:
    """Return the items that a raised fact is about; None leaves it to the track or the command."""
    if fact == "letter.signed" and isinstance(asked.body, WithLetter):
        return (asked.body.letter,)
    if fact in ("letter.declared_served", "letter.recalled"):
        letter = _letter_waited_for(before)
        return (letter,) if letter else ()
    if fact == "decision.remanded" and isinstance(asked.body, Determined | DeterminedByOrder):
        return (asked.body.decision,)
    if fact in ("status.published", "matter.closed"):
        return tuple(PARTNERS)
    if fact == "decision.replaced":
        return tuple(case.tracks.get("RECON", {}))
    if fact == "letter.adopted":
        return (case.decisions[-1].letter or "",) if case.decisions else ()
    if fact == "benefit.adopted":
        return tuple(item.key for item in case.scope) if case.standing.suspended else ()
    if fact == "benefit.ordered_off":
        return benefit_scope.ordered_off(case)
    if fact == "stay.ended":
        return benefits_of_decision(case)
    if fact == "stay.without_object":
        return tuple(case.stays)
    if fact == "stay.granted":
        return tuple(case.tracks.get("BENEFIT", {}))
    if fact == "commitment.made":
        return _promised(asked)
    if fact == "decision.reversed":
        return tuple(case.told)
    if fact == "benefit.ordered_on":
        return benefit_scope.ordered_on(case)
    if fact == "benefit.given_back":
        return benefit_scope.given_back(before, case, asked.body)
    if fact == "benefit.taken_back":
        return benefit_scope.taken_back(before, case, asked.body)
    if fact == "relief.granted":
        body = asked.body
        return (body.request,) if isinstance(body, ModifyScope) and body.request else ()
    if fact == "stages.planned":
        return tuple(case.stages)
    if fact in ("stages.frozen", "stages.overtaken"):
        return tuple(case.tracks.get("STAGE", {}))
    if fact == "reliefs.overtaken":
        return tuple(case.tracks.get("RELIEF", {}))
    return None


def _promised(asked: Asked) -> tuple[str, ...]:
    """The promises of a note for which a day was named: only they are watched."""
    made = asked.body.promised if isinstance(asked.body, ContactNote) else ()
    return tuple(found.id for found in made if found.due is not None)


def _letter_waited_for(before: Case | None) -> str | None:
    """The letter of the order or proposal under way; else of a scope that is to change."""
    if before is None:
        return None
    if before.scope_change is not None and before.state in SCOPE_CHANGES:
        return before.scope_change.letter
    return before.open_letter
