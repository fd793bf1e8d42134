"""What is seen while the cases are played: a live table at a terminal, else plain lines.

All of it goes to the error stream: what comes out of the demonstration is its report alone.
"""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Column, Table

from casework.clocks import local_day, printed_day
from casework.command import Receipt
from demo.player import Played
from demo.scenario import Scenario


class Progress:
    """Shows how far each case has come. A terminal without colour gets plain lines too."""

    def __init__(self, scenarios: Sequence[Scenario], console: Console) -> None:
        """Take the scenarios in the order in which they are shown."""
        self._rows = {scenario.name: _Row(scenario) for scenario in scenarios}
        self._console = console
        plain = not console.is_terminal or console.no_color
        self._live = None if plain else Live(console=console, get_renderable=self._table)

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def say(self, line: str) -> None:
        """Tell something besides, which stays."""
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def tell(self, scenario: Scenario, played: Played) -> None:
        """Take note of an act that was played."""
        row = self._rows[scenario.name]
        moved = row.take(played)
        if self._live is None and (moved or row.done == len(scenario.acts)):
            self.say(f"  {scenario.name:<34} {row.day:>11}  {row.state}")

    def _table(self) -> Table:
        name = Column("illustrative case", no_wrap=True, overflow="ellipsis")
        table = Table(name, "its day", "state", "acts", "", box=None)
        for row in self._rows.values():
            table.add_row(*row.cells())
        return table


class _Row:
    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self.done = 0
        self.state = "–"
        self.day = "–"

    def take(self, played: Played) -> bool:
        """Return whether the case has moved to another state."""
        self.done += 1
        day = local_day(played.act.at, self._scenario.zone)
        self.day = printed_day(day, "en")
        before = self.state
        if isinstance(played.answer, Receipt):
            self.state = played.answer.state
        return self.state != before

    def cells(self) -> tuple[str | ProgressBar, ...]:
        total = len(self._scenario.acts)
        bar = ProgressBar(total=total, completed=self.done, width=10)
        return (self._scenario.name, self.day, self.state, f"{self.done}/{total}", bar)
