"""``CaseDesk``: receive a command durably, sign it, send it, keep its outcome."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID, uuid4, uuid5

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from casework.bad_input import problems
from casework.casetime import CaseTime, case_now
from casework.command import Command, Receipt
from casework.commands import Body, commands
from casework.commands.suspension import Opening
from casework.decide import decide
from casework.reference.editions import Edition
from casework.refusal import Refusal, RefusalKind
from casework.roles import Actor, Role
from casework.versions import Versions, versions_in_force
from casework.visibility import hears_of
from desk.errors import BadInput, Declination, IdUsedBefore, NoSuchCase
from desk.outcomes import Declined, Done, read_outcome
from desk.ports import (
    CarrierHasCase,
    CaseDisposed,
    CommandLog,
    CommandSender,
    LoggedCommand,
    ReceivedCommand,
)
from desk.received import digest_of
from desk.resending import PATIENCE, Resender, real_now
from desk.timekeeping import Timekeeper
from seals.envelope import read, seal

_ID = re.compile(r"[A-Za-z0-9._-]{1,100}")
"""A command's id. It becomes the key of a batch, and no clock step's key must ever look like it."""

_CASES = UUID("6f2d7a52-6c0e-5e0b-9a53-0d8a6f3a1c11")
"""Namespace of case ids."""

LARGEST = 256 * 1024
"""The most bytes of a signed command: several must fit into one message to the engine (2 MiB)."""


class CaseDesk:
    """The one door to a case, for people and for systems alike."""

    def __init__(
        self,
        log: CommandLog,
        sender: CommandSender,
        key: Ed25519PrivateKey,
        *,
        case_time_allowed: bool = False,
        now: Callable[[], datetime] = real_now,
        patience: timedelta = PATIENCE,
        edition: Callable[[date], Edition | None] = lambda _: None,
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        """``case_time_allowed`` is for development: a case may have a time of its own.

        ``edition`` gives the edition of CBP's criteria that is in force on a day, if one is.
        ``ticks`` are seconds that no setting of the clock changes.
        """
        self._log = log
        self._sender = sender
        self._key = key
        self._case_time_allowed = case_time_allowed
        self._now = now
        self._edition = edition
        self._timekeeper = Timekeeper(log.clock, now, ticks=ticks)
        self._resender = Resender(log, sender, now=now, patience=patience)

    async def open(
        self,
        actor: Actor,
        body: dict[str, Any],
        *,
        command_id: str | None = None,
        act: str = "open_case",
        time: CaseTime | None = None,
    ) -> Receipt:
        """Open a case; its id is in the receipt. Raises as ``do`` does."""
        if time is not None and not self._case_time_allowed:
            raise BadInput((("time", "a case may have a time of its own only in development"),))
        if not issubclass(_model(act), Opening):
            raise BadInput((("command", f"{act} does not open a case"),))
        named, command_id = await self._named(act, body), command_id or str(uuid4())
        return await self._submit(actor, case_opened_by(command_id), named, command_id, time)

    async def prepared(
        self, actor: Actor, case_id: str, act: str, body: dict[str, Any], *, command_id: str
    ) -> ReceivedCommand:
        """Sign a command to a case and give it back: whoever asks writes it down and sends it.

        Raises ``BadInput`` and ``ClockDiffers``. Nothing is written here.
        """
        return await self._signed(actor, case_id, checked_body(act, body), command_id, None)

    async def prepared_opening(
        self, actor: Actor, act: str, body: dict[str, Any], *, command_id: str
    ) -> ReceivedCommand:
        """As ``prepared``, for a command that opens a case (``case_opened_by`` is its id)."""
        named = await self._named(act, body)
        return await self._signed(actor, case_opened_by(command_id), named, command_id, None)

    async def send(self, logged: LoggedCommand) -> Done | Declined:
        """Send what is written down unless it has its outcome. Raises ``NotAnsweredYet``."""
        return await self._resender.send(logged)

    async def do(
        self,
        actor: Actor,
        case_id: str,
        act: str,
        body: dict[str, Any],
        *,
        command_id: str | None = None,
    ) -> Receipt:
        """Give a command to a case and return its receipt.

        The same id with the same content gives the same receipt. Raises ``BadInput`` and
        ``ClockDiffers`` (nothing was written), ``IdUsedBefore``, ``Declination`` (the rules
        refuse), ``NotAnsweredYet`` (received and durable; the engine is away and the command will
        be sent again).
        """
        if issubclass(_model(act), Opening):
            raise BadInput((("command", f"{act} opens a case of its own"),))
        said = checked_body(act, body)
        return await self._submit(actor, case_id, said, command_id or str(uuid4()), None)

    async def outcome(self, command_id: str) -> Done | Declined | None:
        """Return what became of a command; None where it has no outcome or is unknown."""
        logged = await self._log.find(command_id)
        return read_outcome(logged.outcome) if logged and logged.outcome else None

    async def grant_time(self, case_id: str, until: datetime) -> None:
        """Let a demonstration case's own time run to an instant; return when all before it is done.

        Raises ``BadInput`` where the case runs in real time.
        """
        time = await self._log.case_time(case_id)
        if time is None or not self._case_time_allowed:
            raise BadInput((("case", "runs in real time; time cannot be granted to it"),))
        real = self._now()
        granted = time if time.until == until else time.granted(until, real=real)
        await self._log.set_case_time(case_id, granted)
        command = Command(
            case_id=case_id,
            command_id=f"grant-{uuid4()}",
            act="grant_case_time",
            actor=Actor(person="player", role=Role.SYS, organisation="demonstration"),
            received_at=time.at(real),
            time=granted,
        )
        await self._sender.grant(case_id, command.command_id, self._sealed(command))

    async def _named(self, act: str, body: dict[str, Any]) -> Opening:
        """The opening with what the desk names, whatever was sent: who is suspended is not public.

        Its reference is opaque, and its earlier cases are those of the record.
        """
        opening = checked_body(act, {**body, "carrier_reference": "R", "earlier": ()})
        assert isinstance(opening, Opening)  # it is of that model
        reference = await self._log.carrier_reference(opening.carrier)
        earlier = await self._log.cases_after_return(opening.carrier)
        return opening.model_copy(update={"carrier_reference": reference, "earlier": earlier})

    async def _signed(
        self,
        actor: Actor,
        case_id: str,
        body: Body,
        command_id: str,
        time: CaseTime | None,
    ) -> ReceivedCommand:
        """A command as it is written down: received now, signed."""
        if not _ID.fullmatch(command_id):
            raise BadInput((("id", "must be 1 to 100 letters, digits, dots, dashes, underscores"),))
        await self._timekeeper.require()
        opens_for = body.carrier if isinstance(body, Opening) else None
        own_time = time if opens_for else await self._log.case_time(case_id)
        said = body.model_dump(mode="json", exclude_none=True)
        received_at = case_now(own_time, self._now())
        command = Command(
            case_id=case_id,
            command_id=command_id,
            act=body.act,
            actor=actor,
            received_at=received_at,
            body=said,
            time=time,
            versions=self._versions(received_at) if opens_for else None,
        )
        received = ReceivedCommand(
            command_id=command_id,
            case_id=case_id,
            act=body.act,
            person=actor.person,
            role=actor.role.value,
            organisation=actor.organisation,
            received_at=command.received_at,
            digest=digest_of(actor, case_id, body.act, _as_said(said)),
            envelope=self._sealed(command),
            opens_for=opens_for,
        )
        if len(received.envelope.encode()) > LARGEST:
            raise BadInput((("body", f"is too large; at most {LARGEST // 1024} KiB can be sent"),))
        return received

    async def _submit(
        self,
        actor: Actor,
        case_id: str,
        body: Body,
        command_id: str,
        time: CaseTime | None,
    ) -> Receipt:
        received = await self._signed(actor, case_id, body, command_id, time)
        try:
            logged, counted = await self._log.receive_to_send(received), True
        except CaseDisposed as disposed:
            if not hears_of(disposed.carrier, actor):
                raise NoSuchCase(case_id) from None
            raise
        except CarrierHasCase:
            # What the rules have against it anyway comes first: who may not open for this carrier
            # is not told that it has a case.
            command = Command.model_validate_json(read(received.envelope).payload)
            judged = decide(None, command.asked(), case_id=case_id)
            declined = Declined(refusal=judged if isinstance(judged, Refusal) else HAS_CASE)
            logged = await self._log.decline(received, declined.model_dump_json(), self._now())
            counted = False
        if logged.received.digest != received.digest:
            raise IdUsedBefore(command_id)
        opens = received.opens_for is not None and logged.outcome is None
        if opens and await self._log.case_time(case_id) is None:
            first = Command.model_validate_json(read(logged.received.envelope).payload)
            if first.time is not None:
                await self._log.set_case_time(case_id, first.time)
        return _receipt(await self._resender.send(logged, counted=counted))

    def _versions(self, at: datetime) -> Versions:
        """The versions by which a case that is opened now is judged, as long as it lasts."""
        return versions_in_force(self._edition(at.date()))

    def _sealed(self, command: Command) -> str:
        return seal(command.model_dump_json(exclude_none=True), self._key)


def case_opened_by(command_id: str) -> str:
    """Return the id of the case that an opening begins: the same one, however often it is sent."""
    return f"case-{uuid5(_CASES, command_id).hex[:12]}"


def checked_body(act: str, body: dict[str, Any]) -> Body:
    """Return a command's body as its model. Raises ``BadInput`` naming each wrong field."""
    try:
        return _model(act).model_validate(body)
    except ValidationError as error:
        raise BadInput(problems(error)) from None
    except RecursionError:
        raise BadInput((("body", "is nested too deeply"),)) from None


def _model(act: str) -> type[Body]:
    model = commands().get(act)
    if model is None:
        raise BadInput((("command", f"there is no {act[:60]!r}; see the list of commands"),))
    return model


def _as_said(body: dict[str, Any]) -> dict[str, Any]:
    """What the person said: what the desk adds may be another when the command is sent again."""
    return {name: value for name, value in body.items() if name != "earlier"}


HAS_CASE = Refusal(
    kind=RefusalKind.CONDITION,
    rule="carrier_has_case",
    en="this carrier has a case before its return already; attach the matter to that case",
    es="este transportista ya tiene un caso antes de su retorno; agregue el asunto a ese caso",
)
"""A carrier has at most one case before its return."""


def _receipt(outcome: Done | Declined) -> Receipt:
    if isinstance(outcome, Declined):
        raise Declination(outcome.refusal)
    return outcome.receipt
