"""The embedded stack keeps its promises: one in a folder, nothing lost, nothing left running."""

import asyncio
import ctypes
import os
import signal
import smtplib
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import asyncpg
import pytest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest

from embedded import tether
from embedded.ports import LOOPBACK
from embedded.processes import PROJECT
from embedded.stack import EmbeddedStack, StackNotRunning
from runtime.connection import connect
from runtime.settings import DatabaseRole, load_settings

NO_STEPS: list[list[str]] = []
SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]
OTHER_USER = 65534

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become somebody else")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's promise is Linux's")


async def until(fact: Callable[[], bool], patience: float = 30.0) -> None:
    """Wait for a fact; the deadline only ends a test that has failed."""
    deadline = time.monotonic() + patience
    while not fact():
        assert time.monotonic() < deadline, "it did not come true"
        await asyncio.sleep(0.02)


def below(ancestor: int) -> set[int]:
    """The ids of all processes that descend from that one."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := fields_of(int(entry.name))):
            parents[int(entry.name)] = int(fields[1])
    found = {ancestor}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {ancestor}


def fields_of(pid: int) -> list[str]:
    """State, parent and so on of a process, nothing if there is none."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def gone(pids: set[int]) -> bool:
    """Whether none of them runs (one that only waits to be noticed as dead does not)."""
    return all(not (fields := fields_of(pid)) or fields[0] in "ZX" for pid in pids)


def database(stack: EmbeddedStack, role: DatabaseRole) -> str:
    return stack.environment()[f"RESUMPTION_DATABASE_{role.upper()}_URL"]


def permissions(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


async def test_what_was_stored_survives_kill_and_restart_and_ports_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    stack = EmbeddedStack(folder, worker=SLEEPER, steps=NO_STEPS)
    async with stack:
        before = dict(stack.note.ports)
        owner = await asyncpg.connect(database(stack, DatabaseRole.OWNER))
        await owner.execute("create table kept (line text)")
        await owner.execute("insert into kept values ('before the kill')")
        for child in ("postgres", "temporal", "mail", "worker"):
            killed = stack.kill(child)
            assert await stack.wait_ready(child) != killed
        await owner.close(timeout=5)
        owner = await asyncpg.connect(database(stack, DatabaseRole.OWNER))
        await owner.execute("insert into kept values ('after the kill')")
        await owner.close()
        # Nothing but the folder is known to a client.
        client = await connect(load_settings(data_dir=folder), identity="test")
        described = await client.workflow_service.describe_namespace(
            DescribeNamespaceRequest(namespace="default")
        )
        assert described.config.workflow_execution_retention_ttl.ToTimedelta().days == 3650
        send_mail(stack.note.ports["mail"])
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="550"):
            send_mail(stack.note.ports["mail"], to="anybody@gone.example")
        assert stack.note.children["postgres"].deaths == 1
        everybody = below(stack.supervisor)
    assert gone(everybody)
    assert "Nothing is left running." in stack.said()

    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind((LOOPBACK, before["mail"]))
        squatter.listen()
        async with stack:
            after = dict(stack.note.ports)
            assert {name for name in before if before[name] != after[name]} == {"mail"}
            owner = await asyncpg.connect(database(stack, DatabaseRole.OWNER))
            kept = await owner.fetch("select line from kept")
            await owner.close()
    assert [row["line"] for row in kept] == ["before the kill", "after the kill"]
    (message,) = stack.mail_folder.iterdir()
    assert message.read_bytes().startswith(
        b"Return-Path: <desk@cbp.example>\r\nDelivered-To: compliance@railroad.example\r\n"
    )


def send_mail(port: int, *, to: str = "compliance@railroad.example") -> None:
    message = EmailMessage()
    message["From"], message["To"] = "desk@cbp.example", to
    message["Subject"] = "Suspensión"
    message.set_content("Señores: …")
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.send_message(message)


