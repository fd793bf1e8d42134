"""Walks as histories, and the days that a report of them is about."""

from datetime import date, timedelta

from reports.history import CaseHistory, Period, history_of
from tests.casework.walk import Walk
from tests.casework.ways import walked

YEAR = Period(date(2026, 1, 1), date(2027, 12, 31), "America/Chicago")


def told(walk: Walk, case_id: str = "case-1") -> CaseHistory:
    """A walk as it has come, with all that happened in it."""
    found = history_of(case_id, walk.events, at=walk.now + timedelta(days=1))
    assert found is not None
    return found


def way(name: str, case_id: str = "case-1") -> CaseHistory:
    """A way by its name."""
    return told(walked(name), case_id)
