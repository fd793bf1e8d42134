"""A whole case with a marker in each text: none is found where docs/security.md says there is none.

Looked at are Temporal's own file (every table of it), its histories as they are fetched, its
metrics, the logs of all processes, and the headers of all mail.
"""

import sqlite3
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from pathlib import Path

import httpx2
import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from casework.carried import Carried
from cli.verifying import verdict_of
from runtime.codec import SEALED
from tests.casework.marking import MARKER
from tests.sealed import encodings
from tests.secrecy.conftest import Lived
from tests.secrecy.listening import listening


def in_temporals_file(folder: Path, text: str) -> dict[str, int]:
    """In which tables of Temporal's store a text stands, and how often."""
    found: dict[str, int] = {}
    with sqlite3.connect(f"file:{folder}/temporal/temporal.db?mode=ro", uri=True) as store:
        tables = [name for (name,) in store.execute("select name from sqlite_schema")]
        for table in tables:
            if (count := sum(text.encode() in value for value in _values(store, table))) > 0:
                found[table] = count
    store.close()
    return found


def _values(store: sqlite3.Connection, table: str) -> Iterator[bytes]:
    try:
        rows = store.execute(f'select * from "{table}"')
    except sqlite3.OperationalError:  # an index has no rows of its own
        return
    for row in rows:
        yield from (v if isinstance(v, bytes) else str(v).encode() for v in row)


def sent(lived: Lived) -> list[EmailMessage]:
    """Every mail that left the stack."""
    return [
        message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default)
        for file in lived.town.stack.mail_folder.iterdir()
    ]


async def test_the_case_was_told_in_markers_and_holds_them(lived: Lived) -> None:
    planted = [marker for markers in lived.marks.planted.values() for marker in markers]
    assert len(planted) > 60
    events = await lived.town.events(lived.case_id)
    recorded = " ".join(event.model_dump_json() for event in events)
    assert [marker for marker in planted if marker not in recorded] == []
    assert (await lived.town.case(lived.case_id)).state == lived.walk.case.state
    assert (await verdict_of(lived.town.settings, lived.case_id)).ok, "the codec is no obstacle"


async def test_temporals_file_holds_none(lived: Lived) -> None:
    folder = lived.town.stack.folder
    assert in_temporals_file(folder, lived.case_id), "ids are open, and so it is looked in earnest"
    assert in_temporals_file(folder, MARKER) == {}


async def test_every_payload_that_temporal_has_is_sealed(lived: Lived) -> None:
    """Also summaries and details, and of every workflow: reports, notices to partners."""
    client, seen = lived.town.client, 0
    async for run in client.list_workflows():
        handle = client.get_workflow_handle(run.id, run_id=run.run_id)
        history = await handle.fetch_history()
        for event in history.events:
            found = encodings(event)
            kind = EventType.Name(event.event_type)
            assert found <= {SEALED}, f"{run.workflow_type}: {kind}"
            seen += len(found)
        described = (await handle.describe()).raw_description
        assert encodings(described) <= {SEALED}
        assert MARKER not in str(described)
    assert seen > 100


async def test_what_schedules_start_with_is_sealed(lived: Lived) -> None:
    client = lived.town.client
    ids = [schedule.id async for schedule in await client.list_schedules()]
    assert ids
    for each in ids:
        described = await client.get_schedule_handle(each).describe()
        assert encodings(described.raw_description) <= {SEALED}


async def test_logs_hold_none(lived: Lived) -> None:
    logs = list(lived.town.stack.folder.glob("log/*"))
    assert {"worker.log", "temporal.log", "postgres.log", "portal.log"} <= {
        log.name for log in logs
    }
    assert [log.name for log in logs if MARKER.encode() in log.read_bytes()] == []


async def test_metrics_hold_none(lived: Lived) -> None:
    """Temporal's server answers for its metrics on a port that it picks; ours have none."""
    pid = lived.town.stack.pids["temporal"]
    answers = {}
    async with httpx2.AsyncClient(timeout=2) as http:
        for place in listening([pid])[pid]:
            try:
                found = await http.get(f"http://127.0.0.1:{place.port}/metrics")
            except httpx2.HTTPError:  # that one speaks gRPC
                continue
            answers[place.port] = found.text
    assert any("# TYPE" in text for text in answers.values())
    assert [port for port, text in answers.items() if MARKER in text] == []


async def test_headers_of_mail_hold_none_and_bodies_are_for_whom_they_are_sent_to(
    lived: Lived,
) -> None:
    mails = sent(lived)
    assert sum(MARKER in mail.as_string() for mail in mails) > 5
    for mail in mails:
        for part in mail.walk():
            assert isinstance(part, Message)
            heads = " ".join(f"{name}: {value}" for name, value in part.items())
            assert MARKER not in heads


async def test_a_payload_that_is_not_sealed_is_found(lived: Lived) -> None:
    """Without the codec the very same search finds it: in histories, and in summaries."""
    settings = lived.town.settings
    plain = await Client.connect(
        **settings.temporal(), identity="test", data_converter=pydantic_data_converter
    )
    handle = await plain.start_workflow(
        "ResumptionCase",
        Carried(case_id=f"{MARKER}-input"),
        id="open",
        task_queue="nobody works here",
        static_summary=f"{MARKER}-summary",
        memo={"said": f"{MARKER}-memo"},
    )
    try:
        for text in ("input", "summary", "memo"):
            assert in_temporals_file(lived.town.stack.folder, f"{MARKER}-{text}"), text
        history = await handle.fetch_history()
        assert encodings(history.events[0]) == {b"json/plain"}
    finally:
        await handle.terminate()


@pytest.mark.parametrize("child", ["temporal", "postgres", "mail", "portal", "identity", "worker"])
async def test_every_port_is_on_this_machine_only(lived: Lived, child: str) -> None:
    pid = lived.town.stack.pids[child]
    assert [str(p.address) for p in listening([pid])[pid] if not p.address.is_loopback] == []
