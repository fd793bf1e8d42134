"""Pick lists: what a field may name, from reference data and from what is on file in the case.

Nobody types an id or a hash by hand that the case knows.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from casework.bilingual import Language
from casework.body_fields import BodyField
from casework.case import Case
from casework.clocks import printed_day
from casework.commands import commands
from casework.documents import SIGNERS, DocumentKind
from casework.options import Option
from casework.roles import CARRIER_ROLES, Actor, Role
from portal.forms.reference_picks import REFERENCE, Pick, benefit_at, benefits, places, railroads
from portal.forms.typed import HASH_OF
from portal.forms.words import document_kind
from reading.filed import Filed
from reading.seen import Seen


class Surroundings(NamedTuple):
    """What a form stands in: the case as its reader sees it, what may be done with it, and in
    which language. ``on_file`` are the documents that the reader may read. A form that opens a case
    has none yet."""

    seen: Seen | None
    option: Option
    actor: Actor
    on_file: dict[str, Filed]
    language: Language
    files: tuple[Pick, ...] = ()
    """The files of the case that may be named: SHA-256 and name."""

    @property
    def role(self) -> Role:
        """The role in which the form is filled in."""
        return self.actor.role

    @property
    def case(self) -> Case:
        """The case as its reader sees it; nothing that opens one has a field that asks for it."""
        assert self.seen is not None, "there is no case yet"
        return self.seen.case


_SUBMITTED = {
    "submit_pia": DocumentKind.PIA,
    "submit_plan": DocumentKind.CAP,
    "withdraw": DocumentKind.WITHDRAWAL,
    "recommend_sanction": DocumentKind.RECOMMENDATION,
    "recommend_return": DocumentKind.RECOMMENDATION,
    "refer": DocumentKind.RECOMMENDATION,
}


def picks(field: BodyField, around: Surroundings) -> tuple[Pick, ...] | None:
    """Return what a field may name; None where anything may be written."""
    if field.model == "file_draft":
        return None  # names a new document, or the one that is replaced
    items = _items(field, around)
    if items is not None:
        return items
    if is_document(field):
        return _documents(field, around)
    if field.name == "carrier" and around.role in CARRIER_ROLES:
        own = around.actor.organisation
        return tuple(pick for pick in railroads(around.language) if pick[0] == own)
    known = REFERENCE.get(field.name)
    if known is not None:
        return known(around.language)
    at_places = _at_places(field, around)
    if at_places is not None:
        return at_places
    of_case = _OF_CASE.get(field.name)
    found = of_case(around) if of_case is not None else ()
    return found if found or field.name in _ONLY_ON_FILE else None


FILE_HASHES = frozenset(
    {"evidence_sha256", "file_sha256", "order_sha256", "original_sha256", "proof_sha256"}
)
"""Fields that name a file by its hash: one of the case's, where a store keeps them."""

_ONLY_ON_FILE = frozenset({"rests_on", "documents"})
"""Hashes that nobody could know but from the file."""


def is_document(field: BodyField) -> bool:
    """Whether a field names a document whose hash is said with it."""
    model = commands().get(field.model)
    return model is not None and field.name in HASH_OF and HASH_OF[field.name] in model.model_fields


def is_hash_of_document(field: BodyField) -> bool:
    """Whether a field is the hash of a document that another field names."""
    model = commands().get(field.model)
    return model is not None and any(
        field.name == sha256 and name in model.model_fields for name, sha256 in HASH_OF.items()
    )


def is_item(field: BodyField) -> bool:
    """Whether a field names what the act is about: something beside the main line."""
    return field.name in _ITEM_FIELDS and field.model in commands()


def _items(field: BodyField, around: Surroundings) -> tuple[Pick, ...] | None:
    """Return the items of the act's track where this field names one of them."""
    option = around.option
    if field.model != option.act or not is_item(field) or is_document(field) or not option.items:
        return None
    return tuple((item, item) for item in option.items)


_ITEM_FIELDS = frozenset(
    {"letter", "question", "request", "hold", "stay", "correction", "dependency", "commitment"}
    | {"renaming", "stage", "finding", "recipient", "appeal", "agency"}
)


def _documents(field: BodyField, around: Surroundings) -> tuple[Pick, ...]:
    kinds = _kinds(field, around)
    return tuple(
        (f"{one.name}#{one.sha256}", f"{one.name} ({_kind(one.kind, around.language)})")
        for one in around.on_file.values()
        if one.kind in kinds
    )


