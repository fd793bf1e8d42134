"""What the portal stands on, opened once when it starts and closed when it ends."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, TypeAlias

import httpx2
from fastapi import Depends, Request

from casework.reference.editions import in_force
from desk.case_desk import CaseDesk
from desk.ports import CommandLog, CommandSender
from evidence.assembly import archive_on
from evidence.ports import Archive
from exchange.intake import Intake
from identity.claims import ClaimNames
from identity.provider import Provider
from portal.engine import LateEngine, LateSender
from reading import criteria_store
from reading.record import Record
from records.carried_cases import PostgresCarriedCases
from records.case_book import PostgresCaseBook
from records.case_reader import PostgresCaseReader
from records.command_log import PostgresCommandLog
from records.event_inbox import PostgresEventInbox
from records.evidence_ledger import PostgresEvidenceLedger
from records.logbook import PostgresLogbook
from records.pool import Pool, create_pool
from records.portal_log import PostgresPortalLog
from records.portal_sessions import PostgresSessions
from records.saved_forms import PostgresSavedForms
from records.webhooks import PostgresOutbox
from runtime.settings import DatabaseRole, Settings
from seals.trust import signing_key

CONNECTIONS = 8
"""Connections to the database in each role."""

KEPT_EVENTS = 10_000
"""Events of the cases that were read last, kept in memory: some 50 MB at most, three hundred cases
of the usual length or twenty of the longest."""

EVIDENCE_CONNECTIONS = 4
"""Connections of the evidence store; also how many files are accepted at the same time."""

PATIENCE = timedelta(seconds=8)
"""How long somebody waits for the engine before being told that the answer will come later."""


@dataclass(frozen=True)
class Services:
    """``record`` reads; ``desk`` receives commands into its ``log``; ``inbox`` and ``outbox`` are
    what operations look after; ``sessions``, ``saved`` (forms) and ``journal`` are the portal's
    own, and ``logbook`` reads that journal. ``provider`` says who people are, ``archive`` keeps
    evidence; each is None where none is configured."""

    settings: Settings
    record: Record
    desk: CaseDesk
    log: CommandLog
    sessions: PostgresSessions
    saved: PostgresSavedForms
    journal: PostgresPortalLog
    provider: Provider | None
    intake: Intake
    inbox: PostgresEventInbox
    outbox: PostgresOutbox
    engine: LateEngine
    logbook: PostgresLogbook
    archive: Archive | None = None

    @property
    def claim_names(self) -> ClaimNames:
        """Where the provider's tokens say who somebody is."""
        told = self.settings
        return ClaimNames(
            told.oidc_person_claim,
            told.oidc_role_claim,
            told.oidc_organisation_claim,
            told.oidc_roles,
        )


@asynccontextmanager
async def open_services(
    settings: Settings,
    *,
    sender: CommandSender | None = None,
    patience: timedelta = PATIENCE,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> AsyncIterator[Services]:
    """Connect to the database; the engine is reached with the first command, or by ``sender``.

    ``transport`` is the way to the identity provider; by default, HTTP.

    Raises ``DatabaseUnreachable`` where there is no database, ``SettingsError`` where something is
    not set, ``KeyUnusable`` where the desk's key cannot be used, ``KeyRingUnusable`` where those
    of the evidence store cannot.
    """
    async with AsyncExitStack() as stack:

        async def pool(role: DatabaseRole, size: int = CONNECTIONS) -> Pool:
            made = await create_pool(
                settings.database_url(role),
                size=size,
                application="portal",
                statement_timeout=timedelta(seconds=15),
            )
            return await stack.enter_async_context(made)

        own = await pool(DatabaseRole.PORTAL)
        at_the_desk = await pool(DatabaseRole.DESK)
        log = PostgresCommandLog(at_the_desk)
        cases = PostgresCarriedCases(PostgresCaseReader(at_the_desk), log)
        http = await stack.enter_async_context(httpx2.AsyncClient(transport=transport))
        issuer = settings.required_issuer() if settings.production else settings.oidc_issuer
        engine = LateEngine(settings)
        inbox = PostgresEventInbox(at_the_desk)
        reading = await pool(DatabaseRole.READER)
        desk = CaseDesk(
            log,
            sender or LateSender(engine, cases),
            signing_key(settings.required_signing_key_path()),
            case_time_allowed=not settings.production,
            patience=patience,
            edition=lambda day: in_force(criteria_store.editions(settings.data_dir), day),
        )
        yield Services(
            settings=settings,
            record=Record.on(reading, kept_events=KEPT_EVENTS),
            desk=desk,
            log=log,
            sessions=PostgresSessions(
                own,
                idle=timedelta(minutes=settings.session_idle_minutes),
                longest=timedelta(hours=settings.session_hours),
            ),
            saved=PostgresSavedForms(own),
            journal=PostgresPortalLog(own),
            provider=Provider(issuer, http) if issuer else None,
            intake=Intake(
                desk,
                inbox,
                PostgresCaseBook(at_the_desk),
                illustrative=not settings.production,
            ),
            archive=await _archive(settings, pool),
            inbox=inbox,
            outbox=PostgresOutbox(at_the_desk),
            engine=engine,
            logbook=PostgresLogbook(reading),
        )


async def _archive(
    settings: Settings, pool: Callable[[DatabaseRole, int], Awaitable[Pool]]
) -> Archive | None:
    """Open the evidence store, on connections of its own: who files a large file holds one while
    it is stored, and nobody's command waits for that. Raises ``KeyRingUnusable``."""
    if settings.evidence_keys_path is None:
        return None
    return archive_on(
        PostgresEvidenceLedger(await pool(DatabaseRole.DESK, EVIDENCE_CONNECTIONS)),
        keys=settings.evidence_keys_path,
        place=settings.evidence_place,
        scanner=settings.evidence_scanner,
        scan_required=settings.evidence_scanned,
    )


def _services(request: Request) -> Services:
    found = request.app.state.services
    assert isinstance(found, Services)
    return found


On: TypeAlias = Annotated[Services, Depends(_services)]
"""What the application of a request stands on."""
