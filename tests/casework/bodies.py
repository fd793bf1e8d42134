"""What a person might say with each command: mostly sensible, sometimes not."""

from datetime import timedelta
from typing import Any

from casework.commands import commands
from casework.commands.suspension import WithLetter
from casework.documents import DocumentKind
from casework.refusal import Refusal
from casework.roles import Actor
from tests.casework.bodies_beside import said_beside
from tests.casework.bodies_of_lanes import return_said, said_of_lanes
from tests.casework.bodies_of_matters import said_of_matters
from tests.casework.paths import CONTACTS, INCIDENT, OPENING, SCOPE, plan
from tests.casework.walk import EXE, OFF, OFF2, POC, SUP, Walk
from tests.casework.ways_from_paper import ON_PAPER

NEVER_READ = "0" * 64
FINDING = {
    "id": "f1",
    "requirement": "Seals are checked at each interchange",
    "category": "agriculture",
    "who_controlled": "SVR",
}
PIA = {
    "kind": "pia",
    "chronology": "First the yard, then the bridge.",
    "root_causes": [{"cause": "No second look", "method": "5-why"}],
    "custody_map": [{"place": "yard", "owner": "SVR", "custody": "SVR", "control": "SVR"}],
}
LETTER_ACTS = frozenset(act for act, model in commands().items() if issubclass(model, WithLetter))
RECOMMENDATION_ACTS = frozenset({"recommend_sanction", "refer", "recommend_return"})


def body_for(walk: Walk, act: str, pick: int) -> dict[str, Any]:
    """Return what is said with a command; ``pick`` chooses among what could be said.

    What the command rests on is filed and signed first, as far as the case allows it.
    """
    said = _plain(walk, act, pick)
    if act in LETTER_ACTS:
        if act in ("close_no_action", "require_plan"):
            _recommendation(walk, pick)
        said |= _letter(walk, pick)
    if act in RECOMMENDATION_ACTS:
        said |= _recommendation(walk, pick)
    if act == "submit_pia":
        said |= _signed(walk, POC, PIA, (EXE,), pick)
    if act == "submit_plan":
        said |= _signed(walk, POC, plan(f"Plan {len(walk.batches)}."), (EXE,), pick)
    if act == "withdraw":
        said |= _signed(walk, POC, {"kind": "withdrawal", "reason": "Enough."}, (EXE,), pick)
    if act == "sign_document":
        said |= _any_document(walk, pick)
    return said


