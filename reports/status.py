"""The status report, every two weeks: what is open, what was decided, trends, ports, workload."""

from collections import Counter
from collections.abc import Sequence

from casework.bilingual import Bilingual
from casework.clocks import PARTY_NAMES
from casework.reference import CARRIERS, INCIDENT_CLASSES, LANES, PORTS
from casework.roles import Party
from casework.states import CLOSED, STATES, Phase
from casework.view import case_view, next_due_on
from reports.groups import Audience, divided, incidents
from reports.history import CaseHistory, Period, Provenance, only_cases
from reports.pages import Cell, Plot, Report, Section, Series, Table, both, columns
from reports.workload import at_offices, holder

THREATS = ("fentanyl", "precursors", "de-minimis")
"""The threats of COAC's issue paper of June 2024, shown also where there was no incident."""

_MONTHS = 12

DECISIONS: dict[str, Bilingual] = {
    "propose_sanction": both("sanctions proposed", "sanciones propuestas"),
    "require_plan": both("plans required", "planes requeridos"),
    "suspend": both("suspensions", "suspensiones"),
    "suspend_immediately": both("immediate suspensions", "suspensiones inmediatas"),
    "remove": both("removals", "remociones"),
    "reinstate": both("returns", "reincorporaciones"),
    "extend_and_return": both("terms extended, returned", "plazos prorrogados, devueltos"),
    "extend_term": both("terms extended", "plazos prorrogados"),
    "close_no_action": both("closed without action", "cerrados sin medida"),
    "close_corrected": both("closed as corrected", "cerrados por corrección"),
    "close_reinstated": both("closed after monitoring", "cerrados tras el seguimiento"),
    "keep_monitoring": both("kept in monitoring", "mantenidos en seguimiento"),
    "extend_monitoring": both("monitoring extended", "seguimientos prorrogados"),
}
"""Decisions in words; any other by its command."""

PHASES: dict[Phase, Bilingual] = {
    Phase.SUSPENSION: both("suspension", "suspensión"),
    Phase.CORRECTIVE_ACTION: both("corrective action", "acción correctiva"),
    Phase.REVIEW: both("review", "revisión"),
    Phase.REINSTATEMENT: both("reinstatement", "reincorporación"),
}
"""The phases, in words."""


def status_report(
    histories: Sequence[CaseHistory],
    period: Period,
    *,
    kinds: Sequence[Provenance],
    audience: Audience,
) -> Report:
    """Return the status report of some cases, as they stood at the end of a period."""
    cases = only_cases(histories)
    inside = (_open_cases(cases), *at_offices(histories)) if audience is Audience.CBP else ()
    return Report(
        id="status",
        title=both("Status report", "Informe de situación"),
        period=period,
        kinds=tuple(kinds),
        cases=len(cases),
        sections=(
            _summary(cases, period),
            _phases(cases),
            *divided(cases, period, audience),
            _threats(cases, period),
            _ports(cases),
            *inside,
        ),
    )


def _summary(histories: Sequence[CaseHistory], period: Period) -> Section:
    acts = Counter(
        decision.act
        for history in histories
        for decision in history.case.decisions
        if period.holds(decision.at)
    )
    closed = sum(
        history.case.state in CLOSED and period.holds(history.case.spans[-1].since)
        for history in histories
    )
    lines: list[tuple[Cell, ...]] = [
        (both("opened", "abiertos"), sum(period.holds(h.case.opened_at) for h in histories)),
        (both("closed", "cerrados"), closed),
        (
            both("open at the end", "abiertos al final"),
            sum(h.case.state not in CLOSED for h in histories),
        ),
        (
            both("suspended at the end", "suspendidos al final"),
            sum(h.case.standing.suspended for h in histories),
        ),
        *((DECISIONS.get(act, act), count) for act, count in sorted(acts.items())),
    ]
    return Section(
        "summary",
        both("The period", "El periodo"),
        Table(columns(("what", "what", "qué"), ("cases", "cases", "casos")), tuple(lines)),
    )


def _phases(histories: Sequence[CaseHistory]) -> Section:
    waiting = Counter(
        (history.case.phase, view.awaiting)
        for history in histories
        if (view := case_view(history.case)).awaiting is not None
    )
    parties = [party for party in Party if any(found is party for _, found in waiting)]
    lines: list[tuple[Cell, ...]] = [
        (PHASES[phase], *(waiting[phase, party] for party in parties)) for phase in PHASES
    ]
    return Section(
        "phases",
        both("Open cases: phase, and whom they wait on", "Casos abiertos: fase y a quién esperan"),
        Table(
            columns(
                ("phase", "phase", "fase"),
                *((p.value, PARTY_NAMES[p].en, PARTY_NAMES[p].es) for p in parties),
            ),
            tuple(lines),
        ),
        plot=Plot(
            "bars",
            both("Open cases by phase", "Casos abiertos por fase"),
            tuple(PHASES[phase] for phase in PHASES),
            tuple(
                Series(PARTY_NAMES[p], tuple(float(waiting[phase, p]) for phase in PHASES))
                for p in parties
            ),
        ),
    )


