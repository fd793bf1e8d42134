"""Signed receipts: what became of a command, in a form that its sender checks offline, for ever.

The receipt is a statement of the record's key. It says who asked what, when it was received, and
what came of it: the numbers of the events and the hash of the chain after them, or the rule that
refused it, or that there is no outcome yet. Beside it stands the signed command itself, whose hash
the receipt names. ``seals/offline/check_receipt.py`` checks both with the published keys.
"""

import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.roles import CARRIER_ROLES, Actor, Role
from casework.visibility import sees_cases
from desk.errors import NoSuchCommand
from desk.outcomes import Done, read_outcome
from desk.ports import CaseDisposed, LoggedCommand, ReceivedCommand
from reading.record import Record
from records.canonical import sha256_of
from seals.chain import stamp
from seals.statements import RECEIPT, state


async def signed_receipt(
    record: Record, command_id: str, actor: Actor | None, key: Ed25519PrivateKey
) -> str:
    """Return a command's signed receipt as the text of a JSON file, always the same bytes.

    ``key`` is the record's own. Raises ``NoSuchCommand``, also for whom it is not, and
    ``CaseDisposed``: one that was given out before still holds.
    """
    logged = await record.log.find(command_id)
    if logged is None or not may_have(_giver(logged.received), actor):
        raise NoSuchCommand(command_id)
    if not logged.received.envelope:
        disposal = await record.disposals.of_case(logged.received.case_id)
        assert disposal is not None  # nothing else takes a command away
        raise CaseDisposed(disposal.case_id, disposal.carrier, disposal.reached, disposal.schedule)
    receipt = state(RECEIPT, said_by(logged), key)
    file = {"receipt": receipt, "command": logged.received.envelope}
    return json.dumps(file, ensure_ascii=False, indent=1) + "\n"


def may_have(giver: Actor, actor: Actor | None) -> bool:
    """Whether somebody may have a command that ``giver`` gave, its receipt and all that it said.

    Who gave it; another who acts for the same carrier; CBP's people. None is who works on the
    machine itself.
    """
    if actor is None or giver == actor:
        return True
    if actor.role in CARRIER_ROLES:
        return giver.role in CARRIER_ROLES and giver.organisation == actor.organisation
    return sees_cases(actor)


def _giver(received: ReceivedCommand) -> Actor:
    return Actor(
        person=received.person, role=Role(received.role), organisation=received.organisation
    )


def said_by(logged: LoggedCommand) -> dict[str, Any]:
    """Return what a receipt says: the command, and what became of it."""
    received = logged.received
    command = {
        "case_id": received.case_id,
        "command_id": received.command_id,
        "act": received.act,
        "person": received.person,
        "role": received.role,
        "organisation": received.organisation,
        "received_at": stamp(received.received_at),
        "sha256": sha256_of(received.envelope),
    }
    if logged.outcome is None:
        return {"command": command, "outcome": "received"}
    outcome = read_outcome(logged.outcome)
    if not isinstance(outcome, Done):
        refusal = {"rule": outcome.refusal.rule, "en": outcome.refusal.en, "es": outcome.refusal.es}
        return {"command": command, "outcome": "refused", "refusal": refusal}
    found = outcome.receipt
    recorded = {
        "first": found.first,
        "last": found.last,
        "hash": found.head,
        "recorded_at": stamp(found.recorded_at),
        "events": list(found.events),
        "state": found.state,
        "moved": [moved.model_dump(mode="json") for moved in found.moved],
    }
    return {"command": command, "outcome": "recorded", "recorded": recorded}
