"""Types commands for a test: each is a process of its own, forked from one that has imported all.

To start an interpreter and import everything takes most of a second of a processor, a command
hardly any of it; a walk of seventy commands would wait for little else. Run as
``python -m tests.end_to_end.typist``: a request is a line of JSON, the answer is the exit code.
"""

import json
import os
import sys
from typing import Any, NoReturn

import starter

FOREVER = ("cli.acting", "cli.looking", "cli.verifying", "desk.case_desk", "desk.sending")
NOT_ENDED = 99
"""The exit code of a command that came back where it should have ended its process."""


def main() -> None:
    """Answer requests until there are no more."""
    for module in FOREVER:
        __import__(module)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _type(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _type(request: dict[str, Any]) -> NoReturn:
    """Be the command: its words, its environment, its three files."""
    try:
        os.environ.clear()
        os.environ.update(request["environment"])
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            os.dup2(os.open(request[name], flags, 0o600), number)
        sys.stdin = os.fdopen(0, encoding="utf-8")
        sys.argv = ["starter.py", *request["words"]]
        starter.main()
    finally:
        os._exit(NOT_ENDED)


if __name__ == "__main__":
    main()
