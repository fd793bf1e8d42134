"""A statement of the carrier that is said to be false: raised, heard, confirmed or dismissed."""

from casework.commands.base import Body
from casework.commands.suspension import LegalBasis
from casework.text import Line, Slug, Text


class AboutFinding(Body):
    """A command about one false-statement finding."""

    finding: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The finding."""
        return (self.finding,)


class RaiseFalseStatement(AboutFinding, act="raise_false_statement"):
    """Raise that a statement of the carrier is false; the carrier reads all of this and is heard.

    ``where_given`` is the filing, visit or conversation in which the statement was made.
    """

    statement: Text
    where_given: Line
    why_false: Text


class ConfirmFinding(AboutFinding, act="confirm_finding"):
    """Confirm a false statement; headquarters must then suspend or remove for a stated time.

    6 U.S.C. 967(b) is for what was knowingly said during a validation; anything else rests on
    967(a) or on the agreement.
    """

    knowingly: bool
    during_validation: bool
    legal_basis: LegalBasis
    reason: Text


class DismissFinding(AboutFinding, act="dismiss_finding"):
    """Dismiss a false-statement finding; the bar that it was is lifted, and the carrier is told."""

    reason: Text
