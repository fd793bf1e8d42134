"""The search attributes: the one list, from which they are also registered.

They are not encrypted and operators without a need to know can see them, so they hold no name:
who is suspended is not public. A carrier is its opaque reference.
"""

from datetime import UTC, datetime
from typing import Any

from temporalio.common import SearchAttributeKey, SearchAttributeUpdate

from casework.events import CaseView
from casework.matters import Matter
from casework.states import matter_of

PHASE = SearchAttributeKey.for_keyword("CasePhase")
STATE = SearchAttributeKey.for_keyword("CaseState")
STANDING = SearchAttributeKey.for_keyword("CaseStanding")
CARRIER = SearchAttributeKey.for_keyword("CarrierReference")
AWAITING = SearchAttributeKey.for_keyword("AwaitingParty")
PORTS = SearchAttributeKey.for_keyword_list("CasePorts")
NEXT_DEADLINE = SearchAttributeKey.for_datetime("NextDeadline")
STATUTORY_DEADLINE = SearchAttributeKey.for_datetime("StatutoryDeadline")
OVERDUE = SearchAttributeKey.for_bool("CaseOverdue")
HELD = SearchAttributeKey.for_bool("CaseHeld")
ILLUSTRATIVE = SearchAttributeKey.for_bool("CaseIllustrative")

SEARCH_ATTRIBUTES: tuple[SearchAttributeKey[Any], ...] = (
    PHASE,
    STATE,
    STANDING,
    CARRIER,
    AWAITING,
    PORTS,
    NEXT_DEADLINE,
    STATUTORY_DEADLINE,
    OVERDUE,
    HELD,
    ILLUSTRATIVE,
)
"""Every search attribute of a case; register them before a worker starts."""

NONE = "NONE"
"""Stands for nobody and nothing, since a keyword cannot be searched for when absent."""


def shown(view: CaseView) -> dict[str, object]:
    """Return what is to be seen of a case, by attribute name; equal values need no upsert."""
    is_case = matter_of(view.state) is Matter.RESUMPTION
    return {
        PHASE.name: view.phase.value,
        STATE.name: view.state.value,
        STANDING.name: view.standing.value if is_case else NONE,
        CARRIER.name: view.carrier_reference,
        AWAITING.name: view.awaiting.value if view.awaiting else NONE,
        PORTS.name: list(view.ports),
        NEXT_DEADLINE.name: _utc(view.next_due),
        STATUTORY_DEADLINE.name: _utc(view.statutory_due),
        OVERDUE.name: view.overdue,
        HELD.name: view.held,
        ILLUSTRATIVE.name: view.illustrative,
    }


def updates(
    before: dict[str, object], after: dict[str, object]
) -> list[SearchAttributeUpdate[Any]]:
    """Return the upserts that lead from one view to the next; none where nothing changed."""
    changed: list[SearchAttributeUpdate[Any]] = []
    for key in SEARCH_ATTRIBUTES:
        value: Any = after[key.name]
        if before.get(key.name) == value and key.name in before:
            continue
        if value is not None:
            changed.append(key.value_set(value))
        elif before.get(key.name) is not None:
            changed.append(key.value_unset())
    return changed


def _utc(instant: datetime | None) -> datetime | None:
    return instant.astimezone(UTC) if instant else None
