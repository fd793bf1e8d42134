"""Which benefits at which places a suspension covers, and what an order moves.

A place prevails over ``all``: a benefit that is off everywhere may be back at one crossing, which
is then an exception (``Case.relieved``). All functions are pure.
"""

from casework.case import Case
from casework.commands.appeals import ChangesDecision
from casework.commands.base import Body
from casework.commands.scope import ModifyScope
from casework.commands.stages import AboutStage
from casework.commands.suspension import BenefitAt
from casework.reference import BENEFITS
from casework.stage_parts import ScopeChange
from casework.states import Standing

Items = tuple[BenefitAt, ...]


def is_off(item: BenefitAt, scope: Items, relieved: Items) -> bool:
    """Whether a scope takes a benefit away at a place."""
    covered = any(other.key == f"{item.benefit}@all" for other in scope)
    return item in scope or (item.place != "all" and covered and item not in relieved)


def everything() -> Items:
    """Return every benefit of membership, everywhere; what ports decide on goes with no order."""
    return tuple(
        BenefitAt(benefit=name) for name, about in BENEFITS.items() if not about.port_decides
    )


def after(scope: Items, relieved: Items, give_back: Items, take_away: Items) -> tuple[Items, Items]:
    """Return the scope and its exceptions after a change."""
    for item in give_back:
        if item in scope:
            scope = tuple(other for other in scope if other != item and not _under(other, item))
            relieved = tuple(other for other in relieved if not _under(other, item))
        else:
            relieved = (*relieved, item)
    for item in take_away:
        if item in relieved:
            relieved = tuple(other for other in relieved if other != item)
            continue
        relieved = tuple(other for other in relieved if not _under(other, item))
        scope = (*(other for other in scope if not _under(other, item)), item)
    return scope, relieved


def _under(item: BenefitAt, other: BenefitAt) -> bool:
    """Whether an item is one place of another that holds everywhere."""
    return other.place == "all" and item.benefit == other.benefit and item.place != "all"


def standing_after(case: Case, body: ModifyScope) -> Standing:
    """Return the standing that a change of scope leads to.

    Full is what covers every benefit everywhere, and what was full and lost nothing of its scope.
    """
    scope, relieved = after(case.scope, case.relieved, body.give_back, body.take_away)
    whole = not relieved and set(everything()) <= set(scope)
    kept = case.standing is Standing.SUSPENDED_FULL and not body.give_back
    return Standing.SUSPENDED_FULL if whole or kept else Standing.SUSPENDED_PARTIAL


def reached_by(case: Case, items: Items) -> tuple[str, ...]:
    """Return the names on the BENEFIT track that an order on some benefits moves.

    What is ordered everywhere also reaches each place of it that has a state of its own.
    """
    found: dict[str, None] = {}
    for item in items:
        found[item.key] = None
        if item.place == "all":
            prefix = f"{item.benefit}@"
            found |= dict.fromkeys(k for k in _on_track(case) if k.startswith(prefix))
    return tuple(found)


def ordered_off(case: Case) -> tuple[str, ...]:
    """Return what an order in effect takes away: its scope, or everything."""
    return reached_by(case, case.scope or everything())


def ordered_on(case: Case) -> tuple[str, ...]:
    """Return what a return gives back at once: all, but for what waits for a stage or stays off."""
    return tuple(
        key for key in _on_track(case) if not waits_for_stage(case, key) and not _stays(case, key)
    )


def _on_track(case: Case) -> tuple[str, ...]:
    return tuple(case.tracks.get("BENEFIT", {}))


def waits_for_stage(case: Case, key: str) -> bool:
    """Whether a benefit comes back with a stage, or everywhere only once all have passed."""
    states = case.tracks.get("STAGE", {})
    planned = [
        item
        for name, stage in case.stages.items()
        if states.get(name) != "PASSED"
        for item in stage.plan.items
    ]
    benefit, _, place = key.partition("@")
    return key in planned or (
        place == "all" and benefit in {item.partition("@")[0] for item in planned}
    )


def _stays(case: Case, key: str) -> bool:
    """Whether a return to a lower status leaves a benefit off."""
    kept = {item.key for item in case.kept_off}
    everywhere = f"{key.partition('@')[0]}@all"
    return key in kept or everywhere in kept


def given_back(before: Case | None, case: Case, body: Body) -> tuple[str, ...]:
    """Return what is given back beside an order: a relief, a lane, an appeal, all that is left."""
    if isinstance(body, AboutStage) and body.stage in case.stages:
        if case.tracks["STAGE"][body.stage] == "ACTIVE":
            return case.stages[body.stage].plan.items
        done = all(state == "PASSED" for state in _stages_now(case))
        return ordered_on(case) if done else ()
    if isinstance(body, ChangesDecision):
        dropped = (item for item in before.scope if item not in case.scope) if before else ()
        return reached_by(case, tuple(dropped))
    change = _served(before)
    return reached_by(case, change.give_back) if change is not None else ()


def taken_back(before: Case | None, case: Case, body: Body) -> tuple[str, ...]:
    """Return what is taken away again beside an order: a wider scope, or a lane that falls back."""
    if isinstance(body, AboutStage) and body.stage in case.stages:
        return case.stages[body.stage].plan.items
    change = _served(before)
    return reached_by(case, change.take_away) if change is not None else ()


def _served(before: Case | None) -> ScopeChange | None:
    return before.scope_change if before is not None else None


def _stages_now(case: Case) -> list[str]:
    states = case.tracks.get("STAGE", {})
    return [states[name] for name in case.stages if name in states]
