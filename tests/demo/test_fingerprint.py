"""The fingerprint of a history: the same however fast the mail went, another if anything else."""

from datetime import timedelta

from casework.events import Event
from demo.__main__ import EXAMPLES
from demo.loading import load_all
from demo.outcome import fingerprint
from tests.demo.rehearsal import rehearse

SENT = "reversal_sent"


def history() -> list[Event]:
    """A case in which two reversals are told, side by side."""
    (scenario,) = load_all(EXAMPLES.glob("mesa-*.toml"))
    return list(rehearse(scenario).events)


def test_what_goes_out_side_by_side_may_arrive_in_any_order() -> None:
    events = history()
    first, second = (number for number, event in enumerate(events) if event.kind == SENT)
    assert events[first].item != events[second].item
    assert events[first].at == events[second].at
    swapped = list(events)
    swapped[first], swapped[second] = events[second], events[first]
    assert fingerprint(swapped) == fingerprint(events)


def test_another_instant_or_nothing_at_all_is_another_history() -> None:
    events = history()
    number = next(number for number, event in enumerate(events) if event.kind == SENT)
    later = events[number].model_copy(update={"at": events[number].at + timedelta(seconds=1)})
    assert fingerprint([*events[:number], later, *events[number + 1 :]]) != fingerprint(events)
    assert fingerprint([*events[:number], *events[number + 1 :]]) != fingerprint(events)
