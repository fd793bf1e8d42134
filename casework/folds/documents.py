"""Events about documents: what the rules read of what is filed, and who has signed it."""

from casework.case import Case
from casework.case_parts import Action, Document, Finding
from casework.commands.anytime import FileDraft, SignDocument
from casework.documents import Cap, Letter, Recommendation, Signature, content_sha256
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of


def _document_filed(case: Case, event: Event) -> Updates:
    body = body_of(FileDraft, event)
    content = body.content
    findings: dict[str, Finding] = {}
    actions: dict[str, Action] = {}
    consent = False
    if isinstance(content, Recommendation):
        findings = {
            finding.id: Finding(
                requirement=finding.requirement,
                severity=finding.severity,
                category=finding.category,
                criterion=finding.criterion,
            )
            for finding in content.findings
        }
    if isinstance(content, Cap):
        consent = content.unannounced_visit_consent
        actions = {
            action.id: Action(
                finding=action.finding,
                due=action.due,
                sha256=content_sha256(action.model_dump(mode="json")),
            )
            for action in content.actions
        }
    document = Document(
        kind=content.kind,
        sha256=content_sha256(content.model_dump(mode="json")),
        filed_by=event.actor.person,
        filed_at=event.at,
        findings=findings,
        actions=actions,
        consent=consent,
        letter=content if isinstance(content, Letter) else None,
    )
    return {"documents": {**case.documents, body.document: document}}


def _document_signed(case: Case, event: Event) -> Updates:
    body = body_of(SignDocument, event)
    document = case.documents[body.document]
    signature = Signature(
        person=event.actor.person, role=event.actor.role, at=event.at, sha256=body.sha256
    )
    signed = document.model_copy(update={"signatures": (*document.signatures, signature)})
    return {"documents": {**case.documents, body.document: signed}}


FOLDS: dict[str, Fold] = {
    "document_filed": _document_filed,
    "document_signed": _document_signed,
}
"""By kind of event."""
