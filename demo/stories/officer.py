"""The officer's story: why a return was refused once, who may sign it, whose days they were."""

from collections.abc import Iterator, Sequence

from casework.case import Case
from casework.clocks import EntryKind
from casework.command import Command
from casework.commands.reinstatement import Reinstate
from casework.decide import decide
from casework.process.table import BY_ACT
from casework.refusal import Refusal, RefusalKind
from casework.roles import ROLE_NAMES, Actor, Party, Role
from demo.outcome import Outcome, Record
from demo.player import command_id_of
from demo.results import Result
from demo.scenario import Act
from demo.stories.telling import at_instant, counted, day_of, listed, on_day
from desk.outcomes import Declined, read_outcome

_PARTIES = {Party.CBP: "CBP", Party.CARRIER: "the carrier", Party.MEXICO: "Mexico"}


def officer_story(results: Sequence[Result]) -> tuple[str, ...]:
    """Tell of the first case in which a return was asked for and a condition was in the way."""
    for result in results:
        record, outcome = result.record, result.outcome
        found = _refused_return(result)
        if record is not None and outcome is not None and found is not None:
            return tuple(_told(record, outcome, *found))
    return ()


def _told(record: Record, outcome: Outcome, act: Act, refusal: Refusal) -> Iterator[str]:
    case = record.case()
    yield (
        f"{case.railroad.name} ({case.id}, illustrative). {at_instant(case, act.at)}: "
        f"{act.actor.person}, as {ROLE_NAMES[act.actor.role][0]}, wants to sign the return and is "
        f"refused. Row {', '.join(refusal.rows)}, rule {refusal.rule}: {refusal.en}. Nothing "
        "changed by it."
    )
    yield from _who_may_sign(record, act)
    yield from _signed(record, case)
    whose = listed(
        f"{days} waited on {_PARTIES.get(party, party.value)}"
        for party, days in outcome.days.items()
    )
    yield f"Whose days: of {counted(sum(outcome.days.values()), 'day')} suspended, {whose}."
    yield from _late_decision(record, case)


def _refused_return(result: Result) -> tuple[Act, Refusal] | None:
    if result.record is None:
        return None
    outcomes = {
        command.received.command_id: read_outcome(command.outcome)
        for command in result.record.commands
        if command.outcome
    }
    for act in result.scenario.acts:
        answer = outcomes.get(command_id_of(result.scenario, act))
        if (
            act.command == Reinstate.act
            and isinstance(answer, Declined)
            and answer.refusal.kind is RefusalKind.CONDITION
        ):
            return act, answer.refusal
    return None


def _who_may_sign(record: Record, act: Act) -> Iterator[str]:
    """Ask the rules again, for each person who has taken a part: could this one have signed it?"""
    case = record.case(act.at)
    roles = tuple(dict.fromkeys(role for row in BY_ACT[act.command] for role in row.by))
    parts: dict[str, list[str]] = {}
    for mark, persons in case.persons.items():
        for person in persons:
            parts.setdefault(person, []).append(mark.replace("_", " "))
    barred = {person for person in parts if not _could_sign(case, act, person, roles)}
    who = listed(ROLE_NAMES[role][0] for role in roles)
    if act.actor.person in barred and barred != set(parts):
        whom = listed(f"{person} ({', '.join(parts[person])})" for person in sorted(barred))
        yield f"Who may sign: a {who}, but none of {whom}, whatever their office now."
    else:
        yield f"Who may sign: a {who}; the person was not what stood in the way."


def _could_sign(case: Case, act: Act, person: str, roles: Sequence[Role]) -> bool:
    return any(
        not isinstance(
            decide(
                case,
                Command(
                    case_id=case.id,
                    command_id="asked-again",
                    act=act.command,
                    actor=Actor(person=person, role=role, organisation=act.actor.organisation),
                    received_at=act.at,
                    body=act.body,
                ).asked(),
            ),
            Refusal,
        )
        for role in roles
    )


def _signed(record: Record, case: Case) -> Iterator[str]:
    made = [decision for decision in case.decisions if decision.act == Reinstate.act]
    recommended = record.last("return_recommended")
    if not made or recommended is None:
        return
    decision = made[-1]
    yield (
        f"{at_instant(case, decision.at)}: {decision.signed_by} signs it, recommended by "
        f"{recommended.actor.person} on {day_of(case, recommended.at)}; the letter read is SHA-256 "
        f"{(decision.letter_sha256 or '')[:16]}…, in both languages."
    )


def _late_decision(record: Record, case: Case) -> Iterator[str]:
    term = next(
        (
            change.entry.due_day
            for event in record.events
            for change in event.clocks
            if change.key == "T14" and change.entry.kind is EntryKind.LAPSED
        ),
        None,
    )
    ordered = record.last("reinstatement_ordered")
    if term is None or ordered is None:
        return
    late = (case.local_day(ordered.at) - term).days
    told = [n for e in record.events for n in e.notices if n.template == "decision_late"]
    daily = [
        n
        for e in record.events
        for n in e.notices
        if e.kind in ("term_over_undecided", "term_still_undecided") and n.party == "cbp:HQ"
    ]
    yield (
        f"The term ended on {on_day(term)} undecided, which reinstates nobody: the decision came "
        f"{counted(late, 'day')} later, and those days are CBP's. The carrier was told so "
        f"{counted(len(told), 'time')}, headquarters reminded {counted(len(daily), 'time')}."
    )
