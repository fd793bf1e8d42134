"""The report: for each case what came of it, in words. The same cases give the same bytes."""

from collections.abc import Iterable, Iterator, Mapping

from casework.clocks import printed_day
from casework.policy import CURRENT, policy
from casework.roles import Party
from demo.clock_ends import Ending
from demo.outcome import Outcome
from demo.results import Result

_WORDS = {
    Ending.MET: "met",
    Ending.EXTENDED: "extended",
    Ending.LAPSED: "lapsed",
    Ending.RAN_OUT: "ran out, with nobody late",
    Ending.RUNNING: "running still",
}
_NAMED = frozenset({Ending.EXTENDED, Ending.LAPSED, Ending.RAN_OUT})
"""Where a clock is worth its name; of those met, the ids are enough."""


def report(results: Iterable[Result]) -> str:
    """Return the report on some cases; its last line says whether all is as their scenarios say."""
    told = list(results)
    wrong = sum(bool(result.wrong) for result in told)
    last = (
        f"Cases: {len(told)}; {wrong} not as their scenarios say."
        if wrong
        else f"Cases: {len(told)}, each as its scenario says."
    )
    return "\n".join([line for result in told for line in (*_case(result), "")] + [last])


def _case(result: Result) -> Iterator[str]:
    scenario = result.scenario
    yield f"{scenario.title}  ({scenario.name}, {result.case_id or 'never opened'})"
    yield f"  ILLUSTRATIVE {scenario.illustrative}"
    for line in scenario.public:
        yield f"  public       {line}"
    if result.outcome is not None:
        yield from _outcome(result.outcome)
        for key in scenario.expect.last_days:
            day = result.outcome.last_days.get(key)
            yield f"  last day     {key}: {printed_day(day, 'en') if day else 'no such clock'}"
    for line in result.wrong:
        yield f"  DIFFERS      {line}"
    if not result.wrong:
        yield "  as expected  yes"


def _outcome(found: Outcome) -> Iterator[str]:
    opened, last = printed_day(found.opened_on, "en"), printed_day(found.ended_on, "en")
    end = "nothing is owed, the workflow has ended" if found.ended else "the workflow runs on"
    yield f"  outcome      {found.state}; {opened} to {last}; {end}"
    for phase, days in found.phases.items():
        yield f"  days         {_days(phase.replace('_', ' ').lower(), days)}"
    if found.days:
        yield f"  of these     {_days('suspended', found.days)}"
    refused = ", ".join(f"{kind} {count}" for kind, count in sorted(found.refused.items()))
    total = sum(found.refused.values())
    yield f"  commands     {found.accepted} accepted, {total} refused" + (
        f" ({refused})" if refused else ""
    )
    gone = f", {found.undeliverable} refused by the mail server" if found.undeliverable else ""
    yield f"  notices      {found.delivered} of {found.notices} delivered{gone}"
    for ending, clocks in found.clocks.items():
        if clocks or ending in (Ending.MET, Ending.EXTENDED, Ending.LAPSED):
            yield f"  clocks       {_WORDS[ending]}: {_clocks(ending, clocks)}"
    for name, state in found.matters.items():
        yield f"  beside it    {name}: {state}"
    yield f"  verify       {found.verdict}"
    yield f"  history      {found.events} events, fingerprint {found.history[:16]}"


def _days(what: str, days: Mapping[Party, int]) -> str:
    whose = ", ".join(f"{party} {days[party]}" for party in Party if days.get(party))
    return f"{what:<18}{sum(days.values()):>4}  ({whose or 'none'})"


def _clocks(ending: Ending, clocks: Mapping[str, int]) -> str:
    return ", ".join(_clock(ending, rule, count) for rule, count in clocks.items()) or "–"


def _clock(ending: Ending, rule: str, count: int) -> str:
    name = f"{rule} {policy(CURRENT).rule(rule).what.en}" if ending in _NAMED else rule
    return f"{name} (×{count})" if count > 1 else name
