"""A few of everything, on the real parts: that it measures at all. How fast is nobody's test."""

import dataclasses
import json
from pathlib import Path

from rich.console import Console

from bench import memory, receipts, record
from bench.__main__ import MEASURES, write
from bench.figures import Figure
from bench.ground import ground
from bench.sizes import QUICK
from bench.table import printed

TINY = dataclasses.replace(
    QUICK, receipts=4, appends=5, verified_cases=2, cached_cases=2, open_cases=4
)


async def test_measures_give_figures_a_table_and_json(tmp_path: Path) -> None:
    found: list[Figure] = []
    async with ground() as ours:
        for measure in (receipts.measured, record.measured, memory.measured):
            found += [figure async for figure in measure(ours, TINY)]
    assert {figure.measure for figure in found} == {1, 5, 6}
    for figure in found:
        assert figure.ours is not None
        assert figure.ours.count > 0
        assert (figure.ratio is None) == (figure.bare is None)
    write(tmp_path / "bench.json", found, TINY)
    told = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert [figure["what"] for figure in told["figures"]] == [figure.what for figure in found]
    assert told["sizes"]["appends"] == 5
    console = Console(width=200)
    with console.capture() as capture:
        console.print(printed(found))
    assert "receipt of a command" in capture.get()


def test_all_nine_can_be_asked_for() -> None:
    assert sorted(MEASURES) == list(range(1, 10))
