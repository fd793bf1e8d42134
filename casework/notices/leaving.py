"""What is told about a carrier that leaves."""

from casework.guards.false_statements import raised
from casework.notices.context import Addressed, Builder, Context, base, contact, to_carrier


def _withdrawal(context: Context) -> tuple[Addressed, ...]:
    railroad = context.case.railroad
    facts = {
        **base(context),
        "contact": contact(context),
        "carrier_name": railroad.name,
        "scac": railroad.scac,
        "effective_from": context.at.isoformat(),
        "receipt": context.event.command_id,
        "open_findings": list(raised(context.case)),
    }
    return to_carrier(context, facts, executive=True)


BUILDERS: dict[str, Builder] = {"withdrawal_confirmed": _withdrawal}
"""By template."""
