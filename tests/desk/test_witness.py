"""What the runs of a case tell together, whichever of them are left."""

import pytest

from casework.carried import Carried
from casework.events import EventBatch
from casework.view import case_view
from desk.witness import NoHistory, _joined, _Run, _Sent
from tests.casework import paths

WALK = paths.opened()
VIEW = case_view(WALK.case)
(OPENED,) = WALK.events


def batch(key: str, events: int = 1) -> EventBatch:
    return EventBatch(case_id="case-1", key=key, events=(OPENED,) * events, view=VIEW)


def run(*sent: str, after: int = 0, continues: bool = False, lost: str = "") -> _Run:
    """A run that sent batches of one event each; of those in ``lost`` it heard no answer."""
    carried = Carried(case_id="case-1", after_event=after)
    return _Run(carried, continues, tuple(_Sent(batch(key), key not in lost) for key in sent))


def told(*runs: _Run, recorded: str = "abcdefgh") -> tuple[int, str]:
    found = _joined(runs, frozenset(recorded))
    return found.after, "".join(key for key, _ in found.batches)


def test_continued_runs_tell_one_story_and_each_key_once() -> None:
    assert told(run("a", "b"), run("b", "c", after=2, continues=True)) == (0, "abc")


def test_what_began_later_than_its_forerunners_tell_is_all_that_is_known() -> None:
    assert told(run("c", "d", after=2, continues=True)) == (2, "cd")
    assert told(run("a"), run("e", "f", after=4), run("g", after=6, continues=True)) == (4, "efg")


def test_a_run_that_says_not_where_it_began_needs_the_one_before_it() -> None:
    """Runs of before the number was carried."""
    assert told(run("a"), run("b", continues=True)) == (0, "ab")
    with pytest.raises(NoHistory):
        told(run("b", continues=True))
    assert told(run("b", continues=True), run("c", after=2, continues=True)) == (2, "c")
    with pytest.raises(NoHistory):
        told()


def test_what_was_sent_when_a_run_was_ended_counts_only_if_it_arrived() -> None:
    ended = run("a", "b", lost="b")
    assert told(ended, run("c", after=1), recorded="ac") == (0, "ac")
    assert told(ended, run("c", after=2), recorded="abc") == (0, "abc")
    assert told(ended, run("c", "b", after=1), recorded="acb") == (0, "acb"), "it was said anew"
    assert told(run("a", "x"), recorded="a") == (0, "ax"), "what was answered must be there"


def test_whole_batches_are_counted_by_their_events() -> None:
    first = _Run(Carried(case_id="case-1"), False, (_Sent(batch("a", 3), True),))
    assert told(first, run("d", after=3, continues=True)) == (0, "ad")
