"""Every class of confidentiality against every role: who reads, who files (domain.md 11.5)."""

import pytest

from casework.case import Case
from casework.confidentiality import (
    CONFIDENTIALITY_NAMES,
    Confidentiality,
    may_file,
    may_read,
    usual_class,
)
from casework.roles import CARRIER_ROLES, Actor, Role
from tests.casework.paths import opened

PUBLIC, PARTNER, CARRIER, GOV = Confidentiality

READS: dict[Role, str] = {
    Role.OFF: "public partner carrier gov",
    Role.SUP: "public partner carrier gov",
    Role.HQ: "public partner carrier gov",
    Role.APP: "public partner carrier gov",
    Role.PORT: "public partner carrier gov",
    Role.AUD: "public partner carrier gov",
    Role.OPS: "public partner carrier",
    Role.POC: "public partner carrier",
    Role.EXE: "public partner carrier",
    Role.CNS: "public partner carrier",
    Role.MXA: "public",
    Role.MXC: "public",
    Role.AGL: "public",
    Role.VWR: "public",
    Role.SYS: "public",
}
FILES: dict[Role, str] = {
    Role.OFF: "partner carrier gov",
    Role.SUP: "public partner carrier gov",
    Role.HQ: "public partner carrier gov",
    Role.APP: "carrier gov",
    Role.PORT: "carrier gov",
    Role.AUD: "",
    Role.OPS: "carrier",
    Role.POC: "partner carrier",
    Role.EXE: "partner carrier",
    Role.CNS: "partner carrier",
    Role.MXA: "",
    Role.MXC: "",
    Role.AGL: "",
    Role.VWR: "",
    Role.SYS: "",
}
SHORT = {PUBLIC: "public", PARTNER: "partner", CARRIER: "carrier", GOV: "gov"}


@pytest.fixture(scope="module")
def case() -> Case:
    return opened().case


def somebody(role: Role, organisation: str | None = None) -> Actor:
    own = "SVR" if role in CARRIER_ROLES else "LRD"
    return Actor(person="x", role=role, organisation=organisation or own)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("document", Confidentiality)
def test_who_reads_a_class(case: Case, document: Confidentiality, role: Role) -> None:
    expected = SHORT[document] in READS[role].split()
    assert may_read(document, somebody(role), case) is expected


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("document", Confidentiality)
def test_who_files_a_class(case: Case, document: Confidentiality, role: Role) -> None:
    expected = SHORT[document] in FILES[role].split()
    assert may_file(document, somebody(role), case) is expected


@pytest.mark.parametrize("role", sorted(CARRIER_ROLES))
def test_another_carrier_reads_the_public_only_and_files_nothing(case: Case, role: Role) -> None:
    stranger = somebody(role, "UP")
    assert [d for d in Confidentiality if may_read(d, stranger, case)] == [PUBLIC]
    assert not any(may_file(d, stranger, case) for d in Confidentiality)


def test_a_partner_reads_a_status_to_which_the_carrier_consented(case: Case) -> None:
    named, other = somebody(Role.VWR, "FERROMEX"), somebody(Role.VWR, "KCS")
    assert [partner.name for partner in case.contacts.partners] == ["Ferromex"]
    assert [d for d in Confidentiality if may_read(d, named, case)] == [PUBLIC, PARTNER]
    assert [d for d in Confidentiality if may_read(d, other, case)] == [PUBLIC]


@pytest.mark.parametrize("consent", [True, False])
def test_an_administration_reads_a_status_where_the_carrier_consented(consent: bool) -> None:
    recognised = {"partner": "mx-sat-agace", "taxpayer": "SVR010101AB1", "consent": consent}
    contacts = {**opened().case.contacts.model_dump(mode="json"), "recognitions": [recognised]}
    told = opened(contacts=contacts).case
    assert may_read(PARTNER, somebody(Role.MXA, "SAT"), told) is consent
    # the other side of the border is not one reader
    assert not may_read(PARTNER, somebody(Role.MXC, "ANAM"), told)
    assert not may_read(CARRIER, somebody(Role.MXA, "SAT"), told)


def test_nobody_files_what_he_could_not_read(case: Case) -> None:
    for role in Role:
        for document in Confidentiality:
            who = somebody(role)
            assert may_read(document, who, case) or not may_file(document, who, case)


def test_without_a_class_a_file_goes_into_the_narrowest_that_its_sender_files(case: Case) -> None:
    for role in Role:
        filed = [d for d in Confidentiality if SHORT[d] in FILES[role].split()]
        if filed:
            assert usual_class(role) is filed[-1]
    assert usual_class(Role.POC) is CARRIER
    assert usual_class(Role.OFF) is GOV


def test_every_class_has_a_name_in_both_languages() -> None:
    assert set(CONFIDENTIALITY_NAMES) == set(Confidentiality)
    assert all(name.en != name.es for name in CONFIDENTIALITY_NAMES.values())
