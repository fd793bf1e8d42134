"""Every part of the stack is killed once in one case, each at a step that the seed chooses.

``make faults`` does it at every step. Another sample: ``pytest tests/faults --faults-seed 7``.
"""

import random
from functools import partial

from tests.demo.rehearsal import rehearse
from tests.faults.blows import BEARING, BESIDE, SUPERVISOR, Blows
from tests.faults.plays import Strike, anew, as_if_nothing_had_been, played
from tests.faults.town import Town, until


async def test_whatever_is_killed_or_away_nothing_changes_but_the_time(
    our_town: Town, blows: Blows, faults_seed: int
) -> None:
    print(f"pytest tests/faults --faults-seed {faults_seed}")
    chance = random.Random(faults_seed)
    scenario = anew("bnsf-2023")
    rehearsed = rehearse(scenario)
    owing = [
        step
        for step, (_, answer) in enumerate(rehearsed.answers)
        if isinstance(answer, tuple) and any(event.notices for event in answer)
    ]
    unmailed = chance.choice(owing)
    others = [step for step in range(len(scenario.acts)) if step != unmailed]
    steps = sorted(chance.sample(others, len(BEARING)))
    beside = chance.sample(BESIDE, len(BESIDE))
    # First the supervisor: the next one counts no deaths of what was killed before.
    bearing = sorted(chance.sample(BEARING, len(BEARING)), key=lambda part: part != SUPERVISOR)
    strikes: dict[int, Strike] = {
        step: partial(blows.kill, bearing[number], *beside[number :: len(BEARING)])
        for number, step in enumerate(steps)
    }
    strikes[unmailed] = partial(_mail_is_away, our_town, blows, rehearsed.case.id)
    before = frozenset(step for step in steps if chance.random() < 0.5)
    performance, answers = await played(our_town, scenario, strikes, before)
    await blows.back()
    assert blows.killed >= {*BEARING, *BESIDE}
    await as_if_nothing_had_been(our_town, performance, answers)


async def _mail_is_away(town: Town, blows: Blows, case_id: str) -> None:
    """Until a letter was tried in vain at least twice."""
    handle = town.client.get_workflow_handle(case_id)

    async def tried_twice() -> bool:
        pending = (await handle.describe()).raw_description.pending_activities
        return any(p.activity_type.name == "deliver_notice" and p.attempt > 2 for p in pending)

    async with blows.away("mail"):
        await until(tried_twice)
