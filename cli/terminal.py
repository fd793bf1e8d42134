"""What reaches a terminal or a pipe: safe text, plain columns, bold only where it is wanted.

In a pipe every row is one line, nothing is cut, and no line ends in blanks.
"""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel


def colours() -> bool:
    """Whether the output may be decorated: a terminal, and nobody said no (https://no-color.org)."""
    return (
        sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM", "") != "dumb"
    )


def clean(text: str) -> str:
    """Return a text with everything but print and line breaks as code points.

    What is recorded was checked when it came in; a terminal obeys what it is shown all the same.
    """
    return "".join(c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" for c in text)


def say(text: str = "", *, strong: bool = False) -> None:
    """Print a line."""
    line = clean(text).rstrip()
    print(f"\x1b[1m{line}\x1b[0m" if strong and line and colours() else line)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns, as wide as their widest cell; the last one is as long as it is."""
    cells = [tuple(head), *(tuple(cell.replace("\n", " ") for cell in row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for number, row in enumerate(cells):
        padded = [cell.ljust(width) for cell, width in zip(row[:-1], widths[:-1], strict=True)]
        say("  ".join([*padded, row[-1]]), strong=number == 0)


def tree(value: Any, *, indent: str = "  ") -> None:
    """Print a nested value, one leaf a line, the lines of a long text below each other."""
    for name, leaf in _leaves(value, ""):
        lines = str(leaf).splitlines() or [""]
        say(f"{indent}{name}  {lines[0]}")
        for line in lines[1:]:
            say(f"{indent}{' ' * len(name)}  {line}")


def _leaves(value: Any, name: str) -> Iterable[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value, start=1):
            yield from _leaves(item, f"{name}.{number}" if name else str(number))
    elif value is not None:
        yield name, value


def as_json(value: Any) -> None:
    """Print one value as JSON."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))


def plain(value: Any) -> Any:
    """Return a value as JSON knows it."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
