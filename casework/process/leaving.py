"""Rows G10 and G11: the carrier leaves the programme; headquarters annuls a suspension."""

from casework.guards import documents as doc
from casework.process.row import Row
from casework.roles import Role
from casework.states import OPEN, State

POC = Role.POC

ROWS: tuple[Row, ...] = (
    Row(
        "G11",
        tuple(state for state in State if state in OPEN - {State.ADOPTION, State.ORDERED}),
        "withdraw",
        (POC,),
        "carrier_withdrew",
        State.WITHDRAWN,
        when=(doc.withdrawal_signed,),
        raises=("embargo.released", "standing.changed", "benefit.ordered_off", "case.closed"),
        notices=("withdrawal_confirmed", "task"),
        document="withdrawal",
        source="[S13][D]",
    ),
)
