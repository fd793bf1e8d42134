"""How often what runs beside the cases does its round."""

from datetime import timedelta

SWEEP = timedelta(seconds=5)
"""How often the log is swept for commands without an outcome."""

SPREAD = timedelta(seconds=1)
"""How often it is looked whether other systems are owed a message."""

KEEP = timedelta(minutes=10)
"""How often histories of ended runs are kept; Temporal must hold them for longer."""

SIGN = timedelta(seconds=60)
"""How often heads of cases that have moved are signed."""

CLEAR = timedelta(minutes=10)
"""How often the evidence store is cleared of what nobody needs."""
