"""What stands still, what is lifted and what is shut is said on a terminal, in both languages."""

import pytest

from casework.bilingual import Language
from casework.options import options
from cli import case_text, possibilities
from tests.casework import paths
from tests.casework.walk import HQ, POC, SUP, Walk
from tests.casework.ways_of_disruptions import shut
from tests.casework.ways_of_holds import held
from tests.casework.ways_of_stays import stayed
from tests.cli.seeing import seen_by


def shown(walk: Walk, capsys: pytest.CaptureFixture[str], language: Language = "en") -> list[str]:
    """The lines of `show`, without the blanks between name and text."""
    capsys.readouterr()
    case_text.show(seen_by(walk, POC), language)
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def implementing() -> Walk:
    """A plan is carried out."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    return walk


def test_a_hold_and_what_the_term_lacks_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    walk = implementing()
    held(walk, HQ, "flood", "T33:a1", days=20)
    english, spanish = (shown(walk, capsys, language) for language in ("en", "es"))
    said = "hold flood: disaster (order 12), through 21 Mar 2026; clocks T33:a1"
    assert said in english
    assert "T14 29 days that the term is short of a return, by the plan of clocks" in english
    assert "waits on hold" in english
    assert any(line.endswith("held; if the hold ends on its day: 1 Jun 2026") for line in english)
    dicho = "pausa flood: desastre (order 12), hasta el 21 de marzo de 2026; plazos T33:a1"
    assert dicho in spanish
    walk.until(21)
    assert not any(line.startswith(("hold", "T14")) for line in shown(walk, capsys))


def test_a_stayed_standing_says_so_while_it_lasts(capsys: pytest.CaptureFixture[str]) -> None:
    walk = paths.suspended()
    assert "standing SUSPENDED_FULL" in shown(walk, capsys)
    stayed(walk)
    lines = shown(walk, capsys)
    assert "standing SUSPENDED_FULL, stayed: its effect is lifted for now" in lines
    assert "stay court: decision letter-suspension; by order of a district court" in lines
    walk.must(HQ, "end_stay", stay="court", reasons="The order was lifted.")
    assert "standing SUSPENDED_FULL" in shown(walk, capsys)


def test_a_shut_crossing_and_its_offer_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    walk = implementing()
    shut(walk)
    lines = shown(walk, capsys)
    assert "flood 2304 shut since 2 Mar 2026" in lines
    assert "offered place_hold flood: crossing closed; clocks T33:a1" in lines
    possibilities.show((o for o in options(walk.case, SUP) if o.act == "place_hold"), "en")
    told = capsys.readouterr().out
    assert 'offered: hold=flood, clocks=["T33:a1"], reason=crossing_closed' in told
