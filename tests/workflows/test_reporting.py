"""Reports by schedule: a real server, a real record, a real mail server."""

import asyncio
import email
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.smtp import SMTP
from temporalio.client import Client, ScheduleHandle
from temporalio.worker import Worker

from activities.postbox import SmtpPostbox
from activities.report_mail import report_message_id
from activities.reporting import ReportActivities
from casework.reference import RECIPIENTS, ReportKind
from embedded.mail_sink import Maildir
from embedded.ports import LOOPBACK
from records.case_record import PostgresCaseRecord
from records.case_streams import PostgresCaseStreams
from records.migrate import migrate
from records.pool import create_pool
from reports.history import Provenance
from runtime.sandbox import workflow_runner
from runtime.schedules import register_schedules
from tests.casework.ways import walked
from tests.postgres import Server
from tests.recorded import put_on_record
from tests.workflows.office import dev_server, until
from workflows.reporting import REPORTING, ReportingRun, ReportsSent, ReportWanted
from workflows.timetable import timetable

KINDS = (Provenance.REAL, Provenance.ILLUSTRATIVE)
SENDER = "reports@resumption.example"
AT = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
async def server() -> AsyncIterator[Client]:
    async with dev_server() as env:
        yield env.client


@pytest.fixture(scope="module")
async def reader_url(postgres_server: Server) -> str:
    made = await postgres_server.create(f"reporting_{uuid4().hex[:8]}")
    await migrate(made.owner, lambda _: None)
    async with await create_pool(made.worker, size=1, application="tests") as pool:
        for way in ("silent", "slow office", "clean"):
            await put_on_record(PostgresCaseRecord(pool), walked(way), f"case-{way.split()[0]}")
    return made.reader


@pytest.fixture
async def sink(tmp_path: Path) -> AsyncIterator[tuple[int, Path]]:
    maildir = Maildir(tmp_path)
    listening = await asyncio.get_running_loop().create_server(
        lambda: SMTP(maildir, hostname="sink.example", enable_SMTPUTF8=True), LOOPBACK, 0
    )
    yield listening.sockets[0].getsockname()[1], tmp_path / "new"
    listening.close()
    await listening.wait_closed()


@pytest.fixture
async def queue(server: Client, reader_url: str, sink: tuple[int, Path]) -> AsyncIterator[str]:
    """A task queue with a worker that has the reader's role and the mail server."""
    name = f"reports-{uuid4().hex[:8]}"
    postbox = SmtpPostbox(LOOPBACK, sink[0], allowed_suffixes=(".example",), tls="none")
    async with await create_pool(reader_url, size=2, application="tests") as pool:
        reports = ReportActivities(PostgresCaseStreams(pool), postbox, RECIPIENTS, sender=SENDER)
        async with Worker(
            server,
            task_queue=name,
            workflows=[ReportingRun],
            activities=[reports.readers, reports.send],
            workflow_runner=workflow_runner(),
        ):
            yield name


def mails(folder: Path) -> dict[str, EmailMessage]:
    """The messages in the sink, by whom they were delivered to."""
    found = [
        email.message_from_bytes(file.read_bytes(), policy=modern)
        for file in sorted(folder.iterdir())
    ]
    assert len({mail["Delivered-To"] for mail in found}) == len(found), "one mail for each person"
    return {str(mail["Delivered-To"]): mail for mail in found}


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


async def ran(server: Client, queue: str, kind: ReportKind, zone: str, at: datetime) -> ReportsSent:
    sent: ReportsSent = await server.execute_workflow(
        REPORTING,
        ReportWanted(kind=kind, zone=zone, kinds=KINDS, at=at),
        id=f"report-{uuid4().hex[:8]}",
        task_queue=queue,
        result_type=ReportsSent,
    )
    return sent


async def test_registered_schedules_are_there_once_and_a_paused_one_stays_paused(
    server: Client, queue: str
) -> None:
    schedules = timetable(task_queue=queue, kinds=KINDS)
    assert set(schedules) == {
        "report-status",
        "report-measures",
        "report-digest-America-Chicago",
        "report-digest-America-Denver",
        "report-digest-America-New_York",
    }
    assert set(await register_schedules(server, schedules)) == set(schedules)
    handle = server.get_schedule_handle("report-measures")
    await handle.pause(note="The table is being mended.")
    again = timetable(task_queue=queue, kinds=(Provenance.REAL,))
    assert await register_schedules(server, again) == ()
    described = await handle.describe()
    assert described.schedule.state.paused
    assert described.schedule.policy.catchup_window == timedelta(days=3)
    chicago = await server.get_schedule_handle("report-digest-America-Chicago").describe()
    (first, *_) = chicago.info.next_action_times
    assert first.astimezone(UTC).hour in (12, 13), "seven o'clock in Laredo"
    for id in schedules:
        await server.get_schedule_handle(id).delete()


