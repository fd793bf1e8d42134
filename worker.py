#!/usr/bin/env python3
"""The worker: runs cases and their activities. ``sweep`` sends again what got no answer; ``report``
makes reports and mails them; ``notary`` signs heads of cases; ``dispatch`` sends webhooks;
``register`` registers search attributes and schedules."""

import argparse
import asyncio
import os
import secrets
import sys
from collections.abc import Coroutine
from datetime import timedelta
from typing import TYPE_CHECKING

from runtime.connection import ServiceUnreachable, connect
from runtime.ending import on_end, until_ended
from runtime.logging import configure_logging
from runtime.periods import CLEAR, KEEP, SIGN, SPREAD, SWEEP
from runtime.settings import (
    REPORT_QUEUE,
    TASK_QUEUE,
    DatabaseRole,
    Settings,
    SettingsError,
    load_settings,
)

if TYPE_CHECKING:
    from activities.postbox import SmtpPostbox
    from records.pool import Pool

GRACE = timedelta(seconds=30)
"""How long activities may finish after SIGTERM; a container's own grace must be longer."""

ACTIVITIES = 20
"""How many activities run at once, and how many connections to the database there are for them."""

ERRANDS = 4
"""How many connections to the desk's log a worker has for what cases tell each other."""
STICKY = timedelta(seconds=5)
"""How long a task waits for the worker that holds its case in memory. Then any worker takes it, and
replays the case first: what a dead worker held goes on after this, not after the SDK's 10 s."""

MISCONFIGURED, UNREACHABLE = 2, 5


async def work(settings: Settings) -> None:
    """Run cases until SIGTERM or Ctrl-C, then finish what is under way."""
    from temporalio.worker import Worker

    from activities.errands import ErrandActivities
    from activities.notices import NoticeActivities
    from activities.record import RecordActivities
    from desk.resending import Resender
    from desk.sending import Sender
    from desk.telling import Teller
    from records.carried_cases import PostgresCarriedCases
    from records.case_reader import PostgresCaseReader
    from records.case_record import PostgresCaseRecord
    from records.command_log import PostgresCommandLog, PostgresUnansweredCommands
    from records.notice_register import PostgresNoticeRegister
    from records.pool import create_pool
    from runtime.build import build_id
    from runtime.health import health_server
    from runtime.heartbeats import Heartbeats
    from runtime.sandbox import workflow_runner
    from seals.trust import SYSTEM, TRUST, public_keys, signing_key
    from workflows.appeal import AppealCase
    from workflows.partner_notice import PartnerNotice
    from workflows.resumption import ResumptionCase

    TRUST.keys = public_keys(settings.required_public_key_dir())
    TRUST.system_keys = public_keys(settings.required_public_key_dir() / SYSTEM)
    TRUST.case_time_allowed = not settings.production
    postbox = _postbox(settings)
    client = await connect(settings, identity=f"worker-{secrets.token_hex(4)}")
    pool = await create_pool(
        settings.database_url(DatabaseRole.WORKER), size=ACTIVITIES, application="worker"
    )
    log_pool = await create_pool(
        settings.database_url(DatabaseRole.DESK), size=ERRANDS, application="worker-errands"
    )
    log = PostgresCommandLog(log_pool)
    cases = PostgresCarriedCases(PostgresCaseReader(log_pool), log)
    resender = Resender(log, Sender(client, cases, task_queue=TASK_QUEUE))
    errands = ErrandActivities(
        Teller(log, resender, signing_key(settings.required_system_key_path()))
    )
    record = RecordActivities(PostgresCaseRecord(pool), PostgresUnansweredCommands(pool))
    notices = NoticeActivities(
        PostgresNoticeRegister(pool), postbox, sender=settings.required_mail_sender()
    )
    stop = asyncio.Event()
    on_end(stop.set)
    try:
        async with (
            Worker(
                client,
                task_queue=TASK_QUEUE,
                workflows=[ResumptionCase, AppealCase, PartnerNotice],
                activities=[
                    record.record_events,
                    record.unanswered_before,
                    notices.deliver,
                    errands.tell,
                ],
                workflow_runner=workflow_runner(),
                build_id=build_id(),
                max_concurrent_activities=ACTIVITIES,
                sticky_queue_schedule_to_start_timeout=STICKY,
                interceptors=[Heartbeats()],
                graceful_shutdown_timeout=GRACE,
            ),
            health_server(settings.health_port),
        ):
            await stop.wait()
    finally:
        await pool.close()
        await log_pool.close()


