"""``report``: the status report, the measures, the digest, of the days that are asked for."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeVar

from casework.bilingual import Language
from casework.clocks import local_day
from casework.reference import OFFICES, RECIPIENTS, ReportKind
from casework.roles import Actor
from cli.connections import open_record
from cli.exits import BAD_INPUT, NOT_FOUND, Stop
from cli.person import reader
from cli.terminal import say
from cli.words import language_named
from reading.histories import histories_of
from reports.groups import Audience
from reports.history import Period, Provenance
from reports.making import audience_of, ending, made
from reports.pages import Report
from reports.renderings import as_csv, as_html, as_text
from reports.synthetic import synthetic_history
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
    audience = _audience(wish, actor)
    person = _person(wish, wanted, actor, audience)
    period = _period(wanted, wish, OFFICES[_office(person)].zone)
    kinds = _kinds(wish.cases, settings)
    if set(kinds) == {Provenance.SYNTHETIC}:
        histories = synthetic_history(period.ends)  # needs no record
    else:
        async with open_record(settings) as record:
            histories = await histories_of(record, period, kinds)
    found = made(wanted, histories, period, kinds=kinds, audience=audience, person=person)
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


def _kinds(text: str | None, settings: Settings) -> tuple[Provenance, ...]:
    """Return the kinds of cases asked for: real ones, and in development illustrative ones too."""
    if text is None:
        real = (Provenance.REAL,)
        return real if settings.production else (*real, Provenance.ILLUSTRATIVE)
    return tuple(dict.fromkeys(_one(Provenance, part, "--cases") for part in text.split(",")))


def _audience(wish: Wish, actor: Actor | None) -> Audience:
    allowed = Audience.CBP if actor is None else audience_of(actor.role)
    if wish.audience is None:
        return allowed
    asked = _one(Audience, wish.audience, "--audience")
    if asked is Audience.CBP and allowed is Audience.OUTSIDE:
        raise Stop(NOT_FOUND, "--audience: reports with names are for CBP's people only")
    return asked


def _person(wish: Wish, kind: ReportKind, actor: Actor | None, audience: Audience) -> Actor | None:
    if kind is not ReportKind.DIGEST:
        return None
    if audience is Audience.OUTSIDE:
        raise Stop(NOT_FOUND, "the digest is for CBP's people only")
    if wish.person is None:
        if actor is None:
            raise Stop(BAD_INPUT, "--for: say for whom; `reference people` lists them")
        return actor
    if wish.person not in RECIPIENTS:
        known = ", ".join(RECIPIENTS)
        raise Stop(BAD_INPUT, f"--for: there is no {wish.person[:40]!r}; one of {known}")
    return RECIPIENTS[wish.person].actor


def _office(person: Actor | None) -> str:
    return person.organisation if person and person.organisation in OFFICES else "HQ"


def _period(kind: ReportKind, wish: Wish, zone: str) -> Period:
    today = local_day(datetime.now(UTC), zone)
    usual = today if kind is ReportKind.DIGEST else today - timedelta(days=1)
    if kind is ReportKind.MEASURES and wish.since is None and wish.until is None:
        usual = today.replace(day=1) - timedelta(days=1)
    since, until = _day(wish.since, "--from"), _day(wish.until, "--until") or usual
    if since is not None and since > until:
        raise Stop(BAD_INPUT, "--from: lies after the last day")
    return ending(kind, since, until, zone)


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