def _kinds(field: BodyField, around: Surroundings) -> frozenset[str]:
    act = around.option.act
    if field.name == "letter":
        return frozenset({DocumentKind.LETTER})
    if field.name == "stage_plan":
        return frozenset({DocumentKind.STAGE_PLAN})
    if act in _SUBMITTED:
        return frozenset({_SUBMITTED[act]})
    return frozenset(kind for kind, roles in SIGNERS.items() if around.role in roles)


def _kind(kind: str, language: Language) -> str:
    return document_kind(kind).in_(language)


def _hashes(around: Surroundings) -> tuple[Pick, ...]:
    language = around.language
    return tuple(
        (one.sha256, f"{one.name} ({_kind(one.kind, language)}, {one.sha256[:12]}…)")
        for one in around.on_file.values()
    )


def _clocks(around: Surroundings) -> tuple[Pick, ...]:
    language = around.language
    return tuple(
        (clock.key, f"{clock.terms.what.in_(language)} – {printed_day(clock.due_day, language)}")
        for clock in around.case.clocks.values()
        if clock.is_open
    )


def _actions(around: Surroundings) -> tuple[Pick, ...]:
    plan, language = around.case.plan, around.language
    if plan is None:
        return ()
    content = around.on_file[plan.document].content if plan.document in around.on_file else {}
    says = {one["id"]: one["objective"] for one in content.get("actions", ())}
    return tuple(
        (name, f"{name} – {_cut(says.get(name, ''))} ({printed_day(action.due, language)})")
        for name, action in plan.actions.items()
    )


def findings_of(case: Case) -> dict[str, Any]:
    """Return the findings of a case as far as its reader sees them, by name."""
    found: dict[str, Any] = {}
    for document in case.documents.values():
        found.update(document.findings)
    found.update(case.findings)
    return found


def _findings(around: Surroundings) -> tuple[Pick, ...]:
    return tuple(
        (name, f"{name} – {_cut(finding.requirement)}")
        for name, finding in findings_of(around.case).items()
        if finding.requirement
    )


def _evidence(around: Surroundings) -> tuple[Pick, ...]:
    if around.option.act == "submit_evidence":
        return ()  # names a new one
    return tuple(
        (name, f"{name} ({about.action})")
        for name, about in around.case.evidence.items()
        if about.accepted is None
    )


def _decided(around: Surroundings) -> tuple[Pick, ...]:
    language = around.language
    decided = {one.letter: one for one in around.case.decisions if one.letter}
    return tuple(
        (letter, f"{letter} ({printed_day(around.case.local_day(one.at), language)})")
        for letter, one in decided.items()
    )


def _names(part: str) -> Callable[[Surroundings], tuple[Pick, ...]]:
    def found(around: Surroundings) -> tuple[Pick, ...]:
        return tuple((name, name) for name in getattr(around.case, part))

    return found


def _supersedes(around: Surroundings) -> tuple[Pick, ...]:
    case, act = around.case, around.option.act
    names: Iterable[str] = case.figures if act == "record_exposure" else case.inspections
    return tuple((name, name) for name in names)


def _files(around: Surroundings) -> tuple[Pick, ...]:
    return around.files


_OF_CASE: dict[str, Callable[[Surroundings], tuple[Pick, ...]]] = {
    **dict.fromkeys(FILE_HASHES, _files),
    "rests_on": _hashes,
    "documents": _hashes,
    "clock": _clocks,
    "clocks": _clocks,
    "waits": _clocks,
    "action": _actions,
    "finding": _findings,
    "findings": _findings,
    "evidence": _evidence,
    "decision": _decided,
    "letter": _decided,
    "supersedes": _supersedes,
    "other_case": _names("chain"),
}


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _at_places(field: BodyField, around: Surroundings) -> tuple[Pick, ...] | None:
    """Return benefits at places where the case knows them, or the places of one.

    Elsewhere ``place`` is a text of its own.
    """
    if field.model == "BenefitAt" and field.name == "place":
        return places(around.language)
    of = field.of
    if of is not None and of.enum == "BenefitAt" and any("@" in one for one in around.option.items):
        return tuple((item, benefit_at(item, around.language)) for item in around.option.items)
    if of is not None and field.model == "PlannedStage" and field.name == "benefits":
        return benefits(around.language)
    return None
