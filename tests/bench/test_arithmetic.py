"""The bench's own arithmetic: what it prints is what was measured."""

import pytest

from bench.arithmetic import by_turns, median, percentile
from bench.figures import Spread, alone, at_least, at_most, compared, ours_at_most
from bench.sizes import QUICK, resized


def test_a_percentile_is_one_of_the_samples() -> None:
    samples = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert [percentile(samples, share) for share in (0.0, 0.2, 0.21, 0.5, 0.95, 1.0)] == [
        *(1.0, 1.0, 2.0, 3.0, 5.0, 5.0),
    ]
    assert median([7.0]) == 7.0
    assert median([1.0, 2.0, 3.0, 100.0]) == 2.0
    with pytest.raises(ValueError, match="nothing was measured"):
        median([])


async def test_two_things_alternate_and_neither_always_comes_first() -> None:
    done: list[str] = []

    async def ours() -> None:
        done.append("o")

    async def bare() -> None:
        done.append("b")

    took = await by_turns(ours, bare, rounds=4, warm=1)
    assert "".join(done) == "ob" + "bo" + "ob" + "bo" + "ob"
    assert [len(each) for each in took] == [4, 4], "what is warm is not counted"


def test_a_ratio_is_that_of_the_medians() -> None:
    figure = compared(1, "x", "ms", [3.0, 3.0, 90.0], [2.0, 2.0, 2.0], target=at_most(1.5))
    assert figure.ratio == 1.5
    assert figure.meets is True
    assert compared(1, "x", "ms", [3.1], [2.0], target=at_most(1.5)).meets is False


def test_a_ratio_of_rates_says_how_much_of_the_bare_rate_is_left() -> None:
    figure = compared(6, "x", "ms", [4.0], [3.0], target=at_least(0.7), rate=True)
    assert figure.ratio == 0.75
    assert figure.meets is True
    assert compared(6, "x", "ms", [5.0], [3.0], target=at_least(0.7), rate=True).meets is False


def test_a_target_of_our_own_is_held_against_its_percentile() -> None:
    samples = [10.0] * 90 + [200.0] * 10
    at_p95, at_median = ours_at_most(100, at=0.95), ours_at_most(100)
    assert alone(7, "x", "ms", samples, target=at_p95).meets is False
    assert alone(7, "x", "ms", samples, target=at_median).meets is True
    assert alone(7, "x", "ms", samples).meets is None
    assert (str(at_p95), str(at_median), str(at_most(1.5))) == ("p95 ≤ 100", "ours ≤ 100", "≤ 1.5")


def test_a_spread_keeps_order() -> None:
    spread = Spread.of([float(number) for number in range(100, 0, -1)])
    assert (spread.least, spread.quarter, spread.median) == (1.0, 25.0, 50.0)
    assert (spread.three_quarters, spread.p95, spread.p99, spread.most) == (75.0, 95.0, 99.0, 100.0)
    assert spread.count == 100


def test_sizes_can_be_chosen_one_by_one() -> None:
    sizes = resized(QUICK, ["recovered_cases=300", "timed_seconds=2.5"])
    assert (sizes.recovered_cases, sizes.timed_seconds) == (300, 2.5)
    assert sizes.receipts == QUICK.receipts


@pytest.mark.parametrize("change", ["cases=3", "receipts", "receipts=", "receipts=-1", "years=two"])
def test_a_size_that_is_none_is_told(change: str) -> None:
    with pytest.raises(ValueError, match=r"no such size|must be a positive number"):
        resized(QUICK, [change])
