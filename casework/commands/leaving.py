"""The carrier leaves the programme, or headquarters annuls what it had decided."""

from casework.commands.suspension import WithDocument


class Withdraw(WithDocument, act="withdraw"):
    """Leave the programme by a withdrawal that the executive has signed; open findings stay."""
