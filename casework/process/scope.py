"""Row G08: the scope changes while the suspension lasts; track RELIEF: it is asked for (row G09).

What a change moves, and the standing, wait for its letter: the carrier hears first.
"""

from casework.guards import documents as doc
from casework.guards import persons, requests, sanction, scope
from casework.process.row import Row
from casework.roles import Role
from casework.states import CORRECTING, SCOPE_CHANGES, State

HQ, POC, CNS, SYS = (Role.HQ, Role.POC, Role.CNS, Role.SYS)
_CORRECTING = tuple(state for state in State if state in CORRECTING)
_SERVING = tuple(state for state in State if state in SCOPE_CHANGES)
_CONDITIONS = (
    sanction.standing_is_not_good,
    scope.no_scope_change_under_way,
    scope.given_back_is_off,
    scope.taken_away_is_on,
    scope.something_stays_off,
    scope.grants_its_request,
    persons.decider_is_another_person,
    doc.letter_previewed,
    doc.letter_not_yet_used,
)
_MOVES = ("benefit.given_back", "benefit.taken_back", "scope.changed")

ROWS: tuple[Row, ...] = (
    Row(
        "G08W",
        _CORRECTING,
        "modify_scope",
        (HQ,),
        "scope_widened",
        when=(*_CONDITIONS, sanction.carrier_was_heard, scope.takes_more_away),
        begin=("T04", "T04B", "T19:its_decision"),
        marks=("decider",),
        raises=("letter.signed", "relief.granted"),
        notices=("scope_letter",),
        document="scope letter",
        source='[P "in part"]',
    ),
    Row(
        "G08",
        _CORRECTING,
        "modify_scope",
        (HQ,),
        "scope_relieved",
        when=(*_CONDITIONS, scope.only_gives_back),
        begin=("T04", "T04B"),
        marks=("decider",),
        raises=("letter.signed", "relief.granted"),
        notices=("scope_letter",),
        document="scope letter",
        source='[P "in part"]',
    ),
    Row(
        "G08E",
        _SERVING,
        "on:letter.delivered",
        (SYS,),
        "scope_change_took_effect",
        when=(scope.is_the_scope_letter,),
        stop=("T04", "T04B"),
        raises=_MOVES,
        document="delivery evidence",
    ),
    Row(
        "G08S",
        _SERVING,
        "declare_served",
        (HQ,),
        "scope_change_declared_served",
        when=(scope.scope_letter_under_way,),
        stop=("T04", "T04B"),
        marks=("decider",),
        raises=("letter.declared_served", *_MOVES),
        document="service declaration",
    ),
    Row(
        "G09L",
        tuple(State),
        "lapse:T40",
        (SYS,),
        "request_decision_late",
        notices=("decision_late",),
    ),
)

RELIEF: tuple[Row, ...] = (
    Row(
        "G09",
        (),
        "request_early_relief",
        (POC, CNS),
        "relief_requested",
        "REQUESTED",
        when=(
            requests.request_name_is_new,
            scope.case_is_correcting,
            scope.relief_is_of_what_is_off,
        ),
        begin=("T40:its_item",),
        notices=("filing_received", "task"),
        document="relief request",
        source='[P "in part"][D]',
        track="RELIEF",
    ),
    Row(
        "G09G",
        ("REQUESTED",),
        "on:relief.granted",
        (SYS,),
        "relief_granted",
        "GRANTED",
        stop=("T40:its_item",),
        track="RELIEF",
    ),
    Row(
        "G09R",
        ("REQUESTED",),
        "refuse_relief",
        (HQ,),
        "relief_refused",
        "REFUSED",
        when=(persons.decider_is_another_person,),
        stop=("T40:its_item",),
        notices=("relief_answer",),
        document="decision on relief",
        track="RELIEF",
    ),
    Row(
        "G09O",
        ("REQUESTED",),
        "on:reliefs.overtaken",
        (SYS,),
        "relief_overtaken",
        "OVERTAKEN",
        stop=("T40:its_item",),
        track="RELIEF",
    ),
)

ENDS: dict[str, frozenset[str]] = {
    "RELIEF": frozenset({"GRANTED", "REFUSED", "OVERTAKEN"}),
}
"""Where this track rests."""
