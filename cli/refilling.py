"""``refill``: what a restored database has lost and Temporal's histories hold, recorded again."""

from dataclasses import dataclass

from temporalio.client import Client

from activities.printing import printed_as
from cli import terminal
from cli.connections import PATIENCE, database_url
from cli.exits import REFUSED, Stop
from cli.words import language_named, word
from desk.lost import Told, case_ids, received, told
from desk.outcomes import Done
from desk.ports import CarrierHasCase
from records.carried_cases import PostgresCarriedCases
from records.case_reader import PostgresCaseReader
from records.command_log import PostgresCommandLog
from records.pool import create_pool
from records.refilling import How, Refill, Standing
from runtime.connection import connect
from runtime.settings import DatabaseRole, load_settings

LOST = 1
"""The exit code where something is lost."""


@dataclass(frozen=True)
class Sides:
    """Temporal, the record as its owner may mend it, and the desk's log."""

    client: Client
    refill: Refill
    log: PostgresCommandLog
    cases: PostgresCaseReader


async def refill(case_id: str | None, *, write: bool, language: str, json: bool) -> None:
    """Compare the record with what the runs of cases were told; record again what is lost."""
    said = language_named(language)
    settings = load_settings()
    owner = database_url(settings, DatabaseRole.OWNER)
    desk = database_url(settings, DatabaseRole.DESK)
    async with (
        await create_pool(owner, size=1, application="refill", patience=PATIENCE) as pool,
        await create_pool(desk, size=1, application="refill", patience=PATIENCE) as log_pool,
    ):
        client = await connect(settings, identity="refill", patience=PATIENCE)
        log = PostgresCommandLog(log_pool)
        sides = Sides(client, Refill(pool), log, PostgresCaseReader(log_pool))
        names = [case_id] if case_id is not None else await case_ids(client)
        found = [await _case(sides, name, write=write) for name in names]
    wrong = [each for each in found if each.how is not How.WHOLE]
    if json:
        terminal.as_json({"cases": len(found), "not_whole": [_object(each) for each in wrong]})
    else:
        for each in wrong:
            terminal.say(_line(each, said))
        terminal.say(f"{word('compared with histories', said)}: {len(found)}")
    if any(each.how in (How.FORKED, How.HOLE) for each in wrong):
        raise Stop(REFUSED, word("needs a person", said))
    if wrong and not write:
        raise Stop(LOST, word("write it again", said))


async def _case(sides: Sides, name: str, *, write: bool) -> Standing:
    known = await told(sides.client, name)
    found = await sides.refill.standing(name, known.batches)
    if write and found.how is How.BEHIND:
        for batch, receipt in found.missing:
            if batch.envelope is not None:
                await _log(sides.log, batch.envelope)  # before it, for whom the carrier opens
            await sides.refill.batch(batch, receipt)
        await _beside(sides, name, known)
    return found


async def _log(log: PostgresCommandLog, envelope: str) -> None:
    command = received(envelope)
    try:
        await log.receive(command)
    except CarrierHasCase:
        await log.receive(command.model_copy(update={"opens_for": None}))


async def _beside(sides: Sides, name: str, known: Told) -> None:
    """What stands beside the events: outcomes, the case's own time, deliveries, prints."""
    log = sides.log
    carried = await PostgresCarriedCases(sides.cases, log).carried(name)
    for command_id, receipt in carried.receipts.items():
        logged = await log.find(command_id)
        if logged is not None and logged.outcome is None:
            outcome = Done(receipt=receipt).model_dump_json()
            await log.answer(command_id, outcome, receipt.recorded_at)
    if known.time is not None and await log.case_time(name) is None:
        await log.set_case_time(name, known.time)
    await sides.refill.deliveries(name, known.deliveries)
    assert carried.case is not None  # it was folded from at least one event
    hashes = {key: said["printed"] for key, said in known.deliveries if said.get("printed")}
    for notice in await sides.cases.notices(name):
        key = notice.notice.key
        if key in hashes and not await sides.cases.prints(name, key):
            prints = printed_as(
                notice.notice,
                hashes[key].values(),
                case_id=name,
                illustrative=carried.case.illustrative,
            )
            await sides.refill.prints(name, key, prints)


def _object(found: Standing) -> dict[str, object]:
    return {
        "case_id": found.case_id,
        "how": found.how.value,
        "recorded": found.recorded,
        "told": found.told,
        "at": found.at,
        "batches": len(found.missing),
    }


def _line(found: Standing, language: str) -> str:
    place = f" ({found.at})" if found.at is not None else ""
    how = word(f"record {found.how.value}", "es" if language == "es" else "en")
    return f"{found.case_id}  {how}{place}: {found.recorded} < {found.told}"
