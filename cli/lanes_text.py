"""The lanes of a case on a terminal: benefits by place, stages with their figures, examinations."""

from collections.abc import Iterator

from casework import exposure
from casework.bilingual import Language
from casework.case import Case
from casework.clocks import printed_day
from casework.exposure import Counted
from casework.reference import BENEFITS, PORTS
from casework.stage_parts import Stage
from cli.words import mark, word

Line = tuple[str, str]
"""A line's name among the words of the command line, and what it says."""


def lines(case: Case, language: Language) -> Iterator[Line]:
    """Say all that a case knows of its lanes, each line with its name."""
    for item, state in case.tracks.get("BENEFIT", {}).items():
        yield "benefit", f"{_benefit(item, language)}: {word(f'benefit {state}', language)}"
    for request, state in case.tracks.get("RELIEF", {}).items():
        asked = ", ".join(_benefit(i.key, language) for i in case.reliefs[request].benefits)
        yield "relief", f"{request}: {state}; {asked}"
    if case.returned_as is not None:
        yield "returned as", word(case.returned_as.value, language)
    for name, stage in case.stages.items():
        yield from _stage(case, name, stage, language)
    for crossing, periods in exposure.by_period(case).items():
        told = "; ".join(
            f"{word(period.value, language)} {_rate(found, language)}"
            for period, found in periods.items()
        )
        yield "exams", f"{PORTS[crossing].name}: {told}"


def _benefit(item: str, language: Language) -> str:
    """Return a benefit at its place, as people say it."""
    name, _, place = item.partition("@")
    benefit = BENEFITS[name]
    where = (
        word("everywhere", language)
        if place == "all"
        else f"{word('at', language)} {PORTS[place].name}"
    )
    said = benefit.es if language == "es" else benefit.en
    return f"{said} {where} {mark(benefit.mark, language)}"


def _stage(case: Case, name: str, stage: Stage, language: Language) -> Iterator[Line]:
    state = case.tracks.get("STAGE", {}).get(name, "")
    since = ""
    if stage.started_at is not None:
        started = printed_day(case.local_day(stage.started_at), language)
        since = f" {word('since', language)} {started}"
    yield (
        "stage",
        f"{stage.place + 1}. {name}: {state}{since}; {PORTS[stage.plan.crossing].name}; "
        + ", ".join(stage.plan.benefits),
    )
    told = _to_start(case, stage, language)
    if state != "PLANNED":
        told = _to_pass(case, stage, language)
    for said in told:
        yield "", said


def _to_start(case: Case, stage: Stage, language: Language) -> Iterator[str]:
    """Say what the entry asks for, and what of it is on record."""
    entry, seen = stage.plan.entry, exposure.at_entry(case, stage)
    if entry.figures:
        yield _of("figures", seen.figures, entry.figures, language)
    if entry.joint_inspections:
        yield _of("joint", seen.joint_inspections, entry.joint_inspections, language)
    for action in entry.actions:
        done = case.plan is not None and case.plan.actions[action].accepted
        yield f"{action}: {word('accepted' if done else 'not accepted', language)}"


def _to_pass(case: Case, stage: Stage, language: Language) -> Iterator[str]:
    """Say the figures against what the plan asks of them."""
    plan, seen = stage.plan, exposure.result(case, stage)
    yield ", ".join(
        (
            _of("trains", seen.trains, plan.exposure.trains, language),
            _of("cars", seen.cars, plan.exposure.cars, language),
        )
    )
    asked = plan.criterion
    yield f"{_most('exceptions', seen.exceptions, asked.exceptions_at_most, language)}"
    rate, low, high = seen.exams_per_1000 or 0, "exams_at_least", "exams_at_most"
    if asked.exams_per_1000_at_least is not None:
        yield f"{word(low, language)} {asked.exams_per_1000_at_least}: {rate}"
    if asked.exams_per_1000_at_most is not None:
        yield f"{word(high, language)} {asked.exams_per_1000_at_most}: {rate}"
    if asked.joint_inspections_at_least:
        yield _of("joint", seen.joint_inspections, asked.joint_inspections_at_least, language)


def _of(name: str, found: int, asked: int, language: Language) -> str:
    return f"{word(name, language)} {found} {word('of', language)} {asked}"


def _most(name: str, found: int, most: int, language: Language) -> str:
    return f"{word(name, language)} {found}, {word('at most', language)} {most}"


def _rate(found: Counted, language: Language) -> str:
    rate = found.exams_per_1000
    per = f" ({rate} {word('per 1000', language)})" if rate is not None else ""
    return (
        f"{found.exams} {word('of', language)} {found.cars} {word('cars', language)}{per}, "
        f"{found.trains} {word('trains', language)}"
    )
