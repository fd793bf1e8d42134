"""The image holds what a worker, a desk or a job runs, and nothing else."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
BUILD, FINAL = re.split(r"^FROM .*$", DOCKERFILE, flags=re.MULTILINE)[1:]
COPIED = {
    source.rstrip("/")
    for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.MULTILINE)
    for source in line.split()[:-1]
}
# Stays outside: what proves, measures, shows or sets up, and the stack for a machine without
# containers, whose programs are not in requirements/runtime.txt.
NOT_A_ROOM = {"tests", "bench", "demo", "deploy", "embedded"}


def top_level_names() -> set[str]:
    """Return what `import` can find at the top: packages and modules of ours."""
    packages = {file.parent.name for file in ROOT.glob("[!.]*/__init__.py")}
    return packages | {file.stem for file in ROOT.glob("*.py")}


def copied_modules() -> list[Path]:
    return [
        file
        for source in sorted(COPIED)
        for file in ([ROOT / source] if source.endswith(".py") else (ROOT / source).rglob("*.py"))
    ]


def imported_at_load(module: Path) -> set[str]:
    """Return the top names that a module needs as soon as it is loaded."""
    found: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(module.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
        waiting.extend(ast.iter_child_nodes(node))
    return found


def test_every_room_is_in_the_image_and_nothing_but_rooms() -> None:
    rooms = {file.parent.name for file in ROOT.glob("[!.]*/__init__.py")} - NOT_A_ROOM
    assert rooms | {"worker.py", "starter.py", "requirements/runtime.txt"} == COPIED


def test_what_the_image_loads_is_in_the_image() -> None:
    held = {Path(source).stem for source in COPIED}
    missing = {
        f"{module.relative_to(ROOT)} imports {name}"
        for module in copied_modules()
        for name in imported_at_load(module) & top_level_names() - held
    }
    assert not missing


def test_the_build_context_holds_what_is_copied() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {rule[1:] for rule in rules if rule.startswith("!")} == COPIED


def test_the_base_is_pinned_and_the_same_as_in_the_env_file() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert set(bases) == {"python:${PYTHON_VERSION}-slim-trixie"}
    for name in ("PYTHON_VERSION", "APP_VERSION"):
        default = re.search(rf"^ARG {name}=(\S+)$", DOCKERFILE, re.MULTILINE)
        assert default
        assert f"\n{name}={default[1]}\n" in (ROOT / ".env").read_text(encoding="utf-8")
    assert re.search(r"^ARG PYTHON_VERSION=3\.13\.\d+$", DOCKERFILE, re.MULTILINE)


def test_the_image_has_the_version_of_the_project() -> None:
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version
    assert f"\nAPP_VERSION={version[1]}\n" in (ROOT / ".env").read_text(encoding="utf-8")


def test_every_dependency_is_checked_and_none_is_compiled() -> None:
    assert "--require-hashes" in BUILD
    assert "--only-binary :all:" in BUILD


@pytest.mark.parametrize("tool", ["pip install", "apt-get", "gcc", "uv "])
def test_the_final_stage_installs_nothing(tool: str) -> None:
    assert tool not in FINAL


def test_the_process_is_not_root_and_cannot_change_its_code() -> None:
    assert re.search(r"^USER \d{5,}:\d{5,}$", FINAL, re.MULTILINE)
    assert "--chown" not in FINAL
    assert {"PYTHONDONTWRITEBYTECODE=1", "PYTHONUNBUFFERED=1"} <= set(FINAL.split())
