"""An act that is being asked for: in which case, by whom, what was typed, what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from casework.bilingual import Bilingual, Language
from casework.body_fields import paper_filings
from casework.commands.anytime import SignDocument
from casework.commands.suspension import WithLetter
from casework.documents import FILERS
from casework.options import Option
from casework.process.table import BY_ACT
from casework.reference import CRITERIA
from casework.roles import CARRIER_ROLES, Actor
from portal.forms.filling import Filling
from portal.forms.papers import Paper, printed, written
from portal.forms.picks import Surroundings, findings_of
from portal.forms.reference_picks import Pick
from portal.forms.typed import Typed
from portal.forms.words import act_name, document_kind
from reading.filed import documents
from reading.judging import judge
from reading.printed_letters import as_it_would_be
from reading.seen import Seen


class Asking(Filling):
    """One form in one case."""

    def __init__(
        self,
        seen: Seen,
        actor: Actor,
        option: Option,
        typed: Typed,
        language: Language,
        files: tuple[Pick, ...] = (),
    ) -> None:
        around = Surroundings(seen, option, actor, documents(seen), language, files)
        super().__init__(around, typed, seen.case.zone)
        self.seen = seen
        name = dict(files).get(typed.one("file_sha256"))
        if name:  # a file has its name already
            typed.fill("file_name", name, seen.case.zone)

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
        return written(self.around.on_file[body.document], self.language)

    def findings(self) -> list[dict[str, Any]]:
        """Return the findings that a plan must answer, each with its criterion's text."""
        return [
            {
                "id": name,
                "requirement": finding.requirement,
                "severity": finding.severity.value,
                "criterion": self._criterion(finding.criterion),
            }
            for name, finding in findings_of(self.seen.case).items()
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


def asked_first(asking: Asking) -> bool:
    """Whether it has to be said first which document, or which filing, the form is about."""
    if asking.act == "file_draft":
        return asking.typed.one("content.kind") not in {kind.value for kind in FILERS}
    if asking.act == "record_received":
        return asking.typed.one("filing") not in paper_filings()
    return False


def choices_first(asking: Asking) -> list[dict[str, str]]:
    """Return what can be chosen, each with what leads to its form."""
    language, role = asking.language, asking.around.role
    if asking.act == "file_draft":
        return [
            *(
                {
                    "query": f"kind={one.kind}&document={one.name}",
                    "name": f"{one.name} ({document_kind(one.kind).in_(language)})",
                    "old": "yes",
                }
                for one in asking.around.on_file.values()
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
    known = asking.around.on_file
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
