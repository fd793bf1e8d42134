"""Plots as SVG inside a page: bars side by side and lines over time. No script, no file beside it.

The numbers stand in the table below each plot; a plot says in words what it shows.
"""

from collections.abc import Iterator, Sequence
from html import escape

from casework.bilingual import Language
from reports.pages import Plot, said

_COLOURS = ("#1b5e83", "#b3541e", "#4d7c2f", "#7a4b8f", "#8a6d00", "#566573", "#a83250", "#2f7f7a")
_WIDTH, _LEFT, _RIGHT, _ROW, _LINES_HIGH = 760, 280, 60, 22, 220


def svg(plot: Plot, language: Language) -> str:
    """Return a plot as an SVG element; empty where there is nothing to show."""
    if not plot.places or not plot.series:
        return ""
    return _lines(plot, language) if plot.kind == "lines" else _bars(plot, language)


def _bars(plot: Plot, language: Language) -> str:
    """Lying bars: one group of them for each place, one colour for each series."""
    top = _top(plot)
    group = _ROW * len(plot.series) + 8
    high = group * len(plot.places) + _legend_high(plot)
    parts: list[str] = []
    for place_number, place in enumerate(plot.places):
        y = place_number * group
        name = said(place, language)
        middle = y + group / 2
        parts.append(
            f'<text x="{_LEFT - 8}" y="{middle:.0f}" text-anchor="end">'
            f"{escape(_short(name))}</text>"
        )
        for number, series in enumerate(plot.series):
            value = series.values[place_number]
            width = (_WIDTH - _LEFT - _RIGHT) * value / top
            at = y + 2 + number * _ROW
            parts.append(
                f'<rect x="{_LEFT}" y="{at}" width="{width:.1f}" height="{_ROW - 4}"'
                f' fill="{_COLOURS[number % len(_COLOURS)]}"/>'
                f'<text x="{_LEFT + width + 5:.1f}" y="{at + _ROW - 8}">{_number(value)}</text>'
            )
    parts += _legend(plot, language, high - _legend_high(plot))
    return _element(plot, language, high, parts)


def _lines(plot: Plot, language: Language) -> str:
    """Lines over the places, from left to right."""
    top = _top(plot)
    left, right = 40, 40
    step = (_WIDTH - left - right) / max(1, len(plot.places) - 1)
    bottom = _LINES_HIGH - 30
    parts = [
        f'<line x1="{left}" y1="{bottom}" x2="{_WIDTH - right}" y2="{bottom}" stroke="#888"/>',
        f'<text x="{left - 6}" y="16" text-anchor="end">{_number(top)}</text>',
        f'<text x="{left - 6}" y="{bottom}" text-anchor="end">0</text>',
    ]
    for number, place in enumerate(plot.places):
        x = left + number * step
        parts.append(
            f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">'
            f"{escape(said(place, language))}</text>"
        )
    for number, series in enumerate(plot.series):
        points = " ".join(
            f"{left + place * step:.1f},{bottom - (bottom - 12) * value / top:.1f}"
            for place, value in enumerate(series.values)
        )
        colour = _COLOURS[number % len(_COLOURS)]
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
    parts += _legend(plot, language, _LINES_HIGH)
    return _element(plot, language, _LINES_HIGH + _legend_high(plot), parts)


def _element(plot: Plot, language: Language, high: float, parts: Sequence[str]) -> str:
    title = escape(said(plot.title, language))
    return (
        f'<svg role="img" viewBox="0 0 {_WIDTH} {high:.0f}" width="{_WIDTH}" height="{high:.0f}"'
        f' xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="12">'
        f"<title>{title}</title>{''.join(parts)}</svg>"
    )


def _legend(plot: Plot, language: Language, y: float) -> Iterator[str]:
    if len(plot.series) < 2:
        return
    for number, series in enumerate(plot.series):
        column, row = number % 4, number // 4
        x, at = 10 + column * 185, y + 6 + row * 20
        colour = _COLOURS[number % len(_COLOURS)]
        name = escape(_short(said(series.name, language), 26))
        yield (
            f'<rect x="{x}" y="{at:.0f}" width="12" height="12" fill="{colour}"/>'
            f'<text x="{x + 17}" y="{at + 11:.0f}">{name}</text>'
        )


def _legend_high(plot: Plot) -> int:
    return 0 if len(plot.series) < 2 else 10 + 20 * ((len(plot.series) + 3) // 4)


def _top(plot: Plot) -> float:
    return max((value for series in plot.series for value in series.values), default=0) or 1.0


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}"


def _short(text: str, most: int = 44) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
