"""Pick lists from reference data: carriers, ports, benefits, criteria and the like, by name."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from casework.bilingual import Bilingual, Language
from casework.calendars import calendar_versions
from casework.policy import policy_versions
from casework.reference import (
    AGENCIES,
    BENEFITS,
    CARRIERS,
    CRITERIA,
    INCIDENT_CLASSES,
    OFFICES,
    PARTNERS,
    PORTS,
    SECTORS,
)
from portal.forms.words import spoken

Pick = tuple[str, str]
"""A value and how it is called."""


def _said(known: Mapping[str, Any]) -> Callable[[Language], tuple[Pick, ...]]:
    def found(language: Language) -> tuple[Pick, ...]:
        return tuple(
            (name, Bilingual(en=about.en, es=about.es).in_(language))
            for name, about in known.items()
        )

    return found


def _ports(_language: Language) -> tuple[Pick, ...]:
    return tuple((code, f"{code} {port.name} – {port.opposite}") for code, port in PORTS.items())


def places(language: Language) -> tuple[Pick, ...]:
    """Return every port, and all of them."""
    everywhere = Bilingual(en="everywhere", es="en todos los puertos").in_(language)
    return (("all", everywhere), *_ports(language))


def railroads(_language: Language) -> tuple[Pick, ...]:
    """Return every carrier."""
    return tuple((name, about.name) for name, about in CARRIERS.items())


def _same(names: Iterable[str]) -> Callable[[Language], tuple[Pick, ...]]:
    kept = tuple((name, name) for name in names)
    return lambda _language: kept


def _languages(language: Language) -> tuple[Pick, ...]:
    return tuple((one, spoken(one).in_(language)) for one in ("en", "es"))


REFERENCE: dict[str, Callable[[Language], tuple[Pick, ...]]] = {
    "carrier": railroads,
    "other_carrier": railroads,
    "port": _ports,
    "crossing": _ports,
    "office": _said(OFFICES),
    "benefit": _said(BENEFITS),
    "criterion": _said(CRITERIA),
    "criteria": _said(CRITERIA),
    "partner": _said(PARTNERS),
    "agency": _said(AGENCIES),
    "sector": _said(SECTORS),
    "policy": _same(policy_versions()),
    "calendar": _same(calendar_versions()),
    "languages": _languages,
}
"""By a field's name, what it may name."""


def benefits(language: Language) -> tuple[Pick, ...]:
    """Return every benefit."""
    return _said(BENEFITS)(language)


def benefit_at(item: str, language: Language) -> str:
    """Return what a benefit at a place is called."""
    name, _, place = item.partition("@")
    said = Bilingual(en=BENEFITS[name].en, es=BENEFITS[name].es).in_(language)
    return f"{said} ({dict(places(language))[place]})"


def incident_classes(language: Language) -> tuple[Pick, ...]:
    """Return the classes of incidents; others may be written in words of one's own."""
    return _said(INCIDENT_CLASSES)(language)
