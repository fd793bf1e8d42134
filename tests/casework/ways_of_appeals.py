"""Ways of appeals: filed in every kind of state, and answered in every way (6 U.S.C. 967(c))."""

from collections.abc import Callable
from functools import cache

from tests.casework import paths
from tests.casework.matters import Matters
from tests.casework.walk import APP, CNS, EXE, HQ, HQ2, OFF, POC, Walk
from tests.casework.ways_of_leaving import left

RECORD = {"through": 20, "head_sha256": "d" * 64, "documents": ["a" * 64]}
TEXT = "The car was not in our custody when the seal was broken."


def filed(case: Walk, letter: str, name: str = "appeal-1") -> Matters:
    """An appeal of a decision, filed by the carrier's counsel."""
    matters = Matters(case)
    case.must(CNS, "file_appeal", appeal=name, letter=letter, text=TEXT)
    matters.tell()
    return matters


def reviewed(matters: Matters, number: int = 1, *, expedited: bool = False) -> Walk:
    """The appeal, acknowledged, with the record of the decision handed over."""
    appeal = matters.beside(f"appeal-{number}")
    appeal.must(APP, "acknowledge_appeal", expedited=expedited)
    appeal.must(OFF, "hand_over_record", **RECORD)
    return appeal


def answer(appeal: Walk, name: str = "determination") -> dict[str, str]:
    """A letter of the appeal office."""
    reasons = {"en": f"Reasons of {name}.", "es": f"Motivos de {name}."}
    appeal.must(APP, "file_draft", document=name, content={"kind": "letter", "reasons": reasons})
    return {"letter": name, "letter_sha256": appeal.sha(name)}


def determined(matters: Matters, outcome: str, **more: object) -> Walk:
    """The appeal, determined, and the case told."""
    appeal = reviewed(matters)
    appeal.must(
        APP, "determine", **answer(appeal), outcome=outcome, reasons="As the letter says.", **more
    )
    matters.tell()
    return appeal


def served(matters: Matters, appeal: Walk) -> None:
    """The carrier has read the determination, and the case hears of it."""
    appeal.must(POC, "acknowledge_letter", letter="determination")
    matters.tell()


@cache
def granted() -> Matters:
    """A suspension annulled while the carrier corrects; served, and told to everybody."""
    matters = filed(paths.suspended(), "letter-suspension")
    matters.beside("appeal-1").must(POC, "amend_appeal", text="A photograph of the seal.")
    determined(matters, "annul")
    matters.case.must(POC, "acknowledge_letter", letter="appeal-1-determination")
    matters.tell()
    return matters


@cache
def granted_after_closing() -> Matters:
    """An appeal filed on the last day, determined when the case has long been closed."""
    case = paths.suspended()
    case.until(15)
    paths.analysis_filed(case)
    paths.plan_filed(case)
    paths.plan_accepted(case)
    paths.verified(case)
    paths.return_ordered(case)
    case.must(POC, "acknowledge_letter", letter="letter-return")
    matters = filed(case, "letter-suspension")
    matters.until(100)
    paths.closed(case)
    matters.tell()
    determined(matters, "annul")
    case.must(POC, "acknowledge_letter", letter="appeal-1-determination")
    matters.tell()
    return matters


def removed() -> Walk:
    """A carrier that answered nothing and was removed."""
    walk = paths.opened()
    paths.recommended(walk)
    paths.suspension_ordered(walk, no_comment_reason="Nobody can be reached.")
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    walk.until(130)
    letter = walk.letter("letter-removal")
    ground = {"legal_basis": "967a", "reapply_after_days": 365, "rests_on": [walk.sha("rec-1")]}
    walk.must(HQ, "remove", **letter, **ground)
    walk.must(EXE, "acknowledge_letter", letter="letter-removal")
    return walk


def removed_at_once() -> Walk:
    """A carrier that was removed for an aggravated matter, without a suspension before."""
    walk = paths.opened()
    paths.recommended(walk)
    letter = walk.letter("letter-removal")
    ground = {"legal_basis": "967a", "aggravated": True, "reapply_after_days": 365}
    walk.must(HQ, "remove", **letter, **ground, rests_on=[walk.sha("rec-1")])
    walk.must(EXE, "acknowledge_letter", letter="letter-removal")
    return walk


@cache
def removal(outcome: str) -> Matters:
    """A removal answered on appeal."""
    matters = filed(removed(), "letter-removal")
    more = {"scope": paths.SCOPE, "term_days": 60} if outcome == "replace" else {}
    appeal = determined(matters, outcome, **more)
    if outcome == "annul":
        served(matters, appeal)
    return matters


@cache
def removal_annulled_at_once() -> Matters:
    """A removal annulled of a carrier that was never suspended: its benefits come back."""
    matters = filed(removed_at_once(), "letter-removal")
    served(matters, determined(matters, "annul"))
    return matters


