"""A program that serves looks less often for what is not used any more, and still finds it."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from runtime.collecting import NEW_OBJECTS, collect_seldom


class Node:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def seldom() -> Iterator[None]:
    before = gc.get_threshold()
    collect_seldom()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.mark.usefixtures("seldom")
def test_what_was_loaded_is_left_out_and_what_is_not_used_any_more_goes() -> None:
    assert gc.get_freeze_count() > 0
    node = weakref.ref(Node())
    kept = [[number] for number in range(NEW_OBJECTS // 2)]
    assert node() is not None
    kept += [[number] for number in range(NEW_OBJECTS)]
    assert node() is None
    assert len(kept) == NEW_OBJECTS * 3 // 2
