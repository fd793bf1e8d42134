"""What a carrier's standing is called outside CBP: a status, and never a reason."""

from casework.bilingual import Bilingual
from casework.case import Case
from casework.states import Standing, State
from casework.stays import is_stayed

_NAMES = {
    Standing.SUSPENDED_FULL: "suspended",
    Standing.SUSPENDED_PARTIAL: "suspended_in_part",
    Standing.GOOD: "reinstated",
    Standing.REMOVED: "removed",
    Standing.WITHDRAWN: "withdrawn",
}
_STAYED = {
    Standing.SUSPENDED_FULL: "suspension_stayed",
    Standing.SUSPENDED_PARTIAL: "suspension_stayed",
    Standing.REMOVED: "removal_stayed",
}


def named(standing: Standing, *, stayed: bool = False) -> str:
    """Return what a standing is called; ``stayed``: the effect of its decision is lifted now."""
    return _STAYED.get(standing, _NAMES[standing]) if stayed else _NAMES[standing]


def status_outside(case: Case) -> str:
    """Return what a case's standing is called now, for those who are told a status of it."""
    if case.state is State.CLOSED_RESCINDED:
        return "suspension_annulled"
    return named(case.standing, stayed=is_stayed(case))


WORDS: dict[str, Bilingual] = {
    "suspended": Bilingual(en="suspended", es="suspendido"),
    "suspended_in_part": Bilingual(en="suspended in part", es="suspendido en parte"),
    "reinstated": Bilingual(en="reinstated", es="reincorporado"),
    "removed": Bilingual(en="removed from the program", es="dado de baja del programa (remoción)"),
    "withdrawn": Bilingual(
        en="withdrawn by the company", es="retirado voluntariamente por la empresa"
    ),
    "suspension_stayed": Bilingual(
        en="suspended, with the effect stayed while the decision is reviewed",
        es="suspendido, con efectos en suspenso mientras se revisa la resolución",
    ),
    "removal_stayed": Bilingual(
        en="removed, with the effect stayed while the decision is reviewed",
        es="dado de baja, con efectos en suspenso mientras se revisa la resolución",
    ),
    "suspension_annulled": Bilingual(
        en="suspension annulled; the record is corrected",
        es="suspensión anulada; el registro queda corregido",
    ),
}
"""What each status is called in words, the same as in letters."""
