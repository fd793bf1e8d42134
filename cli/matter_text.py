"""What runs beside a case, and what a matter beside one is about, as lines of text."""

from collections.abc import Iterator

from casework.bilingual import Language
from casework.case import Case
from casework.clocks import local_day, printed_day
from casework.reference import PARTNERS
from cli.words import word

Line = tuple[str, str]
"""A name and what stands behind it."""


def lines(case: Case, language: Language) -> Iterator[Line]:
    """Yield what is to be said of matters: those beside a case, or the one that this is."""
    for name, filed in case.appeals.items():
        how = word(filed.ended or "pending", language)
        yield "appeal", f"{name} → {filed.matter}: {how} ({filed.letter})"
    for decision, state in case.tracks.get("RECON", {}).items():
        yield "taken again", f"{decision}: {state}"
    for partner, state in case.tracks.get("PARTNER", {}).items():
        told = case.partners.get(partner)
        matter = f" → {told.matter}" if told else ""
        differs = f"; {word('differs there', language)}" if told and told.mismatch else ""
        yield "partner", f"{PARTNERS[partner].id}{matter}: {state}{differs}"
    yield from _appeal(case, language)
    yield from _notice(case, language)


def _appeal(case: Case, language: Language) -> Iterator[Line]:
    appeal = case.appeal
    if appeal is None:
        return
    decision = appeal.decision
    yield "about", f"{appeal.about}, {decision.letter} ({decision.act})"
    yield "decided", printed_day(local_day(decision.decided_at, case.zone), language)
    if decision.delivered_at is not None:
        yield "delivered", printed_day(local_day(decision.delivered_at, case.zone), language)
    late = f"; {word('after the last day', language)}" if appeal.late else ""
    yield "filed", f"{printed_day(local_day(appeal.filed_at, case.zone), language)}{late}"
    if appeal.outcome is not None:
        yield "outcome", word(appeal.outcome.value, language)


def _notice(case: Case, language: Language) -> Iterator[Line]:
    notice = case.notice
    if notice is None:
        return
    yield "partner", f"{PARTNERS[notice.partner].id}, {notice.taxpayer}"
    stayed = f", {word('stayed', language)}" if notice.told.stayed else ""
    yield "told", f"{notice.told.standing.value}{stayed}"
    if notice.their_status is not None:
        yield "there", notice.their_status.value
    if notice.mismatch_since is not None:
        since = printed_day(local_day(notice.mismatch_since, case.zone), language)
        yield "differs since", since