async def sweep(settings: Settings) -> None:
    """Send again, until SIGTERM, what the desk received and nobody answered; needs no key.

    Beside that the histories of ended runs are kept, messages to other systems are made of the
    notices that are owed to them, and the evidence store is cleared.
    """
    from desk.resending import Resender
    from desk.run_histories import keeping
    from desk.sending import Sender
    from desk.sweeper import sweep as sweeping
    from exchange.outbox import spreading
    from records.carried_cases import PostgresCarriedCases
    from records.case_reader import PostgresCaseReader
    from records.command_log import PostgresCommandLog
    from records.pool import create_pool
    from records.run_histories import PostgresRunHistories
    from records.webhooks import PostgresOutbox

    client = await connect(settings, identity=f"sweeper-{secrets.token_hex(4)}")
    pool = await create_pool(
        settings.database_url(DatabaseRole.DESK), size=4, application="sweeper"
    )
    log = PostgresCommandLog(pool)
    cases = PostgresCarriedCases(PostgresCaseReader(pool), log)
    histories = PostgresRunHistories(pool)
    resender = Resender(log, Sender(client, cases, task_queue=TASK_QUEUE))
    task = asyncio.gather(
        sweeping(resender, interval=SWEEP),
        keeping(client, histories, interval=KEEP),
        spreading(PostgresOutbox(pool), interval=SPREAD),
        *_clearing(settings, pool),
    )
    await until_ended(task, pool, health_port=settings.health_port)


def _clearing(settings: Settings, pool: "Pool") -> "list[Coroutine[None, None, None]]":
    """What clears the evidence store of what nobody needs, where there is one; needs no key."""
    if settings.evidence_keys_path is None and settings.evidence_store is None:
        return []
    from evidence.objects import objects_at
    from evidence.sweeping import sweep_for_ever
    from records.evidence_ledger import PostgresEvidenceLedger

    objects = objects_at(settings.evidence_place)
    return [sweep_for_ever(PostgresEvidenceLedger(pool), objects, interval=CLEAR)]


async def report(settings: Settings) -> None:
    """Make reports and mail them, until SIGTERM. Reads the record with a role that only reads."""
    from temporalio.worker import Worker

    from activities.reporting import ReportActivities
    from casework.reference import RECIPIENTS
    from records.case_streams import PostgresCaseStreams
    from records.pool import create_pool
    from runtime.build import build_id
    from runtime.health import health_server
    from runtime.sandbox import workflow_runner
    from workflows.reporting import ReportingRun

    postbox = _postbox(settings)
    client = await connect(settings, identity=f"reporter-{secrets.token_hex(4)}")
    pool = await create_pool(
        settings.database_url(DatabaseRole.READER), size=2, application="reporter"
    )
    reports = ReportActivities(
        PostgresCaseStreams(pool), postbox, RECIPIENTS, sender=settings.required_mail_sender()
    )
    stop = asyncio.Event()
    on_end(stop.set)
    try:
        async with (
            Worker(
                client,
                task_queue=REPORT_QUEUE,
                workflows=[ReportingRun],
                activities=[reports.readers, reports.send],
                workflow_runner=workflow_runner(),
                build_id=build_id(),
                max_concurrent_activities=4,
                graceful_shutdown_timeout=GRACE,
            ),
            health_server(settings.health_port),
        ):
            await stop.wait()
    finally:
        await pool.close()


