"""``--help`` loads nothing heavy; what typer cannot read is one line; the shell completes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
HEAVY = (
    "aioclamd", "aiosmtplib", "alembic", "asyncio", "asyncpg", "casework", "cryptography", "desk",
    "evidence", "filetype", "obstore", "pydantic", "records", "rich", "runtime", "seals",
    "simulation", "sqlalchemy", "structlog", "temporalio", "workflows",
)  # fmt: skip


def typed(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    environment = {n: v for n, v in os.environ.items() if not n.startswith("RESUMPTION_")}
    return subprocess.run(
        [sys.executable, "starter.py", *words],
        cwd=PROJECT,
        env={**environment, **env},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "words", ["--help", "do --help", "list --help", "criteria load --help", "evidence put --help"]
)
def test_help_loads_nothing_that_takes_time(words: str) -> None:
    """Imports are counted, not seconds: 0.3 s are kept wherever typer itself keeps them."""
    script = (
        "import runpy, sys, os\n"
        f"sys.argv = ['starter.py', *{words.split()!r}]\n"
        "told = os._exit\n"
        "def leave(code):\n"
        "    loaded = sorted({name.partition('.')[0] for name in sys.modules})\n"
        "    print(code, *loaded, file=sys.stderr)\n"
        "    sys.stderr.flush()\n"
        "    told(code)\n"
        "os._exit = leave\n"
        "runpy.run_path('starter.py', run_name='__main__')\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True
    )
    code, *modules = ran.stderr.split()
    assert code == "0"
    assert "Usage: starter.py" in ran.stdout
    assert "typer" in modules
    assert set(modules).isdisjoint(HEAVY)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("lsit", "No such command 'lsit'"),
        ("show", "Missing argument 'CASE'"),
        ("do case-1", "Missing argument 'COMMAND'"),
        ("list --limit many", "--limit"),
        ("list --overdue=perhaps", "--overdue"),
        ("list --nonsense", "No such option"),
        ("criteria", "Missing command"),
        ("receive case-1 submit_plan", "Missing option"),
        ("show case-1 --lang fr", "--lang: is en or es"),
        ("do case-1 assign --lang fr --as SUP:lane", "--lang: is en or es"),
    ],
)
def test_what_cannot_be_read_ends_with_2_and_one_line(words: str, said: str) -> None:
    ran = typed(*words.split())
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.startswith("starter.py: ")
    assert ran.stderr.count("\n") == 1
    assert said in ran.stderr


def test_nothing_typed_is_a_question_for_help() -> None:
    ran = typed()
    assert ran.returncode == 0
    assert "Commands:" in ran.stdout


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("do case-1 submit_p", {"submit_pia", "submit_plan"}),
        ("list --state SUS", {"SUSPENDED"}),
        ("list --carrier F", {"FXE", "FCA"}),
        ("list --awaiting c", {"carrier", "cbp"}),
        ("reference c", {"carriers", "crossings", "categories"}),
        ("cl", {"clocks", "clear-logs"}),
        ("clo", {"clocks"}),
    ],
)
def test_the_shell_completes(line: str, completed: set[str]) -> None:
    words = f"starter.py {line}"
    ran = typed(
        **{
            "_STARTER.PY_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
        }
    )
    assert set(ran.stdout.split()) == completed


def test_completion_can_be_installed() -> None:
    # Typer asks the process table which shell it was started from: here one that stays there.
    ran = subprocess.run(
        ["bash", "-c", f"{sys.executable} starter.py --show-completion; exit $?"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0
    assert "complete_bash" in ran.stdout


def test_a_list_goes_on_quietly_when_its_reader_has_read_enough() -> None:
    ran = subprocess.run(
        f"{sys.executable} starter.py reference crossings | head -1; echo ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert ran.stderr == ""
    assert ran.stdout.splitlines()[-1] == "0"


def test_reference_data_are_listed_with_mark_and_source_without_a_stack() -> None:
    ran = typed("reference", "carriers", NO_COLOR="1")
    assert ran.returncode == 0
    assert "\x1b" not in ran.stdout
    (union_pacific,) = (line for line in ran.stdout.splitlines() if line.startswith("UP "))
    assert "verified" in union_pacific
    assert "mark register" in union_pacific
    unknown = typed("reference", "planets")
    assert unknown.returncode == 2
    assert "one of carriers, crossings" in unknown.stderr
