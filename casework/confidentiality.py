"""Confidentiality classes of filed evidence: who may read and who may file what (domain.md 11.5).

Four classes, each narrower than the one before: ``PUBLIC_STATUS`` < ``PARTNER_STATUS`` (consented)
< ``CARRIER_CASE`` < ``GOV_ONLY`` (targeting, images of inspections, investigations). They follow
6 U.S.C. 971(c): what a member tells the programme stays with the programme. What no line here
allows is not allowed.
"""

from enum import StrEnum

from casework.bilingual import Bilingual
from casework.case import Case
from casework.reference import PARTNERS
from casework.roles import CARRIER_ROLES, Actor, Role
from casework.status_told import lets_know
from casework.visibility import admitted


class Confidentiality(StrEnum):
    """How far a document may travel."""

    PUBLIC_STATUS = "PUBLIC_STATUS"
    PARTNER_STATUS = "PARTNER_STATUS"
    CARRIER_CASE = "CARRIER_CASE"
    GOV_ONLY = "GOV_ONLY"


CONFIDENTIALITY_NAMES: dict[Confidentiality, Bilingual] = {
    Confidentiality.PUBLIC_STATUS: Bilingual(en="public status", es="estatus público"),
    Confidentiality.PARTNER_STATUS: Bilingual(
        en="status, for partners with consent", es="estatus, para socios con consentimiento"
    ),
    Confidentiality.CARRIER_CASE: Bilingual(
        en="the carrier's case", es="expediente del transportista"
    ),
    Confidentiality.GOV_ONLY: Bilingual(en="government only", es="solo gobierno"),
}
"""Each class in both languages."""

_CASEWORKERS = frozenset({Role.OFF, Role.SUP, Role.HQ, Role.APP, Role.PORT})

_CASE_READERS = _CASEWORKERS | CARRIER_ROLES | {Role.OPS, Role.AUD}
_READERS: dict[Confidentiality, frozenset[Role]] = {
    # operations keep the machines running, and need no targeting data for that
    Confidentiality.GOV_ONLY: _CASEWORKERS | {Role.AUD},
    Confidentiality.CARRIER_CASE: _CASE_READERS,
    Confidentiality.PARTNER_STATUS: _CASE_READERS,
}
"""By class, who reads it in a case that he may open; the public class is everybody's."""

_FILERS: dict[Confidentiality, frozenset[Role]] = {
    Confidentiality.GOV_ONLY: _CASEWORKERS,
    Confidentiality.CARRIER_CASE: _CASEWORKERS | CARRIER_ROLES | {Role.OPS},
    Confidentiality.PARTNER_STATUS: CARRIER_ROLES | {Role.OFF, Role.SUP, Role.HQ, Role.MXA},
    # a status is published by who answers for it
    Confidentiality.PUBLIC_STATUS: frozenset({Role.SUP, Role.HQ}),
}
"""By class, who files it. Nobody files what he could not read."""


def may_read(document: Confidentiality, actor: Actor, case: Case) -> bool:
    """Whether somebody may read a document of a class in a case."""
    if document is Confidentiality.PUBLIC_STATUS:
        return True
    if document is Confidentiality.PARTNER_STATUS and _consented(actor, case):
        return True
    return actor.role in _READERS[document] and admitted(case, actor)


def may_file(document: Confidentiality, actor: Actor, case: Case) -> bool:
    """Whether somebody may file a document of a class in a case."""
    return (
        actor.role in _FILERS[document]
        and admitted(case, actor)
        and may_read(document, actor, case)
    )


def usual_class(role: Role) -> Confidentiality:
    """Return the class of what a role files without naming one: the narrowest that it may file."""
    order = list(reversed(Confidentiality))
    return next((found for found in order if role in _FILERS[found]), Confidentiality.CARRIER_CASE)


def _consented(actor: Actor, case: Case) -> bool:
    """Whether the carrier has agreed that this partner or administration may know its status."""
    return lets_know(case, actor) or any(
        known.consent and PARTNERS[known.partner].role is actor.role
        for known in case.contacts.recognitions
    )
