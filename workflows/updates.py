"""Makes one Temporal update per command of the process, each with its own name and description."""

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from casework.command import Receipt
    from casework.commands import Body

from workflows.reception import GRANT_TIME, Reception


class Receiving(Protocol):
    """A workflow that commands can reach."""

    reception: Reception


W = TypeVar("W")


def accepting(commands: Mapping[str, type[Body]]) -> Callable[[type[W]], type[W]]:
    """Give a workflow class an update for each command, with a validator that leaves no trace."""

    def with_updates(cls: type[W]) -> type[W]:
        for act, model in commands.items():
            setattr(cls, act, _update(act, model.description()))
        cls.grant_case_time = _grant()  # type: ignore[attr-defined]
        return cls

    return with_updates


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
