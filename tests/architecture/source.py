"""The source of the product as syntax trees."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PROGRAMS = ("worker", "starter")
ROOMS = tuple(
    sorted(
        folder.name
        for folder in PROJECT.iterdir()
        if (folder / "__init__.py").is_file() and folder.name != "tests"
    )
)


def files(*rooms: str) -> list[Path]:
    """The modules of some rooms, or of all with the programs."""
    found = [file for room in rooms or ROOMS for file in (PROJECT / room).rglob("*.py")]
    return found if rooms else found + [PROJECT / f"{program}.py" for program in PROGRAMS]


@lru_cache
def tree(file: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(file.read_text(encoding="utf-8"))


def place(file: Path, node: ast.AST | None = None) -> str:
    """Where something stands, for a message."""
    line = getattr(node, "lineno", None)
    return f"{file.relative_to(PROJECT)}" + (f":{line}" if line else "")


def imports(file: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every module that a file imports, anywhere in it, by its full name."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node
            for alias in node.names:
                if _is_module(node.module, alias.name):
                    yield f"{node.module}.{alias.name}", node


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call, by the dotted name of what is called as far as it is one; what a module does only
    when it is run as a program is left out.
    """
    as_program = {
        inner
        for node in tree(file).body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call) and node not in as_program:
            yield ast.unparse(node.func), node


def _is_module(package: str, name: str) -> bool:
    folder = PROJECT.joinpath(*package.split("."))
    return (folder / f"{name}.py").is_file() or (folder / name / "__init__.py").is_file()
