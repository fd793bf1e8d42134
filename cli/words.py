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
