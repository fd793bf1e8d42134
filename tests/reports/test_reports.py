"""What the reports show, to whom, and from which cases."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.bilingual import Bilingual
from casework.matters import Matter
from casework.reference import CARRIERS, ReportKind
from casework.roles import Actor, Role
from reports.groups import Audience
from reports.history import CaseHistory, Provenance, history_of
from reports.making import as_of, audience_of, ending, made, period_of
from reports.pages import Report, Section, Share
from reports.renderings import as_csv, as_text
from tests.casework import paths
from tests.casework.matters import Matters
from tests.casework.walk import SUP
from tests.casework.ways_of_appeals import denied_late, filed
from tests.casework.ways_of_partners import answered
from tests.reports.told import YEAR, told, way

ILLUSTRATIVE = (Provenance.ILLUSTRATIVE,)
LANE = Actor(person="lane", role=Role.SUP, organisation="LRD")
QUINN = Actor(person="quinn", role=Role.OPS, organisation="HQ")


def some_cases() -> list[CaseHistory]:
    names = ("clean", "silent", "slow office", "dropped", "unsuspended")
    return [way(name, f"case-of-{name}") for name in names]


def report(
    kind: ReportKind, audience: Audience = Audience.CBP, person: Actor | None = None
) -> Report:
    found = made(kind, some_cases(), YEAR, kinds=ILLUSTRATIVE, audience=audience, person=person)
    assert found is not None
    return found


def section(found: Report, id: str) -> Section:
    (one,) = (section for section in found.sections if section.id == id)
    return one


@pytest.mark.parametrize("kind", [ReportKind.STATUS, ReportKind.MEASURES])
def test_outside_cbp_no_carrier_and_no_case_is_named(kind: ReportKind) -> None:
    inside = as_text(report(kind), "en")
    outside = as_text(report(kind, Audience.OUTSIDE), "en")
    assert "Sierra Verde" in inside
    assert "carrier 1" in outside
    for carrier in CARRIERS.values():
        assert carrier.name not in outside
    assert "case-of-" not in outside
    assert "R-1" not in outside


def test_outside_cbp_a_group_of_fewer_than_three_cases_is_not_shown() -> None:
    few = made(
        ReportKind.STATUS,
        some_cases()[:2],
        YEAR,
        kinds=ILLUSTRATIVE,
        audience=Audience.OUTSIDE,
    )
    assert few is not None
    for part in few.sections:
        if part.id.startswith("by_"):
            (row,) = part.table.rows
            assert isinstance(row[0], Bilingual)
            assert row[0].en == "fewer than 3 cases each"
            assert row[2:] == (None,) * 6
    measures = made(
        ReportKind.MEASURES,
        some_cases()[:2],
        YEAR,
        kinds=ILLUSTRATIVE,
        audience=Audience.OUTSIDE,
    )
    assert measures is not None
    for part in measures.sections:
        if part.id.startswith("side_"):
            assert all(row[2] is None or int(str(row[4])) >= 3 for row in part.table.rows)


def test_the_status_report_counts_what_stands_and_what_happened() -> None:
    found = report(ReportKind.STATUS)
    port = section(found, "by_port").table.rows
    assert [(row[0], *row[1:5]) for row in port] == [("Laredo, Texas", 5, 5, 1, 1)]
    phases = {str(row[0]): row[1:] for row in section(found, "phases").table.rows}
    assert sum(int(str(n)) for row in phases.values() for n in row) == 1
    laredo = {row[0]: row for row in section(found, "ports").table.rows}["Laredo, Texas"]
    assert laredo[2:5] == (2, 2, 0), "two lanes, both with joint processing (S30)"
    assert section(found, "workload").table.rows


def test_threats_are_shown_also_where_there_was_no_incident() -> None:
    columns = [column.id for column in section(report(ReportKind.STATUS), "threats").table.columns]
    assert columns == ["month", "fentanyl", "precursors", "de-minimis"]
    seal = made(
        ReportKind.STATUS,
        some_cases(),
        ending(ReportKind.STATUS, None, datetime(2026, 3, 14, tzinfo=UTC).date(), YEAR.zone),
        kinds=ILLUSTRATIVE,
        audience=Audience.CBP,
    )
    assert seal is not None
    table = section(seal, "threats").table
    at = [column.id for column in table.columns].index("seal")
    assert table.rows[-2][0] == "2026-02"
    assert table.rows[-2][at] == 5
    assert len(table.rows) == 12


def test_real_cases_stand_alone_unless_others_are_asked_for() -> None:
    real = made(
        ReportKind.STATUS, some_cases(), YEAR, kinds=(Provenance.REAL,), audience=Audience.CBP
    )
    assert real is not None
    assert real.cases == 0
    assert "ILLUSTRATIVE" not in as_text(real, "en")
    shown = report(ReportKind.STATUS)
    assert shown.cases == 5
    assert "5 cases: ILLUSTRATIVE cases, not statements of fact" in as_text(shown, "en")
    assert all(
        line.split(",")[2] == "illustrative"
        for _, content in as_csv(shown)
        for line in content.splitlines()[1:]
    )


def test_a_report_shows_the_cases_as_they_stood_at_its_end() -> None:
    walk = paths.reinstated()
    then = walk.now - timedelta(days=10)
    before = history_of("case-1", walk.events, at=then)
    assert before is not None
    assert before.case.standing.suspended
    assert not told(walk).case.standing.suspended
    assert history_of("case-1", walk.events, at=walk.events[0].at) is None


def test_a_digest_says_what_is_overdue_at_whom() -> None:
    found = report(ReportKind.DIGEST, person=LANE)
    rows = section(found, "office").table.rows
    assert {str(row[0]) for row in rows} == {"case-of-silent", "case-of-slow office"}
    text = as_text(found, "en")
    assert "port officer" in text
    assert "carrier's point of contact" in text, "the supervisor sees what waits on the carrier"
    for_operations = as_text(report(ReportKind.DIGEST, person=QUINN), "en")
    assert "carrier's point of contact" not in for_operations


def test_what_is_overdue_in_an_appeal_is_told_to_the_appeal_office() -> None:
    appeal = told(matters_late().beside("appeal-1"), "case-1-appeal-1")
    found = made(
        ReportKind.DIGEST,
        [*some_cases(), appeal],
        YEAR,
        kinds=ILLUSTRATIVE,
        audience=Audience.CBP,
        person=Actor(person="avila", role=Role.APP, organisation="HQ"),
    )
    assert found is not None
    rows = section(found, "office").table.rows
    assert {str(row[0]) for row in rows} == {"case-1-appeal-1"}
    assert "Appeal acknowledged" in as_text(found, "en")


@pytest.mark.parametrize("kind", [ReportKind.STATUS, ReportKind.MEASURES])
def test_a_matter_beside_a_case_is_not_counted_as_a_case(kind: ReportKind) -> None:
    matters = [
        told(walk, case_id)
        for case_id, walk in {**denied_late().walks, **answered().walks}.items()
        if walk.case.matter is not Matter.RESUMPTION
    ]
    assert len(matters) == 2
    with_matters = made(
        kind, [*some_cases(), *matters], YEAR, kinds=ILLUSTRATIVE, audience=Audience.CBP
    )
    alone = report(kind)
    assert with_matters is not None
    assert with_matters.cases == alone.cases
    same = [s.id for s in alone.sections if s in with_matters.sections]
    assert {s.id for s in alone.sections} - set(same) <= {"workload", "side_cbp", "side_all"} | {
        "side_mexico"
    }


def matters_late() -> Matters:
    """An appeal that nobody has acknowledged in time."""
    matters = filed(paths.suspended(), "letter-suspension")
    matters.until(20)
    return matters


def test_nobody_is_written_to_about_nothing() -> None:
    quiet = [way("clean")]
    for person in (LANE, QUINN):
        none = made(
            ReportKind.DIGEST,
            quiet,
            YEAR,
            kinds=ILLUSTRATIVE,
            audience=Audience.CBP,
            person=person,
        )
        assert none is None
    elsewhere = Actor(person="whitfield", role=Role.SUP, organisation="ELP")
    assert (
        made(
            ReportKind.DIGEST,
            some_cases(),
            YEAR,
            kinds=ILLUSTRATIVE,
            audience=Audience.CBP,
            person=elsewhere,
        )
        is None
    )


def test_a_case_is_its_persons_on_the_days_of_the_assignment_only() -> None:
    walk = paths.opened()
    walk.must(SUP, "assign", person="ortega", since="2026-03-02", until="2026-04-30")
    walk.until(60)
    ortega = Actor(person="ortega", role=Role.OFF, organisation="LRD")

    def mine(day: str) -> Report | None:
        until = datetime.fromisoformat(day).date()
        period = ending(ReportKind.DIGEST, None, until, YEAR.zone)
        return made(
            ReportKind.DIGEST,
            [told(walk)],
            period,
            kinds=ILLUSTRATIVE,
            audience=Audience.CBP,
            person=ortega,
        )

    then = mine("2026-04-30")
    assert then is not None
    assert [part.id for part in then.sections] == ["assigned"]
    after = mine("2026-05-01")
    assert after is not None
    assert [part.id for part in after.sections] == ["office"], "nobody's: any officer's there"


def test_who_stands_in_for_some_days_gives_the_case_back_by_itself() -> None:
    walk = paths.opened()
    walk.must(SUP, "assign", person="reyes")
    walk.must(SUP, "assign", person="ortega", since="2026-03-10", until="2026-03-20")
    walk.must(SUP, "assign", person="moreno", since="2026-04-01", until="2026-04-10")
    held = walk.case.assigned
    assert held is not None
    days = ("2026-03-05", "2026-04-01", "2026-04-10", "2026-04-11")
    holders = [held.holder_on(datetime.fromisoformat(day).date()) for day in days]
    assert holders == ["reyes", "moreno", "moreno", "reyes"]


def test_the_days_that_a_report_is_about_by_itself() -> None:
    monday = datetime(2026, 11, 2, 12, tzinfo=UTC)
    zone = "America/New_York"
    status = period_of(ReportKind.STATUS, monday, zone)
    assert [day.isoformat() for day in status[:2]] == ["2026-10-19", "2026-11-01"]
    month = period_of(ReportKind.MEASURES, monday, zone)
    assert [day.isoformat() for day in month[:2]] == ["2026-10-01", "2026-10-31"]
    assert as_of(ReportKind.MEASURES, monday, zone) == month.ends
    assert period_of(ReportKind.DIGEST, monday, zone)[:2] == (monday.date(), monday.date())
    assert as_of(ReportKind.DIGEST, monday, zone) == monday


def test_who_reads_as_what() -> None:
    outside = {role for role in Role if audience_of(role) is Audience.OUTSIDE}
    assert outside == {
        Role.POC, Role.EXE, Role.CNS, Role.MXA, Role.MXC, Role.AGL, Role.VWR,
    }  # fmt: skip


def test_a_share_of_nothing_is_no_number() -> None:
    assert Share(0, 0).ratio is None
    assert Share(1, 4).ratio == 0.25
