"""The rooms of the house: who may know whom, and what each keeps out. Conventions, as tests."""

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from temporalio import workflow

from casework.commands import Body, commands, told
from casework.model import Submitted
from tests.architecture.source import PROGRAMS, PROJECT, ROOMS, calls, files, imports, place, tree
from workflows.appeal import AppealCase
from workflows.partner_notice import PartnerNotice
from workflows.resumption import ResumptionCase

MAY_KNOW: dict[str, frozenset[str]] = {
    # What measures stands beside everything; nobody may know it.
    "bench": frozenset(
        {"activities", "casework", "demo", "desk", "embedded", "reading", "records", "reports"}
        | {"runtime", "seals", "simulation", "workflows.options"}
    ),
    "casework": frozenset(),
    "seals": frozenset(),
    "runtime": frozenset({"seals"}),
    "workflows": frozenset({"casework", "seals", "activities", "reports"}),
    "reports": frozenset({"casework"}),
    "activities": frozenset({"casework", "reports", "seals"}),
    "records": frozenset(
        {"casework", "seals", "activities.ports", "desk.ports", "evidence.ports", "exchange.ports"}
    ),
    "evidence": frozenset({"casework", "seals.key_ring", "seals.trust"}),
    "desk": frozenset({"casework", "seals"}),
    "exchange": frozenset({"casework", "desk"}),
    "embedded": frozenset({"runtime"}),
    "simulation": frozenset({"casework"}),
    "cli": frozenset(
        {"activities.printing", "casework", "desk", "evidence", "exchange"}
        | {"identity", "reading", "records", "reports", "runtime", "seals", "simulation"}
    ),
    "identity": frozenset({"casework"}),
    "reading": frozenset(
        {"activities.printing", "activities.renderings", "casework", "desk.errors"}
        | {"desk.outcomes", "desk.ports", "records", "reports", "seals"}
    ),
    "portal": frozenset(
        {"casework", "desk", "evidence", "exchange", "identity", "reading", "records", "reports"}
        | {"runtime", "seals"}
    ),
    "demo": frozenset(
        {"casework", "cli", "desk", "embedded", "reading", "records", "runtime", "seals"}
    ),
}
LONGEST_FILE = 320


