"""Markup in every text that a person may write: in forms given back, and on pages of the case."""

import re
from collections.abc import AsyncIterator, Iterable, Mapping
from functools import partial
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from casework.body_fields import BodyField, Kind, body_fields
from casework.commands import commands
from casework.documents import FILERS
from casework.events import Event
from casework.evolve import evolve
from casework.process.table import BY_ACT
from casework.roles import Role
from portal.forms.typed import Typed
from records.migrate import migrate
from records.pool import create_pool
from runtime.settings import Settings
from tests.casework.walk import EXE, HQ, OFF, POC, Walk
from tests.casework.ways import walked
from tests.portal.conftest import on_database, on_record, serving
from tests.portal.test_forms_made import ACTS, add_rows, asking, flat, page_of
from tests.portal.world import SignedIn
from tests.postgres import Database, Server

EVIL = "\"'></textarea></script><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}"


class Tags(HTMLParser):
    """What of a page is markup: nothing that was typed may be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of what no page of ours has."""
        told = dict(attrs)
        if tag == "img" or (tag == "script" and not str(told.get("src")).startswith("/static/")):
            self.wrong.append(tag)
        self.wrong += [name for name in told if name.startswith(("on", "src")) and tag != "script"]


def harmless(text: str) -> bool:
    """Whether nothing that was typed is markup, nor was it reckoned as a template."""
    return not Tags(text).wrong and "<script>alert" not in text and "49}}" not in text


@pytest.mark.parametrize("act", ACTS)
def test_whatever_is_typed_into_a_form_comes_back_as_text(act: str) -> None:
    role = sorted({role for row in BY_ACT[act] for role in row.by} - {Role.SYS})[0]
    kinds = [kind.value for kind in FILERS] if act == "file_draft" else [""]
    for kind in kinds:
        first = asking(act, role, Typed((("content.kind", kind), ("filing", "submit_comment"))))
        add_rows(first)
        paths = [
            one.path
            for one in flat(first.fields())
            if not one.inner and not one.rows and one.control != "hidden"
        ]
        evil = asking(act, role, Typed([*first.typed.items(), *((path, EVIL) for path in paths)]))
        evil.check()
        shown = page_of(evil)
        assert harmless(shown), act
        written = [one for one in flat(evil.fields()) if one.control in ("line", "text")]
        assert shown.count("&lt;script&gt;alert(1)") >= len(written), act


@pytest.fixture(scope="module")
async def injected_database(postgres_server: Server) -> Database:
    """A database of its own: what is injected here is nothing that other tests should meet."""
    made = await postgres_server.create(f"injected_{uuid4().hex[:8]}")
    await migrate(made.owner, lambda _: None)
    return made


@pytest.fixture(scope="module")
async def portal(
    settings: Settings, injected_database: Database
) -> AsyncIterator[httpx2.AsyncClient]:
    """The application on that database."""
    async with serving(on_database(settings, injected_database)) as found:
        yield found


WAYS = (
    "by stages", "returned", "renamed", "waited for another railroad",
    "relieved and widened", "appeal granted: the appeal", "crossing shut", "given time",
    "suspended by own wish", "false statement dismissed",
)  # fmt: skip
"""Together they give most commands that there are."""


@pytest.mark.parametrize("way", WAYS)
async def test_whatever_people_wrote_in_a_case_is_text_on_its_pages(
    portal: httpx2.AsyncClient, injected_database: Database, way: str
) -> None:
    walk = injected(walked(way))
    async with await create_pool(injected_database.worker, size=2, application="tests") as pool:
        case_id = await on_record(pool, walk)
    async with await create_pool(injected_database.portal, size=2, application="tests") as pool:
        await _is_text(portal, SignedIn(pool), case_id)


async def _is_text(portal: httpx2.AsyncClient, signed_in: SignedIn, case_id: str) -> None:
    shown = 0
    for actor, language in ((OFF, "en"), (HQ, "en"), (POC, "es"), (EXE, "es")):
        reader = await signed_in.reader(portal, actor)
        get = partial(reader.get, language=language)
        page = await get(f"/cases/{case_id}")
        assert page.status_code == 200
        assert harmless(page.text)
        shown += page.text.count("&lt;script&gt;")
        for act in sorted(set(re.findall(r"/acts/([a-z_]+)", page.text))):
            form = await get(f"/cases/{case_id}/acts/{act}")
            assert form.status_code == 200, act
            assert harmless(form.text), act
            shown += form.text.count("&lt;script&gt;")
            for query in re.findall(r"/acts/file_draft\?([^\"]+)", form.text):
                path = f"/cases/{case_id}/acts/file_draft?{query.replace('&amp;', '&')}"
                document = await get(path)
                assert harmless(document.text), path
                shown += document.text.count("&lt;script&gt;")
    assert shown, "what was written is there, as text"


def injected(walk: Walk) -> Walk:
    """A walk in which every text that a person wrote ends in markup."""
    made = Walk(at=walk.now, case_id=walk.case_id, versions=walk.versions)
    case = None
    for before, asked, events in walk.batches:
        dirty = tuple(_dirty(event) for event in events)
        for event in dirty:
            case = evolve(case, event, case_id=walk.case_id)
        made.batches.append(type(walk.batches[0])(before, asked, dirty))
    made._case = case
    return made


def _dirty(event: Event) -> Event:
    model = commands().get(event.act)
    if model is None:
        return event
    return event.model_copy(update={"body": _group(body_fields(model), event.body)})


def _group(fields: Iterable[BodyField], said: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.name: field for field in fields}
    return {
        name: _value(known[name], value) if name in known else value for name, value in said.items()
    }


def _value(field: BodyField, value: Any) -> Any:
    match field.kind:
        case Kind.TEXT:
            return f"{value} {EVIL}"
        case Kind.LINE if field.longest == LINE:
            return f"{value} {EVIL}"
        case Kind.GROUP if isinstance(value, Mapping):
            return _group(field.fields, value)
        case Kind.ONE_OF if isinstance(value, Mapping):
            group = dict(field.kinds)[str(value["kind"])]
            return _group(group.fields, value)
        case Kind.LIST if field.of is not None and isinstance(value, list | tuple):
            return [_value(field.of, one) for one in value]
    return value


LINE = 300
"""Characters of a line that anything may be written in; other lines are names and codes."""
