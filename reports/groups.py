"""The ways in which reports divide cases: port, region, incident, sector, size, office, carrier.

Outside CBP no carrier is named, and a group of fewer than three cases is not shown by itself:
who knows the trade could tell whose they are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from casework.commands.suspension import Incident
from casework.reference import (
    CARRIER_SIZES,
    CARRIERS,
    INCIDENT_CLASSES,
    OFFICES,
    PORTS,
    SECTORS,
)
from casework.reference.railroads import Size
from casework.roles import Party
from casework.states import CLOSED
from reports import figures
from reports.history import CaseHistory, Period
from reports.pages import Section, Share, Table, Words, both, columns
from reports.reckonings import CBP_REVIEWS, kept, kept_by

FEWEST = 3
"""A group of fewer cases is not shown outside CBP."""


class Audience(StrEnum):
    """Who reads: CBP's people, or anybody else."""

    CBP = "cbp"
    OUTSIDE = "outside"


class Dimension(NamedTuple):
    """A way to divide cases; a case may be in several groups, or in none."""

    id: str
    title: Words
    of: Callable[[CaseHistory], frozenset[str]]
    name: Callable[[str], Words]


def incidents(history: CaseHistory) -> tuple[Incident, ...]:
    """Return the incidents of a case, as they were reported."""
    return tuple(
        Incident.model_validate(event.body["incident"])
        for event in history.events
        if event.body.get("incident") is not None and event.track is None
    )


def _sectors(history: CaseHistory) -> frozenset[str]:
    return frozenset(one.sector for one in incidents(history) if one.sector is not None)


def _sizes(history: CaseHistory) -> frozenset[str]:
    found = CARRIER_SIZES.get(history.case.carrier)
    return frozenset({found.size.value if found else ""})


def _size_name(size: str) -> Words:
    if not size:
        return both("not on file", "no consta")
    return both("foreign", "extranjero") if size == Size.FOREIGN else size


def _carrier_order(histories: Iterable[CaseHistory]) -> dict[str, int]:
    """Number the carriers by their references, which are chance and say nothing."""
    references = {h.case.carrier: h.case.carrier_reference for h in histories}
    return {
        carrier: number
        for number, carrier in enumerate(sorted(references, key=lambda c: references[c]), start=1)
    }


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        "port",
        both("By port", "Por puerto"),
        lambda h: frozenset(h.case.ports),
        lambda code: PORTS[code].name,
    ),
    Dimension(
        "region",
        both("By region", "Por región"),
        lambda h: frozenset(PORTS[code].region for code in h.case.ports),
        lambda region: region,
    ),
    Dimension(
        "incident",
        both("By class of incident", "Por clase de incidente"),
        lambda h: frozenset(h.case.incident_classes),
        lambda name: both(INCIDENT_CLASSES[name].en, INCIDENT_CLASSES[name].es),
    ),
    Dimension(
        "sector",
        both("By sector", "Por sector"),
        _sectors,
        lambda name: both(SECTORS[name].en, SECTORS[name].es),
    ),
    Dimension(
        "size",
        both("By size of the railroad", "Por tamaño del ferrocarril"),
        _sizes,
        _size_name,
    ),
    Dimension(
        "office",
        both("By office", "Por oficina"),
        lambda h: frozenset({h.case.office}),
        lambda office: both(OFFICES[office].en, OFFICES[office].es),
    ),
)
"""Every way but by carrier, whose names depend on who reads."""

_COLUMNS = columns(
    ("group", "group", "grupo"),
    ("cases", "cases", "casos"),
    ("opened", "opened in the period", "abiertos en el periodo"),
    ("open", "open at its end", "abiertos al final"),
    ("suspended", "suspended at its end", "suspendidos al final"),
    ("suspension_days_median", "suspension, median days", "suspensión, mediana en días"),
    ("cbp_in_time", "CBP in time", "CBP a tiempo"),
    ("carrier_in_time", "carrier in time", "transportista a tiempo"),
)


def divided(
    histories: Sequence[CaseHistory], period: Period, audience: Audience
) -> tuple[Section, ...]:
    """Return a section for each way to divide the cases; ways without any group are left out."""
    order = _carrier_order(histories)
    carriers = Dimension(
        "carrier",
        both("By carrier", "Por transportista"),
        lambda h: frozenset({h.case.carrier}),
        (lambda carrier: CARRIERS[carrier].name)
        if audience is Audience.CBP
        else lambda carrier: both(f"carrier {order[carrier]}", f"transportista {order[carrier]}"),
    )
    sections = (
        _section(dimension, histories, period, audience) for dimension in (*DIMENSIONS, carriers)
    )
    return tuple(section for section in sections if section.table.rows)


def _section(
    dimension: Dimension, histories: Sequence[CaseHistory], period: Period, audience: Audience
) -> Section:
    groups: dict[str, list[CaseHistory]] = {}
    for history in histories:
        for name in dimension.of(history):
            groups.setdefault(name, []).append(history)
    large, small = _parted(groups, audience)
    lines = [_line(dimension.name(name), large[name], period) for name in sorted(large)]
    if small:
        lines.append((both("fewer than 3 cases each", "menos de 3 casos cada uno"), small))
        lines[-1] = (*lines[-1], *[None] * (len(_COLUMNS) - 2))
    return Section(f"by_{dimension.id}", dimension.title, Table(_COLUMNS, tuple(lines)))


def _parted(
    groups: Mapping[str, list[CaseHistory]], audience: Audience
) -> tuple[dict[str, list[CaseHistory]], int]:
    """Return the groups that may be shown, and how many cases there are in the others."""
    fewest = FEWEST if audience is Audience.OUTSIDE else 1
    shown = {name: found for name, found in groups.items() if len(found) >= fewest}
    hidden = {h.case.id for name, found in groups.items() if name not in shown for h in found}
    return shown, len(hidden)


def _line(
    name: Words, histories: Sequence[CaseHistory], period: Period
) -> tuple[Words | int | float | Share | None, ...]:
    days = [float(one.days) for h in histories for one in figures.suspensions(h)]
    return (
        name,
        len(histories),
        sum(period.holds(h.case.opened_at) for h in histories),
        sum(h.case.state not in CLOSED for h in histories),
        sum(h.case.standing.suspended for h in histories),
        figures.median(days),
        _ratio(kept(*CBP_REVIEWS)(histories, period).value),
        _ratio(kept_by(Party.CARRIER)(histories, period).value),
    )


def _ratio(value: float | Share | None) -> Share | None:
    return value if isinstance(value, Share) else None
