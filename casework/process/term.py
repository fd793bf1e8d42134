"""The track TERM: the term of a suspension forces a decision and never reinstates."""

from casework.guards import adoption, persons, requests
from casework.guards import documents as doc
from casework.process.row import Row
from casework.roles import Role

HQ, SYS = (Role.HQ, Role.SYS)

TERM: tuple[Row, ...] = (
    Row(
        "TE1",
        ("", "ENDED"),
        "on:standing.suspended",
        (SYS,),
        "term_began",
        "RUNNING",
        begin=("T14", "T29"),
        source="[S24]",
    ),
    Row("TE2", ("RUNNING",), "lapse:T29", (SYS,), "term_ends_soon", notices=("task",)),
    Row(
        "TE3",
        ("RUNNING",),
        "lapse:T14",
        (SYS,),
        "term_over_undecided",
        "EXPIRED_UNDECIDED",
        stop=("T29",),
        begin=("T29D",),
        notices=("task", "decision_late"),
        source="[S24][D]",
    ),
    Row(
        "TE4",
        ("EXPIRED_UNDECIDED",),
        "lapse:T29D",
        (SYS,),
        "term_still_undecided",
        begin=("T29D",),
        notices=("task", "decision_late"),
    ),
    Row(
        "TE6",
        ("RUNNING", "EXPIRED_UNDECIDED"),
        "extend_term",
        (HQ,),
        "term_extended",
        "RUNNING",
        when=(
            requests.term_extended_less_than_twice,
            persons.decider_is_another_person,
            doc.letter_previewed,
            doc.letter_not_yet_used,
        ),
        stop=("T29", "T29D"),
        begin=("T29:while_suspended", "T19:its_decision"),
        marks=("decider",),
        raises=("letter.signed",),
        notices=("extension_letter",),
        document="extension letter",
    ),
    Row(
        "TE7",
        ("RUNNING", "EXPIRED_UNDECIDED"),
        "on:term.extended",
        (SYS,),
        "term_runs_on",
        "RUNNING",
        stop=("T29", "T29D"),
        begin=("T29:while_suspended",),
    ),
    Row(
        "TE8",
        ("RUNNING",),
        "on:plan.dated",
        (SYS,),
        "plan_passes_term",
        when=(requests.plan_passes_term,),
        notices=("task",),
    ),
    Row(
        "TE5",
        ("RUNNING", "EXPIRED_UNDECIDED"),
        "on:standing.changed",
        (SYS,),
        "term_ended",
        "ENDED",
        stop=("T14", "T29", "T29D"),
        raises=("stay.without_object",),
    ),
    Row(
        "TE9",
        (),
        "on:standing.adopted",
        (SYS,),
        "term_adopted",
        "RUNNING",
        when=(adoption.adopted_suspended,),
        begin=("T14", "T29"),
        source="[S24]",
    ),
)
