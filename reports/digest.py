"""The overdue digest, every day: one for each person, with what is overdue at whom."""

from collections.abc import Sequence
from datetime import date

from casework.clocks import EntryKind
from casework.reference import CARRIERS
from casework.roles import ROLE_NAMES, Actor, Role
from casework.states import CLOSED
from reports.history import CaseHistory, Period, Provenance
from reports.pages import Cell, Report, Section, Table, both, columns
from reports.workload import Owed, holder, owed

_COLUMNS = columns(
    ("case", "case", "caso"),
    ("carrier", "carrier", "transportista"),
    ("what", "what", "qué"),
    ("at", "at whom", "en quién"),
    ("due", "was due", "venció"),
    ("days", "days late", "días de atraso"),
)


def digest(
    person: Actor,
    histories: Sequence[CaseHistory],
    period: Period,
    *,
    kinds: Sequence[Provenance],
) -> Report | None:
    """Return what is overdue that concerns a person, None where nothing is.

    A person is concerned by the cases that are his on that day (an assignment may be for some days
    only), and by what his own role at his office owes. Headquarters and operations are concerned
    by whatever is late at CBP.
    """
    late = [one for one in owed(histories) if one.late]
    mine = [one for one in late if holder(one.case, period.until) == person.person]
    rest = [one for one in late if one not in mine and _concerns(one, person, period.until)]
    if not mine and not rest:
        return None
    sections = (
        Section(
            "assigned",
            both("In your cases", "En sus casos"),
            Table(_COLUMNS, tuple(_line(one, period) for one in _ordered(mine))),
        ),
        Section(
            "office",
            both("At your office", "En su oficina"),
            Table(_COLUMNS, tuple(_line(one, period) for one in _ordered(rest))),
        ),
    )
    return Report(
        id="digest",
        title=both("What is overdue", "Lo que está vencido"),
        period=period,
        kinds=tuple(kinds),
        cases=len({one.case.id for one in (*mine, *rest)}),
        sections=tuple(section for section in sections if section.table.rows),
    )


def _concerns(one: Owed, person: Actor, day: date) -> bool:
    at_cbp = one.organisation in (one.case.office, "HQ")
    if person.role in (Role.HQ, Role.OPS):
        return at_cbp
    if person.role is Role.SUP:
        return one.case.office == person.organisation
    own = (one.role, one.organisation) == (person.role, person.organisation)
    nobodys = holder(one.case, day) is None or one.case.state in CLOSED
    return own and nobodys and person.role is not Role.AUD


def _ordered(found: Sequence[Owed]) -> list[Owed]:
    return sorted(found, key=lambda one: (one.clock.due, one.case.id, one.clock.key))


def _line(one: Owed, period: Period) -> tuple[Cell, ...]:
    clock = one.clock
    ran_out = next(e.at for e in reversed(clock.entries) if e.kind is EntryKind.LAPSED)
    return (
        one.case.id,
        CARRIERS[one.case.carrier].name,
        both(clock.terms.what.en, clock.terms.what.es),
        both(*ROLE_NAMES[one.role]),
        clock.due_day,
        (period.until - period.day(ran_out)).days + 1,
    )
