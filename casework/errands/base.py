"""What a builder of errands gives back."""

from collections.abc import Callable
from typing import Any, NamedTuple

from casework.notices.context import Context


class Telling(NamedTuple):
    """Which case is told what, before it gets its key."""

    to: str
    act: str
    body: dict[str, Any]


Builder = Callable[[Context], tuple[Telling, ...]]
"""Makes the errands of one name."""
