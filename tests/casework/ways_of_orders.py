"""Ways on which orders are made and served in other than the usual manner, and cases opened so."""

from collections.abc import Callable

from tests.casework import paths
from tests.casework.walk import EXE, HQ, MXA, OFF, OPS, POC, PORT, SUP, Walk

BOUNCED = {"message_id": "<1@ctpat.example>", "content_sha256": "b" * 64}


def suspended_at_once() -> Walk:
    """A security reason: suspended by the signature, the ports told, the carrier served later."""
    walk = paths.begun(PORT, "report_incident")
    order = {"legal_basis": "967a", "scope": paths.SCOPE, "security_reason": "A weapon."}
    walk.must(HQ, "suspend_immediately", **walk.letter("letter-now"), **order)
    walk.must(POC, "submit_plan", **paths.attested(walk, "cap", paths.plan()))
    walk.must(POC, "acknowledge_letter", letter="letter-now")
    return walk


def suspended_by_own_wish() -> Walk:
    """The carrier asks for its own suspension; the ports are told before the letter is served."""
    wish = {"measures": "New gates at 3 yards.", "days_needed": 60, "incident": None}
    walk = paths.begun(EXE, "request_own_suspension", **wish)
    order = {"legal_basis": "agreement", "scope": paths.SCOPE, "term_days": 60}
    walk.must(HQ, "suspend", **walk.letter("letter-own"), **order)
    walk.must(HQ, "release_embargo", security_reason="Trains are under way.")
    walk.must(OFF, "record_delivery", letter="letter-own", proof="slip", proof_sha256="c" * 64)
    return walk


def served_again() -> Walk:
    """A letter bounces, is sent again, reaches a new contact, and is never acknowledged."""
    walk = paths.opened()
    paths.recommended(walk)
    paths.suspension_ordered(walk, no_comment_reason="Nobody can be reached.")
    heard = {"letter": "letter-suspension", **BOUNCED, "at": walk.now.isoformat()}
    walk.hear("on:sent", **heard)
    walk.hear("on:bounced", **heard)
    walk.must(OPS, "resend", letter="letter-suspension", channel="courier")
    new = {**paths.CONTACTS, "poc": "night@svr.example"}
    walk.must(POC, "change_contacts", contacts=new)
    walk.until(3)
    walk.must(HQ, "declare_served", channels_tried=["mail", "courier"], log="Nobody opened.")
    walk.until(10)
    return walk


def served_by_declaration() -> Walk:
    """A proposal, then a requirement, each declared served; the plan comes and is closed upon."""
    walk = paths.opened()
    paths.recommended(walk)
    walk.must(HQ, "propose_sanction", **walk.letter("letter-proposal"))
    tried = {"channels_tried": ["mail", "courier"], "log": "Nobody opened."}
    walk.must(HQ, "declare_served", **tried)
    walk.must(POC, "submit_comment", text="The seals were whole.")
    walk.must(HQ, "require_plan", **walk.letter("letter-plan"))
    walk.must(HQ, "declare_served", **tried)
    return walk


def recalled() -> Walk:
    """An order is taken back before anybody outside has seen it."""
    walk = paths.opened()
    paths.recommended(walk)
    paths.suspension_ordered(walk, no_comment_reason="Nobody can be reached.")
    walk.must(HQ, "recall_order", reason="Another carrier's car.")
    return walk


def told_by_partner() -> Walk:
    """A partner administration's action opens a review; a second one is recorded in it."""
    action = {"partner_action": "Suspended as OEA.", "folio": "OEA-7", "incident": None}
    walk = paths.begun(MXA, "open_on_partner_action", **action)
    again = {"action": "Confirmed.", "effective_on": "2026-03-01"}
    walk.must(MXA, "report_partner_action", **again)
    walk.must(POC, "carrier_statement", text="It concerns another site.")
    points = [{"place": "yard", "owned_by": "SVR", "controlled_by": "SVR"}]
    walk.must(OFF, "record_breach_review", summary="Nobody looked.", points=points)
    walk.must(OFF, "contact_note", text="Called the yard.")
    walk.until(32)
    walk.must(SUP, "void_case", reason="Another carrier.")
    return walk


def reported_itself() -> Walk:
    """The carrier reports its own incident."""
    return paths.begun(POC, "self_report")


WAYS_OF_ORDERS: dict[str, Callable[[], Walk]] = {
    "suspended at once": suspended_at_once,
    "suspended by own wish": suspended_by_own_wish,
    "served again": served_again,
    "served by declaration": served_by_declaration,
    "recalled": recalled,
    "told by partner": told_by_partner,
    "reported itself": reported_itself,
}
"""By name."""
