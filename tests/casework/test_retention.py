"""The rule on how long a case is kept: what stands against a disposal, and from which day."""

from datetime import UTC, date, datetime
from importlib.resources import files

import pytest

from casework.calendars import Mark
from casework.retention import (
    REASONS,
    Facts,
    Goes,
    Reason,
    current,
    goes_before,
    judge,
    schedule,
    versions,
)

LAST = datetime(2024, 2, 29, 23, 59, tzinfo=UTC)
RESTS = Facts(
    case_id="case-1",
    last_at=LAST,
    reached=datetime(2034, 3, 1, tzinfo=UTC),
    settled=True,
    held=False,
    linked=False,
    unanswered=False,
    owing=False,
    signed=True,
)


def test_content_goes_as_a_whole_from_the_day_after_its_longest_time_has_run_out() -> None:
    found = judge(current(), RESTS)
    assert found.may_go
    days = {kind.id: day for kind, day in found.by_kind}
    assert found.due == date(2034, 3, 1) == days["case_record"] == max(days.values())
    assert days["messages"] == date(2027, 3, 1)
    before = RESTS._replace(reached=datetime(2034, 2, 28, 23, 59, tzinfo=UTC))
    assert judge(current(), before).against == (Reason.NOT_YET,)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"held": True}, Reason.LEGAL_HOLD),
        ({"settled": False}, Reason.OPEN),
        ({"linked": True}, Reason.LINKED),
        ({"unanswered": True}, Reason.UNANSWERED),
        ({"owing": True}, Reason.OWING),
        ({"signed": False}, Reason.UNSIGNED),
    ],
)
def test_each_fact_alone_keeps_a_case(changed: dict[str, bool], reason: Reason) -> None:
    facts = Facts(**{**RESTS._asdict(), **changed})
    assert judge(current(), facts).against == (reason,)
    assert REASONS[reason].en != REASONS[reason].es


def test_no_period_is_given_out_as_verified_that_nobody_has_verified() -> None:
    for version in versions():
        kinds = schedule(version).kinds
        assert {kind.mark for kind in kinds} <= {Mark.DEFAULT, Mark.UNVERIFIED}
        assert all("default" in k.source or "own choice" in k.source for k in kinds)


def test_what_proves_is_never_removed_and_every_kind_says_what_becomes_of_it() -> None:
    kinds = {kind.id: kind for kind in current().kinds}
    assert (kinds["proof"].years, kinds["proof"].goes) == (None, Goes.KEPT)
    assert all(k.years is not None for k in kinds.values() if k.goes is Goes.WITH_CASE)
    with pytest.raises(LookupError):
        schedule("1999-01")


def test_a_version_that_was_released_is_as_it_was() -> None:
    """A disposal names its version; a new period is a new file. Add its hash here."""
    from hashlib import sha256

    folder = files("casework").joinpath("data", "retention")
    found = {
        entry.name: sha256(entry.read_bytes()).hexdigest()[:16]
        for entry in folder.iterdir()
        if entry.name.endswith(".json")
    }
    assert found == {
        "2026-11.json": "515361d01885a064",
        "2026-11-23.json": "369193de457ffc86",
    }


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2016, 11, 23, tzinfo=UTC)),
        (datetime(2028, 2, 29, 23, tzinfo=UTC), datetime(2018, 2, 28, tzinfo=UTC)),
        (datetime(2034, 3, 1, tzinfo=UTC), datetime(2024, 3, 1, tzinfo=UTC)),
    ],
)
def test_what_goes_by_its_age_was_written_so_many_years_ago(
    now: datetime, before: datetime
) -> None:
    kinds = {kind.id: kind for kind in current().aged}
    assert set(kinds) == {"reads", "sign_ins", "received_events"}
    assert goes_before(kinds["reads"], now) == before
    (lessons,) = [kind for kind in current().kinds if kind.id == "lessons"]
    with pytest.raises(ValueError, match="for ever"):
        goes_before(lessons, now)
