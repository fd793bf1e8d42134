"""PostgreSQL alone, for as long as something is done with it: a restore, a test."""

import asyncio
import os
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from embedded import postgres, tether
from embedded.children import Step
from embedded.folder import DataFolder
from embedded.ports import another
from embedded.processes import PROJECT

_PATIENCE = 30.0


class StepFailed(Exception):
    """A program did not do what it was asked to; the message is its title."""


@contextmanager
def running(folder: DataFolder) -> Iterator[tuple[postgres.Postgres, int]]:
    """Run the folder's cluster, made new if there is none, on a free port; end it afterwards.

    Gives the programs and the port. Raises ``StepFailed``.
    """
    database = postgres.installed(folder)
    if not database.cluster.is_dir():
        run(database.initialise())
        database.adopt()
    port = another({})
    child = database.server(lambda: port)
    with folder.log("postgres").open("ab") as log:
        process = subprocess.Popen(
            tether.command(
                child.program(), parent=os.getpid(), death_signal=child.death, owned=child.owned
            ),
            cwd=PROJECT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        assert child.answers is not None
        asyncio.run(_until(process, child.answers))
        run(database.roles(port))
        yield database, port
    finally:
        process.send_signal(child.stop)
        process.wait(child.patience)


def run(step: Step) -> None:
    """Run a program to its end. Raises ``StepFailed``."""
    done = subprocess.run(
        tether.command(step.program, parent=os.getpid(), owned=step.owned),
        cwd=PROJECT,
        env={**os.environ, **step.environment},
        input=step.input_,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != 0:
        raise StepFailed(step.title)


async def _until(
    process: "subprocess.Popen[bytes]", answers: Callable[[], Awaitable[bool]]
) -> None:
    async with asyncio.timeout(_PATIENCE):
        while not await answers():
            if process.poll() is not None:
                raise StepFailed("PostgreSQL ended while it was starting")
            await asyncio.sleep(0.02)
