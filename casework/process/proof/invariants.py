"""Proofs of what must never happen, whoever asks (process table, section 8)."""

from casework.matters import Matter
from casework.process.proof.model import LAPSE, Table, is_persons
from casework.process.row import Next, Row
from casework.roles import Role
from casework.states import BEFORE_RETURN, DecisionKind, State, matter_of, phase_of

ORDERS: dict[str, State] = {
    "suspend": State.SUSPENDED,
    "suspend_immediately": State.SUSPENDED,
    "remove": State.REMOVED,
    "reinstate": State.MONITORING,
    "reconsider": State.CLOSED_RESCINDED,
}
"""The commands that sign an order, and where each leads once it is served."""

ORDERS_ON_APPEAL: dict[str, State] = {
    "on:appeal.annuls_suspension": State.CLOSED_RESCINDED,
    "on:appeal.replaces_removal": State.SUSPENDED,
}
"""What the appeal office orders: signed in the appeal, served like any other order."""

EFFECT_BEFORE_SERVICE: dict[str, frozenset[str]] = {
    "suspend_immediately": frozenset({"standing.suspended", "benefit.ordered_off"}),
    "release_embargo": frozenset({"benefit.ordered_off"}),
}
"""What headquarters alone may let happen before a letter is served, for a security reason."""

LEAVING: dict[str, frozenset[str]] = {
    "withdraw": frozenset(
        {
            "embargo.released",
            "standing.changed",
            "benefit.ordered_off",
            "stages.overtaken",
            "reliefs.overtaken",
        }
    ),
}
"""What the carrier alone brings about, by leaving: no order is needed, and nobody need be told
first."""

BY_APPEAL = frozenset(
    {("on:appeal.annuls_removal", "benefit.ordered_on"), ("on:appeal.served", "decision.reversed")}
)
"""What follows from an appeal by itself: benefits return, and whoever was told is told anew."""

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

CLOSING_CONDITIONS = (
    "checks_done",
    "effectiveness_confirmed",
    "closer_did_not_confirm",
    "stages_complete",
)
"""R8: the effect is confirmed by a second person, not by the calendar; no lane is left closed."""

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
    return row.to is Next.ADOPTED and row.by == (Role.HQ,) and asked <= set(conditions(row))


def _goes_back_to_monitoring(row: Row) -> bool:
    return row.act == "keep_monitoring" and "came_from_monitoring" in conditions(row)


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
        if way.after == State.ORDERED != way.before and row.act in ORDERS_ON_APPEAL:
            if not {"order.signed", "letter.signed", "appeal.ended"} <= set(row.raises):
                problems.append(f"{row.id} is an order on appeal and does not say so")
        elif way.after == State.ORDERED != way.before:
            if row.act not in ORDERS:
                problems.append(f"{row.id} leads to ORDERED and is no order")
            if row.by != (Role.HQ,):
                problems.append(f"{row.id} lets {', '.join(row.by)} sign an order")
            if "order.signed" not in row.raises or "letter.signed" not in row.raises:
                problems.append(f"{row.id} signs an order and does not say so")
            problems += lacks(row, ("decider_is_another_person", "letter_previewed"))
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
            problems += lacks(row, tuple(RETURN_CONDITIONS.values()))
        if row.to == State.CLOSED_REINSTATED:
            problems += lacks(row, CLOSING_CONDITIONS)
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
        if "decider" in row.marks and "letter_previewed" in conditions(row)
        if not second & set(conditions(row))
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
        if (row.act, fact) not in BY_APPEAL
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
        and row.act not in ("on:embargo.released", "on:scope.changed", "on:status.corrected")
    ]
    problems += [
        f"{row.id} says that the status is another one, and neither a stay nor an appeal is over it"
        for row in table.rows
        if "status.corrected" in row.raises and row.act != "on:appeal.served"
        if not {"stay.granted", "stay.ended"} & set(row.raises)
    ]
    problems += [
        f"{row.id} says that the scope has changed and is no service of its letter"
        for row in table.rows
        if "scope.changed" in row.raises and not _serves_a_scope_letter(row)
    ]
    return problems


def _serves_a_scope_letter(row: Row) -> bool:
    asked = conditions(row)
    delivered = row.act == "on:letter.delivered" and "is_the_scope_letter" in asked
    declared = row.act == "declare_served" and row.by == (Role.HQ,)
    return delivered or (declared and "scope_letter_under_way" in asked)


def every_closing_is_said(table: Table) -> list[str]:
    """A decided case that closes says so, so that its lesson is drawn."""
    problems = [
        f"{row.id} closes a decided case and does not say so"
        for row in table.main
        if row.to in table.closed_states and "letter.signed" in row.raises
        if matter_of(State(row.to)) is Matter.RESUMPTION
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
    after = [
        state
        for state in table.open_states
        if state not in BEFORE_RETURN and matter_of(state) is Matter.RESUMPTION
    ]
    return [] if after == [State.MONITORING] else [f"after the return lie: {', '.join(after)}"]


def conditions(row: Row) -> tuple[str, ...]:
    """Return the codes of a row's conditions."""
    return tuple(guard.code for guard in row.when)


def lacks(row: Row, codes: tuple[str, ...]) -> list[str]:
    """Return what a person's row should ask and does not."""
    missing = [code for code in codes if code not in conditions(row)]
    return [f"{row.id} does not ask: {code}" for code in missing if is_persons(row)]
