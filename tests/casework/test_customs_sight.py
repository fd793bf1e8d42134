"""What customs at the crossing see: that a stage is under way there, their own record, no more."""

from collections.abc import Iterator

from casework.case import Case
from casework.customs_sight import UNDER_WAY, crossings_together
from casework.roles import Role
from casework.visibility import admitted, sight, visible_document, visible_phase
from tests.casework.walk import MXC, Walk
from tests.casework.ways import WAYS, walked
from tests.casework.ways_of_lanes import by_stages


def cases(walk: Walk) -> Iterator[Case]:
    """The case after each batch."""
    yield from (batch.before for batch in walk.batches if batch.before is not None)
    yield walk.case


def test_a_case_is_theirs_while_a_stage_is_under_way_and_only_then() -> None:
    seen = set()
    for case in cases(by_stages()):
        under_way = not UNDER_WAY.isdisjoint(case.tracks.get("STAGE", {}).values())
        assert admitted(case, MXC) is under_way
        assert bool(crossings_together(case)) is under_way
        seen.add(under_way)
    assert seen == {True, False}


def test_without_stages_no_case_is_ever_theirs() -> None:
    for way in WAYS:
        for case in cases(walked(way)):
            if not case.stages:
                assert not admitted(case, MXC)


def test_they_read_nothing_that_anybody_else_wrote() -> None:
    walk = by_stages()
    case = next(case for case in cases(walk) if crossings_together(case))
    shown = sight(case, walk.events, MXC)
    assert shown.case.ports == crossings_together(case)
    for field in ("documents", "findings", "plan", "clocks", "tracks", "decisions", "stages"):
        assert not getattr(shown.case, field), field
    assert not shown.case.contacts.poc
    assert shown.case.published is None
    own = [event for event in shown.events if event is not None]
    assert all(event.actor.role is Role.MXC for event in own)
    assert not any(event.notices or event.clocks for event in own)
    assert not any(visible_document(n, d, case, MXC) for n, d in case.documents.items())
    assert visible_phase(case, MXC) is case.phase
