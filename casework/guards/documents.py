"""Conditions on documents: filed, unchanged, and signed by those whose signature counts."""

from casework.case import Case
from casework.commands.anytime import FileDraft, SignDocument
from casework.commands.suspension import WithDocument, WithLetter
from casework.documents import FILERS, SIGNERS, DocumentKind
from casework.guards.base import Asked, guard


def _names(case: Case, asked: Asked, kind: DocumentKind) -> bool:
    body = asked.body
    return (
        isinstance(body, WithDocument)
        and case.document(body.document, kind, body.sha256) is not None
    )


def _signed(case: Case, asked: Asked, kind: DocumentKind, role: str, *, second: bool) -> bool:
    """Whether the named document bears a signature; ``second``: not of its filer."""
    body = asked.body
    if not isinstance(body, WithDocument):
        return False
    document = case.document(body.document, kind, body.sha256)
    return document is not None and document.signed_by(
        document.filed_by if second else None, roles=frozenset({role})
    )


@guard(
    en="the letter must be filed in both languages, and its hash must be the one that you read",
    es="la carta debe estar presentada en ambos idiomas, y su huella debe ser la que usted leyó",
)
def letter_previewed(case: Case, asked: Asked) -> bool:
    """The deciding command names the hash of the letter as it stands: that is the signature."""
    body = asked.body
    return (
        isinstance(body, WithLetter)
        and case.document(body.letter, DocumentKind.LETTER, body.letter_sha256) is not None
    )


@guard(
    en="this letter was already signed or served; file a new one",
    es="esta carta ya fue firmada o notificada; presente una nueva",
)
def letter_not_yet_used(case: Case, asked: Asked) -> bool:
    """One letter serves one decision."""
    body = asked.body
    return isinstance(body, WithLetter) and body.letter not in case.tracks.get("LETTER", {})


@guard(
    en="the recommendation must be filed, name its findings' documents, and be as you read it",
    es="la recomendación debe estar presentada y ser la que usted leyó",
)
def recommendation_on_file(case: Case, asked: Asked) -> bool:
    """The recommendation named is on file with that hash."""
    return _names(case, asked, DocumentKind.RECOMMENDATION)


@guard(
    en="a supervisor other than its author must have signed the recommendation as it stands",
    es="un supervisor distinto del autor debe haber firmado la recomendación tal como está",
)
def recommendation_endorsed(case: Case, asked: Asked) -> bool:
    """A supervisor, another person than the author, has endorsed it."""
    return _signed(case, asked, DocumentKind.RECOMMENDATION, "SUP", second=True)


@guard(
    en="the analysis must be filed and signed by the carrier's executive as it stands",
    es="el análisis debe estar presentado y firmado por el directivo tal como está",
)
def analysis_attested(case: Case, asked: Asked) -> bool:
    """The executive has attested the analysis that is named."""
    return _signed(case, asked, DocumentKind.PIA, "EXE", second=False)


@guard(
    en="the plan must be filed and signed by the carrier's executive as it stands",
    es="el plan debe estar presentado y firmado por el directivo tal como está",
)
def plan_signed(case: Case, asked: Asked) -> bool:
    """The executive has signed the plan that is named."""
    return _signed(case, asked, DocumentKind.CAP, "EXE", second=False)


@guard(
    en="the withdrawal must be filed and signed by the carrier's executive as it stands",
    es="el retiro debe estar presentado y firmado por el directivo tal como está",
)
def withdrawal_signed(case: Case, asked: Asked) -> bool:
    """The executive has signed the withdrawal that is named."""
    return _signed(case, asked, DocumentKind.WITHDRAWAL, "EXE", second=False)


@guard(
    en="this role does not file documents of that kind",
    es="este rol no presenta documentos de esa clase",
)
def may_file_kind(case: Case, asked: Asked) -> bool:
    """Each kind of document has its filers."""
    body = asked.body
    return isinstance(body, FileDraft) and asked.actor.role in FILERS[body.content.kind]


@guard(
    en="a document of that name exists and is of another kind, or has already been acted on",
    es="ya existe un documento con ese nombre de otra clase, o ya surtió efectos",
)
def draft_may_change(case: Case, asked: Asked) -> bool:
    """A letter or a stage plan that was signed or served is never replaced."""
    body = asked.body
    if not isinstance(body, FileDraft):
        return False
    found = case.documents.get(body.document)
    ordered = case.order.stage_plan if case.order is not None else None
    used = body.document in case.tracks.get("LETTER", {}) or body.document in (
        ordered,
        case.stage_plan,
    )
    return not used and (found is None or found.kind is body.content.kind)


@guard(
    en="the document must be on file and say exactly what its hash says; read it again",
    es="el documento debe estar presentado y coincidir con su huella; léalo de nuevo",
)
def document_as_read(case: Case, asked: Asked) -> bool:
    """The signer names the hash of what he read."""
    body = asked.body
    if not isinstance(body, SignDocument):
        return False
    found = case.documents.get(body.document)
    return found is not None and found.sha256 == body.sha256


@guard(
    en="this role has no authority to sign documents of that kind",
    es="este rol no tiene facultad para firmar documentos de esa clase",
)
def may_sign_kind(case: Case, asked: Asked) -> bool:
    """Each kind of document has its signers."""
    body = asked.body
    if not isinstance(body, SignDocument):
        return False
    found = case.documents.get(body.document)
    return found is not None and asked.actor.role in SIGNERS[found.kind]
