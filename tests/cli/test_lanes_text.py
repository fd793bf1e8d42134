"""``show`` says of each lane what is ordered and not confirmed, and figures against criteria."""

import pytest

from casework.exposure import Period
from cli import case_text
from reading.objects import case_object
from tests.casework import lanes
from tests.casework.walk import POC, PORT, SUP, Walk
from tests.casework.ways import walked
from tests.cli.seeing import seen_by


def shown(walk: Walk, capsys: pytest.CaptureFixture[str], language: str = "en") -> str:
    """What a carrier's contact reads, on one line."""
    case_text.show(seen_by(walk, POC), "es" if language == "es" else "en")
    return " ".join(capsys.readouterr().out.split())


def test_a_benefit_that_waits_for_its_port_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    walk = lanes.staged()
    walk.must(SUP, "start_stage", stage="laredo")
    text = shown(walk, capsys)
    assert "front-of-line processing at Laredo, Texas" in text
    assert "ordered on, not yet confirmed" in text
    assert "restitución ordenada, aún no confirmada" in shown(walk, capsys, "es")
    walk.must(PORT, "confirm_on", benefits=lanes.LAREDO_ITEMS)
    assert "front-of-line processing at Laredo, Texas [secondary]: on" in shown(walk, capsys)


def test_a_stage_shows_its_figures_against_what_is_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    walk = lanes.staged()
    assert "1. laredo: PLANNED; Laredo, Texas" in shown(walk, capsys)
    assert "figures on record 1 of 1" in shown(walk, capsys)
    assert "a2: not accepted yet" in shown(walk, capsys)
    walk.must(SUP, "start_stage", stage="laredo")
    lanes.seen(walk, "first", trains=9)
    text = shown(walk, capsys)
    assert "1. laredo: ACTIVE since 17 Mar 2026" in text
    assert "trains 9 of 10, cars 900 of 800" in text
    assert "exceptions 0, at most 1" in text
    assert "examinations in 1,000 cars, at least 20: 33" in text
    assert "joint inspections 1 of 1" in text
    assert "trenes 9 de 10, carros 900 de 800" in shown(walk, capsys, "es")


def test_examinations_are_shown_before_during_and_after(
    capsys: pytest.CaptureFixture[str],
) -> None:
    walk = lanes.staged()
    lanes.seen(walk, "back")
    text = shown(walk, capsys)
    assert "Laredo, Texas: before" not in text  # the case's own first day lies in the suspension
    assert "during 9 of 900 cars (10 per 1,000), 12 trains" in text
    assert "after 30 of 900 cars (33 per 1,000), 12 trains" in text


def test_the_same_is_there_for_programs() -> None:
    walk = lanes.staged()
    walk.must(SUP, "start_stage", stage="laredo")
    lanes.seen(walk, "first", trains=9)
    found = case_object(seen_by(walk, POC))
    first, second = found["stages"]
    assert (first["state"], second["state"]) == ("ACTIVE", "PLANNED")
    assert first["seen"]["trains"] == 9
    assert (first["exposure_reached"], first["criterion_met"]) == (False, True)
    assert found["exposure"]["2304"][Period.AFTER]["exams"] == 30


@pytest.mark.parametrize("way", ["relieved and widened", "relief overtaken", "by stages"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_way_of_lanes_can_be_shown(
    way: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(walked(way), capsys, language)
    told = {
        "relieved and widened": ("r1: GRANTED", "r1: GRANTED"),
        "relief overtaken": ("returned as certified", "regresó como certificada"),
        "by stages": ("2. eagle-pass: PASSED", "2. eagle-pass: PASSED"),
    }
    assert told[way][language == "es"] in text
