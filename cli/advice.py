"""What to do about a refusal on this command line, by its rule; in doubt, where to look."""

from casework.refusal import Refusal, RefusalKind

_FILE_AND_SIGN = (
    "file it with file_draft, have it signed with sign_document, then name it with --document",
    "preséntelo con file_draft, hágalo firmar con sign_document y nómbrelo con --document",
)
_READ_AGAIN = (
    "name it with --document, which takes its hash from the record",
    "nómbrelo con --document, que toma su huella del registro",
)

_BY_RULE = {
    "letter_previewed": (
        "file it with file_draft and name it with --letter",
        "preséntela con file_draft y nómbrela con --letter",
    ),
    "letter_not_yet_used": (
        "file it under a new name and give that with --letter",
        "preséntela con otro nombre e indíquelo con --letter",
    ),
    "recommendation_on_file": _FILE_AND_SIGN,
    "recommendation_endorsed": _FILE_AND_SIGN,
    "analysis_attested": _FILE_AND_SIGN,
    "plan_signed": _FILE_AND_SIGN,
    "document_as_read": _READ_AGAIN,
    "ended": (
        "`list` shows the cases, `log` what became of this one",
        "`list` muestra los casos, `log` lo que fue de este",
    ),
    "carrier_has_case": (
        "`list --carrier` shows it",
        "`list --carrier` lo muestra",
    ),
}

_BY_KIND = {
    RefusalKind.STATE: (
        "`commands CASE` says what is possible now",
        "`commands CASE` dice qué es posible ahora",
    ),
    RefusalKind.ROLE: (
        "one of them must give it (--as)",
        "debe darla una de esas personas (--as)",
    ),
    RefusalKind.CONDITION: (
        "`commands CASE COMMAND` says all that it asks for",
        "`commands CASE ORDEN` dice todo lo que exige",
    ),
}

_OTHERWISE = ("see docs/operations.md", "vea docs/operations.md")


def advice(refusal: Refusal, language: str) -> str:
    """Return what to do, as the end of a sentence."""
    found = _BY_RULE.get(refusal.rule) or _BY_KIND.get(refusal.kind) or _OTHERWISE
    return found[1] if language == "es" else found[0]
