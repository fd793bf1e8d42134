"""What is said in a simulated case when a task is done: the commands, with plain contents."""

from collections.abc import Callable
from datetime import timedelta

from casework.case import Case
from casework.roles import Actor, Role
from simulation.simulated_case import CARRIER, POC, PORT, SimulatedCase

SCOPE = [{"benefit": "reduced-exams", "place": PORT}]
PORT_OFFICER = Actor(person="port-1", role=Role.PORT, organisation=PORT)

_FINDING = {
    "id": "f1",
    "requirement": "Seals are checked at each interchange",
    "category": "seal",
    "who_controlled": CARRIER,
}
_ACTION = {
    "id": "a1",
    "finding": "f1",
    "objective": "Seals are looked at twice",
    "owner": "yard master",
    "evidence_expected": "seal log",
    "success_measure": "no broken seal",
}
_ANALYSIS = {
    "kind": "pia",
    "chronology": "Simulated.",
    "root_causes": [{"cause": "No second look", "method": "5-why"}],
    "custody_map": [{"place": "yard", "owner": CARRIER, "custody": CARRIER, "control": CARRIER}],
}


def opened(sim: SimulatedCase) -> None:
    """Open the case."""
    contacts = {"poc": "security@svr.example", "executive": "executive@svr.example"}
    incident = {
        "id": "i1",
        "discovered_at": sim.now.isoformat(),
        "discovered_by": "CBP",
        "port": PORT,
        "category": "seal",
        "description": "Simulated.",
    }
    sim.do(
        Actor(person="off-1", role=Role.OFF, organisation="LRD"),
        "open_case",
        carrier=CARRIER,
        carrier_reference="R-SIMULATED",
        port=PORT,
        ground="incident",
        illustrative=True,
        contacts=contacts,
        incident=incident,
    )


def recommendation(name: str) -> Callable[[SimulatedCase, Actor], None]:
    """Return what writes and signs a recommendation."""

    def write(sim: SimulatedCase, who: Actor) -> None:
        content = {"kind": "recommendation", "reasons": "Simulated.", "findings": [_FINDING]}
        sim.do(who, "file_draft", document=name, content=content)
        sim.do(who, "sign_document", **sim.read(name))

    return write


def _signer(case: Case, name: str) -> Actor:
    person = case.documents[name].signatures[0].person
    return Actor(person=person, role=Role.OFF, organisation="LRD")


def endorse_sanction(sim: SimulatedCase, who: Actor) -> None:
    """Endorse, and have a sanction recommended or the case closed without one."""
    sim.do(who, "sign_document", **sim.read("rec-1"))
    if sim.course.sanction:
        sim.do(_signer(sim.case, "rec-1"), "recommend_sanction", **sim.read("rec-1"))
    else:
        sim.do(who, "close_no_action", **sim.letter("letter-none"))


def endorse_return(sim: SimulatedCase, who: Actor) -> None:
    """Endorse, and have the return recommended."""
    sim.do(who, "sign_document", **sim.read("rec-2"))
    sim.do(_signer(sim.case, "rec-2"), "recommend_return", **sim.read("rec-2"))


def propose(sim: SimulatedCase, who: Actor) -> None:
    """Propose the suspension."""
    sim.do(who, "propose_sanction", **sim.letter("letter-proposal"))


def suspend(sim: SimulatedCase, who: Actor) -> None:
    """Order the suspension."""
    rests_on = [sim.case.documents["rec-1"].sha256]
    letter = sim.letter("letter-suspension")
    sim.do(who, "suspend", **letter, legal_basis="967a", rests_on=rests_on, scope=SCOPE)


def reinstate(sim: SimulatedCase, who: Actor) -> None:
    """Order the return."""
    sim.do(who, "reinstate", **sim.letter("letter-return"), legal_basis="967a", mode="full")


def dispose(sim: SimulatedCase, who: Actor) -> None:
    """Order the removal of a carrier that never answered."""
    sim.do(who, "remove", **sim.letter("letter-removal"), legal_basis="967a")


def open_letters(sim: SimulatedCase, who: Actor) -> None:
    """Acknowledge every letter that is there."""
    for letter in unread(sim.case):
        sim.do(POC, "acknowledge_letter", letter=letter)


def unread(case: Case) -> list[str]:
    """Return the letters that the carrier has not opened."""
    letters = case.tracks.get("LETTER", {})
    return [name for name, state in letters.items() if state in ("SIGNED", "SENT")]


def file_plan(sim: SimulatedCase, who: Actor) -> None:
    """File the plan, and the analysis where there is none yet."""
    if sim.case.analysis is None:
        sim.do(POC, "submit_pia", **sim.attested("pia", _ANALYSIS))
    plan = {
        "kind": "cap",
        "summary": f"Simulated on {sim.now.isoformat()}.",
        "unannounced_visit_consent": True,
        "actions": [{**_ACTION, "due": _day(sim, sim.course.milestone)}],
    }
    sim.do(POC, "submit_plan", **sim.attested("cap", plan))


def review_plan(sim: SimulatedCase, who: Actor) -> None:
    """Accept the analysis; return the plan, or find it good."""
    if sim.case.analysis is not None and not sim.case.analysis.accepted:
        sim.do(who, "accept_pia")
    if sim.case.rounds < sim.course.returned_plans:
        result = {"action": "a1", "accepted": False, "reason": "Simulated."}
        sim.do(who, "return_plan", results=[result])
    else:
        assert sim.case.plan is not None  # only a filed plan is reviewed
        sim.reviewed = sim.case.plan.sha256


def accept_plan(sim: SimulatedCase, who: Actor) -> None:
    """Accept the plan."""
    sim.do(who, "accept_plan", gates=[{"action": "a1", "gate": "BEFORE_RETURN"}])


def send_evidence(sim: SimulatedCase, who: Actor) -> None:
    """Send evidence for the action."""
    name = f"e{len(sim.case.evidence) + 1}"
    file = {"file_name": "log.pdf", "file_sha256": "a" * 64}
    sim.do(POC, "submit_evidence", evidence=name, action="a1", **file)


def look_at_evidence(sim: SimulatedCase, who: Actor) -> None:
    """Accept what was sent."""
    for name in unseen(sim.case):
        sim.do(who, "accept_evidence", evidence=name)


def unseen(case: Case) -> list[str]:
    """Return evidence that nobody has looked at."""
    return [name for name, found in case.evidence.items() if found.accepted is None]


def coordinated(sim: SimulatedCase, who: Actor) -> None:
    """Have it agreed with Mexico."""
    sim.coordinated = True


def visit(sim: SimulatedCase, who: Actor) -> None:
    """Visit the yard."""
    joint = {"joint_with": "AGACE", "agace_coordination": "Simulated."}
    sim.do(
        who,
        "record_visit",
        visited_on=_day(sim, timedelta(0)),
        sites=["yard"],
        announced=True,
        **(joint if sim.course.in_mexico else {}),
    )


def _day(sim: SimulatedCase, later: timedelta) -> str:
    return sim.case.local_day(sim.now + later).isoformat()


def by_acting(act: str, actor: Actor | None = None, **body: object) -> Callable[..., None]:
    """Return what gives one command, by whoever did the work or by somebody named."""

    def act_so(sim: SimulatedCase, who: Actor) -> None:
        sim.do(actor or who, act, **body)

    return act_so
