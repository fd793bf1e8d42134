"""The track STAY: the effect of a decision is lifted while it is reviewed."""

from casework.guards import requests, stays
from casework.process.row import Row
from casework.roles import Role

HQ, APP, POC, CNS, SYS = (Role.HQ, Role.APP, Role.POC, Role.CNS, Role.SYS)

STAY: tuple[Row, ...] = (
    Row(
        "SY1",
        (),
        "request_stay",
        (POC, CNS),
        "stay_requested",
        "REQUESTED",
        when=(
            requests.request_name_is_new,
            stays.appeal_is_pending,
            stays.decision_takes_effect,
            stays.no_stay_in_force,
            stays.no_stay_requested,
        ),
        begin=("T40:its_item",),
        notices=("task",),
        document="stay",
    ),
    Row(
        "SY2",
        (),
        "record_court_stay",
        (HQ,),
        "court_stay_recorded",
        "GRANTED",
        when=(stays.decision_takes_effect, stays.no_stay_in_force),
        begin=("T35S:its_item",),
        raises=("stay.granted", "status.corrected"),
        notices=("stay_granted",),
        document="court order",
    ),
    Row(
        "SY3",
        ("REQUESTED",),
        "grant_stay",
        (HQ,),
        "stay_granted",
        "GRANTED",
        when=(stays.decision_takes_effect, stays.no_stay_in_force),
        stop=("T40:its_item",),
        begin=("T35S:its_item",),
        raises=("stay.granted", "status.corrected"),
        notices=("stay_granted",),
        document="stay",
    ),
    Row(
        "SY3A",
        ("REQUESTED",),
        "grant_stay",
        (APP,),
        "stay_granted",
        "GRANTED",
        when=(
            stays.appeal_office_took_no_part,
            stays.decision_takes_effect,
            stays.no_stay_in_force,
        ),
        stop=("T40:its_item",),
        begin=("T35S:its_item",),
        raises=("stay.granted", "status.corrected"),
        notices=("stay_granted",),
        document="stay",
    ),
    Row(
        "SY4",
        ("REQUESTED",),
        "refuse_stay",
        (HQ,),
        "stay_refused",
        "REFUSED",
        stop=("T40:its_item",),
        notices=("stay_refused",),
        document="stay",
    ),
    Row(
        "SY4A",
        ("REQUESTED",),
        "refuse_stay",
        (APP,),
        "stay_refused",
        "REFUSED",
        when=(stays.appeal_office_took_no_part,),
        stop=("T40:its_item",),
        notices=("stay_refused",),
        document="stay",
    ),
    Row(
        "SY6",
        ("GRANTED",),
        "end_stay",
        (HQ, APP),
        "stay_ended",
        "ENDED",
        stop=("T35S:its_item",),
        raises=("stay.ended", "status.corrected"),
        notices=("stay_ended",),
        document="stay",
    ),
    Row(
        "SY7",
        ("GRANTED",),
        "lapse:T35S",
        (SYS,),
        "stay_to_be_reviewed",
        begin=("T35S:its_item",),
        notices=("task",),
    ),
    Row(
        "SY8",
        ("REQUESTED", "GRANTED"),
        "on:stay.without_object",
        (SYS,),
        "stay_without_object",
        "ENDED",
        stop=("T40:its_item", "T35S:its_item"),
        notices=("stay_ended",),
    ),
)

BENEFIT: tuple[Row, ...] = (
    Row(
        "B11",
        ("OFF", "OFF_ORDERED"),
        "on:stay.granted",
        (SYS,),
        "benefit_ordered_on",
        "ON_ORDERED",
        stop=("T36:its_item",),
        begin=("T36:its_item",),
        notices=("benefit_order",),
    ),
    Row(
        "B12",
        ("ON", "ON_ORDERED"),
        "on:stay.ended",
        (SYS,),
        "benefit_ordered_off",
        "OFF_ORDERED",
        when=(stays.decision_still_takes_it,),
        stop=("T36:its_item",),
        begin=("T36:its_item",),
        notices=("benefit_order",),
    ),
)
"""What a stay does to the benefits: they go on while it lasts, then back as decided."""

ENDS: dict[str, frozenset[str]] = {"STAY": frozenset({"ENDED", "REFUSED"})}
"""Where this track rests."""

ROWS: tuple[Row, ...] = tuple(row._replace(track="STAY") for row in STAY)
