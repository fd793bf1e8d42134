"""What a case keeps of a carrier that has left."""

from pydantic import AwareDatetime

from casework.model import Kept


class Withdrawal(Kept):
    """The signed withdrawal, who signed it, and since when the membership is over."""

    document: str
    signed_by: str
    at: AwareDatetime
