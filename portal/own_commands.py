"""A command and what became of it, for who gave it; for anybody else there is none."""

from casework.roles import Actor
from desk.ports import LoggedCommand
from portal.problems import Problem, ProblemType
from portal.services import Services


async def own_command(on: Services, actor: Actor, command_id: str) -> LoggedCommand:
    """Return a command that somebody gave. Ends the request where it is not his."""
    logged = await on.log.find(command_id) if command_id.isprintable() else None
    if logged is None or _given_by(logged) != actor:
        raise Problem(ProblemType.NOT_FOUND, "there is no such command of yours")
    return logged


def _given_by(logged: LoggedCommand) -> Actor:
    received = logged.received
    return Actor(person=received.person, role=received.role, organisation=received.organisation)
