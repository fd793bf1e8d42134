"""Why a clock refuses a change: one code and one sentence per reason, in both languages."""

from __future__ import annotations

from enum import StrEnum

from casework.bilingual import Bilingual


class ClockRefusal(StrEnum):
    """The reasons. The codes are stable: a refusal shown to a person names one."""

    NEVER_HELD = "CLOCK_NEVER_HELD"
    NEVER_EXTENDED = "CLOCK_NEVER_EXTENDED"
    NOT_HOLDABLE = "CLOCK_NOT_HOLDABLE"
    NOT_EXTENDABLE = "CLOCK_NOT_EXTENDABLE"
    ALREADY_HELD = "CLOCK_ALREADY_HELD"
    NOT_HELD = "CLOCK_NOT_HELD"
    NOT_RUNNING = "CLOCK_NOT_RUNNING"
    STOPPED = "CLOCK_STOPPED"
    NOT_DUE = "CLOCK_NOT_DUE"
    BACKWARDS = "CLOCK_BACKWARDS"
    NO_TERM = "CLOCK_NO_TERM"
    AMOUNT = "CLOCK_AMOUNT"
    NO_ZONE_IN_INSTANT = "CLOCK_NO_ZONE_IN_INSTANT"
    UNKNOWN_ZONE = "CLOCK_UNKNOWN_ZONE"
    OTHER_RULE = "CLOCK_OTHER_RULE"


_SENTENCES = {
    ClockRefusal.NEVER_HELD: Bilingual(
        en="{key} is a period set by statute; it is never held.",
        es="{key} es un plazo fijado por la ley; nunca se pausa.",
    ),
    ClockRefusal.NEVER_EXTENDED: Bilingual(
        en="{key} is a period set by statute; it is never extended, moved or shortened.",
        es="{key} es un plazo fijado por la ley; nunca se prorroga, se mueve ni se acorta.",
    ),
    ClockRefusal.NOT_HOLDABLE: Bilingual(
        en="{key} keeps running during a hold, by this office's policy.",
        es="{key} sigue corriendo durante una pausa, por política de esta oficina.",
    ),
    ClockRefusal.NOT_EXTENDABLE: Bilingual(
        en="{key} cannot be extended, by this office's policy.",
        es="{key} no se puede prorrogar, por política de esta oficina.",
    ),
    ClockRefusal.ALREADY_HELD: Bilingual(
        en="{key} is already held.",
        es="{key} ya está en pausa.",
    ),
    ClockRefusal.NOT_HELD: Bilingual(
        en="{key} is not held, so it cannot be released.",
        es="{key} no está en pausa, por lo que no se puede reanudar.",
    ),
    ClockRefusal.NOT_RUNNING: Bilingual(
        en="{key} is not running.",
        es="{key} no está corriendo.",
    ),
    ClockRefusal.STOPPED: Bilingual(
        en="{key} has been stopped; start it again instead.",
        es="{key} ya se detuvo; debe iniciarse de nuevo.",
    ),
    ClockRefusal.NOT_DUE: Bilingual(
        en="{key} has not yet run out.",
        es="{key} todavía no ha vencido.",
    ),
    ClockRefusal.BACKWARDS: Bilingual(
        en="{key} has a later entry than the instant given; a ledger only grows forward.",
        es="{key} ya tiene un asiento posterior al instante indicado; los asientos sólo avanzan.",
    ),
    ClockRefusal.NO_TERM: Bilingual(
        en="{key} has no period of its own; a number or a day must be given.",
        es="{key} no tiene plazo propio; debe indicarse un número o un día.",
    ),
    ClockRefusal.AMOUNT: Bilingual(
        en="The number given for {key} must be at least 1, and a day must lie after the start.",
        es="El número indicado para {key} debe ser al menos 1, y el día, posterior al inicio.",
    ),
    ClockRefusal.NO_ZONE_IN_INSTANT: Bilingual(
        en="An instant for {key} was given without a time zone.",
        es="Se indicó un instante para {key} sin zona horaria.",
    ),
    ClockRefusal.UNKNOWN_ZONE: Bilingual(
        en="{key} is not a time zone known to the tz database.",
        es="{key} no es una zona horaria conocida en la base de datos tz.",
    ),
    ClockRefusal.OTHER_RULE: Bilingual(
        en="{key} cannot be rebased on the rule of another clock.",
        es="{key} no se puede recalcular con la regla de otro plazo.",
    ),
}


class ClockRefused(Exception):
    """A change that a clock does not allow. Nothing has changed when this is raised."""

    def __init__(self, code: ClockRefusal, key: str) -> None:
        self.code = code
        self.key = key
        self.sentence = Bilingual(
            en=_SENTENCES[code].en.format(key=key), es=_SENTENCES[code].es.format(key=key)
        )
        super().__init__(f"{code}: {self.sentence.en}")
