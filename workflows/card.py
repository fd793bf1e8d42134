"""The card of a case in the Temporal UI: what it waits for and what is due, in Markdown.

Names stay out of it: the carrier is its opaque reference.
"""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from casework.case import Case
    from casework.clocks import Clock, ClockStatus, printed_day
    from casework.evolve import awaited
    from casework.holds import REASONS, open_holds
    from casework.matters import Matter
    from casework.states import STATES
    from casework.stays import is_stayed
    from casework.view import is_late


def card(case: Case, undelivered: int) -> str:
    """Return the Markdown of a case's card."""
    waits = awaited(case)
    lines = [
        *(["**ILLUSTRATIVE CASE — not a statement of fact**", ""] if case.illustrative else []),
        f"### {case.phase.value.replace('_', ' ').capitalize()} · {case.state.value}",
        f"{STATES[case.state].meaning_en}.",
        "",
        f"* waits on: **{waits.value if waits else 'nobody'}**",
        *([_standing(case)] if case.matter is Matter.RESUMPTION else []),
        f"* carrier reference: {case.carrier_reference}",
        f"* notices not delivered yet: {undelivered}",
    ]
    clocks = [clock for clock in case.clocks.values() if clock.is_open or is_late(clock)]
    for name, hold in open_holds(case).items():
        day = printed_day(hold.until, "en")
        why = REASONS[hold.reason].en
        lines.append(f"* hold {name}: {why}, through {day}, clocks {', '.join(hold.clocks)}")
    if clocks:
        lines += ["", "#### Clocks", ""]
        lines += [_row(clock) for clock in sorted(clocks, key=lambda clock: clock.due)]
    return "\n".join(lines)


def _standing(case: Case) -> str:
    return f"* standing: {case.standing.value}{', stayed' if is_stayed(case) else ''}"


def _row(clock: Clock) -> str:
    mark = {ClockStatus.HELD: ", held", ClockStatus.LAPSED: ", **late**"}.get(clock.status, "")
    day = printed_day(clock.due_day, "en")
    return f"* **{day}** {clock.terms.what.en} ({clock.terms.party}){mark}"
