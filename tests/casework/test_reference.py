"""Reference data: every row says where it is from and how sure it is; nothing unknown slips in."""

import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from casework import reference
from casework.calendars import Mark
from casework.clocks.zones import zone
from casework.commands.suspension import LegalBasis
from casework.reference import (
    BENEFITS,
    CARRIERS,
    CATEGORIES,
    CRITERIA,
    INCIDENT_CLASSES,
    LANES,
    LEGAL_BASES,
    OFFICES,
    PARTNERS,
    PORTS,
    Office,
    ReferenceDataWrong,
    Row,
)
from casework.reference.editions import Edition, in_force
from casework.reference.names import BenefitId, CarrierId, CriterionKey, OfficeId, PlaceId, PortId
from casework.reference.railroads import Side
from casework.reference.row import read
from casework.roles import Role

ALL: dict[str, dict[Any, Row]] = {
    name: value for name in reference.__all__ if isinstance(value := getattr(reference, name), dict)
}
SURENESS = [Mark.VERIFIED, Mark.SECONDARY, Mark.UNVERIFIED, Mark.DEFAULT]
OFFICE = {
    "id": "LRD",
    "en": "Laredo",
    "es": "Laredo",
    "address": "a@cbp.example",
    "source": "somebody",
    "mark": "default",
    "checked_on": "2026-11-23",
}


def read_offices(*rows: dict[str, Any]) -> dict[str, Office]:
    text = json.dumps({"about": "offices", "rows": rows})
    return read(text, Office, lambda row: row.id, file="offices.json")


@pytest.mark.parametrize("kind", ALL)
def test_every_row_says_its_source_its_mark_and_when_somebody_looked(kind: str) -> None:
    assert ALL[kind]
    for row in ALL[kind].values():
        assert row.source
        assert row.mark in SURENESS
        assert date(2026, 11, 1) <= row.checked_on <= date.today()  # noqa: DTZ011
        assert row.valid_on(date(2026, 11, 23))


def test_every_file_is_loaded() -> None:
    stored = {entry.name for entry in files("casework").joinpath("data/reference").iterdir()}
    loaded = {
        "agriculture", "benefits", "carrier_sizes", "carriers", "categories", "criteria",
        "crossings", "crosswalk", "incidents", "lanes", "legal_bases", "offices", "partners",
        "practices", "recipients", "sectors", "systems",
    }  # fmt: skip
    assert stored == {f"{name}.json" for name in loaded}
    assert len(ALL) == len(loaded)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"phone": "1"}, "phone: Extra inputs are not permitted"),
        ({"mark": "certain"}, "mark: Input should be"),
        ({"source": ""}, "source: String should have at least 1 character"),
        ({"checked_on": "yesterday"}, "checked_on"),
        ({"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "valid_to lies before valid_from"),
    ],
)
def test_a_row_that_is_not_right_is_refused_by_file_row_and_field(
    change: dict[str, Any], why: str
) -> None:
    with pytest.raises(ReferenceDataWrong, match=r"offices\.json: row 2: ") as refused:
        read_offices(OFFICE, {**OFFICE, "id": "ELP", **change})
    assert why in str(refused.value)


@pytest.mark.parametrize("missing", ["source", "mark", "checked_on"])
def test_a_row_without_source_mark_or_day_is_refused(missing: str) -> None:
    with pytest.raises(ReferenceDataWrong, match=f"row 1: {missing}: Field required"):
        read_offices({name: value for name, value in OFFICE.items() if name != missing})


def test_a_row_that_is_there_twice_is_refused() -> None:
    with pytest.raises(ReferenceDataWrong, match="row 2: LRD is there twice"):
        read_offices(OFFICE, OFFICE)


def test_a_row_holds_from_its_first_day_through_its_last() -> None:
    (office,) = read_offices(
        {**OFFICE, "valid_from": "2026-02-01", "valid_to": "2026-02-28"}
    ).values()
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)]
    assert [office.valid_on(day) for day in days] == [False, True, True, False]


def test_marks_of_railroads_are_two_to_four_letters_and_union_pacific_is_one() -> None:
    assert CARRIERS["UP"].scac == "UP"
    assert CARRIERS["UP"].mark is Mark.VERIFIED
    assert all(2 <= len(carrier.scac) <= 4 for carrier in CARRIERS.values())
    assert all(c.mark is Mark.DEFAULT for c in CARRIERS.values() if c.invented)
    assert {c.id for c in CARRIERS.values() if c.invented} == {
        "SVR",
        "GSL",
        "FCA",
        "CRBL",
        "RBN",
        "MDNR",
    }


def test_crossings_have_two_sides_two_zones_and_railroads_that_are_known() -> None:
    for crossing in PORTS.values():
        assert zone(crossing.zone) is not None
        assert zone(crossing.opposite_zone) is not None
        assert crossing.office in OFFICES
        assert {railroad.side for railroad in crossing.railroads} == set(Side)
        for railroad in crossing.railroads:
            assert railroad.carrier is None or railroad.carrier in CARRIERS
            # a row is as sure as the least sure of what it says
            assert SURENESS.index(crossing.mark) >= SURENESS.index(railroad.mark)
    assert PORTS["2402"].zone == "America/Denver"
    assert PORTS["2402"].opposite_zone == "America/Ciudad_Juarez"


