"""Proofs of what must never happen, whoever asks (process table, section 8)."""

from casework.process.proof.model import LAPSE, Table, is_persons
from casework.process.row import Next, Row
from casework.roles import Role
from casework.states import BEFORE_RETURN, DecisionKind, Standing, State, phase_of

ORDERS: dict[str, State] = {
    "suspend": State.SUSPENDED,
    "suspend_immediately": State.SUSPENDED,
    "remove": State.REMOVED,
    "reinstate": State.MONITORING,
    "reconsider": State.CLOSED_RESCINDED,
}
"""The commands that sign an order, and where each leads once it is served."""

EFFECT_BEFORE_SERVICE: dict[str, frozenset[str]] = {
    "suspend_immediately": frozenset({"standing.suspended", "benefit.ordered_off"}),
    "release_embargo": frozenset({"benefit.ordered_off"}),
}
"""What headquarters alone may let happen before a letter is served, for a security reason."""

LEAVING: dict[str, frozenset[str]] = {
    "withdraw": frozenset({"embargo.released", "standing.changed", "benefit.ordered_off"}),
}
"""What the carrier alone brings about, by leaving: no order is needed, and nobody need be told
first."""

RETURN_CONDITIONS: dict[str, str] = {
    "R1": "analysis_accepted",
    "R2": "plan_accepted",
    "R3": "consent_on_file",
    "R4": "evidence_accepted_before_return",
    "R5": "verification_passed",
    "R6": "no_finding_open",
    "R6 (agriculture)": "agriculture_settled",
    "R7": "decider_is_another_person",
}
"""The conditions of a return, by the guards that hold them."""

NOT_OVER_A_FINDING = frozenset(
    {"accept_plan", "recommend_return", "close_corrected", "close_reinstated", "void_case"}
    | {"close_no_action", "reinstate"}
)
"""What nobody does while a statement of the carrier is said to be false (R6)."""

MUST_BE_A_SANCTION = frozenset(
    {"require_plan", "keep_monitoring", "extend_and_return", "accept_late_filing", "remand"}
)
"""What headquarters may not do instead of acting on a confirmed false statement."""

CLOSING_CONDITIONS = ("checks_done", "effectiveness_confirmed", "closer_did_not_confirm")
"""R8: the effect is confirmed by a second person, not by the calendar."""

_NEVER_BY_LAPSE = frozenset(
    {State.ORDERED, State.SUSPENDED, State.REMOVED, State.MONITORING, State.IMPLEMENTING}
)


def monitoring_only_by_order(table: Table) -> list[str]:
    """Benefits come back by a served order; only a referred case goes back without a new one."""
    return [
        f"{way.row.id} leads to MONITORING without an order"
        for way in table.ways(table.main)
        if way.after == State.MONITORING != way.before
        and way.row.to is not Next.TARGET
        and not _goes_back_to_monitoring(way.row)
        and not _taken_over_from_paper(way.row)
    ]


def _taken_over_from_paper(row: Row) -> bool:
    """A case already under way enters where it stands, by a second person at headquarters."""
    asked = {"countersigner_did_not_adopt", "record_as_read"}
    return row.to is Next.ADOPTED and row.by == (Role.HQ,) and asked <= set(_conditions(row))


def _goes_back_to_monitoring(row: Row) -> bool:
    return row.act == "keep_monitoring" and "came_from_monitoring" in _conditions(row)


def removed_and_suspended_only_by_order(table: Table) -> list[str]:
    """Nobody is suspended or removed but by an order that has taken effect."""
    return [
        f"{way.row.id} leads to {way.after} without an order"
        for way in table.ways(table.main)
        if way.after in (State.REMOVED, State.SUSPENDED) and way.before != way.after
        if way.row.to not in (Next.TARGET, Next.RESUME)
        if not _taken_over_from_paper(way.row)
    ]


