"""Ways on which the carrier leaves, or headquarters annuls what it had decided."""

from collections.abc import Callable

from tests.casework import paths, ways_of_false_statements
from tests.casework.walk import HQ, OPS, POC, PORT, Walk

GOODBYE = {"kind": "withdrawal", "reason": "We sell the line."}


def left(walk: Walk) -> Walk:
    """The carrier leaves, by a withdrawal that its executive has signed."""
    walk.must(POC, "withdraw", **paths.attested(walk, "goodbye", GOODBYE))
    return walk


def left_in_review() -> Walk:
    """It leaves while a sanction is reviewed; nothing was ever taken from it before."""
    return left(paths.opened())


def left_suspended() -> Walk:
    """It leaves while suspended and said to have lied, which is decided all the same."""
    walk = left(ways_of_false_statements.at_review())
    walk.must(PORT, "confirm_off", benefits=[{"benefit": "business-resumption"}])
    ways_of_false_statements.confirmed(walk)
    return walk


NEGATIVE = {"legal_basis": "967a", "ground_fell_away": "The test was negative."}
HEARD = {"message_id": "<1@ctpat.example>", "content_sha256": "b" * 64}


def annulled(walk: Walk) -> Walk:
    """Headquarters annuls on its own motion, and the letter is served."""
    walk.must(HQ, "reconsider", **walk.letter("letter-annulled"), **NEGATIVE)
    walk.must(POC, "acknowledge_letter", letter="letter-annulled")
    return walk


def told(walk: Walk, recipient: str, how: str = "sent") -> None:
    """The mail system reports on one reversal."""
    walk.hear(f"on:reversal.{how}", recipient=recipient, at=walk.now.isoformat(), **HEARD)


def annulled_under_way() -> Walk:
    """Annulled while suspended: one is told by mail, one late and by phone."""
    walk = annulled(paths.suspended())
    told(walk, "r1")
    told(walk, "r2", "bounced")
    walk.until(4)
    walk.must(OPS, "record_reversal_told", recipient="r2", how="phone call to the desk")
    walk.must(PORT, "confirm_on", benefits=paths.SCOPE)
    return walk


def annulled_after_removal() -> Walk:
    """Removed for good, as it seemed."""
    return annulled(ways_of_false_statements.removed_for_it())


def annulled_when_over() -> Walk:
    """The suspension is over and the case closed; a partner has left meanwhile, one is new."""
    walk = paths.reinstated()
    new = {"name": "Kansas Sur", "address": "status@ksr.example"}
    walk.must(POC, "change_contacts", contacts={**paths.CONTACTS, "partners": [new]})
    paths.closed(walk)
    walk.until(3)
    return annulled(walk)


WAYS_OF_LEAVING: dict[str, Callable[[], Walk]] = {
    "left in review": left_in_review,
    "left suspended": left_suspended,
    "annulled under way": annulled_under_way,
    "annulled after removal": annulled_after_removal,
    "annulled when over": annulled_when_over,
}
"""By name."""
