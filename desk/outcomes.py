"""What becomes of a command: a receipt, or a refusal. Both are kept, both are final."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from casework.command import Receipt
from casework.model import Kept
from casework.refusal import Refusal


class Done(Kept):
    """The command's events are durable."""

    outcome: Literal["done"] = "done"
    receipt: Receipt


class Declined(Kept):
    """The rules, or the envelope's check, said no; nothing was changed."""

    outcome: Literal["declined"] = "declined"
    refusal: Refusal


Outcome = Annotated[Done | Declined, Field(discriminator="outcome")]
"""A command's outcome."""

_ADAPTER: TypeAdapter[Done | Declined] = TypeAdapter(Outcome)


def read_outcome(text: str) -> Done | Declined:
    """Return a stored outcome."""
    return _ADAPTER.validate_json(text)
