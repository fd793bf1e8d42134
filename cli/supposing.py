"""``what-if``: every due day that lies ahead, before and after what is supposed."""

import json as json_text
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from casework.bilingual import Language
from casework.clocks import printed_day
from casework.policy import ClockRule, Policy, policy
from casework.what_if import Extended, HeldFor, Hypothesis, Outlook, Unknown, what_if
from cli import terminal
from cli.connections import open_record
from cli.exits import BAD_INPUT, Stop
from cli.person import reader
from cli.words import language_named, party
from reading.seen import see
from runtime.settings import load_settings

_EXTENSION = re.compile(r"(?P<clock>[^=\s]{1,120})=(?P<amount>[0-9]{1,4})")
_LARGEST = 1024 * 1024

SUPPOSED = "supposed"
"""The version of a policy that is none."""


async def suppose(
    case_id: str,
    *,
    holds: str | None,
    since: str | None,
    until: str | None,
    extensions: Sequence[str],
    policy_file: str | None,
    who: str | None,
    language: str,
    json: bool,
) -> None:
    """Say what would become of the due days of a case; the case is not touched."""
    said = language_named(language)
    held = _held(holds, since, until)
    more = tuple(_extended(text) for text in extensions)
    rows = None if policy_file is None else policy_rows(Path(policy_file))
    if not held and not more and rows is None:
        raise Stop(BAD_INPUT, "suppose something: --hold, --extend or --policy")
    settings = load_settings()
    actor = await reader(who, settings)
    async with open_record(settings) as record:
        seen = await see(record, case_id, actor)
    rules = {} if rows is None else rules_of(rows, policy(seen.case.policy))
    try:
        found = what_if(seen.case, Hypothesis(held, more, rules), at=seen.now)
    except Unknown as unknown:
        known = ", ".join(sorted(c.key for c in seen.case.clocks.values() if c.is_open))
        name = str(unknown.args[0])[:40]
        raise Stop(
            BAD_INPUT, f"{name!r} is no clock ahead in this case; open are {known}"
        ) from None
    terminal.as_json([_as_object(one) for one in found]) if json else show(found, said)


def show(found: Iterable[Outlook], language: Language) -> None:
    """Print every due day before and after."""
    spanish = language == "es"
    head = ("plazo", "antes", "después", "días", "de") if spanish else _HEAD
    rows = []
    for one in found:
        moved = (one.after - one.before).days
        ahead = (" (previsto)" if spanish else " (forecast)") if one.forecast else ""
        notes = " ".join(note.in_(language) for note in one.notes)
        what = f"{one.key} {one.what.in_(language)}{ahead}"
        told = f"{party(one.party, language)}{f': {notes}' if notes else ''}"
        days = (printed_day(day, language) for day in (one.before, one.after))
        rows.append((what, *days, f"{moved:+d}" if moved else "=", told))
    terminal.table(head, rows)
    said = "suposición: no se cambió nada" if spanish else "supposed only: nothing was changed"
    terminal.say(said, strong=True)


_HEAD = ("clock", "before", "after", "days", "of")


def _as_object(one: Outlook) -> dict[str, Any]:
    return {
        **one._asdict(),
        "before": one.before.isoformat(),
        "after": one.after.isoformat(),
        "days": (one.after - one.before).days,
    }


def _held(names: str | None, since: str | None, until: str | None) -> tuple[HeldFor, ...]:
    if names is None:
        if since or until:
            raise Stop(BAD_INPUT, "--from and --until: belong to --hold")
        return ()
    if not since or not until:
        raise Stop(BAD_INPUT, "--hold: say --from and --until, the days of the hold")
    held = HeldFor(
        tuple(name.strip() for name in names.split(",") if name.strip()),
        _day(since, "--from"),
        _day(until, "--until"),
    )
    if held.until <= held.since:
        raise Stop(BAD_INPUT, "--until: must lie after --from")
    return (held,)


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Stop(BAD_INPUT, f"{option}: is a day, as 2026-12-01") from None


def _extended(text: str) -> Extended:
    found = _EXTENSION.fullmatch(text)
    if found is None or int(found["amount"]) < 1:
        raise Stop(BAD_INPUT, "--extend: is CLOCK=NUMBER of the clock's own units, as T09=14")
    return Extended(found["clock"], int(found["amount"]))


def policy_rows(file: Path) -> list[Mapping[str, Any]]:
    """Read a policy file: as those of the product, or only the clocks and fields that differ."""
    try:
        if file.stat().st_size > _LARGEST:
            raise Stop(BAD_INPUT, "--policy: is larger than 1 MiB")
        content = json_text.loads(file.read_text(encoding="utf-8"))
        rows = content["clocks"]
        if not all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in rows):
            raise TypeError
    except OSError as error:
        raise Stop(BAD_INPUT, f"--policy: cannot be read ({type(error).__name__})") from None
    except (ValueError, TypeError, KeyError):
        line = '--policy: is JSON like {"clocks": [{"id": "T12", "amount": 21}]}'
        raise Stop(BAD_INPUT, line) from None
    return list(rows)


def rules_of(rows: Iterable[Mapping[str, Any]], own: Policy) -> dict[str, ClockRule]:
    """Return the rules that are supposed: a policy's own with what the file says otherwise."""
    rules: dict[str, ClockRule] = {}
    for row in rows:
        name = row["id"]
        try:
            merged = {**own.rule(name).model_dump(), **row, "policy": SUPPOSED}
            rules[name] = ClockRule.model_validate(merged)
        except LookupError:
            raise Stop(BAD_INPUT, f"--policy: the policy has no clock {name[:20]!r}") from None
        except ValidationError as error:
            field = ".".join(str(part) for part in error.errors()[0]["loc"]) or name
            raise Stop(
                BAD_INPUT, f"--policy: {name[:20]}.{field}: is not what it must be"
            ) from None
    return rules
