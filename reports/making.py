"""Which report is about which days, and how it is made from cases."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from casework.clocks import local_day
from casework.reference import ReportKind
from casework.roles import CARRIER_ROLES, Actor, Role
from casework.visibility import WITHOUT_CASES
from reports.digest import digest
from reports.groups import Audience
from reports.history import CaseHistory, Period, Provenance
from reports.monthly import measures_report
from reports.pages import Report
from reports.status import status_report

TWO_WEEKS = timedelta(days=14)


def period_of(kind: ReportKind, at: datetime, zone: str) -> Period:
    """Return the days that a report of an instant is about, all of them over but a digest's.

    The status report is about the fourteen days before, the measures about the month before, and
    the digest about the day itself, as far as it has come.
    """
    today = local_day(at, zone)
    match kind:
        case ReportKind.STATUS:
            return Period(today - TWO_WEEKS, today - timedelta(days=1), zone)
        case ReportKind.MEASURES:
            last = today.replace(day=1) - timedelta(days=1)
            return Period(last.replace(day=1), last, zone)
        case ReportKind.DIGEST:
            return Period(today, today, zone)


def as_of(kind: ReportKind, at: datetime, zone: str) -> datetime:
    """Return the instant whose cases a report shows: a digest's own, else the period's end."""
    return at if kind is ReportKind.DIGEST else period_of(kind, at, zone).ends


def ending(kind: ReportKind, since: date | None, until: date, zone: str) -> Period:
    """Return the days that somebody asked for; without a first one, as many as are usual."""
    if since is not None:
        return Period(since, until, zone)
    match kind:
        case ReportKind.STATUS:
            return Period(until - TWO_WEEKS + timedelta(days=1), until, zone)
        case ReportKind.MEASURES:
            return Period(until.replace(day=1), until, zone)
        case ReportKind.DIGEST:
            return Period(until, until, zone)


def audience_of(role: Role) -> Audience:
    """Return as what somebody of a role reads reports."""
    inside = role not in CARRIER_ROLES and role not in WITHOUT_CASES
    return Audience.CBP if inside else Audience.OUTSIDE


def made(
    kind: ReportKind,
    histories: Sequence[CaseHistory],
    period: Period,
    *,
    kinds: Sequence[Provenance],
    audience: Audience,
    person: Actor | None = None,
) -> Report | None:
    """Make a report; None for a digest that has nothing to say, or is for nobody inside CBP."""
    chosen = [history for history in histories if history.provenance in kinds]
    match kind:
        case ReportKind.STATUS:
            return status_report(chosen, period, kinds=kinds, audience=audience)
        case ReportKind.MEASURES:
            return measures_report(chosen, period, kinds=kinds, audience=audience)
        case ReportKind.DIGEST:
            if person is None or audience is Audience.OUTSIDE:
                return None
            return digest(person, chosen, period, kinds=kinds)
