"""Every act of every role is a form with words in both languages; what is typed is its body."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from pydantic import ValidationError

from casework.bad_input import problems_at
from casework.body_fields import BodyField, body_fields, paper_filings
from casework.commands import commands
from casework.commands.suspension import Opening
from casework.documents import FILERS
from casework.options import Option, options
from casework.process.table import BY_ACT
from casework.roles import Actor, Role
from portal.forms import words
from portal.forms.asking import Asking
from portal.forms.shown import Shown
from portal.forms.typed import Said, Typed
from portal.pages.rendering import environment
from records.portal_sessions import Session
from tests.casework.walk import EXE, HQ, POC
from tests.casework.ways import WAYS, walked
from tests.cli.seeing import seen_by

ACTS = [act for act, model in commands().items() if not issubclass(model, Opening)]
ZONE = "America/Chicago"


def every_field(fields: tuple[BodyField, ...]) -> list[BodyField]:
    found = []
    for field in fields:
        within = (*field.fields, *([field.of] if field.of else []), *(g for _, g in field.kinds))
        found += [field, *every_field(within)]
    return found


def test_every_act_field_and_choice_has_its_words_and_nothing_else_has() -> None:
    assert set(words._acts()) == set(commands())
    called: set[str] = set()
    for model in commands().values():
        for field in every_field(body_fields(model)):
            called |= {field.name, f"{field.model}.{field.name}"}
            for said in (words.label(field), *(words.choice(field, one) for one in field.choices)):
                assert said.en.strip(), field
                assert said.es.strip(), field
    assert set(words._fields()) <= called
    for entry in words._fields().values():
        assert len(entry) in (2, 4)
        assert all(entry)
    tracks = {words.track_of(act) for act in commands()}
    assert all(words.track_name(track, "es") for track in tracks)


class Page(HTMLParser):
    """Ids, labels and names of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labelled: list[str] = []
        self.asked: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.labelled += [told["for"] or ""] if tag == "label" else []
        if tag in ("input", "select", "textarea") and told.get("type") != "hidden":
            self.asked.append(told.get("id") or "")


def asking(act: str, role: Role, typed: Typed, language: Any = "en") -> Asking:
    walk = walked("clean")
    actor = Actor(
        person="p", role=role, organisation="SVR" if role in (Role.POC, Role.EXE) else "LRD"
    )
    seen = seen_by(walk, {Role.POC: POC, Role.EXE: EXE}.get(role, HQ))
    found = {one.act: one for one in options(walk.case, actor, at=walk.now)}
    option = found.get(act) or Option(act=act, description="", possible=True)  # of another matter
    return Asking(seen, actor, option, typed, language)


def page_of(found: Asking) -> str:
    """The page of a form."""
    template = environment(found.language).get_template("act.html")
    session = Session(actor=found.actor, csrf="secret", **SESSION)
    return template.render(
        language=found.language, session=session, role="", here="/", path="/", places=[],
        case_id="case-1", zone=ZONE,
        act=found.act, name=words.act_name(found.act).in_(found.language),
        says=words.act_says(found.act).in_(found.language), command_id="id", version=1,
        fields=found.fields(), errors=found.summary(), told="", refused="", conditions=[],
        place="/", own_zone=ZONE, saved=[], saved_as="", saved_at=None, typed_here=False,
        gives="Send", own_draft=False, live=False,
        reads_first=found.is_signature(), findings=[], lessons=[], at="", names_a_file=False,
    )  # fmt: skip


SESSION: dict[str, Any] = {
    "issuer": "", "subject": "", "id_token": "", "opened_at": datetime.now(UTC),
    "expires_at": datetime.now(UTC),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_every_act_of_every_role_is_a_form_whose_fields_all_have_a_label(act: str) -> None:
    roles = {role for row in BY_ACT[act] for role in row.by} - {Role.SYS}
    kinds = [kind.value for kind in FILERS] if act == "file_draft" else [""]
    filings = paper_filings() if act == "record_received" else [""]
    for role in sorted(roles):
        for kind in kinds:
            for filing in filings:
                typed = Typed((("content.kind", kind), ("filing", filing)))
                found = asking(act, role, typed, "es" if role is Role.POC else "en")
                add_rows(found)
                found.check()
                page = Page(page_of(found))
                assert len(page.ids) == len(set(page.ids)), "an id is there twice"
                assert set(page.asked) <= set(page.labelled), (act, kind, filing)


def add_rows(found: Asking) -> None:
    """A row in each list, so that what is in it is shown too."""
    for _ in range(3):
        for one in flat(found.fields()):
            if one.control == "rows" and not one.rows:
                found.typed.add_row(one.path)


def flat(fields: tuple[Shown, ...]) -> list[Shown]:
    return [one for field in fields for one in (field, *flat(field.inner), *flat(field.rows))]


@pytest.mark.parametrize("way", sorted(WAYS))
def test_what_was_ever_said_can_be_said_by_a_form(way: str) -> None:
    """Typed in and read back, every command of every walk says the same."""
    for batch in walked(way).batches:
        body, act = batch.asked.body, batch.asked.act
        if act not in ACTS:
            continue
        typed = Typed()
        typed.fill("", body.model_dump(mode="json", exclude_none=True), ZONE)
        said = Said(type(body), typed, ZONE).body
        assert type(body).model_validate(said) == body, (act, said)


def test_every_complaint_about_a_field_is_said_in_spanish() -> None:
    for model in commands().values():
        for wrong in ({}, {name: {"no": "way"} for name in model.model_fields}, WRONG):
            try:
                model.model_validate(wrong)
            except ValidationError as error:
                for (_, en), (_, es) in zip(
                    problems_at(error), problems_at(error, "es"), strict=True
                ):
                    assert en != es, f"not said in Spanish: {en}"


WRONG = {
    "days": "0", "text": "a\u202eb", "document": "No Slug", "clocks": ["x"], "port": "none",
    "closed_at": "now", "due": "1990-01-01", "percent": "101", "scope": [], "passed": "maybe",
    "content": {"kind": "cap", "actions": [], "unannounced_visit_consent": "?"}, "name": "a\nb",
    "letter_sha256": "short", "contacts": {"poc": "no address", "executive": "a@b.example"},
}  # fmt: skip


def test_a_field_that_is_wrong_is_told_beside_it_and_in_the_list() -> None:
    typed = Typed(
        [
            ("content.kind", "cap"), ("document", "cap-9"),
            ("content.actions.0", ""), ("content.actions.0.id", "a1"),
            ("content.actions.3", ""), ("content.actions.3.id", "a2"),
            ("content.actions.3.due", "31/12/2026"), ("content.actions.3.owner", "x" * 301),
        ]
    )  # fmt: skip
    found = asking("file_draft", Role.POC, typed, "es")
    assert not found.check()
    beside = {one.path: one.errors for one in flat(found.fields()) if one.errors}
    assert beside["content.actions.3.due"] == ("escríbalo como 2026-11-20",) or "día" in str(
        beside["content.actions.3.due"]
    )
    assert "300" in beside["content.actions.3.owner"][0]
    assert beside["content.unannounced_visit_consent"] == ("falta; indíquelo",)
    assert not any(path.startswith("content.actions.0.") for path in beside), "an empty row"
    links = {one["id"] for one in found.summary()}
    assert {one.id for one in flat(found.fields()) if one.errors} == links
