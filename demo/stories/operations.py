"""Operations' story: what was overdue and at whom, what was killed, that nothing was lost."""

from collections import Counter
from collections.abc import Iterator, Sequence

from casework.clocks import Clock, EntryKind
from casework.policy import CURRENT, policy
from casework.roles import ROLE_NAMES, Party, Role
from casework.states import OPEN
from casework.view import NOBODY_IS_LATE, is_late
from demo.outcome import Record, commands_of_people, refused_for_good
from demo.results import Result
from demo.stories.telling import counted, listed

_NO_LATENESS = NOBODY_IS_LATE | {"T29D"}
"""The daily notice after a term tells of another clock, the term: that one is overdue."""


def operations_story(results: Sequence[Result], *, killed: Sequence[str]) -> tuple[str, ...]:
    """Tell of all cases together."""
    records = [result.record for result in results if result.record is not None]
    return tuple(_told(results, records, killed)) if records else ()


def _told(
    results: Sequence[Result], records: Sequence[Record], killed: Sequence[str]
) -> Iterator[str]:
    yield from _commands(results)
    acts = sum(len(result.scenario.acts) for result in results)
    if killed:
        yield (
            f"Killed with kill -9 once half of the {acts} acts were played: the {listed(killed)}. "
            "Started again by its supervisor; the cases went on where they stood."
        )
    else:
        yield "Nothing was killed."
    yield from _overdue(records)
    yield from _mail(records)
    yield from _verdicts(records)


def _commands(results: Sequence[Result]) -> Iterator[str]:
    outcomes = [result.outcome for result in results if result.outcome is not None]
    accepted = sum(outcome.accepted for outcome in outcomes)
    refused = sum(sum(outcome.refused.values()) for outcome in outcomes)
    received = sum(
        len(commands_of_people(r.record.commands)) for r in results if r.record is not None
    )
    waiting = received - accepted - refused
    ended = sum(outcome.ended for outcome in outcomes)
    yield (
        f"{counted(len(outcomes), 'case')} side by side, {ended} of them ended because nothing is "
        f"owed. {received} commands were received: {accepted} accepted, {refused} refused by the "
        f"rules, {waiting or 'none'} without an answer."
    )


def _overdue(records: Sequence[Record]) -> Iterator[str]:
    """Whoever was late with what, as the clocks lapsed; then what is owed and late still."""
    at_cbp: dict[Role, Counter[str]] = {}
    at_carriers: dict[str, Counter[str]] = {}
    for record in records:
        case = record.case()
        for clock in _lapses(record):
            rule = clock.terms.rule
            if clock.terms.party is Party.CARRIER:
                at_carriers.setdefault(case.railroad.name, Counter())[rule] += 1
            else:
                at_cbp.setdefault(Role(clock.terms.owner), Counter())[rule] += 1
    cbp = "; ".join(
        f"{ROLE_NAMES[role][0].partition(' (')[0]}: {_clocks(found)}"
        for role, found in sorted(at_cbp.items())
    )
    carriers = "; ".join(f"{name}: {_clocks(found)}" for name, found in sorted(at_carriers.items()))
    yield f"Was overdue at CBP: {cbp or 'nothing'}."
    yield f"Was overdue at carriers: {carriers or 'nothing'}."
    cases = [case for case in (record.case() for record in records) if case.state in OPEN]
    late = {
        case.railroad.name: [k.key for k in case.clocks.values() if is_late(k)] for case in cases
    }
    still = [f"{name} ({', '.join(keys)})" for name, keys in late.items() if keys]
    yield f"Overdue now: {listed(still) if still else 'nothing'}."


def _lapses(record: Record) -> Iterator[Clock]:
    """The clocks of a case each time that one ran out over something that somebody owed."""
    running: dict[str, Clock] = {}
    for event in record.events:
        for change in event.clocks:
            if change.started is not None:
                running[change.key] = change.started
                continue
            clock = running[change.key]
            if change.entry.kind is EntryKind.LAPSED and clock.terms.rule not in _NO_LATENESS:
                yield clock


def _clocks(found: Counter[str]) -> str:
    return ", ".join(
        f"{policy(CURRENT).rule(rule).what.en} ({rule}" + (f", ×{n})" if n > 1 else ")")
        for rule, n in sorted(found.items())
    )


def _mail(records: Sequence[Record]) -> Iterator[str]:
    notices = [kept for record in records for kept in record.notices]
    taken = sum(any(d.accepted for d in kept.deliveries) for kept in notices)
    refused = sum(refused_for_good(kept) for kept in notices)
    waiting = len(notices) - taken - refused
    yield (
        f"Of {len(notices)} notices the mail server took {taken} and refused {refused} for good; "
        f"waiting: {waiting or 'none'}."
    )
    for record in records:
        case = record.case()
        letters = case.tracks.get("LETTER", {})
        bounced = dict.fromkeys(e.item or "" for e in record.events if e.kind == "letter_bounced")
        if bounced:
            ends = listed(f"“{name}” is {letters[name].lower()}" for name in bounced)
            yield f"Letters of {case.railroad.name} that came back hang no more: {ends}."


def _verdicts(records: Sequence[Record]) -> Iterator[str]:
    events = sum(record.verdict.sound for record in records)
    wrong = [record for record in records if not record.verdict.ok]
    if wrong:
        yield f"Verify does not hold for {listed(record.case_id for record in wrong)}."
    else:
        yield (
            f"Nothing was lost: verify finds all {counted(events, 'event')} of "
            f"{counted(len(records), 'case')} right, by numbers without a gap, chain, signatures, "
            "process and Temporal's history."
        )
