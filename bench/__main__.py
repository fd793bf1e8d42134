"""``python -m bench``: measures, prints a table, and writes all of it as JSON.

Exit codes: 0 everything was measured, whatever came out; 1 a measure failed; 2 wrong arguments; 130
ended by the person.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from rich.console import Console

from bench import (
    decade,
    lists,
    memory,
    receipts,
    record,
    recovery,
    starting,
    timers,
    whole_cases,
)
from bench.figures import Figure
from bench.ground import Ground, ground
from bench.sizes import FULL, QUICK, Sizes, resized
from bench.table import machine, printed
from embedded.processes import PROJECT
from embedded.stack import StackNotRunning

FAILED, INTERRUPTED = 1, 130
RESULT = PROJECT / ".data" / "bench.json"

_WIDTH = 140
"""Columns of the table; a terminal that is narrower wraps it."""

Measure = Callable[[Ground, Sizes], AsyncIterator[Figure]]
MEASURES: dict[int, Measure] = {
    receipts.NUMBER: receipts.measured,
    whole_cases.NUMBER: whole_cases.measured,
    timers.NUMBER: timers.measured,
    recovery.NUMBER: recovery.measured,
    memory.NUMBER: memory.measured,
    record.NUMBER: record.measured,
    lists.NUMBER: lists.measured,
    decade.NUMBER: decade.measured,
    starting.NUMBER: starting.measured,
}


def main() -> int:
    """Measure what the command line names; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, for a look")
    parser.add_argument("--only", type=int, nargs="+", choices=sorted(MEASURES), metavar="N")
    parser.add_argument(
        "--set", action="append", default=[], metavar="SIZE=N", help="as recovered_cases=300"
    )
    parser.add_argument("--json", type=Path, default=RESULT, help="where all of it is written")
    options = parser.parse_args()
    try:
        sizes = resized(QUICK if options.quick else FULL, options.set)
    except ValueError as wrong:
        parser.error(str(wrong))
    try:
        asyncio.run(run(options.only or sorted(MEASURES), sizes, options.json))
    except StackNotRunning as failure:
        print(f"Failed: {failure}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(f"Ended before the end; what was measured is in {options.json}", file=sys.stderr)
        return INTERRUPTED
    print(f"All of it is in {options.json}", file=sys.stderr)
    return 0


async def run(numbers: Sequence[int], sizes: Sizes, file: Path) -> None:
    """Measure, each on a ground of its own; print and write what is known after each."""
    console, aside = Console(width=_WIDTH), Console(stderr=True)
    aside.print(machine())
    found: list[Figure] = []
    for number in numbers:
        aside.print(f"Measure {number} (load {os.getloadavg()[0]:.1f})")
        began = perf_counter()
        async with ground() as ours:
            found += [figure async for figure in MEASURES[number](ours, sizes)]
        console.print(printed([figure for figure in found if figure.measure == number]))
        aside.print(f"It took {(perf_counter() - began) / 60:.1f} min")
        write(file, found, sizes)


def write(file: Path, figures: Sequence[Figure], sizes: Sizes) -> None:
    """Write what was measured, on what, when."""
    file.parent.mkdir(parents=True, exist_ok=True)
    told = {
        "machine": machine(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "load": os.getloadavg(),
        "sizes": sizes.__dict__,
        "figures": [figure.as_object() for figure in figures],
    }
    file.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # the SDK's threads may abort an ordinary interpreter exit (sdk-python#300)
