"""Forms that somebody began and has not sent, each for who saved it and nobody else."""

import json
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from casework.roles import Actor
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES

MOST = 100
"""How many saved forms a person may have."""


class TooManySaved(Exception):
    """Somebody has saved as many forms as may be; some must go first."""


class SavedForm(NamedTuple):
    """A form as it was left: of which act in which case (empty where it opens one), about what.

    ``fields`` are the paths of its fields with what was typed, in their order.
    """

    id: UUID
    case_id: str
    act: str
    about: str
    fields: tuple[tuple[str, str], ...]
    saved_at: datetime


class PostgresSavedForms:
    """Saved forms, in the portal's role. A person in another capacity is somebody else here."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def save(self, owner: Actor, form: SavedForm) -> None:
        """Keep a form, or what was typed into it since it was kept. Raises ``TooManySaved``."""
        with database_errors():
            kept = await QUERIES.save_form(
                self._pool,
                **_named(owner),
                id=str(form.id),
                case_id=form.case_id,
                act=form.act,
                about=form.about,
                fields=json.dumps(form.fields, ensure_ascii=False),
                at=form.saved_at,
                most=MOST,
            )
        if kept is None:
            raise TooManySaved

    async def of(self, owner: Actor, case_id: str) -> list[SavedForm]:
        """Return what somebody saved in a case, the last first; with "", of what opens one."""
        with database_errors():
            rows = [
                row
                async for row in QUERIES.saved_forms(self._pool, **_named(owner), case_id=case_id)
            ]
        return [
            SavedForm(
                row["id"],
                row["case_id"],
                row["act"],
                row["about"],
                tuple((path, value) for path, value in json.loads(row["fields"])),
                row["saved_at"],
            )
            for row in rows
        ]

    async def drop(self, owner: Actor, form: UUID) -> None:
        """Forget a form of somebody's; nothing happens where it is not his."""
        with database_errors():
            await QUERIES.drop_form(self._pool, **_named(owner), id=str(form))


def _named(owner: Actor) -> dict[str, str]:
    return {
        "person": owner.person,
        "role": owner.role.value,
        "organisation": owner.organisation,
    }
