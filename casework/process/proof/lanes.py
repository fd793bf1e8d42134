"""Proofs about benefits given back in part, by lane or by stage: nothing moves by itself."""

from casework.process.proof.model import FACT, LAPSE, Table, is_persons
from casework.process.row import Next, Row
from casework.roles import Role

_IN_PART = frozenset({"benefit.given_back", "benefit.taken_back"})

START = frozenset(
    {
        "case_is_monitored",
        "no_linked_case_open",
        "no_condition_is_late",
        "earlier_stages_passed",
        "entry_actions_accepted",
        "entry_figures_recorded",
    }
)
"""What is asked before a lane opens."""

PASS = frozenset(
    {
        "case_is_monitored",
        "no_condition_is_late",
        "lane_is_carried_out",
        "exposure_reached",
        "criterion_met",
        "joint_inspections_recorded",
        "full_return_is_earned",
    }
)
"""What recorded figures must show before a stage passes."""

WIDENING = frozenset({"decider_is_another_person", "letter_previewed", "standing_is_not_good"})
"""What a change of scope asks for, as every decision does."""


def benefits_move_by_decision_only(table: Table) -> list[str]:
    """Single benefits move by a served scope letter, by a stage, or as an appeal has determined."""
    problems = []
    for row in table.rows:
        facts = _IN_PART & set(row.raises)
        asked = _asked(row)
        served = {"is_the_scope_letter", "scope_letter_under_way"} & asked
        staged = row.track == "STAGE" and is_persons(row)
        appealed = row.act == "on:appeal.changes_decision"
        if facts and not served and not staged and not appealed:
            problems.append(f"{row.id} moves benefits and is neither a served scope nor a stage")
        if staged and "benefit.taken_back" in facts and row.act != "fall_back":
            problems.append(f"{row.id} takes a lane's benefits away and does not fall back")
    return problems


def a_scope_is_decided_by_headquarters(table: Table) -> list[str]:
    """Only headquarters changes a scope, by letter; a wider one has an appeal of its own."""
    problems = []
    for row in table.rows:
        if row.act != "modify_scope":
            continue
        if row.by != (Role.HQ,):
            problems.append(f"{row.id} lets {', '.join(row.by)} change a scope")
        problems += [f"{row.id} does not ask: {code}" for code in sorted(WIDENING - _asked(row))]
        wider = "takes_more_away" in _asked(row)
        if wider and "carrier_was_heard" not in _asked(row):
            problems.append(f"{row.id} takes more away from a carrier that was not heard")
        if wider and not any(token.startswith("T19:") for token in row.begin):
            problems.append(f"{row.id} takes more away and begins no window of appeal")
        if not wider and "only_gives_back" not in _asked(row):
            problems.append(f"{row.id} may take benefits away and begins no window of appeal")
        if _IN_PART & set(row.raises):
            problems.append(f"{row.id} moves benefits before its letter is served")
    return problems


def stages_rest_on_figures(table: Table) -> list[str]:
    """A stage starts and passes on what is recorded, by a supervisor, and never without."""
    problems = []
    for row in table.tracks.get("STAGE", ()):
        wanted = START if row.to == "ACTIVE" and "PLANNED" in row.start else frozenset[str]()
        wanted |= PASS if row.to == "PASSED" else frozenset()
        problems += [f"{row.id} does not ask: {code}" for code in sorted(wanted - _asked(row))]
    return problems


def no_stage_moves_by_itself(table: Table) -> list[str]:
    """A lapse moves no stage; a fact freezes, plans or overtakes one, and opens or passes none."""
    problems = []
    for row in table.tracks.get("STAGE", ()):
        moves = row.to is not Next.SAME
        if row.act.startswith(LAPSE) and moves:
            problems.append(f"{row.id} lets a lapse move a stage to {row.to}")
        if row.act.startswith(FACT) and row.to in ("ACTIVE", "PASSED"):
            problems.append(f"{row.id} lets a fact move a stage to {row.to}")
        if row.act == "fall_back" and Role.SUP in row.by and "first_step_back" not in _asked(row):
            problems.append(f"{row.id} lets a supervisor fall back further than one stage")
    return problems


def ports_decide_on_their_own_access_only(table: Table) -> list[str]:
    """What a port decides by itself is joint processing, where both services work together."""
    return [
        f"{row.id} lets a port decide on a benefit"
        for row in table.tracks.get("BENEFIT", ())
        if Role.PORT in row.by and row.start != ("OFF_ORDERED",) and row.start != ("ON_ORDERED",)
        if "port_has_joint_processing" not in _asked(row)
    ]


def _asked(row: Row) -> set[str]:
    return {guard.code for guard in row.when}