def orders_are_signed_by_headquarters(table: Table) -> list[str]:
    """Only a decision of headquarters, by another person than recommended it, makes an order."""
    problems = []
    for way in table.ways(table.main):
        row = way.row
        if row.to is Next.TARGET and way.before != State.ORDERED:
            problems.append(f"{row.id} puts an order into effect from {way.before}")
        if way.after == State.ORDERED != way.before:
            if row.act not in ORDERS:
                problems.append(f"{row.id} leads to ORDERED and is no order")
            if row.by != (Role.HQ,):
                problems.append(f"{row.id} lets {', '.join(row.by)} sign an order")
            if "order.signed" not in row.raises or "letter.signed" not in row.raises:
                problems.append(f"{row.id} signs an order and does not say so")
            problems += _lacks(row, ("decider_is_another_person", "letter_previewed"))
    problems += [
        f"an order leads to {state}, and nothing says what that does"
        for state in ORDERS.values()
        if state not in table.effects
    ]
    return list(dict.fromkeys(problems))


def a_return_meets_every_condition(table: Table) -> list[str]:
    """R1–R7 stand before every return, and R8 before the case is closed after it."""
    problems = []
    for row in table.main:
        if row.act == "reinstate":
            problems += _lacks(row, tuple(RETURN_CONDITIONS.values()))
        if row.to == State.CLOSED_REINSTATED:
            problems += _lacks(row, CLOSING_CONDITIONS)
    return problems


def nothing_passes_over_a_finding(table: Table) -> list[str]:
    """Nothing is accepted, passed, given back or closed over an open false-statement finding."""
    problems = []
    for row in table.main:
        if row.act in NOT_OVER_A_FINDING and State.ADOPTION not in row.start:
            problems += _lacks(row, ("no_finding_open",))
        if row.act in MUST_BE_A_SANCTION and State.DECISION in row.start:
            problems += _lacks(row, ("no_finding_to_decide",))
        if row.act in ("suspend", "remove"):
            problems += _lacks(row, ("time_is_stated", "basis_as_found"))
    return problems


def a_finding_is_heard_and_decided_by_another(table: Table) -> list[str]:
    """A false statement is confirmed by headquarters, another person, after the carrier was heard.

    Wherever the case stands then, it comes to a decision.
    """
    problems = []
    for row in table.rows:
        if row.act in ("confirm_finding", "dismiss_finding"):
            problems += _lacks(row, ("another_person_raised", "decider_is_another_person"))
            if row.by != (Role.HQ,):
                problems.append(f"{row.id} lets {', '.join(row.by)} decide on a finding")
        if row.act == "confirm_finding":
            problems += _lacks(row, ("carrier_heard_on_finding", "basis_fits_finding"))
    heard = {s for row in table.main if row.act == "on:finding.confirmed" for s in row.start}
    led = {w.after for w in table.ways(table.main) if w.row.act == "on:finding.confirmed"}
    missing = set(table.open_states) - heard - {State.ADOPTION, State.ORDERED}
    problems += [f"a confirmed finding goes unheard in {state}" for state in sorted(missing)]
    problems += [f"a confirmed finding leads to {s}" for s in sorted(led - {State.DECISION})]
    return problems


def decisions_need_a_second_person(table: Table) -> list[str]:
    """Whoever decides what was recommended is another person than recommended it."""
    second = {
        "decider_is_another_person",
        "another_person_recommended",
        "accepter_did_not_review",
    }
    return [
        f"{row.id} decides and compares no persons"
        for row in table.main
        if "decider" in row.marks and "letter_previewed" in _conditions(row)
        if not second & set(_conditions(row))
    ]