def _plain(walk: Walk, act: str, pick: int) -> dict[str, Any]:
    today = walk.case.local_day(walk.now).isoformat()
    actions = list(walk.case.plan.actions) if walk.case.plan else ["a1"]
    evidence = [name for name, item in walk.case.evidence.items() if item.accepted is None]
    clocks = [key for key, clock in walk.case.clocks.items() if clock.is_open] or ["T09"]
    requests = list(walk.case.extensions) or ["none"]
    questions = list(walk.case.questions) or ["none"]
    corrections = list(walk.case.corrections) or ["none"]
    filing = ("submit_plan", "submit_comment", "submit_pia", "acknowledge")[pick % 4]
    basis = {"legal_basis": ("967a", "967b")[pick % 2]}
    known: dict[str, dict[str, Any]] = {
        "carrier_statement": {"text": "We disagree."},
        "record_breach_review": {
            "summary": "Nobody looked.",
            "points": [{"place": "yard", "owned_by": "SVR", "controlled_by": "SVR"}],
        },
        "void_case": {"reason": "Opened twice."},
        "submit_comment": {"text": "The seals were whole."},
        "suspend": {
            **basis,
            "scope": SCOPE[: 1 + pick % 2],
            "partial": bool(pick % 2),
            "term_days": (None, 5, 90, 200)[pick % 4],
            "no_comment_reason": (None, "A matter of hours.")[pick % 2],
        },
        "remove": {**basis, "aggravated": bool(pick % 2), "reapply_after_days": 365},
        "declare_served": {"channels_tried": ["mail", "courier"], "log": "Nobody opened."},
        "recall_order": {"reason": "Wrong carrier."},
        "report_progress": {"action": actions[pick % len(actions)], "percent": 50},
        "submit_evidence": {
            "evidence": f"e{len(walk.batches)}",
            "action": actions[pick % len(actions)],
            "file_name": "log.pdf",
            "file_sha256": "a" * 64,
        },
        "accept_evidence": {"evidence": evidence[pick % len(evidence)] if evidence else "none"},
        "return_evidence": {
            "evidence": evidence[0] if evidence else "none",
            "reason": "It ends in April.",
        },
        "return_incomplete": {"missing": "The second page."},
        "return_pia": {"reason": "Which cause?"},
        "return_plan": {
            "no_longer_fits": (None, "The yard is closed.")[pick % 2],
            "results": [
                {"action": name, "accepted": place > 0, "reason": "See above."}
                for place, name in enumerate(actions)
            ],
        },
        "accept_plan": {
            "gates": [
                {"action": name, "gate": "BEFORE_RETURN" if pick % 3 else "IN_MONITORING"}
                for name in actions[:1]
            ]
            + [
                {"action": name, "gate": "BEFORE_RETURN" if pick % 2 else "BEFORE_FULL"}
                for name in actions[1:]
            ]
        },
        "record_visit": {"visited_on": today, "sites": ["yard"], "announced": False},
        "waive_visit": {"reason": "The yard is under water."},
        "file_visit_report": {"passed": pick % 3 != 0},
        "answer_visit_report": {"text": "We agree."},
        "fail_verification": {"reason": "The seals were broken."},
        "remand": {"questions": "Who held the car?"},
        "reinstate": {**basis, **(return_said(walk, pick) if act == "reinstate" else {})},
        "record_check": {"checked_on": today, "result": "Whole.", "passed": pick % 4 != 0},
        "move_policy": {
            "policy": "2026-11b",
            "calendar": ("2026-11b", None)[pick % 2],
            "reason": "2028.",
        },
        "confirm_effectiveness": {"basis": "Three checks."},
        "acknowledge_letter": {"letter": _letter_on_the_way(walk, pick)},
        "record_delivery": {
            "letter": _letter_on_the_way(walk, pick),
            "proof": "post slip",
            "proof_sha256": "b" * 64,
        },
        "confirm_off": {"benefits": SCOPE[: 1 + pick % 2]},
        "confirm_on": {"benefits": SCOPE[: 1 + pick % 2]},
        "draft_lesson": {
            "text": {"en": "Look twice.", "es": "Revise dos veces."},
            "root_causes": "Nobody looked.",
        },
        "answer_lesson": {"agrees_to_publication": bool(pick % 2)},
        "publish_lesson": {"level": "public"},
        "change_contacts": {"contacts": CONTACTS},
        "assign": {"person": "off-2"},
        "file_draft": {
            "document": ("cap", "pia", "rec-1", f"draft-{pick}")[pick % 4],
            "content": (plan(), PIA, {"kind": "recommendation", "reasons": "So."})[pick % 3],
        },
        "attach_incident": {
            "incident": {**INCIDENT, "id": f"i{len(walk.batches)}"},
            "restart_analysis": pick % 4 == 0,
        },
        "report_partner_action": {"action": "Suspended as OEA.", "effective_on": today},
        "suspend_immediately": {**basis, "scope": SCOPE, "security_reason": "Now."},
        "release_embargo": {"security_reason": "Now."},
        "redate_milestone": {
            "action": actions[0],
            "due": _later(walk, 5 + pick),
            "reason": "Rain.",
        },
        "extend_and_return": {
            "reason": "Rain.",
            "days": 30,
            "resume": ("SUSPENDED", "CAP_REVISION", "IMPLEMENTING", "VERIFICATION")[pick % 4],
        },
        "extend_term": {"reason": "Rain.", "days": 30},
        "extend_monitoring": {"reason": "Rain.", "days": 30},
        "resend": {"letter": _letter_on_the_way(walk, pick), "channel": "courier"},
        "request_extension": {
            "request": f"x{len(walk.batches)}",
            "clock": clocks[pick % len(clocks)],
            "days": 1 + pick,
            "reason": "Rain.",
        },
        "grant_extension": {"request": requests[-1], "days": 1 + pick * 3, "reason": "Rain."},
        "refuse_extension": {"request": requests[-1], "reason": "No rain."},
        "place_hold": {
            "hold": f"h{len(walk.batches)}",
            "clocks": clocks[pick : pick + 1 + pick % 3] or clocks[:1],
            "reason": ("court", "disaster", "embargo")[pick % 3],
            "authority": "order 12",
            "until": _later(walk, pick * 2),
        },
        "record_court_stay": {
            "stay": f"s{len(walk.batches)}",
            "decision": _letter_on_the_way(walk, pick),
            "court": "a district court",
            "order": "order.pdf",
            "order_sha256": "d" * 64,
        },
        "request_stay": {
            "stay": f"s{len(walk.batches)}",
            "decision": "letter-suspension",
            "reason": "Harm.",
        },
        **{
            act: {"stay": (list(walk.case.stays) or ["none"])[-1], "reasons": "So."}
            for act in ("grant_stay", "refuse_stay", "end_stay")
        },
        "report_crossing_closed": {
            "event": f"v{len(walk.batches)}",
            "port": ("2304", "2303")[pick % 2],
            "closed_at": walk.now.isoformat(),
            "text": "A flood.",
        },
        "report_crossing_reopened": {
            "event": (list(walk.case.closures) or ["none"])[-1],
            "reopened_at": walk.now.isoformat(),
        },
        "record_outage": {
            "event": f"v{len(walk.batches)}",
            "began_at": (walk.now - timedelta(hours=3 + pick * 24)).isoformat(),
            "ended_at": walk.now.isoformat(),
            "text": "A cable.",
        },
        "release_hold": {
            "hold": (list(walk.case.holds) or ["none"])[-1 - pick % 2 * (len(walk.case.holds) > 1)],
            "reason": "It is over.",
        },
        "ask": {
            "question": f"q{len(walk.batches)}",
            "text": "Which seals?",
            "about": ("facts_of_ground", "plan", "other")[pick % 3],
            "waits": clocks[pick % len(clocks)] if pick % 2 else None,
        },
        "answer": {"question": questions[-1], "text": "Those."},
        "withdraw_question": {"question": questions[-1]},
        "record_received": {
            "filing": filing,
            "words": body_for(walk, filing, pick) if act == "record_received" else {},
            "role": "POC",
            "person": "poc-1",
            "received_at": (walk.now - timedelta(days=pick * 2)).isoformat(),
            "channel": "post",
            "original_sha256": "9" * 64,
        },
        "correct_entry": {
            "correction": f"k{len(walk.batches)}",
            "field": ("carrier_reference", "office", "entry")[pick % 3],
            "value": ("R-10", "HQ", "See 4.")[pick % 3],
            "entry": 3 if pick % 3 == 2 else None,
            "reason": "A slip.",
        },
        "countersign_correction": {"correction": corrections[-1]},
        "refuse_correction": {"correction": corrections[-1], "reason": "It is right."},
        **said_of_matters(walk, pick, today),
        "countersign_adoption": {
            "record_sha256": walk.case.adoption.sha256 if walk.case.adoption else NEVER_READ
        },
    }
    known |= said_of_lanes(walk, pick)
    known |= said_beside(walk, pick, actions[pick % len(actions)])
    opening = {**OPENING, "ground": "incident"}
    known |= {"open_case": opening, "self_report": opening, "report_incident": opening}
    known["open_on_partner_action"] = {**OPENING, "partner_action": "Suspended as OEA."}
    known["request_own_suspension"] = {**OPENING, "measures": "Gates.", "days_needed": 30}
    known["adopt_case"] = {**opening, "record": ON_PAPER}
    return dict(known.get(act, {}))


