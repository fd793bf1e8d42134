"""What an event of each type does, once, however often and in whatever order it comes."""

import asyncio
from datetime import timedelta

import pytest

from casework.chain_parts import Link
from casework.commands.chain import Relation
from casework.commands.suspension import Ground
from casework.reference import SYSTEMS
from casework.roles import Role
from casework.states import Standing, State
from exchange.intake import EventIdUsed, Status
from tests.casework import paths
from tests.exchange.house import NOW, House, event, raw
from tests.recorded import put_on_record

CONTACTS = {"poc": "security@svr.example", "executive": "executive@svr.example"}
OF_SVR = [{"carrier": "SVR", "contacts": CONTACTS}]
OF_BOTH = [{"carrier": "SVR", "contacts": CONTACTS}, {"carrier": "FCA", "contacts": CONTACTS}]


async def test_an_incident_opens_a_review_for_each_carrier_of_the_chain_and_links_them(
    house: House,
) -> None:
    outcome = await house.take(event("incident.reported", chain=OF_BOTH))
    assert outcome.status is Status.DONE
    acts = [told.act for told in outcome.told]
    assert acts == ["report_incident", "report_incident", "link_case", "link_case"]
    one, other = [await house.case(case_id) for case_id in await house.case_ids()]
    assert {one.carrier, other.carrier} == {"SVR", "FCA"}
    for case, linked in ((one, other), (other, one)):
        assert (case.state, case.standing) == (State.INCIDENT_REVIEW, Standing.GOOD)
        assert (case.ground, case.incidents) == (Ground.INCIDENT, ("2304-2026-000117",))
        link = case.chain[linked.id]
        assert isinstance(link, Link)
        assert (link.other_carrier, link.relation) == (linked.carrier, Relation.SAME_INCIDENT)
    opened = (await house.events(one.id))[0]
    assert opened.actor == SYSTEMS["port-laredo"].actor
    assert opened.actor.person == "system.port-laredo"


async def test_before_the_return_an_incident_joins_the_case(house: House) -> None:
    await put_on_record(house.record, paths.suspended(), "case-0a51")
    outcome = await house.take(event("incident.reported", chain=OF_SVR))
    assert [(told.case_id, told.act) for told in outcome.told] == [("case-0a51", "attach_incident")]
    case = await house.case("case-0a51")
    assert case.incidents[-1] == "2304-2026-000117"
    assert case.standing is Standing.SUSPENDED_FULL
    assert await house.case_ids() == ["case-0a51"]


async def test_after_the_return_it_opens_a_case_that_knows_the_earlier_one(house: House) -> None:
    await put_on_record(house.record, paths.reinstated(), "case-0a51")
    outcome = await house.take(event("incident.reported", chain=[{"carrier": "SVR"}]))
    assert outcome.status is Status.DONE
    _, opened = await house.case_ids()
    case = await house.case(opened)
    assert case.earlier == ("case-0a51",)
    assert case.contacts.poc == CONTACTS["poc"], "where it is reached is known"
    assert not case.contacts.partners, "whom it lets know is said anew"
    assert [(errand.to, errand.act) for errand in house.engine.errands] == [
        ("case-0a51", "on:linked_case.opened")
    ]


async def test_a_carrier_reports_its_own_incident(house: House) -> None:
    told = {**event("incident.reported", chain=OF_SVR), "source": "urn:example:system:svr-security"}
    outcome = await house.take(told, "svr-security")
    assert [told.act for told in outcome.told] == ["self_report"]
    assert (await house.events(outcome.told[0].case_id))[0].actor.role is Role.POC


async def test_without_contacts_nothing_is_opened_and_a_person_is_told(house: House) -> None:
    outcome = await house.take(event("incident.reported", chain=[{"carrier": "SVR"}]))
    assert outcome.status is Status.SET_ASIDE
    assert [(a.subject, a.rule) for a in outcome.set_aside] == [("SVR", "contacts_unknown")]
    assert await house.case_ids() == []


async def test_the_same_event_again_gives_the_same_outcome_and_does_nothing(house: House) -> None:
    told = event("incident.reported", chain=OF_BOTH)
    first, *others = await asyncio.gather(*(house.take(told) for _ in range(4)))
    assert all(other == first for other in others)
    assert await house.take(told) == first
    assert len(await house.case_ids()) == 2
    for case_id in await house.case_ids():
        kinds = [happened.kind for happened in await house.events(case_id)]
        assert kinds == ["incident_reported", "case_linked"]


async def test_another_event_under_a_used_id_is_refused_and_changes_nothing(house: House) -> None:
    told = event("incident.reported", chain=OF_SVR)
    first = await house.take(told)
    told["data"]["incident"]["description"] = "Something else."
    with pytest.raises(EventIdUsed):
        await house.take(told)
    assert len(await house.events(first.told[0].case_id)) == 1


async def test_of_two_systems_at_once_one_opens_and_the_other_joins(house: House) -> None:
    port = event("incident.reported", chain=OF_SVR)
    own = {**event("incident.reported", chain=OF_SVR), "source": "urn:example:system:svr-security"}
    own["data"]["incident"]["id"] = "svr-8"
    await asyncio.gather(house.take(port), house.take(own, "svr-security"))
    await house.resender.send_again(older_than=timedelta(0))
    (case_id,) = await house.case_ids()
    assert set((await house.case(case_id)).incidents) == {"2304-2026-000117", "svr-8"}


