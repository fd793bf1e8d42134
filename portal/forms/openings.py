"""A form that opens a case: there is none yet, so nothing is known but who opens it."""

from typing import Any

from casework.bilingual import Language
from casework.commands import commands
from casework.commands.suspension import Opening
from casework.options import Condition, Option
from casework.process.table import BY_ACT
from casework.reference import OFFICES, PORTS
from casework.roles import Actor
from portal.forms.filling import Filling
from portal.forms.picks import Surroundings
from portal.forms.typed import Typed


def openings(actor: Actor) -> list[Option]:
    """Return how somebody may open a case, in process order.

    A case from paper is entered with its whole record, from a file; it is no form.
    """
    return [
        Option(
            act=act,
            description=model.description(),
            possible=True,
            rows=tuple(row.id for row in rows),
            conditions=tuple(
                Condition(rule=guard.code, en=guard.en, es=guard.es)
                for row in rows
                for guard in row.when
            ),
        )
        for act, model in commands().items()
        if issubclass(model, Opening) and "record" not in model.model_fields
        if (rows := [row for row in BY_ACT.get(act, ()) if actor.role in row.by])
    ]


class OpeningForm(Filling):
    """One form that opens a case; times typed into it are local at the crossing that it names."""

    def __init__(self, actor: Actor, option: Option, typed: Typed, language: Language) -> None:
        port = PORTS.get(typed.one("port"))
        zone = port.zone if port else zone_of(actor)
        super().__init__(Surroundings(None, option, actor, {}, language), typed, zone)

    def complete(self, body: dict[str, Any]) -> dict[str, Any]:
        """Add what the desk says itself, whatever was sent."""
        return {**body, "carrier_reference": "R"}


def zone_of(actor: Actor) -> str:
    """Return the zone in which somebody works, or the first office's."""
    office = OFFICES.get(actor.organisation) or next(iter(OFFICES.values()))
    return office.zone