def _later(walk: Walk, days: int) -> str:
    return (walk.case.local_day(walk.now) + timedelta(days=days)).isoformat()


def _letter_on_the_way(walk: Walk, pick: int) -> str:
    letters = list(walk.case.tracks.get("LETTER", {"none": ""}))
    return letters[-1 - pick % 2] if len(letters) > 1 else letters[0]


def _file(walk: Walk, actor: Actor, content: dict[str, Any]) -> dict[str, str]:
    name = f"{content['kind']}-{len(walk.batches)}"
    walk.do(actor, "file_draft", document=name, content=content)
    filed = walk.case.documents.get(name)
    return {"document": name, "sha256": filed.sha256 if filed else NEVER_READ}


def _signed(
    walk: Walk, filer: Actor, content: dict[str, Any], signers: tuple[Actor, ...], pick: int
) -> dict[str, str]:
    read = _file(walk, filer, content)
    for signer in signers[: len(signers) if pick % 7 else 0]:
        answer = walk.do(signer, "sign_document", **read)
        assert not isinstance(answer, Refusal) or read["sha256"] == NEVER_READ
    return read


def _letter(walk: Walk, pick: int) -> dict[str, str]:
    used = list(walk.case.tracks.get("LETTER", {}))
    if used and pick % 8 == 7:
        name = used[-1]
        return {"letter": name, "letter_sha256": walk.sha(name)}
    reasons = {"en": f"Reasons {len(walk.batches)}.", "es": f"Motivos {len(walk.batches)}."}
    read = _file(walk, OFF, {"kind": "letter", "reasons": reasons})
    return {"letter": read["document"], "letter_sha256": read["sha256"]}


def _recommendation(walk: Walk, pick: int) -> dict[str, str]:
    content = {"kind": "recommendation", "reasons": "So.", "findings": [FINDING]}
    return _signed(walk, (OFF, OFF2)[pick % 2], content, (OFF, SUP), pick)


def _any_document(walk: Walk, pick: int) -> dict[str, str]:
    names = [n for n, d in walk.case.documents.items() if d.kind is not DocumentKind.LESSON]
    if not names:
        return {"document": "none", "sha256": NEVER_READ}
    name = names[pick % len(names)]
    return {"document": name, "sha256": walk.sha(name)}
