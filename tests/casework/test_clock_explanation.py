"""What a carrier's lawyer reads: why that day, what each entry did, and how sure the period is."""

from datetime import date

import pytest

from casework.bilingual import Language
from casework.calendars import Mark
from casework.clocks import (
    Clock,
    counted_days,
    explain,
    extend,
    hold,
    lapse,
    move,
    printed_day,
    printed_instant,
    rebase,
    release,
    stop,
)
from casework.policy import Unit
from tests.casework.clock_making import LAREDO, POLICY, after, local, started

DECISION = local(2023, 8, 22)


def text(clock: Clock, language: Language = "en") -> str:
    return "\n".join(explain(clock, language))


def test_dates_in_both_languages() -> None:
    assert printed_day(date(2023, 9, 21), "en") == "21 Sep 2023"
    assert printed_day(date(2023, 9, 21), "es") == "21 de septiembre de 2023"
    assert printed_instant(DECISION, LAREDO, "en") == "22 Aug 2023, 10:00 (America/Chicago)"


def test_a_plain_term_in_english() -> None:
    assert explain(started("T09", DECISION, why="opened in the portal"), "en") == (
        "Corrective action plan: last day 21 Sep 2023, until the end of that day in "
        "America/Chicago. It waits on: carrier.",
        "Started 22 Aug 2023, 10:00 (America/Chicago). It runs from: delivery of the letter "
        "(opened in the portal).",
        "30 calendar days: the first after the start, 23 Aug 2023, is day 1; day 30 is "
        "21 Sep 2023.",
        "Every day counts, weekends and holidays too.",
        "Set by this office's policy, not by statute. Basis: this office's own choice; no source.",
        "Reckoned with policy 2026-11 and calendars 2026-11.",
    )


def test_a_statutory_term_in_spanish() -> None:
    assert explain(started("T19", local(2023, 8, 21)), "es") == (
        "Último día para presentar la apelación: último día 19 de noviembre de 2023, hasta el "
        "final de ese día en America/Chicago. Depende de: transportista.",
        "Inició el 21 de agosto de 2023, 10:00 (America/Chicago). Corre a partir de: la fecha de "
        "la decisión.",
        "90 días naturales: el primero después del inicio, 22 de agosto de 2023, es el día 1; el "
        "día 90 es el 19 de noviembre de 2023.",
        "Se cuentan todos los días, también fines de semana y festivos.",
        "19 de noviembre de 2023 (domingo; fin de semana) es inhábil. Un día fijado por la ley se "
        "imprime tal como cae; si lo presentado el siguiente día hábil está en tiempo lo resuelve "
        "la oficina de apelación, y el sistema no lo rechaza.",
        "Fijado por la ley. 6 U.S.C. 967(c)(1): la apelación de una decisión conforme al inciso "
        "(a) se presenta a más tardar 90 días después de la fecha de la decisión.",
        "Calculado con la política 2026-11 y los calendarios 2026-11.",
    )


def test_days_that_did_not_count_are_named() -> None:
    lines = text(started("T05", local(2023, 6, 30)))
    assert (
        "Not counted: 1 Jul 2023 to 2 Jul 2023 (weekend); 4 Jul 2023 (Independence Day (US)); "
        "8 Jul 2023 to 9 Jul 2023 (weekend)."
    ) in lines
    assert "Holidays: Independence Day (US): 5 U.S.C. 6103(a), and (b)(1)" in lines
    assert "(text read)" in lines


def test_a_roll_is_explained_with_the_holiday_that_caused_it() -> None:
    plan = started("T09", local(2023, 10, 21), seated_in_mexico=True)
    lines = text(plan)
    assert (
        "20 Nov 2023 (Monday; Revolution Day (third Monday of November)) is not worked in both "
        "countries, so the last day goes to the next day that is: 21 Nov 2023."
    ) in lines
    assert "CFF" not in lines
    assert "Código Fiscal de la Federación, art. 12, first paragraph (as reported" in lines
    assert "21 de noviembre de 2023" in text(plan, "es")


def test_each_entry_says_what_it_did_and_what_would_be_without_it() -> None:
    plan = started("T09", DECISION)
    held = after(
        plan,
        hold(plan, at=local(2023, 9, 1), by="SUP", why="crossing closed", authority="order 12"),
    )
    free = after(held, release(held, at=local(2023, 9, 5), by="SUP"))
    longer = after(free, extend(free, at=local(2023, 9, 25), by="HQ", amount=7))
    lines = explain(longer, "en")
    assert (
        "Held from 1 Sep 2023, 10:00 (America/Chicago) to 5 Sep 2023, 10:00 (America/Chicago) "
        "(by SUP; crossing closed; authority: order 12): 4 calendar days after 1 Sep 2023 did not "
        "count. The last day went from 21 Sep 2023 to 25 Sep 2023; without this it would be "
        "28 Sep 2023."
    ) in lines
    assert (
        "Extended by 7 calendar days on 25 Sep 2023, 10:00 (America/Chicago) (by HQ). The last "
        "day went from 25 Sep 2023 to 2 Oct 2023; without this it would be 25 Sep 2023."
    ) in lines


