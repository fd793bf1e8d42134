"""What one case has to tell another: an appeal what was decided, a partner notice what changed.

Each is made together with the event that calls for it, travels as a signed command of the system
and is received, judged and recorded like any other. It carries no authority of its own: what it
brings about is what the rows of the receiving case allow the system to do.
"""

from typing import Any

from pydantic import AwareDatetime, Field

from casework.model import Kept


class Errand(Kept):
    """One thing to tell another case, with the id that stays however often it is tried.

    ``key`` becomes the id of the command; ``to`` is the id of the other case, which ``act`` may
    open; ``at`` is the instant that counts, at which this case learnt of it.
    """

    key: str
    to: str
    act: str
    at: AwareDatetime
    body: dict[str, Any] = Field(default_factory=dict)


class ErrandUnanswered(Exception):
    """The other case has not answered yet; the errand is received and may be tried again."""
