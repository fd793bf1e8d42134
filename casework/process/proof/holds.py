"""Proofs about holds: what they may never touch, and that each of them ends."""

from casework.commands.holds import PlaceHold
from casework.policy import CURRENT, Holdable, Policy, policy
from casework.process.proof.model import LAPSE, Table, rule_of

NEVER_HELD = ("T14", "T19", "T20")
"""The term of the suspension, and the two periods of an appeal that a statute sets."""

MAY_STAND_STILL = "named_clocks_may_stand_still"
RUNS = "named_clocks_run"


def a_hold_never_touches_what_may_not_stand_still(
    table: Table, rules: Policy | None = None
) -> list[str]:
    """No hold touches the term or a period of an appeal, whoever places it."""
    rules = rules or policy(CURRENT)
    problems = [
        f"policy {rules.version} lets {name} stand still"
        for name in NEVER_HELD
        for rule in (
            rules.rule(name),
            *map(rules.rule(name).alternate, rules.rule(name).alternates),
        )
        if rule.holdable is Holdable.YES
    ]
    for row in table.rows:
        if row.act == PlaceHold.act:
            asked = {guard.code for guard in row.when}
            problems += [
                f"{row.id} does not ask: {code}"
                for code in (RUNS, MAY_STAND_STILL)
                if code not in asked
            ]
    return list(dict.fromkeys(problems))


def a_hold_has_an_end(table: Table) -> list[str]:
    """A hold in force always has its clock running, and running out ends it."""
    problems = []
    for way in table.ways(table.tracks.get("HOLD", ())):
        begun = {rule_of(token) for token in table.begun(way)}
        stopped = {rule_of(token) for token in way.row.stop}
        lapsed = way.row.act == f"{LAPSE}T35"
        if way.after == "HELD" and way.before != "HELD" and "T35" not in begun:
            problems.append(f"{way.row.id} places a hold without an end")
        if way.before == "HELD" == way.after and (lapsed or "T35" in stopped - begun):
            problems.append(f"{way.row.id} leaves a hold in force without an end")
        if way.before == "HELD" != way.after and not lapsed and "T35" not in stopped:
            problems.append(f"{way.row.id} ends a hold and leaves its clock running")
    return problems


def only_a_hold_lets_clocks_stand_still(table: Table) -> list[str]:
    """Who lets clocks stand still is a supervisor or headquarters, on the track HOLD."""
    return [
        f"{row.id} lets {', '.join(row.by)} place a hold"
        for row in table.rows
        if row.act == PlaceHold.act and (row.track != "HOLD" or not set(row.by) <= {"SUP", "HQ"})
    ]
