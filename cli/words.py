"""The command line's own words in both languages; everything else is said by the case itself."""

from casework.bilingual import Language
from casework.calendars import Mark
from casework.roles import Party
from cli.exits import BAD_INPUT, Stop

_WORDS: dict[str, tuple[str, str]] = {
    "illustrative": (
        "ILLUSTRATIVE – not a statement of fact",
        "ILUSTRATIVO – no es una afirmación de hechos",
    ),
    "carrier": ("carrier", "transportista"),
    "ground": ("ground", "motivo"),
    "port": ("port", "puerto"),
    "phase": ("phase", "fase"),
    "state": ("state", "estado"),
    "standing": ("standing", "estatus"),
    "waits on": ("waits on", "espera a"),
    "nobody": ("nobody", "nadie"),
    "due": ("due", "vence"),
    "late": ("late", "vencido"),
    "provisional": ("provisional", "provisional"),
    "document": ("document", "documento"),
    "unsigned": ("unsigned", "sin firma"),
    "signed by": ("signed by", "firmado por"),
    "letter": ("letter", "carta"),
    "benefit": ("benefit", "beneficio"),
    "benefit ON": ("on", "vigente"),
    "benefit OFF": ("off", "retirado"),
    "benefit ON_ORDERED": (
        "ordered on, not yet confirmed",
        "restitución ordenada, aún no confirmada",
    ),
    "benefit OFF_ORDERED": (
        "ordered off, not yet confirmed",
        "retiro ordenado, aún no confirmado",
    ),
    "relief": ("early relief", "levantamiento"),
    "returned as": ("returned as", "regresó como"),
    "certified": ("certified, to be validated again", "certificada, sujeta a nueva validación"),
    "stage": ("stage", "etapa"),
    "since": ("since", "desde el"),
    "figures": ("figures on record", "cifras registradas"),
    "joint": ("joint inspections", "inspecciones conjuntas"),
    "accepted": ("accepted", "aceptada"),
    "not accepted": ("not accepted yet", "aún no aceptada"),
    "trains": ("trains", "trenes"),
    "cars": ("cars", "carros"),
    "exceptions": ("exceptions", "hallazgos"),
    "exams_at_least": (
        "examinations in 1,000 cars, at least",
        "revisiones por 1,000 carros, al menos",
    ),
    "exams_at_most": (
        "examinations in 1,000 cars, at most",
        "revisiones por 1,000 carros, a lo más",
    ),
    "of": ("of", "de"),
    "at most": ("at most", "a lo más"),
    "per 1000": ("per 1,000", "por 1,000"),
    "exams": ("examinations", "revisiones"),
    "before": ("before", "antes"),
    "during": ("during", "durante"),
    "after": ("after", "después"),
    "hold": ("hold", "pausa"),
    "stay": ("stay", "susp. del acto"),
    "stayed": (
        "stayed: its effect is lifted for now",
        "con suspensión del acto: sus efectos no operan por ahora",
    ),
    "by court": ("by order of", "por orden de"),
    "decision": ("decision", "decisión"),
    "offered": ("offered", "sugerido"),
    "shut": ("shut", "cerrado"),
    "stands still": (
        "held; if the hold ends on its day:",
        "en pausa; si termina en su día:",
    ),
    "through": ("through", "hasta el"),
    "clocks": ("clocks", "plazos"),
    "short": (
        "days that the term is short of a return, by the plan of clocks",
        "días que le faltan al término para un retorno, según los plazos",
    ),
    "finding": ("finding", "hallazgo"),
    "agency": ("agriculture", "agricultura"),
    "waits for": ("depends on", "depende de"),
    "promise": ("commitment", "compromiso"),
    "renaming": ("name", "nombre"),
    "legal hold": ("legal hold", "conservación"),
    "reversal": ("reversal", "reversión"),
    "annulled": ("annulled", "anulado"),
    "everywhere": ("everywhere", "en todos los puertos"),
    "at": ("at", "en"),
    "days": ("days of the suspension", "días de la suspensión"),
    "open it": (
        "acknowledge it to open it (acknowledge_letter)",
        "acuse recibo para abrirla (acknowledge_letter)",
    ),
    "you may": ("You may now", "Ahora puede"),
    "you may nothing": (
        "You may do nothing in this case now.",
        "Ahora no puede hacer nada en este caso.",
    ),
    "about": ("about", "sobre"),
    "if": ("else you are told", "si no, se le dirá"),
    "condition": (
        "A condition stands in the way of",
        "Una condición impide",
    ),
    "role": ("Possible now, by others", "Posible ahora, por otros"),
    "other state": ("Not in this state", "No en este estado"),
    "version": ("Not in this version", "No en esta versión"),
    "source": ("source", "fuente"),
    "appeal": ("appeal", "apelación"),
    "pending": ("pending", "en trámite"),
    "taken again": ("taken again", "tomada de nuevo"),
    "partner": ("partner", "administración"),
    "differs there": ("its status there differs", "su estatus allá difiere"),
    "decided": ("decided", "resuelta"),
    "delivered": ("delivered", "entregada"),
    "filed": ("filed", "presentada"),
    "after the last day": ("after the last day", "después del último día"),
    "outcome": ("outcome", "resultado"),
    "told": ("told", "avisado"),
    "there": ("there", "allá"),
    "differs since": ("differs since", "difiere desde"),
    "rejected_late": ("rejected as late", "rechazada por extemporánea"),
    "dismissed": ("dismissed", "desechada"),
    "withdrawn": ("withdrawn", "retirada"),
    "annul": ("granted, annulled", "concedida, anulada"),
    "replace": ("granted in part, replaced", "concedida en parte, sustituida"),
    "change": ("granted in part, changed", "concedida en parte, modificada"),
    "remand": ("sent back", "devuelta"),
    "deny": ("denied", "negada"),
    "judged by": ("judged by", "se rige por"),
    "policy": ("policy", "política"),
    "calendars": ("calendars", "calendarios"),
    "criteria": ("criteria", "criterios"),
    "own keys": ("own keys, without CBP's numbers", "claves propias, sin números de la CBP"),
    "for reference": ("for reference only", "solo de referencia"),
    "day unknown": (
        "the day is not on file; CBP's portal has it",
        "la fecha no consta; está en el portal de CBP",
    ),
    "from": ("from", "desde"),
    "synthetic": (
        "SYNTHETIC – made up by this system",
        "SINTÉTICO – inventado por este sistema",
    ),
    "lesson": ("lesson", "lección"),
    "practice": ("practice", "práctica"),
    "root causes": ("root causes", "causas raíz"),
    "best practice": ("best practice", "buena práctica"),
    "others learned": ("What others learned", "Lo que otros aprendieron"),
    "reference": ("reference", "referencia"),
    "name": ("name", "nombre"),
    "class": ("class", "clase"),
    "scan": ("scan", "revisión"),
    "by": ("by", "por"),
    "bytes": ("bytes", "bytes"),
    "scan CLEAN": ("scanned, nothing found", "revisado, sin hallazgos"),
    "scan UNSCANNED": ("NOT SCANNED", "SIN REVISAR"),
    "scan INFECTED": ("INFECTED, not kept", "INFECTADO, no se conserva"),
    "signed receipt": (
        "signed receipt; seals/offline/check_receipt.py checks it",
        "acuse firmado; seals/offline/check_receipt.py lo verifica",
    ),
    "events": ("events", "eventos"),
    "bundle whole": ("whole", "completo"),
    "bundle part": ("the part that you may see", "la parte que usted puede ver"),
    "not as signed": (
        "the record is not what was signed before; verify the case",
        "el registro no es lo que se firmó antes; verifique el caso",
    ),
    "moves too fast": (
        "the case moves too fast to be sealed; try again",
        "el caso cambia demasiado rápido para sellarlo; intente de nuevo",
    ),
    "check bundle": (
        "check it without us: python seals/offline/check_bundle.py FILE --keys FOLDER",
        "verifíquelo sin nosotros: python seals/offline/check_bundle.py ARCHIVO --keys CARPETA",
    ),
    "made from events": (
        "cases made anew from their events and compared",
        "casos rehechos a partir de sus eventos y comparados",
    ),
    "written anew": ("written anew", "reescritos"),
    "stand otherwise": (
        "lists stand otherwise than the events make them; --mend writes them anew",
        "las listas difieren de lo que dicen los eventos; --mend las reescribe",
    ),
    "as of": ("As of", "Al"),
    "as then known": ("as then known", "según lo entonces conocido"),
    "as known on": ("as known on", "según lo conocido al"),
    "own time": (
        "this case runs in its own time: what was known when follows the order of recording",
        "este caso corre en su propio tiempo: lo conocido sigue el orden de registro",
    ),
    "recorded later": ("counts for it, recorded later", "cuenta para ello, registrado después"),
    "unplaced": (
        "counts for it, but rests on what came after; event",
        "cuenta para ello, pero descansa en lo posterior; evento",
    ),
    "not yet": (
        "nothing was on record of this case then",
        "entonces no constaba nada de este caso",
    ),
    "record behind": ("behind its histories", "detrás de sus historiales"),
    "record forked": ("another event is recorded", "otro evento consta en su lugar"),
    "record hole": ("an event that no history holds", "un evento que ningún historial guarda"),
    "compared with histories": (
        "cases compared with Temporal's histories",
        "casos comparados con los historiales de Temporal",
    ),
    "write it again": (
        "the record has lost events; refill --write records them again",
        "el registro perdió eventos; refill --write los registra de nuevo",
    ),
    "needs a person": (
        "not every record can be refilled; see docs/operations.md",
        "no todo registro puede completarse; vea docs/operations.md",
    ),
    "no lessons": ("no published lesson", "ninguna lección publicada"),
}

