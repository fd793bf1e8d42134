"""The track BENEFIT: each benefit at each place is ordered, then carried out and confirmed.

An order in effect moves what it covers (B01, B03). Beside it a changed scope or a stage of the
return moves single ones (B07, B08). Joint processing is each port's own (B09, B10).
"""

from casework.guards import scope
from casework.guards.stays import effect_is_not_lifted
from casework.process.row import Row
from casework.roles import Role

SUP, PORT, SYS = (Role.SUP, Role.PORT, Role.SYS)
_ACCESS = (
    scope.port_has_joint_processing,
    scope.access_is_in_question,
)

BENEFIT: tuple[Row, ...] = (
    Row(
        "B01",
        ("", "ON", "ON_ORDERED"),
        "on:benefit.ordered_off",
        (SYS,),
        "benefit_ordered_off",
        "OFF_ORDERED",
        when=(effect_is_not_lifted,),
        stop=("T36:its_item",),
        begin=("T36:its_item",),
        notices=("benefit_order",),
        source="[P 967(a)]",
    ),
    Row(
        "B02",
        ("OFF_ORDERED",),
        "confirm_off",
        (PORT, SUP),
        "benefit_confirmed_off",
        "OFF",
        stop=("T36:its_item",),
    ),
    Row(
        "B03",
        ("OFF", "OFF_ORDERED"),
        "on:benefit.ordered_on",
        (SYS,),
        "benefit_ordered_on",
        "ON_ORDERED",
        stop=("T36:its_item",),
        begin=("T36:its_item",),
        notices=("benefit_order",),
        source="[S5][D]",
    ),
    Row(
        "B04",
        ("ON_ORDERED",),
        "confirm_on",
        (PORT, SUP),
        "benefit_confirmed_on",
        "ON",
        stop=("T36:its_item",),
    ),
    Row("B06", (), "on:benefit.adopted", (SYS,), "benefit_adopted_off", "OFF"),
    Row(
        "B05",
        ("OFF_ORDERED", "ON_ORDERED"),
        "lapse:T36",
        (SYS,),
        "benefit_order_not_confirmed",
    ),
    Row(
        "B07",
        ("", "OFF", "OFF_ORDERED"),
        "on:benefit.given_back",
        (SYS,),
        "benefit_ordered_on",
        "ON_ORDERED",
        stop=("T36:its_item",),
        begin=("T36:its_item",),
        notices=("benefit_order",),
        source='[P "in part"][SEED][D]',
    ),
    Row(
        "B08",
        ("", "ON", "ON_ORDERED"),
        "on:benefit.taken_back",
        (SYS,),
        "benefit_ordered_off",
        "OFF_ORDERED",
        stop=("T36:its_item",),
        begin=("T36:its_item",),
        notices=("benefit_order",),
        source='[P "in part"][SEED][D]',
    ),
    Row(
        "B09",
        (),
        "withhold_ucp",
        (PORT,),
        "joint_processing_withheld",
        "OFF",
        when=_ACCESS,
        notices=("port_access",),
        document="port's note",
    ),
    Row(
        "B09A",
        ("ON", "ON_ORDERED", "OFF_ORDERED"),
        "withhold_ucp",
        (PORT,),
        "joint_processing_withheld",
        "OFF",
        when=_ACCESS,
        stop=("T36:its_item",),
        notices=("port_access",),
        document="port's note",
    ),
    Row(
        "B10",
        ("OFF", "ON_ORDERED"),
        "grant_ucp",
        (PORT,),
        "joint_processing_granted",
        "ON",
        when=(*_ACCESS, scope.headquarters_leaves_it),
        stop=("T36:its_item",),
        notices=("port_access",),
        document="port's note",
    ),
)
