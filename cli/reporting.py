"""``report``: the status report, the measures, the digest, of the days that are asked for."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeVar

from casework.bilingual import Language
from casework.reference import ReportKind
from casework.roles import Actor
from cli.connections import open_record
from cli.exits import BAD_INPUT, NOT_FOUND, Stop
from cli.person import reader
from cli.terminal import say
from cli.words import language_named
from reading.asked_reports import AskedReport, ReportNotForYou, ReportUnclear, asked_report
from reports.groups import Audience
from reports.history import Provenance
from reports.pages import Report
from reports.renderings import as_csv, as_html, as_text
from runtime.settings import Settings, load_settings

K = TypeVar("K", bound=StrEnum)

FORMATS = ("text", "html", "csv")


class Wish(NamedTuple):
    """What somebody typed: days, form, place, kinds of cases, for whom."""

    since: str | None
    until: str | None
    format: str
    out: str | None
    cases: str | None
    audience: str | None
    person: str | None


async def report(kind: str, wish: Wish, *, who: str | None, language: str) -> None:
    """Make a report and print it, or write its files."""
    settings = load_settings()
    said = language_named(language)
    wanted = _one(ReportKind, kind, "REPORT")
    if wish.format not in FORMATS:
        raise Stop(BAD_INPUT, f"--format: is {', '.join(FORMATS)}")
    actor = await reader(who, settings)
    asked = _asked(wanted, wish, actor, settings)
    if asked.needs_record:
        async with open_record(settings) as record:
            found = await asked.made(record)
    else:
        found = await asked.made(None)
    if found is None:
        say("nothing is overdue" if said == "en" else "no hay nada vencido")
        return
    files = dict(_files(found, wish.format, said))
    if wish.out is None and wish.format == "csv":
        raise Stop(BAD_INPUT, "--out: CSV is several files; name a folder for them")
    if wish.out is None:
        print(*files.values(), sep="\n")
        return
    _write(Path(wish.out), files)


def _files(report: Report, form: str, language: Language) -> Iterable[tuple[str, str]]:
    match form:
        case "csv":
            yield from as_csv(report)
        case "html":
            yield f"{report.id}.{language}.html", as_html(report, language)
        case _:
            yield f"{report.id}.{language}.txt", as_text(report, language)


def _write(folder: Path, files: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_text(content, encoding="utf-8", newline="")
    except OSError as error:
        raise Stop(BAD_INPUT, f"--out: cannot write there ({error.strerror})") from None
    for name in files:
        say(str(folder / name))


def _asked(kind: ReportKind, wish: Wish, actor: Actor | None, settings: Settings) -> AskedReport:
    given = wish.cases.split(",") if wish.cases is not None else ()
    try:
        return asked_report(
            kind,
            actor,
            now=datetime.now(UTC),
            since=_day(wish.since, "--from"),
            until=_day(wish.until, "--until"),
            kinds=[_one(Provenance, part, "--cases") for part in given],
            audience=_one(Audience, wish.audience, "--audience") if wish.audience else None,
            recipient=wish.person,
            production=settings.production,
        )
    except ReportUnclear as unclear:
        raise Stop(BAD_INPUT, f"--{unclear.field}: {unclear.problem}") from None
    except ReportNotForYou as not_for_you:
        raise Stop(NOT_FOUND, str(not_for_you)) from None


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Stop(BAD_INPUT, f"{option}: is a day, as 2026-11-30") from None


def _one(kinds: type[K], text: str, option: str) -> K:
    for kind in kinds:
        if kind.value == text.strip().casefold():
            return kind
    known = ", ".join(kind.value for kind in kinds)
    raise Stop(BAD_INPUT, f"{option}: there is no {text[:40]!r}; one of {known}")