@cache
def suspension_annulled_after_removal() -> Matters:
    """The suspension behind a removal is annulled: headquarters decides what is left of it."""
    case = removed()
    matters = filed(case, "letter-suspension")
    determined(matters, "annul")
    return matters


@cache
def changed() -> Matters:
    """A suspension whose scope and term are changed."""
    matters = filed(paths.suspended(), "letter-suspension")
    served(matters, determined(matters, "change", scope=paths.SCOPE[:1], term_days=30))
    return matters


@cache
def annulled_after_withdrawal() -> Matters:
    """The carrier left while its appeal was under way; the record is corrected, and no more."""
    matters = filed(paths.suspended(), "letter-suspension")
    left(matters.case)
    determined(matters, "annul")
    return matters


@cache
def extension_annulled() -> Matters:
    """An extension of the term, annulled after the old end."""
    case = paths.suspended()
    case.until(80)
    case.must(HQ, "extend_term", **case.letter("letter-more"), days=60, reason="The yard is far.")
    matters = filed(case, "letter-more")
    matters.until(30)
    determined(matters, "annul")
    matters.until(1)
    return matters


@cache
def remanded(then: str) -> Matters:
    """A suspension sent back: taken again by another person, replaced, or not in time."""
    matters = filed(paths.suspended(), "letter-suspension")
    determined(matters, "remand", questions="Who held the car?")
    case = matters.case
    if then == "confirmed":
        again = case.letter("letter-again")
        case.must(HQ2, "confirm_decision", **again, decision="letter-suspension", reasons="So.")
    else:
        matters.until(20)
    if then == "replaced":
        matters.until(100)
        letter = case.letter("letter-removal")
        ground = {"legal_basis": "967a", "reapply_after_days": 365}
        case.must(HQ, "remove", **letter, **ground, rests_on=[case.sha("rec-1")])
    return matters


@cache
def denied_late() -> Matters:
    """Nothing is done in time; the appeal is denied in the end, with an expedited target missed."""
    matters = filed(paths.suspended(), "letter-suspension")
    matters.until(20)
    appeal = reviewed(matters, expedited=True)
    matters.until(170)
    appeal.must(APP, "determine", **answer(appeal), outcome="deny", reasons="The seal log.")
    appeal.until(5)
    matters.tell()
    served(matters, appeal)
    return matters


@cache
def filed_again() -> Matters:
    """Taken back, filed again, and dismissed; a third one comes after the last day."""
    matters = filed(paths.suspended(), "letter-suspension")
    matters.beside("appeal-1").must(CNS, "withdraw_appeal", reason="Filed too soon.")
    matters.tell()
    case = matters.case
    case.must(EXE, "file_appeal", appeal="appeal-2", letter="letter-suspension", text=TEXT)
    matters.tell()
    appeal = matters.beside("appeal-2")
    letter = answer(appeal)
    appeal.must(APP, "dismiss_appeal", **letter, reason="Signed by nobody with authority.")
    matters.tell()
    return matters


@cache
def rejected_late() -> Matters:
    """Filed after the last day: received, weighed by the appeal office, rejected with a reason."""
    case = paths.suspended()
    case.until(95)
    matters = filed(case, "letter-suspension")
    appeal = matters.beside("appeal-1")
    letter = answer(appeal)
    weighed = {"reason": "Five days late.", "delivery_weighed": "Delivered on the first day."}
    appeal.must(APP, "reject_late", **letter, **weighed)
    matters.tell()
    return matters


def _case(made: Callable[[], Matters]) -> Callable[[], Walk]:
    return lambda: made().case


def _appeal(made: Callable[[], Matters], number: int = 1) -> Callable[[], Walk]:
    return lambda: made().beside(f"appeal-{number}")


_MADE: dict[str, Callable[[], Matters]] = {
    "appeal granted": granted,
    "appeal granted after closing": granted_after_closing,
    "removal annulled": lambda: removal("annul"),
    "removal replaced": lambda: removal("replace"),
    "removal annulled at once": removal_annulled_at_once,
    "suspension annulled after removal": suspension_annulled_after_removal,
    "decision changed": changed,
    "annulled after withdrawal": annulled_after_withdrawal,
    "extension annulled": extension_annulled,
    "decision confirmed": lambda: remanded("confirmed"),
    "remanded and replaced": lambda: remanded("replaced"),
    "remanded and late": lambda: remanded("late"),
    "appeal denied late": denied_late,
    "appeal rejected late": rejected_late,
    "appeal filed again": filed_again,
}

WAYS_OF_APPEALS: dict[str, Callable[[], Walk]] = {
    **{name: _case(made) for name, made in _MADE.items()},
    **{f"{name}: the appeal": _appeal(made) for name, made in _MADE.items()},
    "appeal filed again: the second": _appeal(filed_again, 2),
}
"""By name: the case, and the appeal beside it."""
