"""What matters are called in Temporal's pages, and how they are found there."""

from casework.matters import Matter

OURS = f"WorkflowType IN ({', '.join(repr(matter.value) for matter in Matter)})"
"""The part of a visibility query that finds every matter of ours."""

_NAMES = {
    Matter.RESUMPTION: "case",
    Matter.APPEAL: "appeal",
    Matter.PARTNER_NOTICE: "partner notice",
}
_ABOUT = {
    Matter.RESUMPTION: "A rail carrier's way back after a suspension from CTPAT.",
    Matter.APPEAL: "An appeal of one decision under 6 U.S.C. 967.",
    Matter.PARTNER_NOTICE: "One partner administration is told of a status, and answers.",
}


def summary(case_id: str, matter: Matter, *, illustrative: bool) -> str:
    """Return what a matter is called in Temporal's pages."""
    name = f"Illustrative {_NAMES[matter]}" if illustrative else _NAMES[matter].capitalize()
    return f"{name} {case_id}"


def details(matter: Matter) -> str:
    """Return what stands under it there."""
    return f"{_ABOUT[matter]} Open the card for what it waits on; no name appears here."
