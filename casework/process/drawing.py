"""Draws the process for people: `python -m casework.process.drawing > docs/process.md`."""

from collections.abc import Iterator

from casework.policy import CURRENT, ClockRule, Unit, policy
from casework.process.drawing_words import (
    CLOCKS_BEFORE,
    HOW_TO_READ,
    MATRIX_BEFORE,
    ORDERS_BEFORE,
    PROOFS_BEFORE,
    ROLES_BEFORE,
    SECTIONS,
    STATES_BEFORE,
    TITLE,
    TRACKS,
)
from casework.process.matrix import OCCURRENCES, cell
from casework.process.proof import CHECKS, Table
from casework.process.proof.model import FACT, LAPSE, rule_of
from casework.process.row import Next, Row
from casework.process.table import EFFECTS, RESTARTS, ROWS
from casework.process.tracks import TRACK_ENDS
from casework.roles import ROLE_NAMES, Role
from casework.states import CLOSED, OPEN, STATES, State

TABLE = Table()


def page() -> str:
    """Return the whole page, as Markdown with Mermaid diagrams."""
    parts = [
        TITLE,
        HOW_TO_READ,
        ROLES_BEFORE + "\n" + roles(),
        STATES_BEFORE + "\n" + states(),
        *(
            f"## {heading}\n\n{about}\n\n{diagram(rows)}{row_table(rows)}"
            for heading, about, rows in SECTIONS
        ),
        ORDERS_BEFORE + "\n" + orders(),
        "## Beside the main line\n\nEach track has items with states of their own.\n",
        *(f"### {name}\n\n{about}\n\n{_track(name)}" for name, about in TRACKS.items()),
        MATRIX_BEFORE + "\n" + matrix(),
        CLOCKS_BEFORE + "\n" + clocks(),
        PROOFS_BEFORE + "\n" + proofs(),
    ]
    return "\n".join(parts)


def diagram(rows: tuple[Row, ...], *, ends: frozenset[str] | None = None) -> str:
    """Return what moves a case, or an item of a track, as a Mermaid state diagram."""
    moves: dict[tuple[str, str], list[str]] = {}
    for way in TABLE.ways(rows):
        if way.before != way.after:
            moves.setdefault((way.before or "[*]", way.after), []).append(_label(way.row))
    if not moves:
        return ""
    drawn = {name for move in moves for name in move}
    final = drawn & (set(TABLE.closed_states) if ends is None else ends)
    lines = [
        "```mermaid",
        "stateDiagram-v2",
        *(f"    {a} --> {b} : {'<br/>'.join(labels)}" for (a, b), labels in moves.items()),
        *(f"    {name} --> [*]" for name in sorted(final)),
        "```",
    ]
    return "\n".join(lines) + "\n\n"


def _label(row: Row) -> str:
    """Return the words on an arrow; Mermaid takes neither colons nor semicolons there."""
    return f"{row.id} {_act(row).replace('_', ' ').replace('.', ' ')}"


def _act(row: Row) -> str:
    if row.act.startswith(LAPSE):
        return f"{row.act.removeprefix(LAPSE)} runs out"
    if row.act.startswith(FACT):
        return f"on {row.act.removeprefix(FACT)}"
    return row.act


def row_table(rows: tuple[Row, ...]) -> str:
    """Return rows as a table."""
    return _markdown(
        ("id", "from", "act", "who", "if", "to", "clocks", "document", "source"),
        (
            (
                row.id,
                _from(row),
                _act(row),
                ", ".join(row.by),
                "<br>".join(f"• {guard.en}" for guard in row.when),
                _to(row),
                _clocks_of(row),
                row.document or "",
                row.source,
            )
            for row in rows
        ),
    )


def _from(row: Row) -> str:
    start = frozenset(row.start)
    if start == OPEN | CLOSED:
        return "any state"
    if start == OPEN:
        return "any open state"
    return ", ".join(state or "–" for state in row.start) or "–"


def _to(row: Row) -> str:
    names = {
        Next.SAME: "=",
        Next.TARGET: "as ordered",
        Next.ORIGIN: "whence it came",
        Next.RESUME: "as decided",
        Next.ADOPTED: "as on paper",
    }
    return names.get(Next(row.to), row.to) if row.to in set(Next) else row.to


