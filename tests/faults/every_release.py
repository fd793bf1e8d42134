"""All of it: releases of the worker beside each other, one that does not go with the histories,
one that has a fault. Only ``make faults`` takes this file. What is done here is what "A new
release" and "A case is wedged" in docs/operations.md say.
"""

from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory

from casework.command import Receipt
from desk.errors import NotAnsweredYet
from tests.casework.walk import OFF
from tests.faults.blows import Blows
from tests.faults.carrier import done
from tests.faults.duty import doctor, ended, wedged, well
from tests.faults.plays import Strike, anew, as_if_nothing_had_been, played
from tests.faults.releases import Change, Release, releases
from tests.faults.town import Town, insisting
from tests.workflows.opening import OPENING

NOTE = {"text": "We called."}
NONDETERMINISM = "TMPRL1100"
FAULT = "a fault that only one case meets"

OTHER_WORDS = Change("workflows/journal.py", 'return f"Record: {', 'return f"Write down: {')
"""What a replay tolerates, and what is seen in the histories."""

BEGINS = "        self.case.show_again()\n"
STEP = 'await workflow.sleep(1, summary="A step that was not there")\n'
A_STEP_MORE = Change("workflows/running.py", BEGINS, f"        {STEP}{BEGINS}")
"""What no replay of an older history tolerates."""

A_STEP_MORE_PATCHED = Change(
    "workflows/running.py",
    BEGINS,
    f'        if workflow.patched("a-step-more"):\n            {STEP}{BEGINS}',
)
EVERY = 4


async def test_two_releases_side_by_side_are_killed_in_turn(
    our_town: Town, blows: Blows, tmp_path: Path
) -> None:
    """As while a deployment is under way, from suspension to reinstatement."""
    scenario = anew("bnsf-2023")
    async with releases(blows, tmp_path, older=(), newer=(OTHER_WORDS,)) as both:
        for release in both:
            await release.start()

        def killed(number: int) -> Strike:
            async def strike() -> None:
                await both[(number + 1) % 2].works()
                await both[number % 2].kill()
                both[number % 2].begin()

            return strike

        strikes = {
            step: killed(number) for number, step in enumerate(range(1, len(scenario.acts), EVERY))
        }
        before = frozenset(list(strikes)[::3])
        performance, answers = await played(our_town, scenario, strikes, before)
        await as_if_nothing_had_been(our_town, performance, answers)
        assert performance.case_id is not None
        history = await our_town.client.get_workflow_handle(performance.case_id).fetch_history()
        assert {release.build for release in both} <= builds(history), "one of them did nothing"
        for release in both:
            assert NONDETERMINISM not in release.said


async def test_a_release_that_does_not_go_with_the_histories_is_rolled_back(
    our_town: Town, blows: Blows, tmp_path: Path
) -> None:
    async with releases(blows, tmp_path, good=(), bad=(A_STEP_MORE,)) as (good, bad):
        await good.start()
        receipts = [await opened(our_town, "SVR")]
        case_id = receipts[0].case_id
        receipts.append(await our_town.desk.do(OFF, case_id, "contact_note", NOTE))
        await good.end()

        await bad.start()
        waiting = await not_answered(our_town, case_id)
        await wedged(our_town, case_id)
        assert NONDETERMINISM in bad.said
        begun = await opened(our_town, "CRBL")
        await bad.end()

        await good.start()
        receipts.append(await done(our_town, waiting))
        assert receipts[-1].first == 3
        await well(our_town, case_id)
        await ended(our_town, case_id, receipts)
        # What began under the other release does not go on under this one: from the record it does.
        waiting = await not_answered(our_town, begun.case_id)
        await wedged(our_town, begun.case_id)
        await our_town.client.get_workflow_handle(begun.case_id).terminate("rolled back")
        mended = (await doctor(our_town, begun.case_id, "--mend")).mended
        assert f"{begun.case_id}: started again from the record" in mended
        await ended(our_town, begun.case_id, [begun, await done(our_town, waiting)])