async def notary(settings: Settings) -> None:
    """Sign the heads of cases that have moved, until SIGTERM; has no key but the record's."""
    from records.pool import create_pool
    from records.signed_heads import HeadSigner, sign_for_ever
    from seals.trust import RECORD, public_keys, signing_key

    key = signing_key(settings.required_record_key_path())
    keys = public_keys(settings.required_public_key_dir() / RECORD)
    pool = await create_pool(settings.database_url(DatabaseRole.DESK), size=2, application="notary")
    task = asyncio.create_task(sign_for_ever(HeadSigner(pool, key, keys), interval=SIGN))
    await until_ended(task, pool, health_port=settings.health_port)


async def dispatch(settings: Settings) -> None:
    """Send webhooks until SIGTERM. Reads messages and where they go, with a role for that alone."""
    from exchange.dispatching import AT_ONCE, Dispatcher
    from exchange.signing import webhook_keys
    from exchange.way_out import WayOut
    from records.pool import create_pool
    from records.webhooks import PostgresDeliveryQueue

    keys = webhook_keys(settings.required_webhook_secret_path())
    way = WayOut(settings.private_webhook_networks())
    pool = await create_pool(
        settings.database_url(DatabaseRole.DISPATCHER), size=AT_ONCE, application="dispatcher"
    )
    task = asyncio.create_task(Dispatcher(PostgresDeliveryQueue(pool), keys, way).run())
    await until_ended(task, pool, health_port=settings.health_port)


async def register(settings: Settings) -> None:
    """Register search attributes and schedules; what exists stays, brought up to date."""
    from reports.history import Provenance
    from runtime.schedules import register_schedules
    from runtime.search_attributes import register_search_attributes
    from workflows.timetable import timetable
    from workflows.visibility import SEARCH_ATTRIBUTES

    client = await connect(settings, identity="register")
    await register_search_attributes(client, client.namespace, SEARCH_ATTRIBUTES)
    print(f"{len(SEARCH_ATTRIBUTES)} search attributes are registered")
    # Outside production nothing is real, so that reports show the illustrative cases, marked so.
    kinds = (Provenance.REAL, *(() if settings.production else (Provenance.ILLUSTRATIVE,)))
    schedules = timetable(task_queue=REPORT_QUEUE, kinds=kinds)
    await register_schedules(client, schedules)
    print(f"{len(schedules)} schedules of reports are registered")


def _postbox(settings: Settings) -> "SmtpPostbox":
    """The mail system that the settings name."""
    from activities.postbox import SmtpPostbox

    return SmtpPostbox(
        settings.required_smtp_host(),
        settings.smtp_port,
        allowed_suffixes=None if settings.production else (".example",),
        tls="starttls" if settings.smtp_starttls else "none",
        username=settings.smtp_username,
        password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
    )


ROLES = {role.__name__: role for role in (work, sweep, report, notary, dispatch, register)}
"""What this program can be started as."""


def main() -> int:
    """Run the role that the command line names; gives the exit code."""
    parser = argparse.ArgumentParser(prog="worker.py", description=__doc__)
    parser.add_argument("role", nargs="?", choices=(*ROLES, "health"), default="work")
    role = parser.parse_args().role
    try:
        settings = load_settings()
        configure_logging(settings)
        if role == "health":
            from runtime.health import is_healthy

            return 0 if is_healthy(settings.health_port) else 1
        asyncio.run(ROLES[role](settings))
    except SettingsError as error:
        print(f"worker.py: {error}", file=sys.stderr)
        return MISCONFIGURED
    except ServiceUnreachable as error:
        print(f"worker.py: {error}", file=sys.stderr)
        return UNREACHABLE
    except Exception as error:
        if type(error).__name__ in ("DatabaseUnreachable", "KeyUnusable", "SecretUnusable"):
            print(f"worker.py: {error}", file=sys.stderr)
            return UNREACHABLE if type(error).__name__ == "DatabaseUnreachable" else MISCONFIGURED
        raise
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # the SDK's threads may abort an ordinary interpreter exit (sdk-python#300)
