"""``retention``: from which day the content of each closed case may be disposed of, and why not."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from casework.bilingual import Language, either
from casework.retention import REASONS, Judgement, Reason, Schedule, current, judge
from cli import terminal
from cli.connections import open_record
from cli.exits import BAD_INPUT, NO_CASE, NOT_FOUND, Stop
from cli.person import DUTY, reader
from cli.words import language_named, mark
from cli.writing import write
from reading.record import Record
from records.disposals import Candidate, Disposal
from runtime.settings import load_settings


async def retention(
    case_id: str | None,
    *,
    schedule_asked: bool,
    disposed: bool,
    certificate: str | None,
    who: str | None,
    language: str,
    json: bool,
) -> None:
    """Say what is due, of one case or of all that are closed; nothing is changed."""
    said = language_named(language)
    if sum((schedule_asked, disposed, case_id is not None)) > 1:
        raise Stop(BAD_INPUT, "a case, --schedule or --disposed: one of them")
    if certificate is not None and case_id is None:
        raise Stop(BAD_INPUT, "--certificate: name the case")
    if schedule_asked:
        _tell_schedule(current(), said, json=json)
        return
    settings = load_settings()
    actor = await reader(who, settings)
    if actor is not None and actor.role not in DUTY:
        raise Stop(NOT_FOUND, NO_CASE)
    async with open_record(settings) as record:
        if disposed:
            _tell_disposed(await record.disposals.every(), said, json=json)
        elif case_id is not None:
            await _one(record, case_id, certificate, said, json=json)
        else:
            _tell(await record.disposals.candidates(datetime.now(UTC)), said, json=json)


async def _one(
    record: Record, case_id: str, certificate: str | None, language: Language, *, json: bool
) -> None:
    gone = await record.disposals.of_case(case_id)
    if gone is not None:
        if certificate is not None:
            write(Path(certificate), f"{gone.certificate}\n".encode(), option="--certificate")
        _tell_disposed([gone], language, json=json)
        return
    if certificate is not None:
        line = either(language, "it was not disposed of", "no se ha eliminado")
        raise Stop(NOT_FOUND, f"--certificate: {line}")
    found = await record.disposals.candidate(case_id, datetime.now(UTC))
    if found is None:
        raise Stop(NOT_FOUND, NO_CASE)
    tell_one(found, judge(current(), found.facts), language, json=json)


def tell_one(
    found: Candidate, judgement: Judgement, language: Language, *, json: bool = False
) -> None:
    """Tell of one case from which day each kind of content may go, and what stands against it."""
    schedule = current()
    if json:
        terminal.as_json(as_object(found, judgement))
        return
    terminal.say(
        f"{found.facts.case_id}  {found.carrier}  {found.state}  "
        f"{either(language, 'schedule', 'calendario')} {schedule.version}",
        strong=True,
    )
    for kind, day in judgement.by_kind:
        what = kind.what.in_(language)
        years = _years(kind.years, language)
        terminal.say(f"  {day.isoformat()}  {what}, {years} {mark(kind.mark, language)}")
    last = found.facts.last_at.astimezone(UTC).date().isoformat()
    terminal.say(
        either(
            language,
            f"  last event {last}; all of it together from {judgement.due} on",
            f"  último evento {last}; todo junto a partir del {judgement.due}",
        )
    )
    for line in against(judgement, language):
        terminal.say(f"  {either(language, 'not now', 'ahora no')}: {line}")
    if judgement.may_go:
        terminal.say(either(language, "  may be disposed of", "  puede eliminarse"))


def against(judgement: Judgement, language: Language) -> Iterator[str]:
    """Say what stands against a disposal."""
    for reason in judgement.against:
        yield REASONS[reason].in_(language)


def as_object(found: Candidate, judgement: Judgement) -> dict[str, Any]:
    """Return a case with its judgement, for programs."""
    return {
        "case_id": found.facts.case_id,
        "carrier": found.carrier,
        "state": found.state,
        "last_at": found.facts.last_at.isoformat(),
        "schedule": current().version,
        "from": judgement.due.isoformat(),
        "may_go": judgement.may_go,
        "against": list(judgement.against),
        "by_kind": {kind.id: day.isoformat() for kind, day in judgement.by_kind},
    }


def disposal_as_object(found: Disposal) -> dict[str, Any]:
    """Return a disposal, for programs."""
    days = {name: getattr(found, name).isoformat() for name in ("due", "reached", "disposed_at")}
    return {**found._asdict(), **days, "hash": found.hash.hex()}


def _tell(found: tuple[Candidate, ...], language: Language, *, json: bool) -> None:
    judged = [(each, judge(current(), each.facts)) for each in found]
    if json:
        terminal.as_json([as_object(*each) for each in judged])
        return
    head = either(language, "CASE CARRIER STATE FROM NOW", "CASO EMPRESA ESTADO DESDE AHORA")
    rows = [
        (
            each.facts.case_id,
            each.carrier,
            each.state,
            judgement.due.isoformat(),
            _now(judgement, language),
        )
        for each, judgement in judged
    ]
    terminal.table(head.split(), rows)
    version = current().version
    due = sum(judgement.may_go for _, judgement in judged)
    terminal.say(
        either(
            language,
            f"may be disposed of: {due} of {len(judged)}, under schedule {version}; no period in "
            "it is verified (retention --schedule). Nothing was changed.",
            f"pueden eliminarse: {due} de {len(judged)}, según el calendario {version}; ningún "
            "plazo suyo está verificado (retention --schedule). No se cambió nada.",
        )
    )


def _now(judgement: Judgement, language: Language) -> str:
    if judgement.may_go:
        return either(language, "may go", "puede irse")
    if judgement.against == (Reason.NOT_YET,):
        return either(language, "not yet", "aún no")
    return REASONS[judgement.against[0]].in_(language)


def _tell_disposed(found: Sequence[Disposal], language: Language, *, json: bool) -> None:
    if json:
        terminal.as_json([disposal_as_object(each) for each in found])
        return
    for each in found:
        day = each.reached.astimezone(UTC).date()
        who = f"{each.person} ({each.role})"
        terminal.say(
            either(
                language,
                f"{each.case_id}  disposed of on {day} by {who} under schedule {each.schedule}; "
                f"{each.seq} events, head {each.hash.hex()}",
                f"{each.case_id}  eliminado el {day} por {who} según el calendario "
                f"{each.schedule}; {each.seq} eventos, cabeza {each.hash.hex()}",
            )
        )
    terminal.say(f"{either(language, 'disposed of', 'eliminados')}: {len(found)}")


def _years(years: int | None, language: Language) -> str:
    if years is None:
        return either(language, "for ever", "siempre")
    if years == 1:
        return either(language, "1 year", "1 año")
    return f"{years} {either(language, 'years', 'años')}"


def _tell_schedule(schedule: Schedule, language: Language, *, json: bool) -> None:
    if json:
        terminal.as_json({"version": schedule.version, "kinds": list(schedule.kinds)})
        return
    for kind in schedule.kinds:
        years = _years(kind.years, language)
        goes = {
            "with_case": either(language, "with its case", "con su caso"),
            "by_age": either(language, "by its own age", "por su propia edad"),
            "kept": either(language, "not removed here", "aquí no se elimina"),
        }[kind.goes]
        terminal.say(f"{kind.id}: {kind.what.in_(language)}", strong=True)
        terminal.say(f"    {years} {mark(kind.mark, language)}, {goes}; {kind.source}")
    terminal.say(
        either(
            language,
            f"schedule {schedule.version}; years run from the last event of the case, of what goes "
            "by its own age from when it was written",
            f"calendario {schedule.version}; los años corren desde el último evento del caso, y de "
            "lo que se va por su edad desde que se escribió",
        )
    )
