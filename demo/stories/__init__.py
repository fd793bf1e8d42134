"""Three short stories at the end of a demonstration: the officer's, the carrier's, operations'.

Each is made of what is recorded and of what the rules answer when they are asked again, and of
nothing that differs from run to run. A story for which no case was played is left out.
"""

import textwrap
from collections.abc import Iterator, Sequence

from demo.results import Result
from demo.stories.carrier import carrier_story
from demo.stories.officer import officer_story
from demo.stories.operations import operations_story

_WIDTH = 100


def stories(results: Sequence[Result], *, killed: Sequence[str]) -> str:
    """Return the stories on some cases; ``killed`` names the parts that were killed meanwhile."""
    told = (
        ("The officer", officer_story(results)),
        ("The carrier", carrier_story(results)),
        ("Operations", operations_story(results, killed=killed)),
    )
    return "\n\n".join("\n".join(_laid_out(name, lines)) for name, lines in told if lines)


def _laid_out(name: str, lines: Sequence[str]) -> Iterator[str]:
    yield name
    for line in lines:
        yield from textwrap.wrap(
            line,
            _WIDTH,
            initial_indent="  ",
            subsequent_indent="  ",
            break_on_hyphens=False,
            break_long_words=False,
        )
