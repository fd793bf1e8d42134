"""Stretches of the way through a case; each goes on from where the one before it ends."""

from typing import Any

from casework.events import Event
from casework.roles import Actor
from casework.versions import BEFORE_THEY_TRAVELLED
from tests.casework.walk import EXE, HQ, OFF, OFF2, POC, PORT, SUP, Walk

SCOPE = [{"benefit": "reduced-exams"}, {"benefit": "front-of-line", "place": "2304"}]
CONTACTS = {
    "poc": "security@svr.example",
    "executive": "executive@svr.example",
    "partners": [{"name": "Ferromex", "address": "status@fxe.example", "languages": ["es"]}],
}
INCIDENT = {
    "id": "i1",
    "discovered_at": "2026-02-27T10:00:00Z",
    "discovered_by": "CBP",
    "port": "2304",
    "category": "seal",
    "description": "Broken seals.",
}


OPENING = {
    "carrier": "SVR",
    "carrier_reference": "R-1",
    "port": "2304",
    "illustrative": True,
    "contacts": CONTACTS,
    "incident": INCIDENT,
}


def opened(**changes: Any) -> Walk:
    """A case on an incident at Laredo, reported by an officer."""
    return begun(OFF, "open_case", **{"ground": "incident", **changes})


def opened_at_first(**changes: Any) -> Walk:
    """As `opened`, judged by the first versions of policy and calendars."""
    walk = Walk(versions=BEFORE_THEY_TRAVELLED)
    walk.must(OFF, "open_case", **{**OPENING, "ground": "incident", **changes})
    return walk


def begun(actor: Actor, act: str, /, **changes: Any) -> Walk:
    """A case opened by whoever opens it."""
    walk = Walk()
    walk.must(actor, act, **{**OPENING, **changes})
    return walk


def recommendation(walk: Walk, name: str, **more: Any) -> dict[str, str]:
    """A recommendation, filed and signed by an officer and endorsed by the supervisor."""
    content = {"kind": "recommendation", "reasons": f"Reasons of {name}.", **more}
    walk.must(OFF, "file_draft", document=name, content=content)
    read = {"document": name, "sha256": walk.sha(name)}
    for signer in (OFF, SUP):
        walk.must(signer, "sign_document", **read)
    return read


def recommended(walk: Walk) -> None:
    """To DECISION: a sanction is recommended on one finding."""
    finding = {
        "id": "f1",
        "requirement": "Seals are checked at each interchange",
        "category": "seal",
        "who_controlled": "SVR",
    }
    walk.must(OFF, "recommend_sanction", **recommendation(walk, "rec-1", findings=[finding]))


def proposed(walk: Walk) -> None:
    """To COMMENT: the notice of proposed action is served."""
    walk.must(HQ, "propose_sanction", **walk.letter("letter-proposal"))
    walk.must(POC, "acknowledge_letter", letter="letter-proposal")


def suspension_ordered(walk: Walk, **changes: Any) -> None:
    """To ORDERED: the suspension is signed, and nobody outside knows of it."""
    order = {"legal_basis": "967a", "rests_on": [walk.sha("rec-1")], "scope": SCOPE, **changes}
    walk.must(HQ, "suspend", **walk.letter("letter-suspension"), **order)


def suspended(begun_as: Walk | None = None) -> Walk:
    """A suspended carrier that was heard before, all the way from the opening."""
    walk = begun_as or opened()
    recommended(walk)
    proposed(walk)
    walk.must(POC, "submit_comment", text="The seals were whole when the train left our yard.")
    suspension_ordered(walk)
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    walk.must(PORT, "confirm_off", benefits=SCOPE)
    walk.must(POC, "acknowledge")
    return walk


def attested(walk: Walk, name: str, content: dict[str, Any]) -> dict[str, str]:
    """A document of the carrier, filed, and signed by its executive."""
    walk.must(POC, "file_draft", document=name, content=content)
    read = {"document": name, "sha256": walk.sha(name)}
    walk.must(EXE, "sign_document", **read)
    return read


def analysis_filed(walk: Walk, chronology: str = "First the yard, then the bridge.") -> None:
    """The post-incident analysis is filed."""
    content = {
        "kind": "pia",
        "chronology": chronology,
        "root_causes": [{"cause": "No second look", "method": "5-why"}],
        "custody_map": [
            {"place": "yard", "owner": "SVR", "custody": "SVR", "control": "SVR"},
        ],
    }
    walk.must(POC, "submit_pia", **attested(walk, "pia", content))


