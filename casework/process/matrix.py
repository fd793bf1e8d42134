"""Whatever may happen at any time, in every state: which row answers, or that it is refused.

The events are those of domain.md 11.4 and of the process table, section 9. The cells are read from
the table and never written by hand.
"""

from typing import NamedTuple

from casework.process.row import Row
from casework.process.table import BY_ACT
from casework.states import BEFORE_RETURN, OPEN, State

REFUSED = "✗"
"""No row starts there: refused by the rule ``state``, which says where it is possible."""

HAS_A_CASE = "✗ has a case"
"""An opening is refused while the carrier has a case before its return; attach it to that one."""

NOT_IN_THIS_VERSION = "✗ not in this version"
"""No row answers to such an act anywhere."""


class Occurrence(NamedTuple):
    """Something that may happen at any time, and the acts by which it reaches a case."""

    what: str
    acts: tuple[str, ...]


OCCURRENCES: tuple[Occurrence, ...] = (
    Occurrence(
        "new seizure or incident", ("attach_incident", "report_incident", "on:linked_case.opened")
    ),
    Occurrence("same incident, other carrier", ("link_case",)),
    Occurrence("false statement discovered", ("raise_false_statement",)),
    Occurrence("appeal filed", ("file_appeal",)),
    Occurrence("appeal amended", ("amend_appeal",)),
    Occurrence("appeal withdrawn", ("withdraw_appeal",)),
    Occurrence("appeal granted", ("on:appeal.annuls_suspension", "on:appeal.annuls_removal")),
    Occurrence("hold by court or headquarters", ("place_hold",)),
    Occurrence("stay", ("request_stay", "record_court_stay")),
    Occurrence("security action", ("suspend_immediately", "release_embargo")),
    Occurrence("carrier withdraws", ("withdraw",)),
    Occurrence("carrier asks for its own suspension", ("request_own_suspension",)),
    Occurrence("partner administration acts", ("report_partner_action", "open_on_partner_action")),
    Occurrence("partner administration is silent", ("lapse:T06A",)),
    Occurrence("crossing closed", ("report_crossing_closed", "on:crossing.closed")),
    Occurrence("more time asked for", ("request_extension",)),
    Occurrence("contacts changed or locked", ("change_contacts",)),
    Occurrence("renaming or merger", ("rename_carrier",)),
    Occurrence("letter undeliverable", ("on:bounced", "declare_served")),
    Occurrence("erroneous entry", ("correct_entry",)),
    Occurrence("filing on paper", ("record_received",)),
    Occurrence("portal outage", ("record_portal_outage", "on:portal.outage")),
    Occurrence("ground falls away", ("reconsider",)),
    Occurrence("benefit order not carried out", ("lapse:T36",)),
    Occurrence("question from either side", ("ask",)),
    Occurrence("agriculture asked, or silent", ("request_concurrence", "lapse:T37")),
    Occurrence("legal hold", ("legal_hold",)),
)
"""In the order of domain.md 11.4, then those that process.md adds."""

STATES_BY_CONDITION: dict[str, frozenset[State]] = {
    "case_is_open": OPEN,
    "finding_can_be_raised": OPEN - {State.ADOPTION},
    "concurrence_can_be_asked": OPEN - {State.ADOPTION, State.ORDERED},
}
"""Conditions of tracks that say in which states a case must be, and nothing else."""


def cell(occurrence: Occurrence, state: State) -> str:
    """Return the ids of the rows that answer in a state, or that it is refused; never empty."""
    rows = [row for act in occurrence.acts for row in BY_ACT.get(act, ())]
    if not rows:
        return NOT_IN_THIS_VERSION
    found = [row.id for row in rows if answers(row, state)]
    if found:
        return ", ".join(dict.fromkeys(found))
    opens = any(_opens(row) for row in rows)
    return HAS_A_CASE if opens and state in BEFORE_RETURN else REFUSED


def answers(row: Row, state: State) -> bool:
    """Whether a row may answer while a case is in a state; its other conditions still decide.

    A row of a track starts from the state of its item, and from that of the case only where one of
    its conditions says so.
    """
    if row.track:
        named = [STATES_BY_CONDITION[g.code] for g in row.when if g.code in STATES_BY_CONDITION]
        return all(state in states for states in named)
    if _opens(row):
        return state not in BEFORE_RETURN
    return state in row.start


def _opens(row: Row) -> bool:
    return not row.track and not row.start
