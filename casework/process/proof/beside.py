"""Proofs of what runs beside the main line: appeals, findings, leaving, annulling."""

from casework.matters import Matter
from casework.process.proof.invariants import LEAVING, lacks
from casework.process.proof.model import Table
from casework.roles import Role
from casework.states import Standing, State, matter_of

APPEAL_CONDITIONS = ("took_no_part", "record_handed_over", "outcome_fits_decision")
"""What stands before a determination (6 U.S.C. 967(c); process table, APP)."""

NOT_OVER_A_FINDING = frozenset(
    {"accept_plan", "recommend_return", "close_corrected", "close_reinstated", "void_case"}
    | {"close_no_action", "reinstate"}
)
"""What nobody does while a statement of the carrier is said to be false (R6)."""

MUST_BE_A_SANCTION = frozenset(
    {"require_plan", "keep_monitoring", "extend_and_return", "accept_late_filing", "remand"}
)
"""What headquarters may not do instead of acting on a confirmed false statement."""


def appeals_are_determined_by_the_appeal_office(table: Table) -> list[str]:
    """Only somebody of the appeal office who took no part answers an appeal, by a letter."""
    problems = []
    for row in table.main:
        if "appeal_decider" not in row.marks:
            continue
        if row.by != (Role.APP,):
            problems.append(f"{row.id} lets {', '.join(row.by)} act on an appeal")
        problems += lacks(row, ("took_no_part",))
        if row.act == "determine":
            problems += lacks(row, (*APPEAL_CONDITIONS, "letter_previewed"))
    return problems


def a_matter_keeps_to_itself(table: Table) -> list[str]:
    """No row leads from one kind of matter into another: they tell each other, by errands."""
    return [
        f"{way.row.id} leads from {way.before} to {way.after}, which is another kind of matter"
        for way in table.ways(table.main)
        if way.before and matter_of(State(way.before)) is not matter_of(State(way.after))
    ]


def nothing_passes_over_a_finding(table: Table) -> list[str]:
    """Nothing is accepted, passed, given back or closed over an open false-statement finding."""
    problems = []
    for row in table.main:
        if row.act in NOT_OVER_A_FINDING and State.ADOPTION not in row.start:
            problems += lacks(row, ("no_finding_open",))
        if row.act in MUST_BE_A_SANCTION and State.DECISION in row.start:
            problems += lacks(row, ("no_finding_to_decide",))
        if row.act in ("suspend", "remove"):
            problems += lacks(row, ("time_is_stated", "basis_as_found"))
    return problems


def a_finding_is_heard_and_decided_by_another(table: Table) -> list[str]:
    """A false statement is confirmed by headquarters, another person, after the carrier was heard.

    Wherever the case stands then, it comes to a decision.
    """
    problems = []
    for row in table.rows:
        if row.act in ("confirm_finding", "dismiss_finding"):
            problems += lacks(row, ("another_person_raised", "decider_is_another_person"))
            if row.by != (Role.HQ,):
                problems.append(f"{row.id} lets {', '.join(row.by)} decide on a finding")
        if row.act == "confirm_finding":
            problems += lacks(row, ("carrier_heard_on_finding", "basis_fits_finding"))
    heard = {s for row in table.main if row.act == "on:finding.confirmed" for s in row.start}
    led = {w.after for w in table.ways(table.main) if w.row.act == "on:finding.confirmed"}
    missing = _open_resumption(table) - heard - {State.ADOPTION, State.ORDERED}
    problems += [f"a confirmed finding goes unheard in {state}" for state in sorted(missing)]
    problems += [f"a confirmed finding leads to {s}" for s in sorted(led - {State.DECISION})]
    return problems


def leaving_is_the_carriers_own_act(table: Table) -> list[str]:
    """Who leaves has signed it; the term ends, benefits go, partners learn the bare status.

    No order under way is escaped by leaving, and a finding that is open stays open.
    """
    problems = []
    rows = [row for row in table.main if row.to == State.WITHDRAWN]
    for row in rows:
        if row.act not in LEAVING or row.by != (Role.POC,):
            problems.append(f"{row.id} ends a membership and is not the carrier's own act")
        problems += lacks(row, ("withdrawal_signed",))
        missing = LEAVING["withdraw"] | {"case.closed"}
        problems += [f"{row.id} does not raise {f}" for f in sorted(missing - set(row.raises))]
        if State.ORDERED in row.start:
            problems.append(f"{row.id} lets a carrier escape an order by leaving")
    reached = {state for row in rows for state in row.start}
    stuck = _open_resumption(table) - reached - {State.ORDERED, State.ADOPTION}
    return problems + [f"nobody may leave in {state}" for state in sorted(stuck)]


def an_annulled_suspension_is_undone(table: Table) -> list[str]:
    """A rescission is a served order: the standing is good, benefits return, everybody is told."""
    effect = table.effects.get(State.CLOSED_RESCINDED)
    undone = {"standing.changed", "benefit.ordered_on", "decision.reversed"}
    raised = set(effect.raises) if effect else set()
    problems = [f"a rescission does not raise {fact}" for fact in sorted(undone - raised)]
    if effect is None or effect.standing is not Standing.GOOD:
        problems.append("a rescission does not give the standing back")
    for row in table.main:
        if row.to == State.CLOSED_RESCINDED:
            problems.append(f"{row.id} leads to CLOSED_RESCINDED without a served order")
        if row.act == "reconsider":
            problems += lacks(row, ("something_to_annul", "no_finding_open"))
        if row.act == "recall_order":
            problems += lacks(row, ("order_may_be_recalled",))
    return problems


def _open_resumption(table: Table) -> set[State]:
    return {state for state in table.open_states if matter_of(state) is Matter.RESUMPTION}
