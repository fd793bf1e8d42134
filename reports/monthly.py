"""The performance measures, every month, for each side (domain.md 11.6)."""

from collections.abc import Sequence

from casework.bilingual import Bilingual
from casework.roles import Party
from reports.groups import FEWEST, Audience, divided
from reports.history import CaseHistory, Period, Provenance, only_cases
from reports.measures import MEASURES, Measure
from reports.pages import Cell, Plot, Report, Section, Series, Share, Table, both, columns

SIDES: dict[Party | None, Bilingual] = {
    Party.CBP: both("CBP", "CBP"),
    Party.CARRIER: both("Carrier", "Transportista"),
    Party.MEXICO: both("Mexico", "México"),
    None: both("All sides", "Todas las partes"),
}
"""The sides, in the order in which they are shown."""

_COLUMNS = columns(
    ("number", "no.", "n.º"),
    ("measure", "measure", "medida"),
    ("value", "value", "valor"),
    ("unit", "unit", "unidad"),
    ("n", "of", "de"),
    ("target", "target", "meta"),
)


def measures_report(
    histories: Sequence[CaseHistory],
    period: Period,
    *,
    kinds: Sequence[Provenance],
    audience: Audience,
) -> Report:
    """Return every measure of a period; outside CBP none that rests on fewer than three things."""
    cases = only_cases(histories)
    sides = tuple(_side(side, histories, period, audience) for side in SIDES)
    return Report(
        id="measures",
        title=both("Performance measures", "Medidas de desempeño"),
        period=period,
        kinds=tuple(kinds),
        cases=len(cases),
        sections=(*sides, *divided(cases, period, audience)),
    )


def _side(
    side: Party | None, histories: Sequence[CaseHistory], period: Period, audience: Audience
) -> Section:
    measures = [measure for measure in MEASURES if measure.side is side]
    lines = [_line(measure, histories, period, audience) for measure in measures]
    shares = [
        (measure.title, line[2].ratio * 100)
        for measure, line in zip(measures, lines, strict=True)
        if isinstance(line[2], Share) and line[2].ratio is not None
    ]
    return Section(
        f"side_{side.value if side else 'all'}",
        SIDES[side],
        Table(_COLUMNS, tuple(lines)),
        note=both(
            "– means that nothing of the kind is on record for the period. The targets are this"
            " system's own; no published target was found.",
            "– significa que no consta nada de ese tipo en el periodo. Las metas son de este"
            " sistema; no se halló ninguna publicada.",
        ),
        plot=_plot(side, shares) if shares else None,
    )


def _plot(side: Party | None, shares: Sequence[tuple[Bilingual, float]]) -> Plot:
    return Plot(
        "bars",
        both(f"{SIDES[side].en}, in percent", f"{SIDES[side].es}, en porcentaje"),
        tuple(title for title, _ in shares),
        (Series(SIDES[side], tuple(value for _, value in shares)),),
    )


def _line(
    measure: Measure, histories: Sequence[CaseHistory], period: Period, audience: Audience
) -> tuple[Cell, ...]:
    found = measure.reckoned(histories, period)
    few = audience is Audience.OUTSIDE and 0 < found.n < FEWEST
    return (
        measure.number,
        measure.title,
        None if few else found.value,
        measure.unit,
        both("fewer than 3", "menos de 3") if few else found.n,
        measure.target,
    )
