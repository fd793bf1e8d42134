"""How sure a period is, in words that a carrier's lawyer accepts.

Only what was read in a statute is worded as law. Everything else says that it is policy, and
where the number comes from (domain.md 0 point 5 and section 13).
"""

from casework.bilingual import Bilingual
from casework.calendars import Holiday, Mark
from casework.clocks.ledger import ClockTerms

_BY_MARK = {
    Mark.VERIFIED: Bilingual(
        en="Set by statute. {source}.",
        es="Fijado por la ley. {source}.",
    ),
    Mark.SECONDARY: Bilingual(
        en="Applied by this office as its policy; no statute or published text that sets it was "
        "at hand. Source: {source}.",
        es="Aplicado por esta oficina como política propia; no se tuvo a la vista ley ni texto "
        "publicado que lo fije. Fuente: {source}.",
    ),
    Mark.UNVERIFIED: Bilingual(
        en="Unverified: shown for reference, applied only as this office's policy, and not to be "
        "read as law. Source: {source}.",
        es="Sin verificar: se muestra como referencia, se aplica sólo como política de esta "
        "oficina y no debe leerse como ley. Fuente: {source}.",
    ),
    Mark.DEFAULT: Bilingual(
        en="Set by this office's policy, not by statute. Basis: {source}.",
        es="Fijado por política de esta oficina, no por ley. Base: {source}.",
    ),
}

_GIVEN = Bilingual(
    en="The period of this clock was fixed for this case{authority}, and not by statute. "
    "About such periods: {source}.",
    es="El plazo de este asunto se fijó para este caso{authority}, y no por ley. "
    "Sobre estos plazos: {source}.",
)

_MARK_WORDS = {
    Mark.VERIFIED: Bilingual(en="text read", es="texto consultado"),
    Mark.SECONDARY: Bilingual(en="as reported by others", es="según terceros"),
    Mark.UNVERIFIED: Bilingual(en="unverified", es="sin verificar"),
    Mark.DEFAULT: Bilingual(en="this office's choice", es="elección de esta oficina"),
}


def mark_words(mark: Mark) -> Bilingual:
    """Say how sure something is."""
    return _MARK_WORDS[mark]


def source_words(terms: ClockTerms, authority: str = "") -> Bilingual:
    """Say where a clock's period comes from and how sure that is."""
    if not terms.given:
        words = _BY_MARK[terms.mark]
        return Bilingual(
            en=words.en.format(source=terms.source.en), es=words.es.format(source=terms.source.es)
        )
    return Bilingual(
        en=_GIVEN.en.format(
            authority=f" by {authority}" if authority else "", source=terms.source.en
        ),
        es=_GIVEN.es.format(
            authority=f" por {authority}" if authority else "", source=terms.source.es
        ),
    )


def holiday_words(holiday: Holiday) -> Bilingual:
    """Say what makes a day a holiday and how sure that is."""
    mark = mark_words(holiday.mark)
    return Bilingual(
        en=f"{holiday.name.en}: {holiday.source.en} ({mark.en})",
        es=f"{holiday.name.es}: {holiday.source.es} ({mark.es})",
    )
