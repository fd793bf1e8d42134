"""An act that is being asked for: in which case, by whom, what was typed, what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from casework.bad_input import problems_at
from casework.bilingual import Bilingual, Language
from casework.body_fields import paper_filings
from casework.commands import Body, commands
from casework.commands.anytime import SignDocument
from casework.commands.suspension import WithLetter
from casework.documents import FILERS
from casework.options import Option
from casework.process.table import BY_ACT
from casework.reference import CRITERIA
from casework.refusal import Refusal
from casework.roles import CARRIER_ROLES, Actor
from portal.forms.papers import Paper, printed, written
from portal.forms.picks import Surroundings, findings_of
from portal.forms.shown import Errors, Form, Shown
from portal.forms.typed import HASH_OF, Said, Typed
from portal.forms.words import act_name, document_kind
from reading.filed import documents
from reading.judging import judge
from reading.printed_letters import as_it_would_be
from reading.seen import Seen

STALE = Bilingual(
    en="has changed since you opened this form; read it again, then choose it",
    es="cambió desde que abrió este formulario; léalo de nuevo y luego elíjalo",
)
"""A document that is no longer what was read cannot be signed, nor rested on."""


class Asking:
    """One form at one moment. ``said`` is the body that it makes; ``check`` finds what is wrong."""

    def __init__(
        self, seen: Seen, actor: Actor, option: Option, typed: Typed, language: Language
    ) -> None:
        self.seen = seen
        self.actor = actor
        self.act = option.act
        self.option = option
        self.typed = typed
        self.language = language
        self.model: type[Body] = commands()[option.act]
        self.told = ""
        self.refusal: Refusal | None = None
        self._errors: Errors = {}
        self._around = Surroundings(seen, option, actor.role, documents(seen), language)

    @property
    def said(self) -> Said:
        """The body that was typed."""
        return Said(self.model, self.typed, self.seen.case.zone)

    def check(self) -> bool:
        """Find all that is wrong with what was typed; return whether nothing is."""
        said = self.said
        self._errors = {}
        self._stale()
        inner = commands().get(self.typed.one("filing"))
        if self.act == "record_received" and inner is not None:
            self._judge(inner, said.body.get("words", {}), said, ("words",))
        if not self._errors:
            self._judge(self.model, said.body, said, ())
        return not self._errors

    def _judge(self, model: type[Body], body: Any, said: Said, below: tuple[str, ...]) -> None:
        try:
            model.model_validate(body)
        except ValidationError as error:
            for steps, sentence in problems_at(error, self.language):
                name, colon, rest = sentence.partition(": ")
                fields = said.place((*below, *steps))
                if colon and name.replace("_", "").isalnum() and name == name.lower():
                    inner = said.place((*below, *steps, name))
                    if inner in said.places.values():
                        fields, sentence = inner, rest
                path = self._with_document(fields)
                self._errors.setdefault(path, []).append(sentence)

    def _with_document(self, path: str) -> str:
        """Lead from a hash, which is not shown, to the document that it comes with."""
        for name, sha256 in HASH_OF.items():
            if path == sha256 and name in self.model.model_fields:
                return name
        return path

    def _stale(self) -> None:
        on_file = {f"{one.name}#{one.sha256}" for one in self._around.on_file.values()}
        for name in HASH_OF:
            value = self.typed.one(name)
            if "#" in value and value not in on_file:
                self._errors[name] = [STALE.in_(self.language)]

    def fields(self) -> tuple[Shown, ...]:
        """Return the fields to show."""
        return Form(self._around, self.typed, self._errors).fields(self.model)

    def summary(self) -> list[dict[str, Any]]:
        """Return all that is wrong, each with the field that it is beside."""
        shown = {one.path: one for one in _flat(self.fields())}
        found = []
        for path, sentences in self._errors.items():
            at = path
            while at and at not in shown:
                at = at.rpartition(".")[0]
            field = shown.get(at)
            for sentence in sentences:
                found.append(
                    {
                        "id": field.id if field else "main",
                        "label": field.label if field else "",
                        "says": sentence,
                    }
                )
        return found

    def is_signature(self) -> bool:
        """Whether giving the act signs something, which has to be shown first as it is."""
        return issubclass(self.model, WithLetter | SignDocument)

    def paper(self) -> Paper:
        """Return what the act signs. Raises ``Declination`` where the rules refuse the act."""
        body = self.model.model_validate(self.said.body)
        if isinstance(body, WithLetter):
            return printed(as_it_would_be(self.seen, self.actor, body))
        assert isinstance(body, SignDocument)  # there is no third way to sign
        judge(self.seen, self.actor, body)
        return written(self._around.on_file[body.document], self.language)

    def conditions(self) -> list[str]:
        """Return the conditions that are asked when the form is sent."""
        found = [one.es if self.language == "es" else one.en for one in self.option.conditions]
        return list(dict.fromkeys(found))

    def findings(self) -> list[dict[str, Any]]:
        """Return the findings that a plan must answer, each with its criterion's text."""
        return [
            {
                "id": name,
                "requirement": finding.requirement,
                "severity": finding.severity.value,
                "criterion": self._criterion(finding.criterion),
            }
            for name, finding in findings_of(self.seen).items()
            if finding.requirement
        ]

    def _criterion(self, key: str | None) -> str:
        about = CRITERIA.get(key or "")
        return Bilingual(en=about.en, es=about.es).in_(self.language) if about else ""

    def lessons(self, found: Mapping[str, Any]) -> list[str]:
        """Return what published lessons and practice cards say beside a plan."""
        says = [
            one.text.es if self.language == "es" else one.text.en
            for one in found.get("lessons", ())
        ]
        cards = [one.es if self.language == "es" else one.en for one in found.get("practices", ())]
        return [*says, *cards]


