"""Ways on which more is asked for: questions, more time, redated milestones, longer terms."""

from collections.abc import Callable

from tests.casework import paths
from tests.casework.walk import CNS, HQ, HQ2, OFF, POC, PORT, SUP, Walk

SECOND = {**paths.INCIDENT, "id": "i2", "category": "drugs"}


def asked() -> Walk:
    """Questions go both ways; some are answered, one is taken back, two are answered late."""
    walk = paths.suspended()
    walk.must(POC, "ask", question="q1", text="Which seals?", about="facts_of_ground")
    walk.until(3)
    walk.must(OFF, "answer", question="q1", text="Those of cars 3 and 4.", withheld_until="May")
    walk.must(OFF, "ask", question="q2", text="Who holds the keys?", about="plan")
    walk.must(CNS, "answer", question="q2", text="The yard master.")
    walk.must(HQ, "ask", question="q3", text="Since when?")
    walk.must(HQ, "withdraw_question", question="q3")
    walk.must(OFF, "ask", question="q4", text="Is there a log?")
    walk.must(POC, "ask", question="q5", text="Which form?", waits="T10")
    walk.until(20)
    walk.must(OFF, "answer", question="q5", text="Any form.")
    return walk


def given_time() -> Walk:
    """More time is granted by a supervisor and by headquarters, refused, and answered late."""
    walk = paths.suspended()
    request = {"reason": "The yard is under water."}
    walk.must(POC, "request_extension", request="x1", clock="T09", days=10, **request)
    walk.must(SUP, "grant_extension", request="x1", days=7, reason="Seven will do.")
    walk.must(POC, "request_extension", request="x2", clock="T10", days=60, **request)
    walk.must(HQ, "grant_extension", request="x2", days=30, reason="A flood.")
    walk.must(CNS, "request_extension", request="x3", clock="T08", days=60, **request)
    walk.until(8)
    walk.must(SUP, "refuse_extension", request="x3", reason="File what you have.")
    return walk


def redated() -> Walk:
    """Milestones are moved, a further incident comes in, the plan goes back, the term passes."""
    walk = paths.suspended()
    walk.must(PORT, "attach_incident", incident=SECOND)
    walk.must(OFF, "attach_incident", incident={**SECOND, "id": "i3"}, restart_analysis=True)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    walk.must(SUP, "redate_milestone", action="a1", due="2026-05-15", reason="Rain.")
    walk.must(HQ, "redate_milestone", action="a1", due="2026-07-15", reason="A flood.")
    walk.must(HQ, "extend_term", days=30, reason="A flood.", **walk.letter("letter-term-1"))
    results = [
        {"action": "a1", "accepted": False, "reason": "Too late."},
        {"action": "a2", "accepted": True, "reason": "Good."},
    ]
    walk.must(OFF, "return_plan", results=results, no_longer_fits="The yard is closed for good.")
    return walk


def extended_and_returned(resume: str = "SUSPENDED") -> Walk:
    """Silence, then headquarters gives more time and sends the case back."""
    walk = paths.suspended()
    walk.until(100)
    letter = walk.letter("letter-more")
    walk.must(HQ, "extend_and_return", reason="They call.", days=30, resume=resume, **letter)
    return walk


def filed_late() -> Walk:
    """Silence; then a plan that headquarters takes into review though it came late."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    walk.until(100)
    walk.must(POC, "submit_plan", **paths.attested(walk, "cap", paths.plan()))
    walk.must(HQ, "accept_late_filing", **walk.letter("letter-late"))
    return walk


def monitored_longer() -> Walk:
    """Back, monitored longer, and a new matter holds the closing back until it is decided."""
    walk = paths.reinstated()
    letter = walk.letter("letter-longer")
    walk.must(HQ2, "extend_monitoring", days=90, reason="A quiet season.", **letter)
    walk.hear("on:linked_case.opened", linked_case="case-2")
    paths.sent(walk, "e9", "a2")  # and nobody looks at it
    walk.until(60)
    walk.hear("on:linked_case.decided", linked_case="case-2")
    walk.must(SUP, "assign", person="off-2", since="2026-08-01", until="2026-08-14")
    return walk


WAYS_OF_REQUESTS: dict[str, Callable[[], Walk]] = {
    "asked": asked,
    "given time": given_time,
    "redated": redated,
    "extended and returned": extended_and_returned,
    "filed late": filed_late,
    "monitored longer": monitored_longer,
}
"""By name."""
