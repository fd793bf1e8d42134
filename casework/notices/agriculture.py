"""What an agriculture agency is asked: the findings of its own field, and nothing else."""

from casework.commands.agriculture import RequestConcurrence
from casework.notices.context import Addressed, Builder, Context, base, contact, owed
from casework.reference import AGENCIES


def _request(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, RequestConcurrence)  # the rows' command
    agency, clock = AGENCIES[body.agency], context.clock(f"T37:{body.agency}")
    assert clock is not None  # the row starts it
    railroad = context.case.railroad
    facts = {
        **base(context),
        "contact": contact(context),
        "carrier_name": railroad.name,
        "scac": railroad.scac,
        "findings": [
            {"id": name, "requirement": context.case.findings[name].requirement}
            for name in body.findings
        ],
        "question": body.text,
        "work_plan": body.work_plan,
        "answer": owed(clock),
    }
    return (Addressed(f"agency:{body.agency}", agency.address, agency.languages, facts),)


BUILDERS: dict[str, Builder] = {"concurrence_request": _request}
"""By template."""
