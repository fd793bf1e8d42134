"""Events about linked cases, what they share, and what waits for another railroad."""

from casework.case import Case
from casework.chain_parts import Dependency, Link, SharedEvidence
from casework.commands.chain import LinkCase, RecordDependency, ShareEvidence
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of


def _linked(case: Case, event: Event) -> Updates:
    body = body_of(LinkCase, event)
    link = Link(
        other_carrier=body.other_carrier,
        relation=body.relation,
        points=body.points,
        reported_first=body.reported_first,
    )
    return {"chain": {**case.chain, body.other_case: link}}


def _shared(case: Case, event: Event) -> Updates:
    body = body_of(ShareEvidence, event)
    found = SharedEvidence(
        other_case=body.other_case,
        sha256=body.sha256,
        filed_here=body.filed_here,
        what=body.what,
        access=body.access,
    )
    return {"shared": (*case.shared, found)}


def _depends(case: Case, event: Event) -> Updates:
    body = body_of(RecordDependency, event)
    found = Dependency(
        action=body.action,
        other_case=body.other_case,
        other_action=body.other_action,
        needs=body.needs,
        waits=body.waits,
        recorded_at=event.at,
    )
    return {"dependencies": {**case.dependencies, body.dependency: found}}


def _settled(case: Case, event: Event) -> Updates:
    name = event.item or ""
    found = case.dependencies[name].model_copy(update={"settled_at": event.at})
    return {"dependencies": {**case.dependencies, name: found}}


FOLDS: dict[str, Fold] = {
    "case_linked": _linked,
    "evidence_shared": _shared,
    "dependency_recorded": _depends,
    "dependency_settled": _settled,
}
"""By kind of event."""
