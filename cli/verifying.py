"""Verification put together: record, signatures, process table, Temporal's history."""

from datetime import timedelta

from temporalio.client import Client

from casework.command import Command
from casework.conformance import Conformance
from casework.events import Event
from casework.roles import Role
from cli.connections import open_record
from desk.witness import NoHistory, Witnessed, witnessed
from reading.record import Record
from records.canonical import canonical, sha256_of
from records.checks import Witness
from records.verification import Verdict, verify_case
from runtime.connection import connect
from runtime.settings import Settings
from seals.envelope import SealBroken, read, verify
from seals.trust import RECORD, SYSTEM, Keyring, public_keys


async def verdict_of(settings: Settings, case_id: str) -> Verdict:
    """Verify a case. Raises ``LookupError`` where nothing is recorded of it."""
    keys = public_keys(settings.required_public_key_dir())
    system_keys = public_keys(settings.required_public_key_dir() / SYSTEM)
    async with open_record(settings) as record:
        if await record.disposals.of_case(case_id) is not None:
            # of the texts that signatures, rules and histories are about, none is left
            record_keys = public_keys(settings.required_public_key_dir() / RECORD)
            return await verify_case(record.cases, case_id, record_keys=record_keys)
        client = await connect(settings, identity="verify", patience=timedelta(seconds=5))
        seen = await _witness(client, record, case_id)
        found = await verify_case(
            record.cases,
            case_id,
            signature_check=SignedBy(keys, system_keys),
            process_check=Conformance(case_id),
            witness=None if seen is None else _digests(seen),
            unwitnessed=0 if seen is None else seen.after,
            record_keys=public_keys(settings.required_public_key_dir() / RECORD),
        )
    # no history is left anywhere: the chain stands on its own
    return found if seen is not None else found.model_copy(update={"unwitnessed": found.sound})


async def _witness(client: Client, record: Record, case_id: str) -> Witnessed | None:
    kept = await record.histories.of_case(case_id)
    recorded = [batch.key for batch in await record.cases.batches(case_id)]
    try:
        return await witnessed(client, case_id, recorded, kept)
    except NoHistory:
        return None


def _digests(seen: Witnessed) -> Witness:
    return [
        (key, tuple(sha256_of(canonical(event)) for event in events))
        for key, events in seen.batches
    ]


class SignedBy:
    """Checks that an event is what the signed command behind it asked for, and by whom."""

    def __init__(self, keys: Keyring, system_keys: Keyring) -> None:
        self._keys = keys
        self._system_keys = system_keys

    def __call__(self, envelope: str, event: Event) -> str | None:
        """Return what is wrong with the envelope behind an event, or None."""
        try:
            command = self._read(envelope)
        except SealBroken as broken:
            return f"the signature does not hold ({broken.code})"
        if event.command_id is None:
            return None  # a fact that the command raised
        if (command.command_id, command.act) != (event.command_id, event.act):
            return "the signed command is another one"
        if command.actor != event.actor or command.received_at != event.at:
            return "who acted, or when, is not what was signed"
        return None

    def _read(self, envelope: str) -> Command:
        """Return the signed command; what the system says, only the system's key may have signed.

        Which ring counts is told by who acts in it, which its signature covers.
        """
        says = Command.model_validate_json(read(envelope).payload)
        keys = self._system_keys if says.actor.role is Role.SYS else self._keys
        return Command.model_validate_json(verify(envelope, keys))