def _threats(histories: Sequence[CaseHistory], period: Period) -> Section:
    """Incidents of the last twelve months by class; an incident is counted once, by its id."""
    months = _months(period)
    found = {
        (history.case.id, one.id): (one.known_class, one.discovered_at.strftime("%Y-%m"))
        for history in histories
        for one in incidents(history)
    }
    counts = Counter(found.values())
    classes = [
        name
        for name in INCIDENT_CLASSES
        if name in THREATS or any(counts[name, month] for month in months)
    ]
    named = {name: both(INCIDENT_CLASSES[name].en, INCIDENT_CLASSES[name].es) for name in classes}
    return Section(
        "threats",
        both("Incidents by month and class", "Incidentes por mes y clase"),
        Table(
            columns(("month", "month", "mes"), *((n, w.en, w.es) for n, w in named.items())),
            tuple((month, *(counts[name, month] for name in classes)) for month in months),
        ),
        plot=Plot(
            "lines",
            both("Incidents by month", "Incidentes por mes"),
            tuple(months),
            tuple(
                Series(words, tuple(float(counts[name, month]) for month in months))
                for name, words in named.items()
            ),
        ),
    )


def _ports(histories: Sequence[CaseHistory]) -> Section:
    """Joint processing, lessons and what is still to be decided, crossing by crossing."""
    yes, no, unknown = both("yes", "sí"), both("no", "no"), both("not known", "no se sabe")
    lines: list[tuple[Cell, ...]] = []
    for code, port in PORTS.items():
        lanes = [lane for lane in LANES.values() if lane.crossing == code]
        unified = [lane for lane in lanes if lane.unified_processing]
        here = [history for history in histories if code in history.case.ports]
        published = [
            history
            for history in here
            if history.case.lesson is not None and history.case.lesson.published is not None
        ]
        service = unknown if port.in_service is None else (yes if port.in_service else no)
        lines.append(
            (
                port.name,
                service,
                len(lanes),
                len(unified),
                sum(lane.unified_processing is None for lane in lanes),
                sum(history.case.state not in CLOSED for history in here),
                len(published),
                port.mark.value,
            )
        )
    return Section(
        "ports",
        both(
            "Unified cargo processing, lessons and expansion by port",
            "Despacho conjunto, lecciones y ampliación por puerto",
        ),
        Table(
            columns(
                ("port", "port", "puerto"),
                ("in_service", "trains cross", "hay cruce de trenes"),
                ("lanes", "lanes", "carriles"),
                ("unified", "with joint processing", "con despacho conjunto"),
                ("undecided", "joint processing not known", "despacho conjunto no conocido"),
                ("open", "open cases", "casos abiertos"),
                ("lessons", "lessons published", "lecciones publicadas"),
                ("mark", "mark", "marca"),
            ),
            tuple(lines),
        ),
        note=both(
            "Whether a suspension touches joint processing is not published; it is decided port by"
            " port. A lane without a word on joint processing is where it could be taken next.",
            "No está publicado si una suspensión afecta el despacho conjunto; se decide puerto por"
            " puerto. Un carril sin dato es donde podría ampliarse.",
        ),
    )


def _open_cases(histories: Sequence[CaseHistory]) -> Section:
    lines: list[tuple[Cell, ...]] = []
    for history in histories:
        case = history.case
        if case.state in CLOSED:
            continue
        view = case_view(case)
        about = STATES[case.state]
        lines.append(
            (
                case.id,
                CARRIERS[case.carrier].name,
                case.office,
                both(about.meaning_en, about.meaning_es),
                PARTY_NAMES[view.awaiting] if view.awaiting else None,
                next_due_on(view),
                view.next_label,
                holder(case, case.local_day(history.at)),
            )
        )
    return Section(
        "open_cases",
        both("Open cases", "Casos abiertos"),
        Table(
            columns(
                ("case", "case", "caso"),
                ("carrier", "carrier", "transportista"),
                ("office", "office", "oficina"),
                ("state", "state", "estado"),
                ("awaiting", "waits on", "espera a"),
                ("next_due", "next day", "próximo día"),
                ("next", "next", "siguiente"),
                ("person", "assigned to", "asignado a"),
            ),
            tuple(lines),
        ),
    )


def _months(period: Period) -> list[str]:
    """Return the last twelve months, as YYYY-MM, the period's last one being the last."""
    last = period.until.year * 12 + period.until.month - 1
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(last - _MONTHS + 1, last + 1)]