async def test_what_was_written_down_and_not_sent_takes_effect_without_the_sender(
    house: House,
) -> None:
    house.engine.away = True
    told = event("incident.reported", chain=OF_BOTH)
    outcome = await house.take(told)
    assert outcome.status is Status.WAITS
    assert await house.case_ids() == []
    house.engine.away = False
    await house.resender.send_again(older_than=timedelta(seconds=-1))
    after = await house.intake.outcome(outcome.source, outcome.id)
    assert after.status is Status.DONE
    assert len(await house.case_ids()) == 2
    assert await house.take(told) == after


async def test_a_closure_reaches_each_open_case_at_the_crossing_and_ends_there(
    house: House,
) -> None:
    await put_on_record(house.record, paths.suspended(), "case-0a51")
    closed = event("crossing.closed", closed_at=(NOW - timedelta(days=2)).isoformat())
    assert [t.case_id for t in (await house.take(closed)).told] == ["case-0a51"]
    # the same closure in another event, word for word, is the same closure
    again = await house.take({**closed, "id": "again"})
    assert [(t.case_id, t.result) for t in again.told] == [("case-0a51", "done")]
    other = await house.take({**event("crossing.closed", text="Fire."), "id": "other"})
    assert [(a.subject, a.rule) for a in other.set_aside] == [("case-0a51", "told_in_other_words")]
    elsewhere = event("crossing.closed", port="2303", closure="elsewhere")
    assert (await house.take({**elsewhere, "id": "e"})).status is Status.NOTHING_TO_DO
    opened = event("crossing.reopened", reopened_at=(NOW - timedelta(days=1)).isoformat())
    assert (await house.take(opened)).status is Status.DONE
    case = await house.case("case-0a51")
    (closure,) = case.closures.values()
    assert closure.reopened_at == NOW - timedelta(days=1)
    assert list(case.closures) == ["port-laredo.flood-77"]
    assert (await house.take({**opened, "id": "twice"})).status is Status.NOTHING_TO_DO


async def test_an_opening_that_comes_before_its_closure_leaves_the_crossing_shut(
    house: House,
) -> None:
    """Events may come in any order: one that fits nothing yet is kept, and shown."""
    await put_on_record(house.record, paths.suspended(), "case-0a51")
    opened = await house.take(event("crossing.reopened"))
    assert opened.status is Status.NOTHING_TO_DO
    await house.take(event("crossing.closed"))
    (closure,) = (await house.case("case-0a51")).closures.values()
    assert closure.reopened_at is None


async def test_figures_come_into_each_open_case_of_the_railroad(house: House) -> None:
    assert (await house.take(event("exams.counted"))).set_aside[0].rule == "no_open_case"
    await put_on_record(house.record, paths.suspended(), "case-0a51")
    outcome = await house.take({**event("exams.counted"), "id": "later"})
    assert outcome.status is Status.DONE
    assert (await house.case("case-0a51")).figures["2304-2026-10"].exams == 140


async def test_an_act_of_a_partner_joins_the_case_and_else_opens_a_review(house: House) -> None:
    told = event("partner.acted", contacts=CONTACTS)
    outcome = await house.take(told, "sat-oea")
    assert [t.act for t in outcome.told] == ["open_on_partner_action"]
    case_id = outcome.told[0].case_id
    case = await house.case(case_id)
    assert (case.ground, case.state) == (Ground.PARTNER, State.INCIDENT_REVIEW)
    assert case.standing is Standing.GOOD, "nothing suspends by itself"
    second = await house.take({**told, "id": "OEA-2"}, "sat-oea")
    assert [(t.case_id, t.act) for t in second.told] == [(case_id, "report_partner_action")]


async def test_what_a_carrier_lets_know_is_noted_in_its_case(house: House) -> None:
    told = event("carrier.notice")
    assert (await house.take(told, "svr-security")).set_aside[0].rule == "no_open_case"
    await put_on_record(house.record, paths.suspended(), "case-0a51")
    outcome = await house.take({**told, "id": "second"}, "svr-security")
    assert outcome.status is Status.DONE
    noted = (await house.events("case-0a51"))[-1]
    assert (noted.kind, noted.actor.person) == ("contact_noted", "system.svr-security")


async def test_who_sees_no_cases_is_not_told_that_there_is_one(house: House) -> None:
    await put_on_record(house.record, paths.suspended(), "case-0a51")
    outcome = await house.take(event("partner.acted"), "sat-oea")
    shown = outcome.shown_to(SYSTEMS["sat-oea"].actor)
    assert (shown.told, shown.set_aside, shown.status) == ((), (), Status.DONE)
    assert outcome.shown_to(SYSTEMS["port-laredo"].actor) == outcome


async def test_a_type_that_nobody_knows_is_kept_as_it_came(house: House) -> None:
    told = {**event("exams.counted"), "type": "org.example.weather.v1", "data": ["rain", 7]}
    outcome = await house.take(told)
    assert outcome.status is Status.UNKNOWN_TYPE
    (kept,) = await house.inbox.page(before=None, limit=10)
    assert kept.event.text.encode() == raw(told)
    assert await house.take(told) == outcome