def a_lapse_decides_nothing(table: Table) -> list[str]:
    """A lapse reminds, escalates, or moves the case to where people must act."""
    problems = []
    for way in table.ways(table.main):
        row = way.row
        if not row.act.startswith(LAPSE):
            continue
        moved = way.after != way.before
        if moved and (way.after in _NEVER_BY_LAPSE or way.after in table.closed_states):
            problems.append(f"{row.id} lets a lapse lead to {way.after}")
        if isinstance(row.to, Next) and row.to is not Next.SAME:
            problems.append(f"{row.id} lets a lapse carry out an order or a decision")
    for row in table.rows:
        if row.act.startswith(LAPSE) and row.raises:
            problems.append(f"{row.id} lets a lapse raise {', '.join(row.raises)}")
        if row.act.startswith(LAPSE) and row.marks:
            problems.append(f"{row.id} lets a lapse act as a person")
    return problems


def standing_changes_by_order_only(table: Table) -> list[str]:
    """The facts that change the standing are raised by an order in effect and by nothing else."""
    facts = {f for effect in table.effects.values() for f in effect.raises} - {"case.closed"}
    return [
        f"{row.id} raises {fact}, which only an order in effect may"
        for row in table.rows
        for fact in row.raises
        if fact in facts
        if row.by != (Role.HQ,) or fact not in EFFECT_BEFORE_SERVICE.get(row.act, frozenset())
        if fact not in LEAVING.get(row.act, frozenset())
    ]


def nothing_is_told_before_delivery(table: Table) -> list[str]:
    """Nobody outside sees a status before the letter is delivered or declared served."""
    problems = [
        f"{row.id} ends the embargo and is neither delivery nor declared service"
        for row in table.rows
        if "embargo.released" in row.raises and row.to is not Next.TARGET
        if row.act not in LEAVING
    ]
    problems += [
        f"{row.id} tells the status and does not wait for the end of the embargo"
        for row in table.rows
        if {"status_notice", "customer_text"} & set(row.notices)
        and row.act != "on:embargo.released"
    ]
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
        problems += _lacks(row, ("withdrawal_signed",))
        missing = LEAVING["withdraw"] | {"case.closed"}
        problems += [f"{row.id} does not raise {f}" for f in sorted(missing - set(row.raises))]
        if State.ORDERED in row.start:
            problems.append(f"{row.id} lets a carrier escape an order by leaving")
    reached = {state for row in rows for state in row.start}
    stuck = set(table.open_states) - reached - {State.ORDERED, State.ADOPTION}
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
            problems += _lacks(row, ("something_to_annul", "no_finding_open"))
        if row.act == "recall_order":
            problems += _lacks(row, ("order_may_be_recalled",))
    return problems


def every_closing_is_said(table: Table) -> list[str]:
    """A decided case that closes says so, so that its lesson is drawn."""
    problems = [
        f"{row.id} closes a decided case and does not say so"
        for row in table.main
        if row.to in table.closed_states and "letter.signed" in row.raises
        if "case.closed" not in row.raises
    ]
    problems += [
        f"an order leads to {state}, which is closed, and does not say so"
        for state, effect in table.effects.items()
        if state in table.closed_states and "case.closed" not in effect.raises
    ]
    return problems


def every_state_has_a_phase(table: Table) -> list[str]:
    """People can be told in which phase a case is, whatever is decided or ordered."""
    problems = []
    for state in table.states:
        for deciding in (None, *DecisionKind):
            for target in (None, *table.effects):
                try:
                    phase_of(state, deciding=deciding, target=target)
                except StopIteration:
                    problems.append(f"{state} belongs to no phase")
    return list(dict.fromkeys(problems))


def monitoring_is_after_the_return(table: Table) -> list[str]:
    """Of the open states only MONITORING lies after the return."""
    after = [state for state in table.open_states if state not in BEFORE_RETURN]
    return [] if after == [State.MONITORING] else [f"after the return lie: {', '.join(after)}"]


def _conditions(row: Row) -> tuple[str, ...]:
    return tuple(guard.code for guard in row.when)


def _lacks(row: Row, codes: tuple[str, ...]) -> list[str]:
    missing = [code for code in codes if code not in _conditions(row)]
    return [f"{row.id} does not ask: {code}" for code in missing if is_persons(row)]
