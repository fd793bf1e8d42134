"""Makes one Temporal update per command of the process, each with its own name and description."""

from typing import Protocol, TypeVar

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from casework.command import Receipt
    from casework.commands import commands, told

from workflows.reception import GRANT_TIME, Reception


class Receiving(Protocol):
    """A workflow that commands can reach."""

    reception: Reception


W = TypeVar("W")


def accepting(cls: type[W]) -> type[W]:
    """Give a workflow class an update for each command, with a validator that leaves no trace.

    Each kind of matter takes every command, so that one that is meant for another kind is refused
    by the rules, with their words, and not by the engine, without any.
    """
    for act, model in {**commands(), **told()}.items():
        setattr(cls, act, _update(act, model.description()))
    cls.grant_case_time = _grant()  # type: ignore[attr-defined]
    return cls


def _update(act: str, description: str) -> object:
    async def handle(self: Receiving, envelope: str) -> Receipt:
        return await self.reception.take(act, envelope)

    def check(self: Receiving, envelope: str) -> None:
        self.reception.check(act, envelope)

    handle.__name__ = check.__name__ = act
    update = workflow.update(name=act, description=description)(handle)
    update.validator(check)
    return update


def _grant() -> object:
    async def grant_case_time(self: Receiving, envelope: str) -> None:
        await self.reception.grant_time(envelope)

    def check(self: Receiving, envelope: str) -> None:
        self.reception.check(GRANT_TIME, envelope)

    update = workflow.update(
        name=GRANT_TIME, description="Demonstration only: let the case's own time run on."
    )(grant_case_time)
    update.validator(check)
    return update