def test_import_contracts_hold() -> None:
    """Those of pyproject.toml: what a room may reach by any way."""
    lint = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run(
        [lint, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may_know(room: str) -> None:
    known = MAY_KNOW[room]
    for file in files(room):
        for name, node in imports(file):
            top = name.partition(".")[0]
            if top == room or top not in ROOMS:
                continue
            allowed = any(
                name == known_one or name.startswith(f"{known_one}.") for known_one in known
            )
            assert allowed, f"{place(file, node)}: {room} may not know {name}"


def test_programs_are_imported_by_nobody() -> None:
    for file in files():
        for name, node in imports(file):
            assert name.partition(".")[0] not in PROGRAMS, place(file, node)


def test_the_rules_need_nothing_but_pydantic_and_the_standard_library() -> None:
    for file in files("casework"):
        for name, node in imports(file):
            top = name.partition(".")[0]
            assert top in sys.stdlib_module_names or top in (
                "casework",
                "pydantic",
                "pydantic_core",
            ), f"{place(file, node)}: {name}"


def test_only_records_speak_to_the_database() -> None:
    for file in files():
        for name, node in imports(file):
            if name.partition(".")[0] in ("asyncpg", "aiosql", "alembic", "sqlalchemy"):
                assert file.is_relative_to(PROJECT / "records"), place(file, node)


WORLD = frozenset(
    {"asyncio", "http", "io", "logging", "os", "pathlib", "random", "secrets", "shutil", "signal"}
    | {"socket", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid"}
)
"""Modules with a clock, chance, or a way out."""

ASKS = frozenset({"input", "open", "print"})
ASKS_BY_A_METHOD = frozenset({"now", "today", "utcnow", "write_bytes", "write_text"})


def test_the_rules_know_no_clock_no_chance_and_no_outside() -> None:
    """Time is an argument; data files are read at import, through importlib.resources."""
    for file in files("casework"):
        for name, node in imports(file):
            assert name.partition(".")[0] not in WORLD, f"{place(file, node)}: {name}"
        for called, node in calls(file):
            assert called not in ASKS, f"{place(file, node)}: {called}"
            method = called.rpartition(".")[2]
            assert method not in ASKS_BY_A_METHOD, f"{place(file, node)}: {called}"


def test_workflows_write_to_no_log_but_the_one_that_knows_replay() -> None:
    for file in files("workflows"):
        for name, node in imports(file):
            assert name.partition(".")[0] not in WORLD - {"asyncio"} | {"structlog"}, place(
                file, node
            )
        for called, node in calls(file):
            assert called != "print", place(file, node)
            if called.rpartition(".")[0].endswith("logger"):
                assert called.startswith("workflow.logger."), place(file, node)


@pytest.mark.parametrize("kind", [ResumptionCase, AppealCase, PartnerNotice])
def test_every_update_has_a_validator_and_nothing_else_can_change_a_case(kind: type) -> None:
    definition = workflow._Definition.must_from_class(kind)
    assert {*commands(), *told()} < set(definition.updates)
    for name, update in definition.updates.items():
        assert name, "a dynamic update shows no name"
        assert update.validator is not None, name
        assert update.description, name
    assert not definition.signals, "signals carry no authority"
    assert not definition.dynamic_config_fn


def test_commands_are_frozen_and_take_no_unknown_field() -> None:
    for model in {part for body in all_bodies(Body) for part in models_in(body)}:
        assert issubclass(model, Submitted), model
        assert model.model_config.get("frozen") is True, model
        assert model.model_config.get("extra") == "forbid", model


def all_bodies(model: type[Body]) -> set[type[Body]]:
    """A model and everything made from it."""
    return {model, *(below for child in model.__subclasses__() for below in all_bodies(child))}


def models_in(model: type[BaseModel]) -> set[type[BaseModel]]:
    """A model and every model in its fields, however deep."""
    found: set[type[BaseModel]] = {model}

    def look(annotation: Any) -> None:
        is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
        if is_model and annotation not in found:
            found.update(models_in(annotation))
        for part in get_args(annotation):
            look(part)

    for field in model.model_fields.values():
        look(field.annotation)
    return found


CONSTANT_TEXTS = frozenset({"AddressRefused", "Deferred", "FactsRefused"})
"""Exceptions of ours whose text is ours too, and may stand in a history."""


def test_what_an_application_error_says_holds_no_content() -> None:
    """It stands in Temporal's history and goes to whoever asked: a constant or a code."""
    seen = 0
    for file in files():
        for called, node in calls(file):
            if called.rpartition(".")[2] != "ApplicationError":
                continue
            seen += 1
            assert node.args, place(file, node)
            assert _is_safe(node.args[0], file), f"{place(file, node)}: {ast.unparse(node.args[0])}"
    assert seen


def _is_safe(said: ast.expr, file: Path) -> bool:
    match said:
        case ast.Constant():
            return True
        case ast.Attribute(attr="rule" | "code"):
            return True
        case ast.JoinedStr(values=values):
            return all(
                isinstance(value, ast.Constant)
                or ast.unparse(value).endswith(".__name__}'")
                or (isinstance(value, ast.FormattedValue) and _is_safe(value.value, file))
                for value in values
            )
        case ast.Attribute(attr="__name__"):
            return True
        case ast.Call(func=ast.Name(id="str"), args=[ast.Name(id=name)]):
            return _caught(name, said, file) <= CONSTANT_TEXTS
        case _:
            return False


def _caught(name: str, said: ast.expr, file: Path) -> set[str]:
    """The exceptions that a name may stand for where it is said: what is caught, or annotated."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        inside = any(child is said for child in ast.walk(node))
        if inside and isinstance(node, ast.ExceptHandler) and node.name == name and node.type:
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            found |= {ast.unparse(kind) for kind in kinds}
        elif inside and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found |= {
                ast.unparse(argument.annotation)
                for argument in node.args.args
                if argument.arg == name and argument.annotation
            }
    return found or {"unknown"}


def test_no_file_holds_two_ideas() -> None:
    lengths = {
        place(file): len(file.read_text(encoding="utf-8").splitlines())
        for file in [*files(), *(PROJECT / "tests").rglob("*.py")]
    }
    assert {file: length for file, length in lengths.items() if length > LONGEST_FILE} == {}