def plan(summary: str = "Two actions.", *, second_due: str = "2026-09-10") -> dict[str, Any]:
    """A plan of two actions: a1 for the return, a2 for the time after it."""
    action = {
        "finding": "f1",
        "objective": "Seals are looked at twice",
        "owner": "yard master",
        "evidence_expected": "seal log",
        "success_measure": "no broken seal",
    }
    return {
        "kind": "cap",
        "summary": summary,
        "unannounced_visit_consent": True,
        "actions": [
            {**action, "id": "a1", "due": "2026-05-10"},
            {**action, "id": "a2", "due": second_due},
        ],
    }


def plan_filed(walk: Walk, summary: str = "Two actions.") -> None:
    """To CAP_REVIEW: the plan is filed."""
    walk.must(POC, "submit_plan", **attested(walk, "cap", plan(summary)))


def plan_accepted(walk: Walk, *, second: str = "IN_MONITORING") -> None:
    """To IMPLEMENTING: analysis and plan are accepted, with a gate for the second action."""
    if walk.case.analysis is not None and not walk.case.analysis.accepted:
        walk.must(OFF, "accept_pia")
    gates = [{"action": "a1", "gate": "BEFORE_RETURN"}, {"action": "a2", "gate": second}]
    walk.must(SUP, "accept_plan", gates=gates)


def evidence(walk: Walk, name: str, action: str, *, accepted: bool = True) -> None:
    """Evidence for an action is submitted and looked at."""
    sent(walk, name, action)
    if accepted:
        walk.must(OFF, "accept_evidence", evidence=name)
    else:
        walk.must(OFF, "return_evidence", evidence=name, reason="The log ends in April.")


def sent(walk: Walk, name: str, action: str) -> None:
    """Evidence for an action is submitted, and waits to be looked at."""
    walk.must(
        POC,
        "submit_evidence",
        evidence=name,
        action=action,
        file_name="seal-log.pdf",
        file_sha256="a" * 64,
    )


def visited(walk: Walk, **report: Any) -> None:
    """A visit is recorded and its report filed; it passed unless said otherwise."""
    today = walk.case.local_day(walk.now).isoformat()
    walk.must(OFF, "record_visit", visited_on=today, sites=["yard"], announced=False)
    walk.must(OFF, "file_visit_report", **{"passed": True, **report})


def verified(walk: Walk) -> None:
    """In VERIFICATION, from IMPLEMENTING: evidence, visit and the carrier's answer."""
    evidence(walk, "e1", "a1")
    walk.must(OFF, "evidence_complete")
    visited(walk, recommendations=["Keep the log for 2 years."], best_practices=["Night lights."])
    walk.must(POC, "answer_visit_report", text="We agree.")


def return_ordered(walk: Walk) -> None:
    """To ORDERED: the return is recommended and signed."""
    walk.must(OFF, "recommend_return", **recommendation(walk, "rec-2"))
    letter = walk.letter("letter-return")
    walk.must(HQ, "reinstate", **letter, legal_basis="967a", mode="conditional")


def reinstated(begun_as: Walk | None = None) -> Walk:
    """A carrier that is back, with one condition open, all the way from the opening."""
    walk = suspended(begun_as)
    walk.until(15)
    analysis_filed(walk)
    plan_filed(walk)
    plan_accepted(walk)
    verified(walk)
    return_ordered(walk)
    walk.must(POC, "acknowledge_letter", letter="letter-return")
    walk.must(SUP, "confirm_on", benefits=SCOPE)
    return walk


def closed(walk: Walk, *, met: bool = False) -> tuple[Event, ...]:
    """To CLOSED_REINSTATED, from MONITORING: the condition is met, the actions work."""
    if not met:
        evidence(walk, "e-last", "a2")
    today = walk.case.local_day(walk.now).isoformat()
    walk.must(OFF, "record_check", checked_on=today, result="Seals whole.", passed=True)
    walk.must(OFF2, "confirm_effectiveness", basis="Three checks in a row.")
    return walk.must(SUP, "close_reinstated", **walk.letter("letter-closing"))
