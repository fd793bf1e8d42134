"""Events about a carrier that leaves, and about decisions that are annulled."""

from casework.case import Case
from casework.commands.leaving import Withdraw
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of
from casework.leaving_parts import Withdrawal
from casework.roles import Role
from casework.states import Standing


def _withdrew(case: Case, event: Event) -> Updates:
    """Everything is over at once, by the carrier's own wish; all benefits go with it."""
    name = body_of(Withdraw, event).document
    signer = next(s.person for s in case.documents[name].signatures if s.role is Role.EXE)
    return {
        "standing": Standing.WITHDRAWN,
        "withdrawal": Withdrawal(document=name, signed_by=signer, at=event.at),
        "scope": (),
        "deciding": None,
        "open_letter": None,
    }


FOLDS: dict[str, Fold] = {
    "carrier_withdrew": _withdrew,
}
"""By kind of event."""
