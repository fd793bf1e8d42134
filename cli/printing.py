"""How cases look on a terminal. ``--json`` prints the same facts for programs."""

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

from casework.case import Case
from casework.clocks import Clock, days_by_party, printed_day, printed_instant
from casework.command import Receipt
from casework.events import CaseView
from casework.options import Option
from casework.states import STATES

console = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 160)


def as_json(value: Any) -> None:
    """Print one value as JSON."""
    print(json.dumps(_plain(value), ensure_ascii=False, indent=2))


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def receipt(found: Receipt) -> None:
    """Print a receipt; the case's id comes last, so that it can be piped."""
    console.print(f"{found.act}: {', '.join(kind.replace('_', ' ') for kind in found.events)}")
    console.print(f"  state      {found.state}")
    console.print(f"  received   {found.received_at.isoformat()}")
    console.print(f"  recorded   events {found.first}–{found.last}, head {found.head[:16]}…")
    console.print(f"  command    {found.command_id}")
    print(found.case_id)


def cases(found: Iterable[CaseView]) -> None:
    """Print a list of cases."""
    table = Table("case", "carrier", "state", "standing", "waits on", "next", box=None)
    for view in found:
        mark = " (illustrative)" if view.illustrative else ""
        next_day = view.next_due.date().isoformat() if view.next_due else ""
        late = "[bold]late[/bold] " if view.overdue else ""
        table.add_row(
            view.case_id,
            view.carrier + mark,
            view.state,
            view.standing,
            view.awaiting.value if view.awaiting else "–",
            late + (f"{next_day} {view.next_label or ''}" if next_day else "–"),
        )
    console.print(table)


def case(view: CaseView, found: Case, until: datetime) -> None:
    """Print one case: where it stands, what it waits for, what is owed, whose days it took."""
    if found.illustrative:
        console.print("[bold]ILLUSTRATIVE – not a statement of fact[/bold]")
    railroad = found.railroad
    console.print(f"{found.id}  {railroad.name} ({railroad.scac})  {found.ground}")
    about = STATES[found.state]
    console.print(f"  phase     {found.phase.value}")
    console.print(f"  state     {found.state.value}: {about.meaning_en}")
    console.print(f"  standing  {found.standing.value}")
    console.print(f"  waits on  {view.awaiting.value if view.awaiting else 'nobody'}")
    for key, clock in found.clocks.items():
        if clock.is_open:
            day = printed_day(clock.due_day, "en")
            console.print(f"  due       {day}  {clock.terms.what.en} ({key}, {clock.terms.party})")
    for name, document in found.documents.items():
        signed = ", ".join(f"{s.person} ({s.role})" for s in document.signatures) or "unsigned"
        console.print(f"  document  {name} ({document.kind.value}) {document.sha256}  {signed}")
    for track, items in found.tracks.items():
        for item, state in items.items():
            console.print(f"  {track.lower():<9} {item}: {state}")
    days = suspension_days(found, until)
    if days:
        told = ", ".join(f"{party} {count}" for party, count in days.items() if count)
        console.print(f"  days of the suspension so far: {told or '0'}")


def suspension_days(found: Case, until: datetime) -> dict[str, int]:
    """Return the days of the suspension by whom they waited on; empty where there was none."""
    spans = [
        (span, end)
        for span, end in found.days(until)
        if span.standing.suspended and span.party is not None
    ]
    if not spans:
        return {}
    segments = [(span.since, span.party) for span, _ in spans if span.party is not None]
    days = days_by_party(segments, until=spans[-1][1], zone=found.zone)
    return {party.value: count for party, count in days.items()}


def options(found: Iterable[Option]) -> None:
    """Print what a person may do, and why not the rest."""
    possible = [option for option in found if option.possible]
    console.print("[bold]You may:[/bold]" if possible else "You may do nothing in this case now.")
    for option in possible:
        console.print(f"  {option.act}  ({', '.join(option.rows)})  {option.description}")
        for condition in option.conditions:
            console.print(f"      if: {condition.en}")
    console.print("[bold]Not now, or not you:[/bold]")
    for option in found:
        if not option.possible:
            console.print(f"  {option.act}: {option.why_not_en}")


def clocks(found: Iterable[Clock], *, explain: bool, language: str) -> None:
    """Print clocks, or for each day by day why it is due then."""
    from casework.clocks import explain as explained

    for clock in found:
        console.print(
            f"[bold]{clock.key}[/bold]  {clock.terms.what.en}: {clock.status.value.lower()}, "
            f"due {printed_day(clock.due_day, 'en')} ({clock.terms.zone}); waits on "
            f"{clock.terms.party}; source: {clock.terms.source.en} ({clock.terms.mark.value})",
            markup=True,
        )
        if explain:
            for line in explained(clock, "es" if language == "es" else "en"):
                console.print(f"    {line}", markup=False)


def log(rows: Iterable[Any], zone: str) -> None:
    """Print the events of a case."""
    for row in rows:
        event = row.event
        who = f"{event.actor.person} ({event.actor.role})"
        item = f" {event.item}" if event.item else ""
        move = f"{event.before or '–'} → {event.after}" if event.before != event.after else ""
        console.print(
            f"{row.seq:>4}  {printed_instant(event.at, zone, 'en')}  {event.row:<5}"
            f"{event.kind.replace('_', ' ')}{item}  {who}  {move}",
            markup=False,
        )


def verdict(found: Any) -> None:
    """Print what verification found."""
    if found.first_wrong is None:
        console.print(f"{found.case_id}: all {found.sound} events are right, head {found.head}")
    else:
        wrong = found.first_wrong
        console.print(f"{found.case_id}: event {wrong.seq} is wrong ({wrong.wrong.value})")
        console.print(f"  {wrong.sentence}; the {found.sound} before it are right")
    for command in found.unanswered:
        console.print(f"  command without outcome: {command}")
