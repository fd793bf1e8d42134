"""What may go wrong between us and the mail system, beside a refusal for good (``Bounced``)."""


class AddressRefused(Exception):
    """We do not write to this address: it is malformed, or outside what this system may reach.

    The text never holds the address: it is kept as the answer that the notice got.
    """


class Deferred(Exception):
    """The message could not be handed over now and may be later: away, busy, or set up wrongly.

    The text holds the step and the reply code only, so that it may stand in logs and histories.
    """
