"""What can be wrong with a case: what it means, what to do about it, and where that is described.

For who runs the system; nothing here is a case's content.
"""

from enum import StrEnum
from typing import NamedTuple

from casework.bilingual import Bilingual


class Kind(StrEnum):
    """What can be wrong."""

    CLOCK_DIFFERS = "clock_differs"
    NO_RUN = "no_run"
    NO_RECORD = "no_record"
    NOT_ENDED = "not_ended"
    NO_OWNER = "no_owner"
    OWNER_GONE = "owner_gone"
    NO_CLOCK = "no_clock"
    CLOCK_STANDS = "clock_stands"
    VIEW_DIFFERS = "view_differs"
    UNREADABLE = "unreadable"
    WEDGED = "wedged"
    NO_WORKER = "no_worker"
    RECORD_BEHIND = "record_behind"
    RECORD_NOT_WRITTEN = "record_not_written"
    ACTIVITY_FAILS = "activity_fails"
    NOTICE_STUCK = "notice_stuck"
    NOTICE_REFUSED = "notice_refused"
    UNANSWERED = "unanswered"
    HISTORY_NOT_KEPT = "history_not_kept"


class Runbook(StrEnum):
    """The chapters of ``docs/operations.md`` that say what to do, by their headings."""

    LOOKS_WRONG = "When something looks wrong"
    WEDGED = "A case is wedged (`TemporalReportedProblems IS NOT NULL`)"
    LOST = "A case was terminated, timed out or lost"
    UNANSWERED = "A command has no outcome"
    UNDELIVERABLE = "A letter is undeliverable"
    MAIL = "Mail is not going out"
    VERIFY = "The record does not verify"
    RESTORED = (
        "The database was restored from a backup, and Temporal knows of more (`record_behind`)"
    )
    DEADLINE = "A deadline looks wrong"
    CLOCK = "The clocks differ (`clock_differs`)"
    EVENTS = "Events and webhooks"


class About(NamedTuple):
    """What a fault means, what to do about it, where it is described, and whether
    ``doctor --mend`` does it."""

    meaning: Bilingual
    remedy: Bilingual
    runbook: Runbook = Runbook.LOOKS_WRONG
    mends: bool = False


class Fault(NamedTuple):
    """Something that is wrong with a case, or without a ``case_id`` with all of it; ``detail``
    holds ids and days, never content.
    """

    kind: Kind
    case_id: str
    detail: str = ""


def _both(en: str, es: str) -> Bilingual:
    return Bilingual(en=en, es=es)


