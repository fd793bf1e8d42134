"""``simulate``: years of made-up cases through the real rules, for one staff after the other."""

import json as json_text
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from casework.policy import CURRENT, policy, supposed
from casework.roles import Role
from cli import terminal
from cli.exits import BAD_INPUT, Stop
from cli.supposing import SUPPOSED, policy_rows, rules_of
from simulation.assumptions import Assumptions, assumed
from simulation.measures import Measures, measured
from simulation.year import play

MOST_YEARS, MOST_PEOPLE, MOST_STAFFS = 10, 200, 10
_LARGEST = 1024 * 1024


async def simulate(
    *,
    specialists: str,
    supervisors: int,
    deciders: int,
    years: int,
    seed: int,
    assumptions_file: str | None,
    policy_file: str | None,
    json: bool,
) -> None:
    """Simulate, and print what it tells with all that it assumes."""
    staffs = _numbers(specialists)
    for option, number in (("--supervisors", supervisors), ("--deciders", deciders)):
        if not 1 <= number <= MOST_PEOPLE:
            raise Stop(BAD_INPUT, f"{option}: is 1 to {MOST_PEOPLE}")
    if not 1 <= years <= MOST_YEARS:
        raise Stop(BAD_INPUT, f"--years: is 1 to {MOST_YEARS}")
    assumptions = _assumptions(assumptions_file)
    found: dict[int, Measures] = {}
    with _policy(policy_file):
        for number in staffs:
            people = {Role.OFF: number, Role.SUP: supervisors, Role.HQ: deciders}
            played = play(assumptions, people, years=years, seed=seed)
            found[number] = measured(played, assumptions, people, years=years)
    if json:
        terminal.as_json(_as_object(found, assumptions, years=years, seed=seed))
    else:
        show(found, assumptions, years=years, seed=seed)


def show(found: Mapping[int, Measures], assumptions: Assumptions, *, years: int, seed: int) -> None:
    """Print what the simulation tells."""
    terminal.say(_LABEL, strong=True)
    terminal.say(f"{years} year(s) from seed {seed}; the same cases come to each staff")
    terminal.say()
    terminal.table(
        (
            "specialists",
            "cases",
            "suspended",
            "back: median d",
            "9 in 10 d",
            "past term",
            "CBP late",
        ),
        [
            (
                str(number),
                str(one.cases),
                str(one.suspended),
                _days(one.median_days_to_return),
                _days(one.nine_in_ten_back_within),
                f"{one.past_term:.0%}",
                f"{one.with_cbp_late:.0%}",
            )
            for number, one in found.items()
        ],
    )
    terminal.say()
    sides = sorted({side for one in found.values() for side in one.waited_on})
    terminal.table(
        ("days of a suspended case that waited on", *sides),
        [
            (f"{number} specialist(s)", *(_days(one.waited_on.get(side)) for side in sides))
            for number, one in found.items()
        ],
    )
    terminal.say()
    terminal.table(
        ("queue", "people", "tasks", "load", "mean wait d", "9 in 10 d", "mean line", "longest"),
        _queues(found),
    )
    terminal.say()
    terminal.say(f"What is assumed (source: {assumptions.source}):", strong=True)
    terminal.say(assumptions.about)
    terminal.tree(_plainly(assumptions))
    terminal.say("Not simulated: appeals, holds, monitoring, more than one crossing or incident.")


_LABEL = "SIMULATION – invented cases and assumed figures; not a forecast of any office"


def _queues(found: Mapping[int, Measures]) -> Iterable[tuple[str, ...]]:
    for number, one in found.items():
        for role, queue in one.queues.items():
            yield (
                f"{role}, with {number} specialist(s)",
                str(queue.people),
                str(queue.tasks),
                f"{queue.load:.0%}",
                _days(queue.mean_wait),
                _days(queue.nine_in_ten_within),
                f"{queue.mean_line:.1f}",
                str(queue.longest_line),
            )


def _days(number: float | None) -> str:
    return "–" if number is None else f"{number:.1f}"


def _as_object(
    found: Mapping[int, Measures], assumptions: Assumptions, *, years: int, seed: int
) -> dict[str, Any]:
    return {
        "label": _LABEL,
        "years": years,
        "seed": seed,
        "by_specialists": {
            str(number): {
                **one._asdict(),
                "queues": {role: queue._asdict() for role, queue in one.queues.items()},
            }
            for number, one in found.items()
        },
        "assumptions": assumptions,
    }


def _plainly(assumptions: Assumptions) -> dict[str, Any]:
    said = assumptions.model_dump(mode="json", exclude={"about", "source"})
    spans = {name: " / ".join(f"{day:g}" for day in span) for name, span in said["days"].items()}
    return {**said, "days": spans}


def _numbers(text: str) -> tuple[int, ...]:
    try:
        numbers = tuple(dict.fromkeys(int(part) for part in text.split(",")))
    except ValueError:
        numbers = ()
    if not 1 <= len(numbers) <= MOST_STAFFS or not all(1 <= n <= MOST_PEOPLE for n in numbers):
        raise Stop(BAD_INPUT, "--specialists: are numbers of people, as 1,2,3")
    return numbers


def _assumptions(file: str | None) -> Assumptions:
    if file is None:
        return assumed()
    try:
        if Path(file).stat().st_size > _LARGEST:
            raise Stop(BAD_INPUT, "--assumptions: is larger than 1 MiB")
        changes = json_text.loads(Path(file).read_text(encoding="utf-8"))
        if not isinstance(changes, dict) or not isinstance(changes.get("source"), str):
            line = "--assumptions: is a JSON object with its `source` and what differs"
            raise Stop(BAD_INPUT, line)
        return assumed(changes)
    except OSError as error:
        raise Stop(BAD_INPUT, f"--assumptions: cannot be read ({type(error).__name__})") from None
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"]) or "values"
        raise Stop(BAD_INPUT, f"--assumptions: {field}: is not what it must be") from None
    except ValueError as error:
        problem = "is no JSON" if isinstance(error, json_text.JSONDecodeError) else str(error)
        raise Stop(BAD_INPUT, f"--assumptions: {problem}") from None


def _policy(file: str | None) -> AbstractContextManager[None]:
    if file is None:
        return nullcontext()
    own = policy(CURRENT)
    rules = rules_of(policy_rows(Path(file)), own)
    changed = {"version": SUPPOSED, "clocks": {**own.clocks, **rules}}
    return supposed(own.model_copy(update=changed))