def test_a_move_a_late_extension_and_a_rebase() -> None:
    milestone = started("T33", DECISION, to_day=date(2023, 10, 2), key="T33:action-2")
    moved = after(
        milestone, move(milestone, at=local(2023, 9, 20), by="SUP", to_day=date(2023, 10, 14))
    )
    assert (
        "Set to 14 Oct 2023 on 20 Sep 2023, 10:00 (America/Chicago) (by SUP). The last day went "
        "from 2 Oct 2023 to 16 Oct 2023; without this it would be 2 Oct 2023."
    ) in text(moved)

    term = started("T14", DECISION)
    ended = after(term, lapse(term))
    revived = after(ended, extend(ended, at=local(2023, 12, 1), by="HQ", amount=30))
    assert "Extended by 30 calendar days counted from 1 Dec 2023" in text(revived)

    plan = started("T09", DECISION)
    rule = POLICY.rule("T09").model_copy(update={"amount": 45, "policy": "2027-01"})
    rebased = after(plan, rebase(plan, rule, at=DECISION, by="HQ", calendar_version="2026-11"))
    assert (
        "with policy 2027-01 and calendars 2026-11. The last day went from 21 Sep 2023 to "
        "6 Oct 2023; without this it would be 21 Sep 2023."
    ) in text(rebased)


def test_an_extension_in_business_days_names_the_days_that_it_skipped() -> None:
    comment = started("T03", DECISION)
    longer = after(comment, extend(comment, at=local(2023, 9, 1), by="SUP", amount=3))
    assert "Extended by 3 business days" in text(longer)
    assert "Not counted: 9 Sep 2023 to 10 Sep 2023 (weekend). The last day went" in text(longer)


def test_where_the_clock_stands() -> None:
    plan = started("T09", DECISION)
    held = after(plan, hold(plan, at=DECISION, by="SUP"))
    assert "Held from 22 Aug 2023, 10:00" in text(held)
    assert "it moves when the hold ends" in text(held)
    assert "It ran out: 22 Sep 2023, 00:00 (America/Chicago)." in text(after(plan, lapse(plan)))
    filed = after(plan, stop(plan, at=local(2023, 9, 20), why="plan filed"))
    assert "Stopped: 20 Sep 2023, 10:00 (America/Chicago) (plan filed)." in text(filed)


def test_hours_and_months() -> None:
    letter = started("T04", DECISION)
    assert explain(letter, "en")[0] == (
        "Letter delivered: until 23 Aug 2023, 10:00 (America/Chicago). It waits on: CBP."
    )
    assert counted_days(letter) == ()
    assert "12 months, to the same day of the month: 22 Aug 2024." in text(started("T23", DECISION))


def test_a_provisional_day_says_so_and_why() -> None:
    partner = started("T06A", local(2026, 12, 14))
    assert "Provisional: SAT had not published its general vacation" in text(partner)
    far = started("T09", local(2031, 6, 4))
    assert "Provisional: the calendars do not hold every year counted" in text(far)
    assert "Provisional" not in text(started("T09", DECISION))


@pytest.mark.parametrize("clock", list(POLICY.clocks))
@pytest.mark.parametrize("language", ["en", "es"])
def test_only_what_a_statute_sets_is_worded_as_law(clock: str, language: Language) -> None:
    rule = POLICY.rule(clock)
    if rule.unit is Unit.NONE:
        return
    named = rule.amount is None or rule.unit is Unit.DAYS_BEFORE
    subject = started(clock, DECISION, to_day=date(2023, 10, 2) if named else None)
    as_law = {"en": "Set by statute. ", "es": "Fijado por la ley. "}[language]
    as_policy = {
        "en": ("this office's policy", "this office as its policy", "not by statute"),
        "es": ("política de esta oficina", "como política propia", "no por ley"),
    }[language]
    lines = explain(subject, language)
    assert any(line.startswith(as_law) for line in lines) is (rule.mark is Mark.VERIFIED)
    if rule.mark is not Mark.VERIFIED:
        assert any(words in line for line in lines for words in as_policy)


def test_an_unverified_period_is_called_that() -> None:
    assert "Unverified" in text(started("T26", DECISION))
    assert "Sin verificar" in text(started("T26", DECISION), "es")
    assert "Applied by this office as its policy" in text(started("T10", DECISION))


def test_a_period_that_a_decision_gave_names_the_decision() -> None:
    term = started("T14", DECISION, amount=60, authority="decision of 22 Aug 2023")
    assert (
        "The period of this clock was fixed for this case by decision of 22 Aug 2023, and not "
        "by statute."
    ) in text(term)


def test_day_by_day() -> None:
    comment = started("T03", DECISION)
    held = after(comment, hold(comment, at=local(2023, 8, 30), by="SUP"))
    free = after(held, release(held, at=local(2023, 9, 4), by="SUP"))
    listed = [
        (day.day.isoformat()[5:], day.number, day.why_not.en if day.why_not else None, day.last)
        for day in counted_days(free)
    ]
    assert listed == [
        ("08-23", 1, None, False),
        ("08-24", 2, None, False),
        ("08-25", 3, None, False),
        ("08-26", None, "weekend", False),
        ("08-27", None, "weekend", False),
        ("08-28", 4, None, False),
        ("08-29", 5, None, False),
        ("08-30", 6, None, False),
        ("08-31", None, "held", False),
        ("09-01", None, "held", False),
        ("09-02", None, "held", False),
        ("09-03", None, "held", False),
        ("09-04", None, "held", False),
        ("09-05", 7, None, False),
        ("09-06", 8, None, False),
        ("09-07", 9, None, False),
        ("09-08", 10, None, True),
    ]
