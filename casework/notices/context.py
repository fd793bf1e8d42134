"""What the builders of notices know, and the pieces that several of them say."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from casework.bilingual import Bilingual
from casework.case import Case
from casework.case_parts import Order
from casework.clocks import Clock
from casework.commands.suspension import BenefitAt, LegalBasis
from casework.events import Event
from casework.guards.base import Asked
from casework.policy import ClockRule, Holdable, Unit, policy
from casework.reference import BENEFITS, OFFICES, PORTS
from casework.roles import Role

Facts = dict[str, Any]

OFFICE_LANGUAGES = ("en",)
"""CBP's own people read English."""


class Context(NamedTuple):
    """The case after the event, the event, and what was asked."""

    case: Case
    event: Event
    asked: Asked

    @property
    def at(self) -> datetime:
        """The legal instant of the event."""
        return self.event.at

    @property
    def order(self) -> Order | None:
        """The order under way, if any."""
        return self.case.order

    def clock(self, key: str) -> Clock | None:
        """A clock of the case."""
        return self.case.clocks.get(key)


class Addressed(NamedTuple):
    """One message to one recipient, before it gets its key; ``template`` where it is another's."""

    party: str
    address: str
    languages: tuple[str, ...]
    facts: Facts
    letter: str | None = None
    template: str | None = None
    recipient: str | None = None


Builder = Callable[[Context], tuple[Addressed, ...]]
"""Makes the messages of one template."""


def base(context: Context) -> Facts:
    """What every message carries."""
    return {
        "zone": context.case.zone,
        "at": context.at.isoformat(),
        "demonstration": context.case.illustrative,
    }


def contact(context: Context) -> Facts:
    """The office that answers questions."""
    office = OFFICES[context.case.office]
    return {"office": {"en": office.en, "es": office.es}, "email": office.address}


def words(text: Bilingual) -> Facts:
    """A text in both languages, as JSON."""
    return {"en": text.en, "es": text.es}


_BASES: dict[LegalBasis, str | Facts] = {
    LegalBasis.A: "6 U.S.C. 967(a)",
    LegalBasis.B: "6 U.S.C. 967(b)",
    LegalBasis.AGREEMENT: {"en": "CTPAT agreement", "es": "acuerdo de CTPAT"},
}


def legal_basis_name(basis: LegalBasis) -> str | Facts:
    """What a decision rests on, as a message names it."""
    return _BASES[basis]


APPEAL_LAW = "6 U.S.C. 967(c)"
"""The statute that sets the periods of an appeal, the only ones that are never held."""


def period(clock: Clock) -> Facts:
    """Until when a clock runs, and on what authority."""
    terms = clock.terms
    day = clock.due if terms.unit is Unit.HOURS else clock.due_day
    facts = {"day": day.isoformat(), "mark": terms.mark.value, "source": words(terms.source)}
    return {**facts, "law": APPEAL_LAW} if terms.holdable is Holdable.NEVER else facts


def heading(what: Bilingual, about: Facts | None = None) -> Facts:
    """What is owed, and where several of a kind run, for which of them."""
    said = {"en": what.en, "es": what.es[:1].upper() + what.es[1:]}
    if about is None:
        return said
    return {language: f"{text}, {about[language]}" for language, text in said.items()}


def label(clock: Clock) -> Facts:
    """What a clock asks for, and for which action, evidence or benefit."""
    rule, _, item = clock.key.partition(":")
    if item in ("", "COMPLETENESS"):
        return heading(clock.terms.what)
    about = benefit_at(item) if rule == "T36" else {"en": item, "es": item}
    return heading(clock.terms.what, about)


def owed(clock: Clock) -> Facts:
    """What a clock asks for, by when, and on what authority."""
    return {"label": label(clock), **period(clock)}


_SPANS = {
    Unit.HOURS: ("{n} hours from {s}", "{n} horas a partir de {s}"),
    Unit.CALENDAR_DAYS: ("{n} calendar days from {s}", "{n} días naturales a partir de {s}"),
    Unit.BUSINESS_DAYS: ("{n} business days from {s}", "{n} días hábiles a partir de {s}"),
    Unit.MONTHS: ("{n} months from {s}", "{n} meses a partir de {s}"),
}


def owed_later(rule: ClockRule, *, starts: Bilingual) -> Facts:
    """What a clock will ask for that starts only when the letter is delivered."""
    return {"label": heading(rule.what), **period_later(rule, starts=starts)}


def period_later(rule: ClockRule, *, starts: Bilingual, amount: int | None = None) -> Facts:
    """A period that starts only when the letter is delivered."""
    en, es = _SPANS[rule.unit]
    number = amount or rule.amount
    return {
        "span": {
            "en": en.format(n=number, s=starts.en),
            "es": es.format(n=number, s=starts.es),
        },
        "mark": rule.mark.value,
        "source": words(rule.source),
    }


def rule(context: Context, name: str) -> ClockRule:
    """A rule of the case's own policy version."""
    return policy(context.case.policy).rule(name)


def benefit_name(key: str) -> Facts:
    """A benefit's name in both languages."""
    benefit = BENEFITS[key.partition("@")[0]]
    return {"en": benefit.en, "es": benefit.es}


def place_name(place: str) -> Facts:
    """A place's name, or everywhere."""
    if place == "all":
        return {"en": "everywhere", "es": "en todo lugar"}
    return {"en": PORTS[place].name, "es": PORTS[place].name}


def benefit_at(key: str) -> Facts:
    """A benefit at a place, by its name on the BENEFIT track."""
    benefit, place = benefit_name(key), place_name(key.partition("@")[2])
    return {language: f"{benefit[language]}, {place[language]}" for language in ("en", "es")}


def benefit_lines(scope: tuple[BenefitAt, ...]) -> list[Facts]:
    """The scope of a decision as a letter lists it."""
    return [{"benefit": benefit_name(item.key), "place": place_name(item.place)} for item in scope]


def signatory(context: Context) -> Facts:
    """Who signed: the person's id and role, never an invented name."""
    return {"person": context.event.actor.person, "role": context.event.actor.role.value}


def to_carrier(
    context: Context, facts: Facts, *, letter: str | None = None, executive: bool = False
) -> tuple[Addressed, ...]:
    """One message to the carrier's point of contact, and for letters one to its executive."""
    contacts = context.case.contacts
    addresses = dict.fromkeys((contacts.poc, *((contacts.executive,) if executive else ())))
    return tuple(
        Addressed("carrier", address, contacts.languages, facts, letter) for address in addresses
    )


def to_office(
    context: Context, role: Role, facts: Facts, *, template: str | None = None
) -> tuple[Addressed, ...]:
    """One message to the office in which a role sits."""
    office = OFFICES["HQ" if role in (Role.HQ, Role.APP) else context.case.office]
    party = f"cbp:{role.value}"
    return (Addressed(party, office.address, OFFICE_LANGUAGES, facts, template=template),)


def to_ports(context: Context, key: str, facts: Facts) -> tuple[Addressed, ...]:
    """One message to each port at which a benefit of the BENEFIT track is given."""
    place = key.partition("@")[2]
    ports = context.case.ports if place == "all" else (place,)
    return tuple(
        Addressed(f"port:{port}", PORTS[port].address, OFFICE_LANGUAGES, facts) for port in ports
    )