def _flat(fields: tuple[Shown, ...]) -> list[Shown]:
    found = []
    for field in fields:
        found += [field, *_flat(field.inner), *_flat(field.rows)]
    return found


def asked_first(asking: Asking) -> bool:
    """Whether it has to be said first which document, or which filing, the form is about."""
    if asking.act == "file_draft":
        return asking.typed.one("content.kind") not in {kind.value for kind in FILERS}
    if asking.act == "record_received":
        return asking.typed.one("filing") not in paper_filings()
    return False


def choices_first(asking: Asking) -> list[dict[str, str]]:
    """Return what can be chosen, each with what leads to its form."""
    language, role = asking.language, asking._around.role
    if asking.act == "file_draft":
        return [
            *(
                {
                    "query": f"kind={one.kind}&document={one.name}",
                    "name": f"{one.name} ({document_kind(one.kind).in_(language)})",
                    "old": "yes",
                }
                for one in asking._around.on_file.values()
                if role in FILERS.get(one.kind, ())  # type: ignore[call-overload]
            ),
            *(
                {
                    "query": f"kind={kind.value}",
                    "name": document_kind(kind).in_(language),
                    "old": "",
                }
                for kind, roles in FILERS.items()
                if role in roles
            ),
        ]
    return [
        {"query": f"filing={act}", "name": act_name(act).in_(language), "old": ""}
        for act in paper_filings()
        if not CARRIER_ROLES.isdisjoint(_givers(act))
    ]


def _givers(act: str) -> set[Any]:
    return {role for row in BY_ACT.get(act, ()) for role in row.by}


def begin(asking: Asking, document: str) -> None:
    """Fill in what the case knows: a document that goes on, contacts, an offer, the record."""
    typed, seen, zone = asking.typed, asking.seen, asking.seen.case.zone
    known = asking._around.on_file
    if asking.act == "file_draft":
        kind = typed.one("content.kind")
        if document in known and known[document].kind == kind:
            typed.fill("content", known[document].content, zone)
            typed.fill("document", document, zone)
        else:
            name = kind.replace("_", "-")
            number = next(n for n in range(1, 10_000) if f"{name}-{n}" not in seen.whole.documents)
            typed.fill("document", f"{name}-{number}", zone)
            _begin_content(asking, kind)
    elif asking.act in ("acknowledge", "change_contacts"):
        typed.fill("contacts", seen.case.contacts.model_dump(mode="json"), zone)
    elif asking.act == "countersign_adoption" and seen.case.adoption is not None:
        typed.fill("record_sha256", seen.case.adoption.sha256, zone)
    elif asking.act in ("accept_plan", "return_plan") and seen.case.plan is not None:
        rows = [{"action": name} for name in seen.case.plan.actions]
        typed.fill("gates" if asking.act == "accept_plan" else "results", rows, zone)
    elif asking.option.offers:
        typed.fill("", asking.option.offers[0], zone)


def _begin_content(asking: Asking, kind: str) -> None:
    """A plan begins with a row for each finding that it has to answer."""
    if kind == "cap":
        rows = [{"finding": one["id"]} for one in asking.findings()]
        asking.typed.fill("content.actions", rows, asking.seen.case.zone)
