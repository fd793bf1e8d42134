"""Ways on which benefits come and go in part: a changed scope, relief, stages, a port's own."""

from collections.abc import Callable

from tests.casework import lanes, paths
from tests.casework.walk import CNS, HQ, OFF, POC, PORT, SUP, Walk

AT_LAREDO = {"benefit": "reduced-exams", "place": "2304"}
CONTROLS = {"interim_controls": "Two people look at every seal."}


def relieved_and_widened() -> Walk:
    """Relief is asked for and granted in part, refused, and late; then more is taken away."""
    walk = lanes.suspended()
    walk.must(CNS, "request_early_relief", request="r1", benefits=[AT_LAREDO], **CONTROLS)
    basis = {"legal_basis": "967a", "request": "r1"}
    walk.must(HQ, "modify_scope", **walk.letter("letter-relief"), **basis, give_back=[AT_LAREDO])
    walk.must(POC, "acknowledge_letter", letter="letter-relief")
    walk.must(PORT, "confirm_on", benefits=[AT_LAREDO])
    other = [{"benefit": "reduced-exams", "place": "2303"}]
    walk.must(POC, "request_early_relief", request="r2", benefits=other, **CONTROLS)
    walk.until(9)
    walk.must(HQ, "refuse_relief", request="r2", reason="The yard log ends in April.")
    wider = {"legal_basis": "967a", "take_away": [AT_LAREDO, {"benefit": "visible-status"}]}
    walk.must(HQ, "modify_scope", **walk.letter("letter-wider"), **wider)
    walk.until(4)
    tried = {"channels_tried": ["mail", "courier"], "log": "Nobody opened."}
    walk.must(HQ, "declare_served", **tried)
    return walk


def relief_overtaken() -> Walk:
    """The return takes effect while relief is still asked for."""
    walk = lanes.suspended()
    walk.must(POC, "request_early_relief", request="r1", benefits=[AT_LAREDO], **CONTROLS)
    lanes.return_recommended(walk)
    order = {"legal_basis": "967a", "mode": "lower_status", "status": "certified"}
    kept = {"keeps_off": [{"benefit": "front-of-line", "place": "2304"}]}
    walk.must(HQ, "reinstate", **walk.letter("letter-return"), **order, **kept)
    walk.must(POC, "acknowledge_letter", letter="letter-return")
    return walk


def decided_by_the_port() -> Walk:
    """A port withholds joint processing, gives it back, and takes it away from a lane again."""
    walk = lanes.suspended(paths.SCOPE)
    note = {"port": "2304"}
    walk.must(PORT, "withhold_ucp", **note, reason="Two seals were missing.")
    walk.must(PORT, "grant_ucp", **note, reason="Ten trains without an exception.")
    walk.must(PORT, "withhold_ucp", **note, reason="An exception today.")
    return walk


def by_stages() -> Walk:
    """Two lanes: passed, taken back twice, frozen, prolonged, passed again; closed at the end."""
    walk = lanes.staged()
    lanes.passed(walk)
    walk.must(SUP, "fall_back", stage="laredo", reason="Two seals were broken.")
    walk.until(1)
    lanes.opened(walk, "laredo")
    walk.until(25)
    walk.must(SUP, "prolong_stage", stage="laredo", days=10, reason="Few trains.")
    walk.hear("on:linked_case.opened", linked_case="case-2")
    walk.until(35)
    walk.hear("on:linked_case.decided", linked_case="case-2")
    walk.must(SUP, "unfreeze", stage="laredo", reason="It concerns another yard.")
    lanes.seen(walk, "second-start")
    walk.must(SUP, "pass_stage", stage="laredo")
    paths.evidence(walk, "e2", "a2")
    walk.must(SUP, "start_stage", stage="eagle-pass")
    walk.must(HQ, "fall_back", stage="eagle-pass", reason="A rule was not kept.")
    walk.until(1)
    lanes.opened(walk, "eagle-pass")
    lanes.seen(walk, "other-lane", "2303", trains=6, cars=400, exams=3)
    walk.must(SUP, "pass_stage", stage="eagle-pass")
    walk.until(1)
    paths.closed(walk)
    return walk


def suspended_from_a_stage() -> Walk:
    """A stage runs when the carrier is suspended again: what was planned is overtaken."""
    walk = lanes.staged()
    walk.must(SUP, "start_stage", stage="laredo")
    walk.must(SUP, "refer", **paths.recommendation(walk, "rec-3"))
    order = {"legal_basis": "967a", "scope": lanes.EVERYWHERE, "no_comment_reason": "Hours."}
    walk.must(HQ, "suspend", **walk.letter("letter-again"), **order)
    walk.must(OFF, "record_delivery", letter="letter-again", proof="slip", proof_sha256="c" * 64)
    return walk


WAYS_OF_LANES: dict[str, Callable[[], Walk]] = {
    "relieved and widened": relieved_and_widened,
    "relief overtaken": relief_overtaken,
    "decided by the port": decided_by_the_port,
    "by stages": by_stages,
    "suspended from a stage": suspended_from_a_stage,
}
"""By name."""
