"""A text that a carrier may give its customers: its status, since when, and its benefits.

Facts only, as they are on record and the carrier may see them: no reason, no forecast, no promise.
"""

from collections.abc import Iterable
from datetime import date

from casework.bilingual import Bilingual, Language
from casework.case import Case
from casework.clocks import local_day, printed_day
from casework.reference import BENEFITS, PORTS
from casework.status_outside import WORDS
from casework.status_told import StatusTold


def customer_text(case: Case, told: StatusTold, today: date) -> Bilingual:
    """Return the text in both languages. ``case`` is as the carrier's people see it.

    ``today`` is the day of which the text speaks, in the case's zone.
    """
    return Bilingual(en=_text(case, told, today, "en"), es=_text(case, told, today, "es"))


def _text(case: Case, told: StatusTold, today: date, language: Language) -> str:
    since = printed_day(local_day(told.since, told.zone), language)
    lines = [
        *((_ILLUSTRATIVE.in_(language), "") if told.illustrative else ()),
        _HEAD.in_(language).format(name=told.name, scac=told.scac),
        "",
        _STATUS.in_(language).format(status=WORDS[told.status].in_(language)),
        _SINCE.in_(language).format(day=since),
        *_benefits(case, language),
        "",
        _AS_OF.in_(language).format(day=printed_day(today, language)),
    ]
    return "\n".join(lines)


def _benefits(case: Case, language: Language) -> Iterable[str]:
    track = case.tracks.get("BENEFIT", {})
    if not track:
        return
    yield ""
    for state, said in _STATES.items():
        items = sorted(_named(item, language) for item, now in track.items() if now == state)
        if items:
            yield f"{said.in_(language)}: {'; '.join(items)}."


def _named(item: str, language: Language) -> str:
    name, _, place = item.partition("@")
    where = _EVERYWHERE.in_(language) if place == "all" else PORTS[place].name
    said = BENEFITS[name]
    return f"{said.es if language == 'es' else said.en} ({where})"


_ILLUSTRATIVE = Bilingual(
    en="ILLUSTRATIVE: a demonstration, not a statement of fact about any railroad.",
    es="ILUSTRATIVO: una demostración, no afirma hechos de ningún ferrocarril.",
)
_HEAD = Bilingual(
    en="{name} ({scac}): status in the Customs Trade Partnership Against Terrorism (CTPAT)",
    es="{name} ({scac}): estatus en la Asociación Aduanera y Comercial contra el Terrorismo "
    "(CTPAT)",
)
_STATUS = Bilingual(en="Status: {status}.", es="Estatus: {status}.")
_SINCE = Bilingual(en="Since: {day}.", es="Desde: {day}.")
_AS_OF = Bilingual(en="As of {day}.", es="Al {day}.")
_EVERYWHERE = Bilingual(en="everywhere", es="en todos los cruces")
_STATES = {
    "ON": Bilingual(en="Benefits on", es="Beneficios vigentes"),
    "ON_ORDERED": Bilingual(
        en="Benefits ordered on, not yet confirmed",
        es="Beneficios cuya restitución está ordenada y aún no confirmada",
    ),
    "OFF_ORDERED": Bilingual(
        en="Benefits ordered off, not yet confirmed",
        es="Beneficios cuyo retiro está ordenado y aún no confirmado",
    ),
    "OFF": Bilingual(en="Benefits off", es="Beneficios retirados"),
}
"""By state on the track BENEFIT."""
