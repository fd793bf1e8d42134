"""Which files of a case somebody may name in an act: for a pick list beside a field."""

from datetime import datetime
from typing import NamedTuple

from casework.case import Case
from casework.roles import Actor
from evidence.ports import Verdict
from portal.evidence_access import answers
from portal.services import Services


class FileToName(NamedTuple):
    """A file on record: what an act says of it (``name``, ``sha256`` in hex), and what tells it
    from others. ``filed_at`` is UTC."""

    sha256: str
    name: str
    reference: str
    own_reference: str | None
    filed_at: datetime


async def files_to_name(on: Services, case: Case, actor: Actor) -> tuple[FileToName, ...]:
    """Return the files of a case that somebody may read and name, the newest first, each content
    once. Empty where there is no store.

    ``case`` is the whole case (``Seen.whole``), which the caller has read, and logged, for him.
    """
    if on.archive is None:
        return ()
    with answers():
        items = await on.archive.items(case, actor)
    found: dict[str, FileToName] = {}
    for item in reversed(items):
        if item.verdict is not Verdict.INFECTED:
            named = FileToName(
                item.sha256, item.name, item.reference, item.own_reference, item.accepted_at
            )
            found.setdefault(item.sha256, named)
    return tuple(found.values())