def test_a_lane_leads_from_a_railroad_of_one_side_to_one_of_the_other() -> None:
    for lane in LANES.values():
        crossing = PORTS[lane.crossing]
        there = {railroad.carrier: railroad for railroad in crossing.railroads}
        delivering, receiving = there[lane.delivering], there[lane.receiving]
        assert (delivering.side, receiving.side) == (Side.MX, Side.US)
        surest = max(SURENESS.index(delivering.mark), SURENESS.index(receiving.mark))
        assert SURENESS.index(lane.mark) == surest


def test_nobody_can_be_written_to_by_accident() -> None:
    addresses = [office.address for office in OFFICES.values()]
    addresses += [crossing.address for crossing in PORTS.values()]
    addresses += [partner.address for partner in PARTNERS.values()]
    assert all(address.endswith(".example") for address in addresses)
    assert OFFICES["LRD"].mark is Mark.UNVERIFIED


def test_decisions_rest_on_what_commands_can_name() -> None:
    assert set(LEGAL_BASES) == {basis.value for basis in LegalBasis}
    assert LEGAL_BASES["967a"].citation == "6 U.S.C. 967(a)"
    assert set(INCIDENT_CLASSES) == {
        "narcotics", "fentanyl", "precursors", "de-minimis", "persons", "seal", "agriculture",
        "cyber", "other",
    }  # fmt: skip
    assert "fast" not in BENEFITS


def test_the_partner_administration_speaks_by_its_own_role() -> None:
    (partner,) = PARTNERS.values()
    assert (partner.role, partner.country, partner.programme) == (Role.MXA, "MX", "OEA")
    assert partner.valid_from == date(2014, 10, 17)


def test_no_number_of_cbps_is_invented() -> None:
    assert list(CATEGORIES) == list(range(1, 13))
    for criterion in CRITERIA.values():
        assert criterion.cbp_id is None
        assert criterion.category in CATEGORIES
        assert not any(character.isdigit() for character in criterion.id)
        assert "must" not in criterion.en.split()


@pytest.mark.parametrize(
    ("kind", "known", "unknown"),
    [
        (CarrierId, "UP", "XXXX"),
        (PortId, "2304", "9999"),
        (PlaceId, "all", "everywhere"),
        (OfficeId, "HQ", "PAR"),
        (BenefitId, "front-of-line", "fast"),
        (CriterionKey, "seal-checks", "6.1"),
    ],
)
def test_an_unknown_name_is_refused_and_the_known_ones_are_told(
    kind: Any, known: str, unknown: str
) -> None:
    field: TypeAdapter[str] = TypeAdapter(kind)
    assert field.validate_python(known) == known
    with pytest.raises(ValidationError, match=f"{unknown!r} is no known .*; one of .*{known}"):
        field.validate_python(unknown)


EDITION = {
    "edition": "cbp-rail-2027",
    "title": "Invented for this test; none of this is CBP's",
    "source": "invented",
    "mark": "default",
    "checked_on": "2026-11-23",
    "valid_from": "2027-01-01",
    "criteria": [
        {"cbp_id": "6.1", "category": 6, "en": "Invented seal text", "severity": "must"},
        {"cbp_id": "6.2a", "category": 6, "en": "Invented second text", "es": "Texto inventado"},
    ],
    "mapping": {"seal-checks": ["6.1", "6.2a"]},
}


def test_an_edition_gives_our_keys_cbps_numbers_and_is_the_same_when_read_again() -> None:
    edition = Edition.model_validate(EDITION)
    assert edition.numbers("seal-checks") == ("6.1", "6.2a")
    assert edition.numbers("trespassers") == ()
    assert set(edition.unmapped) == set(CRITERIA) - {"seal-checks"}
    again = Edition.model_validate_json(edition.as_file())
    assert again == edition
    assert again.as_file() == edition.as_file()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"criteria": []}, "at least 1"),
        ({"criteria": [{"cbp_id": "7.1", "category": 6, "en": "x"}]}, "7.1 is not a number of"),
        ({"criteria": [{"cbp_id": "6.1", "category": 6, "en": "x"}] * 2}, "6.1 is there twice"),
        ({"criteria": [{"cbp_id": "six", "category": 6, "en": "x"}]}, "pattern"),
        ({"mapping": {"no-such-key": ["6.1"]}}, "'no-such-key' is none of our keys"),
        ({"mapping": {"seal-checks": ["6.9"]}}, "'6.9' is not among the criteria"),
        ({"edition": "own"}, "stands for having no edition"),
        ({"edition": "../../etc"}, "pattern"),
        ({"colour": "red"}, "Extra inputs"),
    ],
)
def test_a_list_that_does_not_agree_with_itself_is_refused(
    change: dict[str, Any], why: str
) -> None:
    with pytest.raises(ValidationError, match=why):
        Edition.model_validate({**EDITION, **change})


def test_a_case_is_given_the_latest_edition_in_force_when_it_is_opened() -> None:
    first = Edition.model_validate(EDITION)
    second = Edition.model_validate({**EDITION, "edition": "b", "valid_from": "2028-01-01"})
    both = {edition.edition: edition for edition in (first, second)}
    assert in_force(both, date(2026, 12, 31)) is None
    assert in_force(both, date(2027, 12, 31)) is first
    assert in_force(both, date(2028, 1, 1)) is second
