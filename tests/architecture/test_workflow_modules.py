"""The workflow modules may be shared by all cases of a worker: they hold no state of their own, and
know no clock, no chance and no way out. So the sandbox need not load them anew for each case.

What they do while they run is checked beside this, by the sandbox itself, over every saved history
(tests/replay).
"""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from enum import Enum
from pathlib import Path
from types import FunctionType, MappingProxyType, ModuleType
from typing import Any, TypeVar

import pytest
from pydantic import BaseModel
from temporalio.client import ScheduleRange
from temporalio.common import RetryPolicy, SearchAttributeKey

import workflows
from tests.architecture.source import PROJECT, ROOMS, files, imports, place, tree

MAY_IMPORT = frozenset(
    {"asyncio", "collections", "contextlib", "datetime", "types", "typing"}
    | {"pydantic", "temporalio"}
    | {"activities", "casework", "reports", "seals", "workflows"}
)
OF_ASYNCIO = frozenset({"Task", "create_task", "gather"})
"""What the engine's own event loop does in the same order at each replay."""

ASKS = frozenset({"globals", "hash", "id", "input", "open", "print", "setattr", "vars"})
ASKS_BY_A_METHOD = frozenset({"fromtimestamp", "now", "today", "utcnow"})
REPLAYED = frozenset({"run.now", "self._run.now", "workflow.now"})
"""Time as the history tells it: of the engine, or of the case."""

NEVER_CHANGES = (
    str,
    int,
    float,
    bytes,
    bool,
    timedelta,
    type(None),
    Enum,
    FunctionType,
    ModuleType,
)
CONFIGURES = (RetryPolicy, ScheduleRange, SearchAttributeKey, TypeVar)
"""Values of the engine and the language that are read and never written; ``RetryPolicy`` could be,
and ``test_nothing_of_a_module_is_written_to`` says that it is not."""


def modules() -> list[ModuleType]:
    """Every module of the room."""
    found = pkgutil.iter_modules(workflows.__path__, "workflows.")
    return [importlib.import_module(module.name) for module in found]


def holds_no_state(value: Any) -> bool:
    """Whether a value is the same for ever, whoever has hold of it."""
    if isinstance(value, FunctionType):
        return all(
            map(holds_no_state, (*(value.__defaults__ or ()), *_values(value.__kwdefaults__)))
        )
    if isinstance(value, tuple | frozenset):
        return all(map(holds_no_state, value))
    if isinstance(value, MappingProxyType):
        return all(map(holds_no_state, (*value, *value.values())))
    if isinstance(value, BaseModel):
        return value.model_config.get("frozen", False)
    if isinstance(value, type):
        return not _is_ours(value) or not [*mutable_in(value)]
    return isinstance(value, NEVER_CHANGES + CONFIGURES) or _is_annotation(value)


def _values(mapping: Mapping[str, Any] | None) -> tuple[Any, ...]:
    return tuple((mapping or {}).values())


def _is_annotation(value: Any) -> bool:
    return type(value).__module__ in ("types", "typing") and not isinstance(value, ModuleType)


def _is_ours(value: type | FunctionType) -> bool:
    return value.__module__.partition(".")[0] == "workflows"


def mutable_in(cls: type) -> Iterator[str]:
    """The attributes of a class that one case could change for another; models are pydantic's."""
    if issubclass(cls, BaseModel):
        if not cls.model_config.get("frozen"):
            yield cls.__name__
        return
    for name, value in vars(cls).items():
        if name in ("__annotations__", "__parameters__") or name.startswith("__temporal_"):
            continue
        inner = value.fget if isinstance(value, property) else value
        if inspect.isgetsetdescriptor(inner) or name in ("_abc_impl", "__dict__", "__weakref__"):
            continue
        if not holds_no_state(inner):
            yield f"{cls.__name__}.{name}"


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.__name__)
def test_a_workflow_module_holds_no_state(module: ModuleType) -> None:
    """What it imports was shared before: rooms that are passed through, each with its own tests."""
    held = [name for name in _own(module) if not holds_no_state(vars(module)[name])]
    assert held == []


def _own(module: ModuleType) -> list[str]:
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree(Path(str(module.__file__))))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    return [
        name
        for name in vars(module)
        if name not in imported and not (name.startswith("__") and name.endswith("__"))
    ]


def cached(function: Callable[[], int]) -> Any:
    """Something as ``functools.cache`` makes it, which remembers."""
    from functools import cache

    return cache(function)


class Remembering:
    """What the check above must find."""

    __module__ = "workflows.none"
    seen: tuple[str, ...] | list[str] = []  # noqa: RUF012  (that is the point)


def with_default(seen: Any = {}) -> Any:  # noqa: B006  (that is the point)
    """What the check above must find."""
    return seen


@pytest.mark.parametrize(
    "value", [[], {}, set(), ([],), cached(lambda: 1), Remembering, with_default, Remembering()]
)
def test_state_would_be_found(value: Any) -> None:
    assert not holds_no_state(value)


def test_workflow_modules_know_no_clock_no_chance_and_no_way_out() -> None:
    for file in files("workflows"):
        for name, node in imports(file):
            assert name.partition(".")[0] in MAY_IMPORT, f"{place(file, node)}: {name}"
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.ImportFrom):
                assert node.module != "asyncio", f"{place(file, node)}: say asyncio.…"
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "asyncio":
                assert node.attr in OF_ASYNCIO, f"{place(file, node)}: asyncio.{node.attr}"
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                at_import = file.name == "updates.py" and called == "setattr"
                assert called not in ASKS or at_import, f"{place(file, node)}: {called}"
                method = called.rpartition(".")[2]
                assert method not in ASKS_BY_A_METHOD or called in REPLAYED, (
                    f"{place(file, node)}: {called}"
                )


def test_nothing_of_a_module_is_written_to() -> None:
    """No ``global``, and no assignment to a part of anything but what a function itself holds."""
    for file in files("workflows"):
        of_module = {
            name.id
            for statement in tree(file).body
            for name in ast.walk(statement)
            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
            if isinstance(statement, ast.Assign | ast.AnnAssign)
        } | {name.rpartition(".")[2] for name, _ in imports(file)}
        for node in ast.walk(tree(file)):
            assert not isinstance(node, ast.Global), place(file, node)
            if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(
                node.ctx, ast.Load
            ):
                root = ast.unparse(node).partition(".")[0].partition("[")[0]
                assert root not in of_module, f"{place(file, node)}: {ast.unparse(node)}"


def test_all_modules_of_the_room_are_looked_at() -> None:
    assert "workflows" in ROOMS
    assert {module.__name__ for module in modules()} == {
        f"workflows.{file.stem}" for file in (PROJECT / "workflows").glob("[!_]*.py")
    }
