"""How long activities may take and how they are tried again: one constant per family."""

from datetime import timedelta

from temporalio.common import RetryPolicy

SIGN_OF_LIFE = timedelta(seconds=5)
"""How long an activity may be silent before its worker counts as lost (``runtime.heartbeats``).
What was under way when a worker died goes on after about so long."""

RECORD_TIMEOUT = timedelta(seconds=30)
RECORD_RETRY = RetryPolicy(
    initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(seconds=10)
)
"""The record is our own: tried for ever, soon again, since somebody waits for a receipt."""

MAIL_TIMEOUT = timedelta(seconds=60)
MAIL_RETRY = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2.0,
    maximum_interval=timedelta(minutes=15),
)
"""Mail is tried for ever, less and less often; ops see what is undelivered."""

ERRAND_TIMEOUT = timedelta(seconds=60)
ERRAND_RETRY = RetryPolicy(
    initial_interval=timedelta(milliseconds=500), maximum_interval=timedelta(minutes=5)
)
"""Another case is told for ever, until it answers."""

STILL_UNDER_WAY = timedelta(seconds=2)
STILL_UNDER_WAY_AT_MOST = timedelta(minutes=5)
"""How long a lapse waits before it asks again whether an earlier command has its outcome: longer
each time, and anew from the shortest when something has happened in the case."""

BEING_WRITTEN_DOWN = timedelta(seconds=5)
"""How long after its due instant a clock may lapse: a command gets its instant of receipt just
before the desk has it written down, and until then nobody can see that it came in time."""

GATHERING = timedelta(milliseconds=100)
"""How long a run that is about to hand over lets commands gather, to answer them all at once."""

LETTERS_ARRIVE = timedelta(seconds=3)
"""How long a run that is about to hand over waits for deliveries under way."""

OPENED_WITHIN = timedelta(minutes=1)
"""A run in which no opening was accepted ends itself after this."""
