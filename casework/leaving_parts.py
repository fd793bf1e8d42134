"""What a case keeps of a carrier that has left, and of whom was told a status of it."""

from pydantic import AwareDatetime

from casework.model import Kept


class Withdrawal(Kept):
    """The signed withdrawal, who signed it, and since when the membership is over."""

    document: str
    signed_by: str
    at: AwareDatetime


class Told(Kept):
    """Somebody outside CBP and the carrier who was told a status, and when last.

    A reversal goes to everybody who is in this list, whoever the carrier's partners are by then.
    """

    party: str
    address: str
    languages: tuple[str, ...]
    last_at: AwareDatetime
