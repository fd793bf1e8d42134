"""What a fold is: a function from the case before and the event to the fields that change."""

from collections.abc import Callable
from typing import Any, TypeVar

from casework.case import Case
from casework.commands.base import Body, model_of
from casework.events import Event

B = TypeVar("B", bound=Body)

Updates = dict[str, Any]
"""Fields of the case that change, with their new values."""

Fold = Callable[[Case, Event], Updates]
"""What an event of one kind changes in a case."""


def body_of(model: type[B], event: Event) -> B:
    """Return what the event's command said, as its model."""
    return model.model_validate(event.body)


def body_named(event: Event) -> Body:
    """Return what the event's command said, by the act's own model."""
    return model_of(event.act).model_validate(event.body)