async def test_one_stack_in_a_folder_closed_to_others_with_a_password_for_everybody(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "data"
    async with EmbeddedStack(folder, worker=False, steps=NO_STEPS) as stack:
        second = subprocess.run(stack.command(), cwd=PROJECT, capture_output=True, text=True)
        assert second.returncode == 3
        assert second.stderr.startswith(f"Refused: a stack runs in {folder} already")
        assert second.stderr.count("\n") == 1
        clean = subprocess.run(
            [sys.executable, "-m", "embedded.clean", str(folder)], cwd=PROJECT, capture_output=True
        )
        assert clean.returncode == 3
        assert (folder / "stack.json").exists()

        assert permissions(folder) == 0o700
        assert permissions(folder / "stack.json") == 0o600
        assert permissions(folder / "keys" / "desk.pem") == 0o600
        assert not list(folder.rglob(".s.PGSQL*"))

        reader = await asyncpg.connect(database(stack, DatabaseRole.READER))
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await reader.execute("create table not_mine (line text)")
        await reader.close()
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(
                host="127.0.0.1",
                port=stack.note.ports["postgres"],
                user="postgres",
                password="guessed",
            )
    clean = subprocess.run(
        [sys.executable, "-m", "embedded.clean", str(folder)], cwd=PROJECT, capture_output=True
    )
    assert clean.returncode == 0
    assert not folder.exists()


@on_linux
async def test_kill_9_of_the_stack_leaves_nothing_running_and_the_folder_usable(
    tmp_path: Path,
) -> None:
    stack = EmbeddedStack(tmp_path / "data", worker=SLEEPER, steps=NO_STEPS)
    await stack.start()
    session = await asyncpg.connect(database(stack, DatabaseRole.OWNER))
    everybody = below(stack.supervisor)
    assert len(everybody) > len(stack.pids) == 4  # PostgreSQL's own processes among them
    os.kill(stack.supervisor, signal.SIGKILL)
    await until(lambda: gone(everybody))
    session.terminate()
    assert await stack.stop() == -signal.SIGKILL

    async with stack:
        everybody = below(stack.supervisor)
    assert gone(everybody)


async def test_the_third_death_within_a_minute_ends_everything_and_names_the_child(
    tmp_path: Path,
) -> None:
    dying = [sys.executable, "-c", "print('the reason why'); raise SystemExit(7)"]
    stack = EmbeddedStack(tmp_path / "data", worker=dying, steps=NO_STEPS)
    try:
        await stack.start()
        everybody = below(stack.supervisor)
        await until(lambda: gone({stack.supervisor}))
        assert await stack.stop() == 1
        assert gone(everybody)
    except StackNotRunning:
        pass  # so fast that the stack had not been ready yet
    log = tmp_path / "data" / "log" / "worker.log"
    assert (
        f"Failed: the worker ended with exit code 7, for the third time within a minute; see {log}"
        "\n  its last line: the reason why." in stack.said()
    )
    assert stack.said().count("starting it again") == 2


async def test_a_step_that_fails_ends_everything_and_is_named(tmp_path: Path) -> None:
    failing = [sys.executable, "-c", "raise SystemExit('no such table')"]
    stack = EmbeddedStack(tmp_path / "data", worker=SLEEPER, steps=[failing])
    with pytest.raises(StackNotRunning, match=r"ended with exit code 1; see .*steps\.log"):
        await stack.start()
    assert "its last line: no such table" in stack.said()
    assert "Nothing is left running." in stack.said()


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
async def test_it_can_be_ended_while_it_is_still_starting(
    tmp_path: Path, signum: signal.Signals
) -> None:
    """A step that takes for ever stands for any moment of the start."""
    stack = EmbeddedStack(tmp_path / "data", worker=False, steps=[SLEEPER])
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(stack.command(), cwd=PROJECT, stdout=said, stderr=said)
    await until(lambda: "running" in (tmp_path / "said").read_text())
    everybody = below(process.pid)
    assert everybody
    process.send_signal(signum)
    assert await asyncio.to_thread(process.wait, 30) == 0
    assert gone(everybody)


@as_root
@on_linux
async def test_it_works_for_a_normal_user_in_a_deep_closed_folder(tmp_path: Path) -> None:
    """For a user who owns nothing but one folder, and could open up no other if he tried."""
    home = tmp_path / "home"
    deep = home / "/".join(["a-folder-with-a-rather-long-name"] * 8)
    deep.mkdir(parents=True)
    for folder in (home, *(f for f in home.rglob("*") if f.is_dir())):
        os.chown(folder, OTHER_USER, OTHER_USER)
        folder.chmod(0o700)
    outside = [*tmp_path.parents, tmp_path, home, *deep.parents[:-1], deep]
    before = [permissions(folder) for folder in outside]
    stack = EmbeddedStack(deep / "data", worker=SLEEPER, steps=NO_STEPS)
    assert len(str(stack.folder)) > 300
    said = tmp_path / "said"
    with said.open("wb") as output:
        process = subprocess.Popen(
            tether.command(stack.command(), parent=os.getpid(), user=OTHER_USER),
            cwd=PROJECT,
            stdout=output,
            stderr=output,
        )
    await until(lambda: "Ready." in said.read_text() or process.poll() is not None)
    assert process.poll() is None, said.read_text()
    everybody = below(process.pid)
    assert {Path(f"/proc/{pid}").stat().st_uid for pid in everybody} == {OTHER_USER}
    process.terminate()
    assert await asyncio.to_thread(process.wait, 30) == 0
    assert gone(everybody)
    assert [permissions(folder) for folder in outside] == before


@as_root
@on_linux
async def test_root_without_user_namespaces_serves_the_database_as_nobody(tmp_path: Path) -> None:
    """As in most containers. The folder is one that only root may enter, and stays so."""
    tmp_path.chmod(0o700)
    stack = EmbeddedStack(tmp_path / "data", worker=False, steps=NO_STEPS)
    said = tmp_path / "said"
    process = in_barred_namespace(stack.command(), said)
    await until(lambda: "Ready." in said.read_text() or gone({process}))
    assert "Ready." in said.read_text()
    everybody = below(process)
    owners = {Path(f"/proc/{pid}").stat().st_uid for pid in everybody}
    assert owners == {0, OTHER_USER}
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    await until(lambda: gone(everybody))
    assert permissions(tmp_path) == 0o700

    async with stack:  # and where namespaces are allowed again, the folder is still good
        assert await stack.wait_ready("postgres")


def in_barred_namespace(command: list[str], said: Path) -> int:
    """Run that as root of a user namespace in which no other can be made; gives its process id."""
    prepared, mapped = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        try:
            ctypes.CDLL(None).unshare(0x10000000)
            os.write(prepared[1], b".")
            os.read(mapped[0], 1)
            Path("/proc/sys/user/max_user_namespaces").write_text("0")
            os.setresgid(0, 0, 0)
            os.chdir(PROJECT)
            output = os.open(said, os.O_WRONLY | os.O_CREAT, 0o600)
            os.dup2(output, 1)
            os.dup2(output, 2)
            os.execv(command[0], command)
        finally:
            os._exit(127)
    os.read(prepared[0], 1)
    for kind in ("uid", "gid"):
        Path(f"/proc/{child}/{kind}_map").write_text("0 0 4294967295")
    said.touch()
    os.write(mapped[1], b".")
    for end in (*prepared, *mapped):
        os.close(end)
    return child
