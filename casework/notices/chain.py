"""What a carrier is told where its action waits for another railroad's, or is waited for."""

from casework.commands.chain import Waits
from casework.notices.context import Addressed, Builder, Context, base, contact, owed, to_carrier


def _dependency(context: Context) -> tuple[Addressed, ...]:
    found = context.case.dependencies[context.asked.item or ""]
    clock = context.clock(f"T33:{found.action}") or context.clock(f"T45:{found.action}")
    facts = {
        **base(context),
        "contact": contact(context),
        "action": found.action,
        "needs": found.needs,
        "waits_here": found.waits is Waits.THIS,
        "settled": found.settled_at is not None,
        "milestone": owed(clock) if clock is not None and clock.is_open else None,
    }
    return to_carrier(context, facts)


BUILDERS: dict[str, Builder] = {"dependency_told": _dependency}
"""By template."""
