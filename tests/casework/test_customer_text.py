"""The text for a carrier's customers: facts on record for each status, and nothing beside them."""

import re
from datetime import UTC, date, datetime

import pytest

from casework.case import Case
from casework.clocks import printed_day
from casework.customer_text import customer_text
from casework.roles import Actor, Role
from casework.status_outside import WORDS
from casework.status_told import StatusTold, lets_know, status_told
from casework.visibility import sight
from tests.casework import paths
from tests.casework.walk import HQ, POC, Walk

DAY = date(2026, 4, 9)
SINCE = datetime(2026, 3, 9, 4, 30, tzinfo=UTC)


def told(status: str, *, illustrative: bool = True) -> StatusTold:
    return StatusTold(
        "SVR", "Sierra Verde Railway", "SVRX", status, SINCE, "America/Chicago", illustrative
    )


@pytest.fixture(scope="module")
def suspended() -> Walk:
    """Suspended, with its letter delivered."""
    return paths.suspended()


@pytest.mark.parametrize("status", WORDS)
def test_each_status_is_said_in_both_languages_with_its_day(suspended: Walk, status: str) -> None:
    text = customer_text(suspended.case, told(status), DAY)
    assert f"Status: {WORDS[status].en}." in text.en
    assert f"Estatus: {WORDS[status].es}." in text.es
    assert "Since: 8 Mar 2026." in text.en, "the day is that of the case's zone"
    assert f"Desde: {printed_day(date(2026, 3, 8), 'es')}." in text.es
    assert f"As of {printed_day(DAY, 'en')}." in text.en
    assert f"Al {printed_day(DAY, 'es')}." in text.es


@pytest.mark.parametrize(
    ("state", "en", "es"),
    [
        ("ON", "Benefits on: ", "Beneficios vigentes: "),
        ("OFF", "Benefits off: ", "Beneficios retirados: "),
        ("ON_ORDERED", "Benefits ordered on, not yet confirmed: ", "restitución está ordenada"),
        ("OFF_ORDERED", "Benefits ordered off, not yet confirmed: ", "retiro está ordenado"),
    ],
)
def test_each_benefit_is_said_as_it_stands(suspended: Walk, state: str, en: str, es: str) -> None:
    track = {"reduced-exams@all": state, "front-of-line@2304": state}
    case = suspended.case.model_copy(update={"tracks": {"BENEFIT": track}})
    text = customer_text(case, told("suspended"), DAY)
    assert [line for line in text.en.splitlines() if line.startswith("Benefits")] == [
        line for line in text.en.splitlines() if line.startswith(en)
    ]
    assert "(everywhere)" in text.en
    assert "(Laredo, Texas)" in text.en
    assert es in text.es
    assert "(en todos los cruces)" in text.es


def test_without_benefits_on_record_none_are_spoken_of(suspended: Walk) -> None:
    case = suspended.case.model_copy(update={"tracks": {}})
    assert "enefi" not in customer_text(case, told("withdrawn"), DAY).en


def test_an_illustrative_case_says_so_first(suspended: Walk) -> None:
    marked = customer_text(suspended.case, told("suspended"), DAY)
    real = customer_text(suspended.case, told("suspended", illustrative=False), DAY)
    assert marked.en.startswith("ILLUSTRATIVE")
    assert marked.es.startswith("ILUSTRATIVO")
    assert "ILLUSTRATIVE" not in real.en


def test_no_reason_and_nothing_that_people_wrote_is_in_it(suspended: Walk) -> None:
    seen = sight(suspended.case, suspended.events, POC)
    found = status_told(seen.case, (event for event in seen.events if event is not None))
    assert found is not None
    assert found.status == "suspended"
    text = customer_text(seen.case, found, DAY)
    for event in suspended.events:
        for written in re.findall(r"[^\"{}\[\]:,]{12,}", str(event.body)):
            assert written not in text.en
            assert written not in text.es


def test_nothing_is_told_before_the_carrier_has_its_letter() -> None:
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    assert status_told(walk.case, walk.events) is None
    walk.must(POC, "submit_comment", text="The seals were whole.")
    paths.suspension_ordered(walk)
    assert walk.case.tracks["STATUS"], "its status is under embargo"
    assert status_told(walk.case, walk.events) is None
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    found = status_told(walk.case, walk.events)
    assert found is not None
    assert (found.status, found.since) == ("suspended", walk.now)


def test_the_status_before_stands_while_the_next_order_is_served(suspended: Walk) -> None:
    back = paths.reinstated()
    order = next(n for n, b in enumerate(back.batches) if b.asked.act == "reinstate")
    events = [event for batch in back.batches[: order + 1] for event in batch.events]
    case = back.batches[order + 1].before
    assert isinstance(case, Case)
    before, after = status_told(case, events), status_told(back.case, back.events)
    assert before is not None
    assert after is not None
    assert before.status == "suspended"
    assert after.status == "reinstated"
    assert after.since > before.since


def test_only_a_partner_that_is_named_may_know(suspended: Walk) -> None:
    def partner(organisation: str, role: Role = Role.VWR) -> Actor:
        return Actor(person="p", role=role, organisation=organisation)

    assert lets_know(suspended.case, partner("FERROMEX"))
    assert not lets_know(suspended.case, partner("Ferro"))
    assert not lets_know(suspended.case, partner("Ferromex", Role.POC))
    assert not lets_know(suspended.case, HQ)
