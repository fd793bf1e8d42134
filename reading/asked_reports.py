"""A report that somebody asks for: of which days and cases, for whom, and whether he may."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from casework.clocks import local_day
from casework.reference import OFFICES, RECIPIENTS, ReportKind
from casework.roles import Actor
from reading.histories import histories_of
from reading.record import Record
from reports.groups import Audience
from reports.history import CaseHistory, Period, Provenance
from reports.making import audience_of, ending, made
from reports.pages import Report
from reports.synthetic import synthetic_history


class ReportUnclear(Exception):
    """What was asked makes no report; ``field`` says what of it, ``problem`` why."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class ReportNotForYou(Exception):
    """This report is not for who asks; the message says for whom it is."""


class AskedReport(NamedTuple):
    """A report as it was asked for, with what was left open filled in.

    ``office`` limits it to the cases that an office has now; None takes every one.
    """

    kind: ReportKind
    period: Period
    kinds: tuple[Provenance, ...]
    audience: Audience
    person: Actor | None
    office: str | None = None

    @property
    def needs_record(self) -> bool:
        """Whether it rests on more than made-up cases."""
        return set(self.kinds) != {Provenance.SYNTHETIC}

    async def made(self, record: Record | None) -> Report | None:
        """Make it; None for a digest that has nothing to say."""
        histories: tuple[CaseHistory, ...]
        if record is not None:
            histories = await histories_of(record, self.period, self.kinds)
        else:
            histories = synthetic_history(self.period.ends)
        return made(
            self.kind,
            [one for one in histories if self.office in (None, one.case.office)],
            self.period,
            kinds=self.kinds,
            audience=self.audience,
            person=self.person,
        )


def asked_report(
    kind: ReportKind,
    actor: Actor | None,
    *,
    now: datetime,
    since: date | None = None,
    until: date | None = None,
    kinds: Sequence[Provenance] = (),
    audience: Audience | None = None,
    recipient: str | None = None,
    office: str | None = None,
    production: bool,
) -> AskedReport:
    """Return what was asked for. ``actor`` None is who works on the machine itself.

    Raises ``ReportUnclear`` and ``ReportNotForYou``.
    """
    if office is not None and office not in OFFICES:
        raise ReportUnclear("office", f"is one of {', '.join(OFFICES)}")
    seen_as = _audience(audience, actor)
    person = _person(recipient, kind, actor, seen_as)
    home = person.organisation if person and person.organisation in OFFICES else "HQ"
    real = (Provenance.REAL,)
    usual = real if production else (*real, Provenance.ILLUSTRATIVE)
    return AskedReport(
        kind=kind,
        period=_period(kind, since, until, OFFICES[home].zone, now),
        kinds=tuple(dict.fromkeys(kinds)) or usual,
        audience=seen_as,
        person=person,
        office=office,
    )


def _audience(asked: Audience | None, actor: Actor | None) -> Audience:
    allowed = Audience.CBP if actor is None else audience_of(actor.role)
    if asked is Audience.CBP and allowed is Audience.OUTSIDE:
        raise ReportNotForYou("reports with names are for CBP's people only")
    return asked or allowed


def _person(
    recipient: str | None, kind: ReportKind, actor: Actor | None, audience: Audience
) -> Actor | None:
    if kind is not ReportKind.DIGEST:
        return None
    if audience is Audience.OUTSIDE:
        raise ReportNotForYou("the digest is for CBP's people only")
    if recipient is None:
        if actor is None:
            raise ReportUnclear("for", "say for whom; `reference people` lists them")
        return actor
    if recipient not in RECIPIENTS:
        known = ", ".join(RECIPIENTS)
        raise ReportUnclear("for", f"there is no {recipient[:40]!r}; one of {known}")
    return RECIPIENTS[recipient].actor


def _period(
    kind: ReportKind, since: date | None, until: date | None, zone: str, now: datetime
) -> Period:
    today = local_day(now, zone)
    usual = today if kind is ReportKind.DIGEST else today - timedelta(days=1)
    if kind is ReportKind.MEASURES and since is None and until is None:
        usual = today.replace(day=1) - timedelta(days=1)
    last = until or usual
    if since is not None and since > last:
        raise ReportUnclear("from", "lies after the last day")
    return ending(kind, since, last, zone)
