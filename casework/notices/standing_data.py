"""What the carrier is told of promises and of its own name."""

from casework.notices.context import Addressed, Builder, Context, base, contact, owed, to_carrier


def _noted(context: Context) -> tuple[Addressed, ...]:
    name = context.asked.item or ""
    promise, clock = context.case.promises[name], context.clock(f"T52:{name}")
    assert clock is not None  # the row starts it
    facts = {
        **base(context),
        "contact": contact(context),
        "what": promise.what,
        "owner": promise.owner.value,
        "person": promise.person,
        "clock": owed(clock),
    }
    return to_carrier(context, facts)


def _renamed(context: Context) -> tuple[Addressed, ...]:
    found = context.case.names[context.asked.item or ""]
    facts = {
        **base(context),
        "contact": contact(context),
        "old_name": found.old_name,
        "old_scac": found.old_scac,
        "new_name": found.name,
        "new_scac": found.scac,
        "since": found.since.isoformat(),
        "merged_with": found.merged_with,
    }
    return to_carrier(context, facts)


BUILDERS: dict[str, Builder] = {"commitment_noted": _noted, "carrier_renamed": _renamed}
"""By template."""