_MARKS = {
    Mark.VERIFIED: ("verified", "verificado"),
    Mark.SECONDARY: ("secondary", "fuente secundaria"),
    Mark.UNVERIFIED: ("unverified", "no verificado"),
    Mark.DEFAULT: ("default", "valor propio"),
}

_PARTIES = {
    Party.CARRIER: ("carrier", "transportista"),
    Party.CBP: ("cbp", "CBP"),
    Party.OTHER_RAILROAD: ("other railroad", "otro ferrocarril"),
    Party.MEXICO: ("mexico", "México"),
    Party.AGRICULTURE: ("agriculture", "agricultura"),
    Party.HOLD: ("hold", "pausa"),
}


def language_named(text: str) -> Language:
    """Return a language by its name. Ends the command for one that is not spoken here."""
    if text == "en":
        return "en"
    if text == "es":
        return "es"
    raise Stop(BAD_INPUT, "--lang: is en or es")


def word(name: str, language: Language) -> str:
    """Return one of the command line's own words."""
    return _WORDS[name][language == "es"]


def mark(value: Mark, language: Language) -> str:
    """Return how sure a value is, in brackets, as it stands behind the value."""
    return f"[{_MARKS[value][language == 'es']}]"


def party(value: Party | None, language: Language) -> str:
    """Return whom a case waits on."""
    return word("nobody", language) if value is None else _PARTIES[value][language == "es"]