async def test_a_change_behind_a_patch_goes_with_every_history_and_not_back(
    our_town: Town, blows: Blows, tmp_path: Path
) -> None:
    async with releases(blows, tmp_path, before=(), after=(A_STEP_MORE_PATCHED,)) as both:
        before, after = both
        await before.start()
        old = await opened(our_town, "SVR")
        await after.start()
        await before.end()
        new = await opened(our_town, "CRBL")
        receipts = {
            case.case_id: [case, await our_town.desk.do(OFF, case.case_id, "contact_note", NOTE)]
            for case in (old, new)
        }
        assert NONDETERMINISM not in after.said + before.said

        await after.end()
        await before.start()  # rolled back, and too far
        receipts[old.case_id].append(
            await insisting(lambda: our_town.desk.do(OFF, old.case_id, "contact_note", NOTE))
        )
        waiting = await not_answered(our_town, new.case_id)
        await wedged(our_town, new.case_id)
        assert NONDETERMINISM in before.said

        await after.start()
        await before.end()
        receipts[new.case_id].append(await done(our_town, waiting))
        await well(our_town, new.case_id)
        for case_id, given in receipts.items():
            await ended(our_town, case_id, given)
        assert NONDETERMINISM not in after.said


async def test_a_case_that_meets_a_fault_of_the_code_goes_on_once_it_is_mended(
    our_town: Town, blows: Blows, tmp_path: Path
) -> None:
    """The runbook "A case is wedged", word for word; other cases notice nothing."""
    async with releases(blows, tmp_path, sound=()) as (sound,):
        await sound.start()
        met, other = await opened(our_town, "SVR"), await opened(our_town, "CRBL")
        await sound.end()
        faulty = broken_for(met.case_id, blows, tmp_path / "faulty")
        try:
            await faulty.start()
            waiting = await not_answered(our_town, met.case_id)
            await wedged(our_town, met.case_id)
            assert f"RuntimeError: {FAULT}" in faulty.said
            beside = await our_town.desk.do(OFF, other.case_id, "contact_note", NOTE)
            assert (await doctor(our_town, other.case_id)).code == 0
            received = await our_town.log.find(waiting)
            assert received is not None
            assert received.outcome is None
        finally:
            await faulty.end()

        await sound.start()
        receipt = await done(our_town, waiting)
        assert receipt.received_at == received.received.received_at
        (noted,) = (e for e in await our_town.events(met.case_id) if e.kind == "contact_noted")
        assert noted.at == receipt.received_at
        await well(our_town, met.case_id)
        await ended(our_town, met.case_id, [met, receipt])
        await ended(our_town, other.case_id, [other, beside])


def broken_for(case_id: str, blows: Blows, folder: Path) -> Release:
    """A release whose workflow fails in one case, at one command."""
    change = Change(
        "workflows/case_run.py",
        "        for event in events:\n            self.case = evolve(",
        f'        if self.case_id == "{case_id}" and asked.act == "contact_note":\n'
        f'            raise RuntimeError("{FAULT}")\n'
        "        for event in events:\n            self.case = evolve(",
    )
    return Release.made(blows.stack, folder, (change,))


async def opened(town: Town, carrier: str) -> Receipt:
    """Open a case of a carrier that has none."""
    return await town.desk.open(OFF, {**OPENING, "carrier": carrier})


async def not_answered(town: Town, case_id: str) -> str:
    """Give a command that gets no answer; return its id."""
    command_id = f"{case_id}-waiting"
    with pytest.raises(NotAnsweredYet):
        await town.hurried.do(OFF, case_id, "contact_note", NOTE, command_id=command_id)
    return command_id


def builds(history: WorkflowHistory) -> set[str]:
    """The releases that did the tasks of a case."""
    return {
        event.workflow_task_completed_event_attributes.worker_version.build_id
        for event in history.events
    }