async def test_a_triggered_schedule_mails_the_status_report_to_its_readers(
    server: Client, queue: str, sink: tuple[int, Path]
) -> None:
    schedules = timetable(task_queue=queue, kinds=KINDS)
    await register_schedules(server, {"report-status": schedules["report-status"]})
    handle: ScheduleHandle = server.get_schedule_handle("report-status")
    await handle.trigger()
    wanted = {p.address for p in RECIPIENTS.values() if ReportKind.STATUS in p.reports}

    async def delivered() -> bool:
        return sink[1].is_dir() and len(list(sink[1].iterdir())) == len(wanted)

    await until(delivered)
    await handle.delete()
    found = mails(sink[1])
    assert set(found) == wanted
    agace = found["torres@sat.example"]
    assert agace["Subject"].startswith("[ILLUSTRATIVE] Informe de situación")
    assert "Informe de situación" in text_of(agace)
    assert "Sierra Verde" not in agace.as_string()
    inside = found["hale@cbp.example"]
    assert "Sierra Verde" in text_of(inside) or "0 cases" in text_of(inside)
    names = [part.get_filename() for part in inside.iter_attachments()]
    assert "status.en.html" in names
    assert "status-summary.csv" in names


async def test_each_person_gets_one_digest_and_none_about_nothing(
    server: Client, queue: str, sink: tuple[int, Path]
) -> None:
    sent = await ran(server, queue, ReportKind.DIGEST, "America/Chicago", AT)
    found = mails(sink[1])
    assert sent.sent == len(found) > 0
    assert sent.sent + sent.silent == 3, "reyes, ortega and lane read in Laredo's zone"
    lane = found["lane@cbp.example"]
    text = text_of(lane)
    assert "case-silent" in text
    assert "case-clean" not in text
    assert lane["Message-ID"] == report_message_id("digest", AT, "lane", SENDER)
    denver = await ran(server, queue, ReportKind.DIGEST, "America/Denver", AT)
    assert (denver.sent, denver.silent) == (0, 2), "nothing is late at El Paso"


async def test_one_reader_who_is_refused_keeps_no_report_from_the_others(
    server: Client, reader_url: str, sink: tuple[int, Path]
) -> None:
    people = {
        "hale": RECIPIENTS["hale"],
        "lost": RECIPIENTS["hale"].model_copy(
            update={"person": "lost", "address": "lost@cbp.real"}
        ),
    }
    postbox = SmtpPostbox(LOOPBACK, sink[0], allowed_suffixes=(".example",), tls="none")
    queue = f"reports-{uuid4().hex[:8]}"
    async with await create_pool(reader_url, size=1, application="tests") as pool:
        reports = ReportActivities(PostgresCaseStreams(pool), postbox, people, sender=SENDER)
        async with Worker(
            server,
            task_queue=queue,
            workflows=[ReportingRun],
            activities=[reports.readers, reports.send],
            workflow_runner=workflow_runner(),
        ):
            sent = await ran(server, queue, ReportKind.MEASURES, "America/New_York", AT)
    assert sent == ReportsSent(sent=1, silent=0, bounced=1)
    assert set(mails(sink[1])) == {"hale@cbp.example"}


async def test_a_mail_server_that_comes_back_gets_the_report_once(
    server: Client, reader_url: str, sink: tuple[int, Path]
) -> None:
    class Away:
        """Away for the first two messages."""

        def __init__(self) -> None:
            self.tried = 0
            self.real = SmtpPostbox(LOOPBACK, sink[0], allowed_suffixes=(".example",), tls="none")

        async def send(self, message: bytes, **where: Any) -> str:
            self.tried += 1
            if self.tried <= 2:
                gone = SmtpPostbox(LOOPBACK, 1, allowed_suffixes=(".example",), tls="none")
                return await gone.send(message, **where)
            return await self.real.send(message, **where)

    people = {"hale": RECIPIENTS["hale"]}
    queue, postbox = f"reports-{uuid4().hex[:8]}", Away()
    async with await create_pool(reader_url, size=1, application="tests") as pool:
        reports = ReportActivities(PostgresCaseStreams(pool), postbox, people, sender=SENDER)
        async with Worker(
            server,
            task_queue=queue,
            workflows=[ReportingRun],
            activities=[reports.readers, reports.send],
            workflow_runner=workflow_runner(),
        ):
            sent = await ran(server, queue, ReportKind.MEASURES, "America/New_York", AT)
    assert (sent.sent, postbox.tried) == (1, 3)
    (mail,) = mails(sink[1]).values()
    assert mail["Message-ID"] == report_message_id("measures", AT, "hale", SENDER)
