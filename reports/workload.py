"""Workload against people: what is owed by whom, at each office and each authority."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casework.case import Case
from casework.clocks import Clock
from casework.reference import OFFICES, RECIPIENTS, Recipient
from casework.roles import ROLE_NAMES, Party, Role
from casework.states import CLOSED
from casework.view import is_late
from reports.history import CaseHistory
from reports.pages import Cell, Section, Table, both, columns

AT_HEADQUARTERS = frozenset({Role.HQ, Role.APP, Role.OPS, Role.AUD})
"""Roles whose people sit at headquarters, whichever office has the case."""


class Owed(NamedTuple):
    """Something that somebody owes in a case: its clock, by whom and where."""

    case: Case
    clock: Clock
    role: Role
    organisation: str

    @property
    def late(self) -> bool:
        """Whether its day has passed."""
        return is_late(self.clock)


def owed(histories: Iterable[CaseHistory]) -> Iterator[Owed]:
    """Yield what is owed in the cases: clocks that run, and those that ran out over something."""
    for history in histories:
        for clock in history.case.clocks.values():
            if clock.is_open or is_late(clock):
                role = clock.terms.owner
                yield Owed(history.case, clock, role, _organisation(history.case, role, clock))


def _organisation(case: Case, role: Role, clock: Clock) -> str:
    """Return where somebody sits who owes something in a case."""
    if role in AT_HEADQUARTERS:
        return "HQ"
    match clock.terms.party:
        case Party.CARRIER:
            return case.carrier
        case Party.CBP:
            return case.office
        case other:
            return other.value


def holder(case: Case, day: date) -> str | None:
    """Return whose case it is on a day; None where nobody is named."""
    return None if case.assigned is None else case.assigned.holder_on(day)


def at_offices(
    histories: Sequence[CaseHistory], people: Mapping[str, Recipient] = RECIPIENTS
) -> tuple[Section, ...]:
    """Return the workload of offices and authorities, and of persons who have cases."""
    return (_offices(histories, people), _persons(histories))


def _offices(histories: Sequence[CaseHistory], people: Mapping[str, Recipient]) -> Section:
    found: dict[tuple[str, Role], list[Owed]] = {}
    for one in owed(histories):
        place = "carriers" if one.clock.terms.party is Party.CARRIER else one.organisation
        found.setdefault((place, one.role), []).append(one)
    lines: list[tuple[Cell, ...]] = []
    for (place, role), things in sorted(found.items()):
        shares = [p.share for p in people.values() if (p.organisation, p.role) == (place, role)]
        staff = sum(shares)
        lines.append(
            (
                both(OFFICES[place].en, OFFICES[place].es) if place in OFFICES else place,
                both(*ROLE_NAMES[role]),
                len({one.case.id for one in things}),
                sum(one.clock.is_open for one in things),
                sum(one.late for one in things),
                float(staff) if shares else None,
                len(things) / staff if staff else None,
            )
        )
    return Section(
        "workload",
        both("Workload against people", "Carga de trabajo y personal"),
        Table(
            columns(
                ("where", "office or authority", "oficina o autoridad"),
                ("role", "role", "función"),
                ("cases", "cases", "casos"),
                ("running", "running", "en curso"),
                ("late", "late", "vencidos"),
                ("people", "people (full weeks)", "personal (semanas completas)"),
                ("per_person", "owed per person", "pendientes por persona"),
            ),
            tuple(lines),
        ),
        note=both(
            "People as in the list of recipients; – where nobody is listed.",
            "Personal según la lista de destinatarios; – donde no consta nadie.",
        ),
    )


def _persons(histories: Sequence[CaseHistory]) -> Section:
    held: dict[str, list[CaseHistory]] = {}
    for history in histories:
        person = holder(history.case, history.case.local_day(history.at))
        if person is not None and history.case.state not in CLOSED:
            held.setdefault(person, []).append(history)
    return Section(
        "persons",
        both("Cases by person", "Casos por persona"),
        Table(
            columns(
                ("person", "person", "persona"),
                ("cases", "open cases", "casos abiertos"),
                ("late", "with something late", "con algo vencido"),
            ),
            tuple(
                (
                    person,
                    len(cases),
                    sum(any(map(is_late, h.case.clocks.values())) for h in cases),
                )
                for person, cases in sorted(held.items())
            ),
        ),
    )
