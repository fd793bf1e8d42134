"""``show --as-of``: a case as it stood on a day, as then known or as known later."""

from datetime import UTC, date, datetime

from casework.clocks import printed_instant
from cli import case_text, terminal
from cli.connections import open_record
from cli.exits import BAD_INPUT, NOT_FOUND, Stop
from cli.person import reader
from cli.words import language_named, word
from reading.as_of import AsOf, NotYet, as_of
from reading.objects import case_object
from runtime.settings import load_settings


async def show_past(
    case_id: str, *, at: str, known: str | None, who: str | None, language: str, json: bool
) -> None:
    """Show a case as of a day or instant."""
    said = language_named(language)
    when = _when(at, "--as-of")
    knowing = None if known is None else _when(known, "--as-known")
    settings = load_settings()
    actor = await reader(who, settings)
    async with open_record(settings) as record:
        try:
            found = await as_of(record, case_id, actor, at=when, known=knowing)
        except NotYet:
            raise Stop(NOT_FOUND, word("not yet", said)) from None
    if json:
        terminal.as_json(_object(found))
        return
    zone = found.seen.whole.zone
    head = f"{word('as of', said)} {printed_instant(found.at, zone, said)}, "
    then = found.known == found.at
    head += (
        word("as then known", said)
        if then
        else (f"{word('as known on', said)} {printed_instant(found.known, zone, said)}")
    )
    terminal.say(head, strong=True)
    if found.own_time:
        terminal.say(f"  {word('own time', said)}")
    case_text.show(found.seen, said)
    for row in found.later:
        day = printed_instant(row.event.at, zone, said)
        terminal.say(f"  {word('recorded later', said)}: {row.seq} {row.event.kind} ({day})")
    for seq in found.unplaced:
        terminal.say(f"  {word('unplaced', said)}: {seq}")


def _object(found: AsOf) -> dict[str, object]:
    return {
        "as_of": found.at.isoformat(),
        "as_known": found.known.isoformat(),
        "own_time": found.own_time,
        "case": case_object(found.seen),
        "recorded_later": [
            {"seq": row.seq, "kind": row.event.kind, "at": row.event.at.isoformat()}
            for row in found.later
        ],
        "unplaced": list(found.unplaced),
    }


def _when(text: str, option: str) -> datetime | date:
    if text == "now":
        return datetime.now(UTC)
    try:
        if len(text) == len("2026-03-02"):
            return date.fromisoformat(text)
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Stop(
            BAD_INPUT, f"{option}: is a day as 2026-03-02, an instant as 2026-03-02T15:00Z, or now"
        )
    return found