def _clocks_of(row: Row) -> str:
    signed = [f"−{token}" for token in row.stop] + [f"+{token}" for token in row.begin]
    return " ".join(signed)


def _track(name: str) -> str:
    rows = TABLE.tracks[name]
    return diagram(rows, ends=TRACK_ENDS[name]) + row_table(rows)


def roles() -> str:
    """Return who takes part, and which commands each may give."""
    may: dict[Role, dict[str, None]] = {role: {} for role in Role}
    for row in ROWS:
        for role in row.by:
            may[role][row.act] = None
    return _markdown(
        ("role", "who", "commands"),
        (
            (role, ROLE_NAMES[role][0], ", ".join(may[role]))
            for role in Role
            if may[role] and role is not Role.SYS
        ),
    )


def states() -> str:
    """Return the states with what they mean, who owns them, and their clocks."""
    return _markdown(
        ("state", "meaning", "in Spanish", "owner", "clocks"),
        (
            (state, about.meaning_en, about.meaning_es, about.owner or "–", " ".join(about.clocks))
            for state, about in STATES.items()
        ),
    )


def orders() -> str:
    """Return what each order does, and the clocks that start when a case is sent back."""
    effects = _markdown(
        ("order leads to", "standing", "facts", "clocks"),
        (
            (state, effect.standing or "–", ", ".join(effect.raises), _plus(effect.begin))
            for state, effect in EFFECTS.items()
        ),
    )
    restarts = _markdown(
        ("sent back to", "clocks"), ((state, _plus(begin)) for state, begin in RESTARTS.items())
    )
    return f"{effects}\n{restarts}"


def _plus(tokens: tuple[str, ...]) -> str:
    return " ".join(f"+{token}" for token in tokens)


def matrix() -> str:
    """Return what answers to each event that may come at any time, state by state."""
    return _markdown(
        ("event", *State),
        ((each.what, *(cell(each, state) for state in State)) for each in OCCURRENCES),
    )


def clocks() -> str:
    """Return every clock of the policy with its authority, and the rows that start it."""
    started = _started_by()
    return _markdown(
        ("clock", "what", "how long", "roll", "owner", "from", "started by", "source", "mark"),
        (
            (
                rule.id if rule is top else f"{rule.id}/{rule.variant}",
                rule.what.en,
                _how_long(rule),
                "–" if rule.roll.value == "none" else rule.roll_calendar.value,
                rule.owner.value,
                rule.starts.en,
                ", ".join(started.get(rule.id, ())) if rule is top else "",
                rule.source.en,
                rule.mark.value,
            )
            for top in policy(CURRENT).clocks.values()
            for rule in (top, *(top.alternate(name) for name in top.alternates))
        ),
    )


def _started_by() -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for way in TABLE.ways(ROWS):
        for token in TABLE.begun(way):
            found.setdefault(rule_of(token), {})[way.row.id] = None
    return found


_UNITS = {
    Unit.HOURS: "hours",
    Unit.CALENDAR_DAYS: "calendar days",
    Unit.BUSINESS_DAYS: "business days",
    Unit.MONTHS: "months",
    Unit.DAYS_BEFORE: "days before another clock's last day",
}


def _how_long(rule: ClockRule) -> str:
    if rule.unit is Unit.NAMED_DAY:
        return "as the plan or decision names it"
    if rule.unit is Unit.NONE:
        return "a rule, no clock" if rule.amount is None else f"{rule.amount} (a rule, no clock)"
    unit = _UNITS[rule.unit]
    calendar = f" ({rule.calendar.value})" if rule.unit is Unit.BUSINESS_DAYS else ""
    return f"{rule.amount} {unit}{calendar}"


def proofs() -> str:
    """Return what each proof says, in its own words."""
    lines = [(check.__doc__ or "").strip().splitlines()[0] for check in CHECKS]
    return "\n".join(f"- {line}" for line in lines) + "\n"


def _markdown(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return (
        "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines) + "\n"
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    print(page(), end="")