ABOUT: dict[Kind, About] = {
    Kind.CLOCK_DIFFERS: About(
        _both(
            "the clock of this machine and that of the database tell different times",
            "el reloj de esta máquina y el de la base de datos dan horas distintas",
        ),
        _both(
            "have both set (NTP); a desk whose clock differs receives nothing until then",
            "haga ajustar ambos (NTP); una mesa cuyo reloj difiere no recibe nada hasta entonces",
        ),
        Runbook.CLOCK,
    ),
    Kind.NO_RUN: About(
        _both(
            "the record says that something is owed, but no workflow keeps its clocks",
            "el registro dice que algo se debe, pero ningún flujo lleva sus plazos",
        ),
        _both(
            "`doctor --mend` starts it again from the record, with the same due days",
            "`doctor --mend` lo inicia de nuevo desde el registro, con las mismas fechas",
        ),
        Runbook.LOST,
        mends=True,
    ),
    Kind.NO_RECORD: About(
        _both(
            "a workflow runs for a case of which nothing is recorded",
            "corre un flujo de un caso del que nada consta",
        ),
        _both(
            "look at its page: an activity that cannot write says why; else terminate it there",
            "mire su página: la actividad que no puede escribir dice por qué; si no, termínelo ahí",
        ),
    ),
    Kind.NOT_ENDED: About(
        _both(
            "nothing is owed in the case any more, but its workflow has not ended",
            "en el caso ya nada se debe, pero su flujo no ha terminado",
        ),
        _both(
            "look at its page for what it waits for, and report it",
            "vea en su página qué espera, y repórtelo",
        ),
    ),
    Kind.NO_OWNER: About(
        _both(
            "the case is open and nobody has to act in it",
            "el caso está abierto y nadie tiene que actuar en él",
        ),
        _both(
            "the process table lacks an owner for this state: report it",
            "a la tabla del proceso le falta un responsable de este estado: repórtelo",
        ),
    ),
    Kind.OWNER_GONE: About(
        _both(
            "the person whom the case was given to stood in until a day that has passed",
            "la persona a quien se dio el caso suplía hasta un día que ya pasó",
        ),
        _both(
            "a supervisor gives it to somebody: do CASE assign",
            "la supervisión lo da a alguien: do CASE assign",
        ),
    ),
    Kind.NO_CLOCK: About(
        _both(
            "the case is open, and neither a clock of its state nor a stated hold watches it",
            "el caso está abierto y no lo vigila ni un plazo de su estado ni una pausa declarada",
        ),
        _both(
            "report it; until then somebody has to watch the case",
            "repórtelo; hasta entonces alguien debe vigilar el caso",
        ),
        Runbook.DEADLINE,
    ),
    Kind.CLOCK_STANDS: About(
        _both(
            "a step of a clock is due and was not done",
            "un paso de un plazo venció y no se hizo",
        ),
        _both(
            "see whether worker and Temporal run; a command without outcome may hold up a lapse",
            "vea si corren el trabajador y Temporal; un acto sin resultado puede detener un lapso",
        ),
        Runbook.DEADLINE,
    ),
    Kind.VIEW_DIFFERS: About(
        _both(
            "lists show the case otherwise than its events make it",
            "las listas muestran el caso de otro modo que sus hechos",
        ),
        _both(
            "`verify` it; the events are what counts, and the next event corrects the list",
            "verifíquelo con `verify`; cuentan los hechos, y el siguiente corrige la lista",
        ),
        Runbook.VERIFY,
    ),
    Kind.UNREADABLE: About(
        _both(
            "the case cannot be made from its recorded events",
            "el caso no puede formarse de los hechos que constan",
        ),
        _both("`verify` it, and stop acting on it", "verifíquelo con `verify` y deje de actuar"),
        Runbook.VERIFY,
    ),
    Kind.WEDGED: About(
        _both(
            "its workflow task fails again and again: a fault of the code, nothing is lost",
            "la tarea de su flujo falla una y otra vez: un defecto del código, nada se pierde",
        ),
        _both(
            "read the failure on its page; roll the release back or mend it; it goes on by itself",
            "lea la falla en su página; revierta la versión o corríjala; sigue por sí solo",
        ),
        Runbook.WEDGED,
    ),
    Kind.NO_WORKER: About(
        _both(
            "its workflow task waits, and no worker takes it",
            "la tarea de su flujo espera y ningún trabajador la toma",
        ),
        _both(
            "start a worker, or see in its log why it does not take tasks",
            "inicie un trabajador, o vea en su bitácora por qué no toma tareas",
        ),
    ),
    Kind.RECORD_BEHIND: About(
        _both(
            "the record ends before the case does: it was restored from an older backup",
            "el registro termina antes que el caso: se restauró de un respaldo anterior",
        ),
        _both(
            "`refill --write` records again what histories hold; what waits goes on by itself",
            "`refill --write` vuelve a asentar lo que los historiales guardan; lo demás sigue solo",
        ),
        Runbook.RESTORED,
    ),
    Kind.RECORD_NOT_WRITTEN: About(
        _both(
            "what was decided cannot be written into the record",
            "lo decidido no puede escribirse en el registro",
        ),
        _both(
            "see whether the database runs and has room; it is tried for ever",
            "vea si la base de datos corre y tiene espacio; se intenta sin fin",
        ),
    ),
    Kind.ACTIVITY_FAILS: About(
        _both("an activity fails again and again", "una actividad falla una y otra vez"),
        _both(
            "read its failure on the case's page; it is tried for ever",
            "lea su falla en la página del caso; se intenta sin fin",
        ),
    ),
    Kind.NOTICE_STUCK: About(
        _both(
            "a notice is owed, and no mail server has taken or refused it",
            "se debe un aviso y ningún servidor de correo lo aceptó ni lo rechazó",
        ),
        _both(
            "see whether the mail server answers; it is tried for ever",
            "vea si responde el servidor de correo; se intenta sin fin",
        ),
        Runbook.MAIL,
    ),
    Kind.NOTICE_REFUSED: About(
        _both(
            "the mail server refused a notice for good",
            "el servidor de correo rechazó un aviso de manera definitiva",
        ),
        _both(
            "correct the contacts, or take another channel: do CASE resend, record_delivery",
            "corrija los contactos o use otro canal: do CASE resend, record_delivery",
        ),
        Runbook.UNDELIVERABLE,
    ),
    Kind.UNANSWERED: About(
        _both(
            "a command was received and has no outcome",
            "se recibió un acto y no tiene resultado",
        ),
        _both(
            "`doctor --mend` sends it again; the sweeper does it every few seconds, if it runs",
            "`doctor --mend` lo envía de nuevo; el barrido lo hace cada pocos segundos, si corre",
        ),
        Runbook.UNANSWERED,
        mends=True,
    ),
    Kind.HISTORY_NOT_KEPT: About(
        _both(
            "a run has ended and its history is not in the record yet; retention will remove it",
            "una corrida terminó y su historia aún no consta; la retención la borrará",
        ),
        _both(
            "`doctor --mend` keeps it; the sweeper does it every few minutes, if it runs",
            "`doctor --mend` la guarda; el barrido lo hace cada pocos minutos, si corre",
        ),
        Runbook.LOST,
        mends=True,
    ),
}
"""By kind, what a person has to know."""
