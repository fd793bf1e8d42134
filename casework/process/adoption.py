"""Row M05: a case already under way on paper enters with its true dates, by two signatures."""

from casework.guards import adoption, opening, versions
from casework.process.row import Next, Row
from casework.roles import Role
from casework.states import State

SUP, HQ, SYS = (Role.SUP, Role.HQ, Role.SYS)

ROWS: tuple[Row, ...] = (
    Row(
        "M05",
        (),
        "adopt_case",
        (SUP,),
        "adoption_proposed",
        State.ADOPTION,
        when=(
            opening.parties_known,
            opening.discovered_before_reported,
            opening.membership_lies_behind,
            opening.invented_is_illustrative,
            adoption.record_lies_behind,
            adoption.record_in_order,
            adoption.record_is_whole,
            adoption.adopted_scope_known,
            adoption.last_day_not_over,
            versions.criteria_of_edition,
        ),
        begin=("T18",),
        marks=("adopter",),
        notices=("task",),
        errands=("new_matter",),
        document="adoption record",
    ),
    Row(
        "M05C",
        (State.ADOPTION,),
        "countersign_adoption",
        (HQ,),
        "adoption_countersigned",
        Next.ADOPTED,
        when=(adoption.countersigner_did_not_adopt, adoption.record_as_read),
        stop=("T18",),
        begin=("T19:its_decision",),
        marks=("countersigner",),
        raises=("letter.adopted", "standing.adopted", "benefit.adopted", "status.adopted"),
        notices=("task",),
        errands=("matter_decided",),
        document="adoption record",
    ),
    Row("M05L", (State.ADOPTION,), "lapse:T18", (SYS,), "adoption_late"),
    Row(
        "M05V",
        (State.ADOPTION,),
        "void_case",
        (SUP,),
        "case_voided",
        State.CLOSED_VOID,
        stop=("T18",),
        errands=("matter_decided",),
        document="void note",
    ),
)
