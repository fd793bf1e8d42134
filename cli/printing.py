"""How receipts, lists, logs, clocks and verdicts look. ``--json`` prints the same for programs."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date

from casework.bilingual import Language
from casework.clocks import (
    Clock,
    EntryKind,
    explain,
    printed_day,
    printed_instant,
)
from casework.command import Receipt
from casework.events import CaseView, Event
from casework.matters import Matter
from casework.reference import CARRIERS
from casework.reference_clocks import ReferenceDay
from casework.states import matter_of
from casework.view import next_due_on
from cli.terminal import say, table
from cli.words import mark, party, word
from records.case_lists import CasePage
from records.event_rows import RecordedEvent
from records.verification import Verdict


def receipt(found: Receipt, *, filed: dict[str, str] | None = None) -> None:
    """Print a receipt; the case's id comes last, so that it can be piped."""
    say(f"{found.act}: {', '.join(kind.replace('_', ' ') for kind in found.events)}")
    if filed:
        say(f"  filed      {filed['document']}, SHA-256 {filed['sha256']}")
    say(f"  state      {found.state}")
    say(f"  received   {found.received_at.isoformat()}")
    say(f"  recorded   events {found.first}–{found.last}, head {found.head[:16]}…")
    for day in found.moved:
        say(f"  moved      {day.clock}: {_from_to(day.old, day.new)}")
    say(f"  command    {found.command_id}")
    say(found.case_id)


def cases(page: CasePage) -> None:
    """Print a list of cases, and how to go on where there are more."""
    head = ("case", "carrier", "state", "standing", "waits on", "next")
    table(head, [_row(view) for view in page.cases])
    if page.after is not None:
        say(f"more: --after {page.after}")


def _row(view: CaseView) -> tuple[str, ...]:
    railroad = CARRIERS[view.carrier]
    illustrative = " (illustrative)" if view.illustrative else ""
    due = next_due_on(view)
    day = due.isoformat() if due else ""
    late = "LATE " if view.overdue else ""
    return (
        view.case_id,
        f"{view.carrier} {mark(railroad.mark, 'en')}{illustrative}",
        view.state.value,
        _standing(view),
        party(view.awaiting, "en") if view.awaiting else "–",
        late + (f"{day} {view.next_label or ''}" if day else "–"),
    )


def _standing(view: CaseView) -> str:
    """What the membership is worth; what runs beside a case has no standing of its own."""
    if matter_of(view.state) is not Matter.RESUMPTION:
        return "–"
    return view.standing.value + (", stayed" if view.stayed else "")


def clocks(found: Iterable[Clock], *, explained: bool, language: Language) -> None:
    """Print clocks, or for each day by day why it is due then."""
    for clock in found:
        provisional = f" ({word('provisional', language)})" if clock.provisional else ""
        say(
            f"{clock.key}  {clock.terms.what.in_(language)}: {clock.status.value.lower()}, "
            f"{word('due', language)} {printed_day(clock.due_day, language)} "
            f"({clock.terms.zone}){provisional}; {word('waits on', language)} "
            f"{party(clock.terms.party, language)}; {word('source', language)}: "
            f"{clock.terms.source.in_(language)} {mark(clock.terms.mark, language)}",
            strong=explained,
        )
        if explained:
            for line in explain(clock, language):
                say(f"    {line}")


def reference_days(days: Iterable[ReferenceDay], *, language: Language) -> None:
    """Print days of the membership: for reference, since nothing lapses here."""
    for found in days:
        when = printed_day(found.day, language) if found.day else word("day unknown", language)
        until = f" – {printed_day(found.until, language)}" if found.until else ""
        say(
            f"{found.rule}  {found.what.in_(language)}: {word('for reference', language)}, "
            f"{when}{until}; {word('from', language)} {found.starts.in_(language)}; "
            f"{word('source', language)}: {found.source.in_(language)} "
            f"{mark(found.mark, language)}"
        )


def log(rows: Iterable[tuple[RecordedEvent, Event | None]], zone: str) -> None:
    """Print the events of a case; of what is not to be seen, the number and the day."""
    for row, event in rows:
        at = printed_instant(row.event.at, zone, "en")
        if event is None:
            say(f"{row.seq:>4}  {at}  –    withheld: CBP's own, or not yet delivered")
            continue
        who = f"{event.actor.person} ({event.actor.role.value})"
        item = f" {event.item}" if event.item else ""
        move = f"  {event.before or '–'} → {event.after}" if event.before != event.after else ""
        say(f"{row.seq:>4}  {at}  {event.row:<5}{event.kind.replace('_', ' ')}{item}  {who}{move}")
        for line in changed_days(event):
            say(f"{'':31}{line}")


def changed_days(event: Event) -> Iterator[str]:
    """Say of each clock that a line of an event moves or keeps: from which day to which."""
    for change in event.clocks:
        old, new = change.entry.old_due_day, change.entry.due_day
        if old is not None and old != new:
            yield f"{change.key}: {_from_to(old, new)}"
        elif change.entry.kind is EntryKind.REBASED:
            yield f"{change.key}: stays {printed_day(new, 'en')}"


def _from_to(old: date, new: date) -> str:
    return f"{printed_day(old, 'en')} → {printed_day(new, 'en')}"


def verdict(found: Verdict) -> None:
    """Print what verification found."""
    if found.disposed is not None:
        gone = found.disposed
        day = gone.at.astimezone(UTC).date().isoformat()
        say(f"{found.case_id}: disposed of on {day} under retention schedule {gone.schedule}")
        say(f"  (eliminado el {day} conforme al calendario de conservación {gone.schedule})")
    if found.first_wrong is None and found.disposed is not None:
        say(f"  the hashes of all {found.sound} events are those certified, head {found.head}")
    elif found.first_wrong is None:
        say(f"{found.case_id}: all {found.sound} events are right, head {found.head}")
        if found.unwitnessed:
            say(f"  events 1–{found.unwitnessed}: no history of the workflow is left beside them")
        if found.signed < found.sound:
            say(f"  events {found.signed + 1}–{found.sound}: their head is not signed yet")
    else:
        wrong = found.first_wrong
        say(f"{found.case_id}: event {wrong.seq} is wrong ({wrong.wrong.value})")
        say(f"  {wrong.sentence}; the {found.sound} before it are right")
    for command in found.unanswered:
        say(f"  command without outcome: {command}")
