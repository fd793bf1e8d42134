"""The door for what one case tells another: received, signed by the system, sent, answered.

What travels is a command like any other, with the errand's key as its id, so that telling twice is
harmless. It is signed with a key of the system, which vouches for no person: a case takes from it
only what its rows let the system say.
"""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.casetime import CaseTime
from casework.command import Command
from casework.commands import model_of
from casework.errand import Errand, ErrandUnanswered
from casework.roles import SYSTEM
from casework.versions import versions_in_force
from desk.errors import NotAnsweredYet
from desk.outcomes import Declined
from desk.ports import CommandLog, ReceivedCommand
from desk.received import digest_of
from desk.resending import Resender
from seals.envelope import seal

DONE = "done"


class Teller:
    """``Errands`` (activities/ports.py) over the desk's log and its way to the engine."""

    def __init__(self, log: CommandLog, resender: Resender, key: Ed25519PrivateKey) -> None:
        """``key`` is the system's own, whose public half the workers know as such."""
        self._log = log
        self._resender = resender
        self._key = key

    async def tell(self, from_case: str, errand: Errand) -> str:
        """Receive, sign and send an errand; return ``done`` or the rule that refused it.

        Raises ``ErrandUnanswered`` where the other case has not answered.
        """
        opens = model_of(errand.act).opens is not None
        time = await self._own_time(from_case) if opens else None
        command = Command(
            case_id=errand.to,
            command_id=errand.key,
            act=errand.act,
            actor=SYSTEM,
            received_at=errand.at,
            body=errand.body,
            time=time,
            versions=versions_in_force() if opens else None,
        )
        logged = await self._log.receive_to_send(
            ReceivedCommand(
                command_id=errand.key,
                case_id=errand.to,
                act=errand.act,
                person=SYSTEM.person,
                role=SYSTEM.role.value,
                organisation=SYSTEM.organisation,
                received_at=errand.at,
                digest=digest_of(SYSTEM, errand.to, errand.act, errand.body),
                envelope=seal(command.model_dump_json(exclude_none=True), self._key),
            )
        )
        if time is not None and await self._log.case_time(errand.to) is None:
            await self._log.set_case_time(errand.to, time)
        try:
            outcome = await self._resender.send(logged, counted=True)
        except NotAnsweredYet:
            raise ErrandUnanswered(errand.key) from None
        return outcome.refusal.rule if isinstance(outcome, Declined) else DONE

    async def _own_time(self, case_id: str) -> CaseTime | None:
        """A matter of a demonstration case keeps that case's time."""
        return await self._log.case_time(case_id)
