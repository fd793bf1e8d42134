"""What is wrong with what somebody sent, in Spanish: each sentence of ``casework.bad_input``.

A sentence is found by its English words; where these name a number, a field or a list, a pattern
takes it over. A test walks all sentences of both.
"""

import re

_SENTENCES = {
    "is missing; give it": "falta; indíquelo",
    "is not a field here; leave it out or look at its spelling": (
        "no es un campo aquí; quítelo o revise cómo se escribe"
    ),
    "is a text": "es un texto",
    "is not text in UTF-8": "no es texto en UTF-8",
    "is empty; say something": "está vacío; escriba algo",
    "is not written as it must be": "no está escrito como debe",
    "is true or false": "es sí o no",
    "is a whole number": "es un número entero",
    'is a list: ["…", "…"]': "es una lista",
    "is an object with named fields": "es un grupo de campos con nombre",
    "kind: is missing; say what kind of document it is": "falta el tipo de documento; indíquelo",
    "must be a single line": "debe ser una sola línea",
    "is no case's id, such as case-0a1b2c3d4e5f": (
        "no es el número de un caso, como case-0a1b2c3d4e5f"
    ),
    "is not a SHA-256: 64 of 0-9 and a-f": "no es un SHA-256: 64 caracteres de 0-9 y a-f",
    "is a short name of lower-case letters, digits, dots and dashes, at most 64": (
        "es un nombre corto de minúsculas, dígitos, puntos y guiones, de 64 a lo más"
    ),
    "is a number as it is stamped: 3 to 30 of capital letters, digits and dashes": (
        "es un número como está grabado: de 3 a 30 mayúsculas, dígitos y guiones"
    ),
    "is a car's mark and number, such as SVRX123456": (
        "es la marca y el número de un carro, como SVRX123456"
    ),
    "is a carrier code of 2 to 4 capital letters, such as SVR": (
        "es una clave de transportista de 2 a 4 mayúsculas, como SVR"
    ),
    "is a language: en or es": "es un idioma: en o es",
    "is the key of a clock, such as T09": "es la clave de un plazo, como T09",
    "is no plain mail address such as security@railroad.example": (
        "no es una dirección de correo simple, como security@railroad.example"
    ),
    "has no zone: write 2026-11-20T15:00:00Z, or with an offset, …-06:00": (
        "no tiene zona: escriba 2026-11-20T15:00:00Z, o con desfase, …-06:00"
    ),
    "is no calendar day: write it as 2026-11-20": (
        "no es un día del calendario: escríbalo como 2026-11-20"
    ),
    "is no instant: write 2026-11-20T15:00:00Z, or with an offset, …-06:00": (
        "no es un instante: escriba 2026-11-20T15:00:00Z, o con desfase, …-06:00"
    ),
    "until: the last day lies before the first": "until: el último día es anterior al primero",
    "name the version of the policy, of the calendar, or of both": (
        "nombre la versión de la política, la del calendario, o ambas"
    ),
    "filing: name a command that the carrier gives in this case": (
        "filing: nombre un acto que el transportista realiza en este caso"
    ),
    "give_back or take_away: name at least one benefit at a place": (
        "nombre al menos un beneficio en un lugar, que se devuelva o se retire"
    ),
    "a benefit at a place is named twice": "un beneficio en un lugar se nombra dos veces",
    "benefits: name the crossing at which each is asked for": (
        "benefits: nombre el cruce en que se pide cada uno"
    ),
    "a removal is replaced by a suspension: name its scope and term_days": (
        "una baja se sustituye por una suspensión: nombre su alcance y su término en días"
    ),
    "name what changes: scope, term_days, or both": (
        "nombre lo que cambia: alcance, término en días, o ambos"
    ),
    "name the questions that the decision has to answer again": (
        "nombre las preguntas que la decisión debe responder de nuevo"
    ),
    "ended_at: lies before the beginning": "ended_at: es anterior al comienzo",
    "verified: the number found is not the one expected": (
        "verified: el número hallado no es el esperado"
    ),
    "tugged, twisted: there was no seal to tug or twist": ("no había candado que jalar o torcer"),
    "removed_at: lies before the device was attached": (
        "removed_at: es anterior a la colocación del dispositivo"
    ),
    "agreed_day: comes with the work_plan that sets it, or not at all": (
        "agreed_day: va con el plan de trabajo que lo fija, o no va"
    ),
    "clocks: names one twice": "clocks: nombra uno dos veces",
    "stage_plan: a staged return names its plan and hash, no other does": (
        "stage_plan: solo un retorno por etapas nombra su plan, y debe nombrarlo"
    ),
    "status: a return to a lower status names it, no other does": (
        "status: solo un retorno a un estatus inferior lo nombra, y debe nombrarlo"
    ),
    "keeps_off: only a return to a lower status leaves benefits off": (
        "keeps_off: solo un retorno a un estatus inferior deja beneficios retirados"
    ),
    "until: a figure lies in one month; record one for each month": (
        "until: una cifra es de un mes; registre una por cada mes"
    ),
    "exams: no more cars are examined than have crossed": (
        "exams: no se revisan más carros de los que cruzaron"
    ),
    "exceptions: no more of them than examinations": (
        "exceptions: no puede haber más que revisiones"
    ),
    "two actions have the same id; give each its own": (
        "dos acciones tienen el mismo nombre corto; dé a cada una el suyo"
    ),
    "exams_per_1000_at_most: is less than exams_per_1000_at_least": (
        "exams_per_1000_at_most: es menos que el mínimo"
    ),
    "stages: two have the same id; give each its own": (
        "stages: dos tienen el mismo nombre corto; dé a cada una el suyo"
    ),
    "stages: a benefit comes back at a crossing in one stage only": (
        "stages: un beneficio regresa en un cruce en una sola etapa"
    ),
}

_PATTERNS = (
    (r"is longer than (\d+) characters; shorten it, or file it as evidence",
     r"tiene más de \1 caracteres; acórtelo o preséntelo como evidencia"),
    (r"is at least (-?\d+)", r"es al menos \1"),
    (r"is at most (-?\d+)", r"es a lo más \1"),
    (r"needs at least (\d+)", r"necesita al menos \1"),
    (r"has at most (\d+)", r"tiene a lo más \1"),
    (r"is none of (.+)", r"no es ninguno de \1"),
    (r"kind: is none of (.+)", r"el tipo no es ninguno de \1"),
    (r"lies outside the years (\d+) to (\d+)", r"queda fuera de los años \1 a \2"),
    (r"write it as (.+)", r"escríbalo como \1"),
    (r"place: ([a-z-]+) is decided port by port; name the port",
     r"place: \1 se decide puerto por puerto; nombre el puerto"),
    (r"('.{0,70}') is no known ([a-z ]+); one of (.+)", r"\1 no es conocido; uno de \3"),
    (r"holds (U\+[0-9A-F]{4,6}) \((.+)\) at place (\d+); paste it as plain text without formatting",
     r"contiene \1 (\2) en el lugar \3; péguelo como texto sin formato"),
)  # fmt: skip


def in_spanish(sentence: str) -> str | None:
    """Return a sentence in Spanish; None where there is none."""
    found = _SENTENCES.get(sentence)
    if found is not None:
        return found
    for pattern, spanish in _PATTERNS:
        match = re.fullmatch(pattern, sentence, re.DOTALL)
        if match:
            return match.expand(spanish)
    return None
