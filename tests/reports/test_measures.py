"""Each measure says what happened: reckoned from walks whose days are known."""

from datetime import date, timedelta
from typing import Any

import pytest

from casework.events import Event
from reports import figures
from reports.exposure import When, by_suspension, cars_crossed
from reports.history import CaseHistory, Period, history_of
from reports.measures import MEASURES
from reports.pages import Share
from reports.reckonings import Value
from tests.casework import paths
from tests.casework.walk import MXA, OFF, PORT, Walk
from tests.casework.ways import walked
from tests.casework.ways_of_partners import MX, known_abroad, mailed
from tests.reports.told import YEAR, told, way

BY_ID = {measure.id: measure for measure in MEASURES}


def value(id: str, *histories: CaseHistory, period: Period = YEAR) -> Value:
    return BY_ID[id].reckoned(histories, period)


def test_a_median_lies_in_the_middle_and_a_rank_is_a_value_that_was_there() -> None:
    assert figures.median([5, 1, 3]) == 3
    assert figures.median([4, 1, 3, 2]) == 2.5
    assert figures.median([]) is None
    assert figures.percentile([float(n) for n in range(1, 11)], 0.9) == 9
    assert figures.percentile([7.0], 0.9) == 7


def test_the_days_of_a_suspension_run_from_effect_to_return() -> None:
    assert value("suspension_days_median", way("clean")) == Value(15.0, 1)
    assert value("suspension_days_p90", way("clean"), way("silent")) == Value(130.0, 2)
    assert value("suspension_days_median", way("slow office")) == Value(None, 0), "it still runs"


def test_delivery_is_counted_from_the_signature() -> None:
    assert value("delivery_hours", way("silent")) == Value(60.0, 2)
    assert value("delivered_in_24_hours", way("silent")).value == Share(1, 2)


def test_the_carrier_has_every_order_before_anybody_outside() -> None:
    assert value("carrier_told_first", way("clean"), way("silent")).value == Share(4, 4)
    events = walked("silent").events
    told_at = next(n for n, event in enumerate(events) if event.kind == "status_published")
    ordered = next(n for n, event in enumerate(events) if event.kind == "suspension_ordered")
    early = [
        event.model_copy(update={"notices": events[told_at].notices}) if n == ordered else event
        for n, event in enumerate(events)
    ]
    history = history_of("case-1", early, at=walked("silent").now + timedelta(days=1))
    assert history is not None
    assert value("carrier_told_first", history).value == Share(1, 2)


def test_a_clock_that_ran_out_is_late_also_if_what_was_owed_came_after() -> None:
    late = value("cbp_reviews_in_time", way("slow office"))
    assert late.value == Share(5, 13)
    assert value("cbp_reviews_in_time", way("clean")).value == Share(13, 13)
    assert value("analysis_in_time", way("silent")).value == Share(0, 1)


def test_a_plan_that_was_sent_back_is_not_accepted_at_first() -> None:
    found = value("plans_accepted_first", way("returned"), way("clean"))
    assert found.value == Share(1, 2)
    rounds = value("plan_rounds", way("returned"), way("clean"))
    assert (rounds.value, rounds.n) == (0.5, 2)


def test_only_what_happened_in_the_period_counts() -> None:
    before = Period(date(2025, 1, 1), date(2025, 12, 31), "America/Chicago")
    for measure in MEASURES:
        found = measure.reckoned([way("clean")], before)
        assert found.value is None or measure.id == "clocks_paused", measure.id
    assert value("clocks_paused", way("clean"), period=before).value is None


def test_an_incident_within_a_year_of_the_return_is_a_recurrence() -> None:
    back = paths.reinstated()
    assert value("recurrences", told(back)) == Value(0.0, 1)

    def again(days: int) -> CaseHistory:
        walk = Walk(at=back.now + timedelta(days=days))
        incident = {**paths.INCIDENT, "discovered_at": walk.now.isoformat()}
        walk.must(OFF, "open_case", **{**paths.OPENING, "incident": incident}, ground="incident")
        return told(walk, f"case-after-{days}")

    assert value("recurrences", told(back), again(300)) == Value(1.0, 1)
    assert value("recurrences", told(back), again(400)) == Value(0.0, 1)
    assert value("recurrences", way("silent")) == Value(None, 0), "a removal is no return"


def test_a_status_that_differs_across_the_border_is_counted_with_its_age() -> None:
    matters = known_abroad()
    notice = matters.beside(f"partner-{MX}-1")
    assert value("status_mismatches", told(notice)) == Value(None, 0), "theirs is not known"
    mailed(notice)
    notice.must(MXA, "acknowledge_notice", folio="OEA-7")
    day = {"effective_on": "2026-03-01"}
    notice.must(MXA, "report_partner_action", action="None yet.", status="active", **day)
    notice.until(11)
    assert value("status_mismatches", told(notice)) == Value(Share(1, 1), 1)
    before = Period(YEAR.since, notice.now.date() - timedelta(days=1), YEAR.zone)
    at = before.ends
    seen = history_of("case-1-partner", notice.events, at=at)
    assert seen is not None
    assert value("mismatch_days", seen, period=before).value == float(
        (before.day(at) - before.day(notice.events[-1].at)).days
    )
    notice.must(MXA, "report_partner_action", action="Suspended.", status="suspended", **day)
    assert value("status_mismatches", told(notice)) == Value(Share(0, 1), 1)
    assert value("mismatch_days", told(notice)) == Value(None, 0)


def figure(walk_events: tuple[Event, ...], **body: Any) -> Event:
    """A port's figure as it stands on record."""
    told_by = walk_events[-1]
    return told_by.model_copy(
        update={
            "kind": "exposure_recorded",
            "row": "G17",
            "act": "record_exposure",
            "actor": PORT,
            "before": None,
            "body": {"crossing": "2304", "trains": 10, "source": "Dispatch.", **body},
            "track": "EXPOSURE",
            "item": body["figure"],
            "clocks": (),
            "notices": (),
            "marks": (),
            "raised": (),
        }
    )


def test_traffic_is_counted_once_and_by_how_it_lies_to_the_suspension() -> None:
    walk = paths.reinstated()
    began, ended = date(2026, 3, 2), date(2026, 3, 17)
    events = walk.events
    figures_said = [
        {"figure": "f1", "since": "2026-02-01", "until": "2026-02-28", "cars": 1000, "exams": 50},
        {"figure": "f2", "since": "2026-03-03", "until": "2026-03-15", "cars": 400, "exams": 80},
        {"figure": "f3", "since": "2026-04-01", "until": "2026-04-30", "cars": 900, "exams": 40},
        {
            "figure": "f4", "since": "2026-04-01", "until": "2026-04-30", "cars": 1000,
            "exams": 45, "supersedes": "f3",
        },
    ]  # fmt: skip
    assert began < ended
    with_figures = (*events, *(figure(events, **said) for said in figures_said))
    history = history_of("case-1", with_figures, at=walk.now + timedelta(days=1))
    assert history is not None
    assert cars_crossed([history], YEAR) == 2400
    found = by_suspension([history], YEAR)
    assert {when: (t.cars, t.exams) for when, t in found.items()} == {
        When.BEFORE: (1000, 50),
        When.DURING: (400, 80),
        When.AFTER: (1000, 45),
    }
    assert value("exams_during", history).value == Share(80, 400)
    assert value("recurrence_rate", history) == Value(0.0, 2400)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_of_nothing_a_measure_says_nothing(measure: Any) -> None:
    assert measure.reckoned([], YEAR).value is None
    assert measure.title.en
    assert measure.title.es
