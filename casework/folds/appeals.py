"""Events about appeals: in the case that one is about, and in the appeal itself."""

from casework.appeal_parts import FiledAppeal
from casework.case import Case
from casework.case_parts import Document, Order
from casework.commands.appeals import (
    ChangesDecision,
    Determine,
    Determined,
    DeterminedByOrder,
    FileAppeal,
    ReplacesRemoval,
)
from casework.documents import DocumentKind
from casework.events import Event
from casework.folds.base import Fold, Updates, body_named, body_of
from casework.folds.orders import decision_of
from casework.states import DecisionKind, Standing, State


def appeal_matter_id(case: Case, number: int) -> str:
    """Return the id under which the case's appeal of that number goes on as a matter."""
    return f"{case.id}-appeal-{number}"


def _filed(case: Case, event: Event) -> Updates:
    body = body_of(FileAppeal, event)
    matter = appeal_matter_id(case, len(case.appeals) + 1)
    filed = FiledAppeal(letter=body.letter, matter=matter, filed_at=event.at)
    return {"appeals": {**case.appeals, body.appeal: filed}}


def _ended(case: Case, event: Event) -> Updates:
    """``event.item`` is the appeal; how it ended is what the appeal told."""
    return _changed(case, event.item or "", ended=str(event.body["how"]))


def _changed(case: Case, appeal: str, **changes: object) -> Updates:
    found = case.appeals[appeal].model_copy(update=changes)
    return {"appeals": {**case.appeals, appeal: found}}


def _with_letter(case: Case, body: DeterminedByOrder) -> dict[str, Document]:
    """The case's documents with the letter that it serves for the appeal office."""
    letter = Document(
        kind=DocumentKind.LETTER,
        sha256=body.letter_sha256,
        filed_by=body.decided_by,
        filed_at=body.decided_at,
        letter=body.content,
    )
    return {**case.documents, body.letter: letter}


def _served_here(case: Case, event: Event) -> Updates:
    """Nothing is ordered by it any more; the letter says so, and the record is right."""
    body = body_named(event)
    assert isinstance(body, DeterminedByOrder)  # the rows' facts
    return {**_applied(case, event), "documents": _with_letter(case, body)}


def _ordered(case: Case, event: Event) -> Updates:
    """An order that the appeal office has made: served like any other, and never recalled."""
    body = body_named(event)
    assert isinstance(body, DeterminedByOrder)  # the rows' facts
    replaces = body if isinstance(body, ReplacesRemoval) else None
    order = Order(
        row=event.row,
        letter=body.letter,
        target=State.SUSPENDED if replaces else State.CLOSED_RESCINDED,
        signed_at=event.at,
        scope=replaces.scope if replaces else case.scope,
        term_days=replaces.term_days if replaces else None,
        by_appeal=True,
    )
    with_letter = case.model_copy(update={"documents": _with_letter(case, body)})
    decision = decision_of(with_letter, event).model_copy(
        update={"signed_by": body.decided_by, "recommended_by": ()}
    )
    return {
        **_changed(case, body.appeal, order=body.letter),
        "documents": with_letter.documents,
        "decisions": (*case.decisions, decision),
        "open_letter": body.letter,
        "order": order,
        "deciding": None,
    }


def _removal_annulled(case: Case, event: Event) -> Updates:
    return {
        **_applied(case, event),
        "standing": case.standing_before,
        "deciding": DecisionKind.DISPOSITION,
        "reapply_after_days": None,
    }


def _changes(case: Case, event: Event) -> Updates:
    body = body_of(ChangesDecision, event)
    updates = _applied(case, event)
    if body.scope:
        updates["scope"] = body.scope
        updates["relieved"] = ()
        if case.standing.suspended and body.scope != case.scope:
            updates["standing"] = Standing.SUSPENDED_PARTIAL
    if body.term_days is not None:
        updates["term_days"] = body.term_days
    return updates


def _applied(case: Case, event: Event) -> Updates:
    body = body_named(event)
    assert isinstance(body, Determined | DeterminedByOrder)  # the rows' facts
    return _changed(case, body.appeal, applied=True)


def _confirmed(case: Case, event: Event) -> Updates:
    return {"decisions": (*case.decisions, decision_of(case, event))}


def _handed_over(case: Case, event: Event) -> Updates:
    return _of_matter(case, record_handed_over=True)


def _determined(case: Case, event: Event) -> Updates:
    return _of_matter(case, outcome=body_of(Determine, event).outcome)


def _acknowledged(case: Case, event: Event) -> Updates:
    return _of_matter(case, expedited=bool(event.body.get("expedited")))


def _of_matter(case: Case, **changes: object) -> Updates:
    assert case.appeal is not None  # the rows start from an appeal's states
    return {"appeal": case.appeal.model_copy(update=changes)}


FOLDS: dict[str, Fold] = {
    "appeal_filed": _filed,
    "appeal_ended": _ended,
    "suspension_annulled": _ordered,
    "removal_replaced": _ordered,
    "record_corrected_on_appeal": _served_here,
    "annulment_for_headquarters": _served_here,
    "removal_annulled": _removal_annulled,
    "decision_changed_on_appeal": _changes,
    "extension_annulled": _applied,
    "decision_remanded_on_appeal": _applied,
    "appeal_denied": _applied,
    "decision_confirmed": _confirmed,
    "record_handed_over": _handed_over,
    "appeal_determined": _determined,
    "appeal_determined_by_order": _determined,
    "appeal_acknowledged": _acknowledged,
}
"""By kind of event."""
