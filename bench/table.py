"""The table that a person reads, and the line that says on what machine it was made."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from bench.figures import Figure, Spread


def printed(figures: Sequence[Figure]) -> Table:
    """Return the table of some figures: medians, with p95 behind our own."""
    table = Table("", "what", "ours (p95)", "bare", "ratio", "target", "", "note")
    for figure in figures:
        table.add_row(
            str(figure.measure),
            figure.what,
            _ours(figure.ours, figure.unit),
            "" if figure.bare is None else f"{_number(figure.bare.median)} {figure.unit}",
            "" if figure.ratio is None else f"{figure.ratio:.2f}",
            "" if figure.target is None else str(figure.target),
            {True: "met", False: "MISSED", None: ""}[figure.meets],
            figure.note,
        )
    return table


def _ours(spread: Spread | None, unit: str) -> str:
    if spread is None:
        return ""
    middle = f"{_number(spread.median)} {unit}"
    return middle if spread.count == 1 else f"{middle} ({_number(spread.p95)})"


def _number(value: float) -> str:
    """Three significant digits, without an exponent."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def machine() -> str:
    """Say what this runs on: processors, memory, system, Python."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return (
        f"{os.cpu_count()} × {_processor()}, {pages / 2**30:.0f} GiB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2] for line in told.splitlines() if line.startswith("model name")]
    return names[0].strip() if names else platform.machine()
