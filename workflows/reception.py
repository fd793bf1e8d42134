"""How a command is received: its envelope verified, the rules asked, the receipt given.

Refusals and unexpected errors are found in the validator, which leaves no history. The handler
decides again in the same step, so that between the two nothing can change.
"""

from pydantic import ValidationError
from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from casework.command import Command, Receipt, days_moved
    from casework.commands import model_of
    from casework.decide import decide
    from casework.refusal import Refusal, RefusalKind
    from casework.roles import Role
    from seals.envelope import SealBroken, digest, read, verify
    from seals.trust import TRUST

from workflows.case_run import CaseRun

REFUSED = "refused"
UNEXPECTED = "unexpected"
GRANT_TIME = "grant_case_time"
"""The development-only act that lets a demonstration case's own time run on."""


class Reception:
    """The one way into a case."""

    def __init__(self, run: CaseRun) -> None:
        self._run = run

    def check(self, act: str, envelope: str) -> None:
        """Refuse what the envelope or the rules do not allow, without a trace in the history."""
        try:
            command = self._admitted(act, envelope)
            if command.command_id in self._run.receipts or act == GRANT_TIME:
                return
            case = self._run.case
            if case is not None:
                case = self._run.caught_up(command.received_at)
            answer = decide(case, command.asked(digest(envelope)), case_id=self._run.case_id)
            if isinstance(answer, Refusal):
                raise refused(answer)
            if not answer:
                raise refused(_NOTHING_FOLLOWS)
        except ApplicationError:
            raise
        except Exception:
            workflow.logger.exception("a command could not be judged", extra={"act": act})
            raise ApplicationError("unexpected", type=UNEXPECTED, non_retryable=True) from None

    async def take(self, act: str, envelope: str) -> Receipt:
        """Apply a command and return its receipt once its events are durable."""
        run = self._run
        command = _command(envelope)
        if command.command_id in run.receipts:
            return run.receipts[command.command_id]
        if run.case is not None and run.caught_up(command.received_at) is not run.case:
            # a clock ran out before this was received: that comes first, whoever is late
            await workflow.wait_condition(lambda: run.caught_up(command.received_at) is run.case)
        events = run.take(command.asked(digest(envelope)), envelope=envelope)
        if isinstance(events, Refusal):
            raise refused(events)
        if run.time is None and command.time is not None:
            run.set_time(command.time)
        state = run.state
        recorded = await run.journal.recorded(command.command_id)
        receipt = Receipt(
            case_id=run.case_id,
            command_id=command.command_id,
            act=act,
            received_at=command.received_at,
            envelope_sha256=digest(envelope),
            events=tuple(event.kind for event in events),
            state=state,
            first=recorded.first,
            last=recorded.last,
            head=recorded.head,
            recorded_at=recorded.recorded_at,
            moved=days_moved(events),
        )
        run.receipts[command.command_id] = receipt
        return receipt

    async def grant_time(self, envelope: str) -> None:
        """Let the case's time run to the granted instant; return when all before it is done."""
        run = self._run
        time = _command(envelope).time
        if time is None or time.until is None:
            return
        if run.time is not None and run.time.until is not None:
            # what was said at the instant reached is recorded and sent at that instant, not later
            reached = run.time.until
            await workflow.wait_condition(lambda: run.quiet_at(reached))
        run.set_time(time)
        until, slept = time.until, None
        # a timer that has fired is not set again: see ``ClockKeeper``
        while (real := run.real(until)) not in (None, slept) and real > workflow.now():
            await workflow.sleep(real - workflow.now(), summary="Case time runs to the next act")
            slept = real
        await workflow.wait_condition(lambda: run.quiet_at(until))

    def _admitted(self, act: str, envelope: str) -> Command:
        """Return the command, if it came through the desk, to this case, as what it says it is.

        Only validators ask this: they run once, when a command comes in. A handler runs again at
        each replay, years later perhaps, and must not depend on whom this process trusts then.
        """
        try:
            told = act != GRANT_TIME and model_of(act).by_errand
            verify(envelope, TRUST.system_keys if told else TRUST.keys)
            command = _command(envelope)
            if act != GRANT_TIME:
                command.asked()
        except SealBroken as broken:
            raise refused(_envelope_refusal(broken.code)) from None
        except (ValidationError, KeyError):
            raise refused(_envelope_refusal("unreadable_command")) from None
        update = workflow.current_update_info()
        if act != GRANT_TIME and (command.actor.role is Role.SYS) != told:
            raise refused(_envelope_refusal("signed_for_another"))
        if command.case_id != self._run.case_id:
            raise refused(_envelope_refusal("for_another_case"))
        if command.act != act:
            raise refused(_envelope_refusal("for_another_act"))
        if update is not None and update.id != command.command_id:
            raise refused(_envelope_refusal("under_another_id"))
        if not self._time_allowed(command):
            raise refused(_envelope_refusal("case_time_not_allowed"))
        return command

    def _time_allowed(self, command: Command) -> bool:
        """Whether the case may have the time that a command gives it: from its opening, or not."""
        if command.act == GRANT_TIME:
            return TRUST.case_time_allowed and self._run.time is not None
        return command.time is None or (TRUST.case_time_allowed and self._run.case is None)


_NOTHING_FOLLOWS = Refusal(
    kind=RefusalKind.STATE,
    rule="nothing_follows",
    en="nothing follows from this here any more",
    es="de esto ya no se sigue nada aquí",
)


def refused(refusal: Refusal) -> ApplicationError:
    """Return a refusal as the error that its sender gets; it carries the rule, and no content."""
    return ApplicationError(
        refusal.rule, refusal.model_dump(mode="json"), type=REFUSED, non_retryable=True
    )


def _command(envelope: str) -> Command:
    return Command.model_validate_json(read(envelope).payload)


def _envelope_refusal(code: str) -> Refusal:
    return Refusal(
        kind=RefusalKind.ENVELOPE,
        rule=code,
        en="this command did not come through the desk as it should; send it through the desk",
        es="esta orden no llegó por la mesa como debe; envíela por la mesa",
    )
