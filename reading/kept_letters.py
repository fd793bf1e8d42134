"""Letters of a case as they were printed and kept, as far as somebody may open them.

Who may open a letter may have its printed form (``docs/decisions/0021``): a carrier once it is
delivered, an administration the notices to it.
"""

from datetime import datetime
from typing import NamedTuple

from casework.bilingual import Bilingual
from casework.events import Notice
from casework.letter_names import LETTER_NAMES
from casework.prints import Print
from casework.visibility import readable_notices
from reading.record import Record
from reading.seen import Seen
from records.case_reader import PrintedSheet


class KeptLetter(NamedTuple):
    """A letter: the notice that it is, when that was owed (UTC), and its sheets by language."""

    notice: Notice
    owed_at: datetime
    sheets: tuple[PrintedSheet, ...]

    @property
    def title(self) -> Bilingual:
        """What it is called: its own heading."""
        template = self.notice.template
        return LETTER_NAMES.get(template) or Bilingual(en=template, es=template)


async def kept_letters(record: Record, seen: Seen) -> tuple[KeptLetter, ...]:
    """Return the letters that somebody may open, in order.

    A letter that went to two persons is one letter: the first of its copies.
    """
    found: dict[str, KeptLetter] = {}
    for letter in await _every_copy(record, seen):
        found.setdefault(letter.notice.letter or letter.notice.key, letter)
    return tuple(found.values())


async def kept_print(record: Record, seen: Seen, sha256: str) -> Print | None:
    """Return a printed form by its SHA-256 (hex), of any copy; None where he may open none such."""
    for letter in await _every_copy(record, seen):
        if any(sheet.sha256 == sha256 for sheet in letter.sheets):
            prints = await record.cases.prints(seen.case.id, letter.notice.key)
            return next((each for each in prints if each.sha256 == sha256), None)
    return None


async def _every_copy(record: Record, seen: Seen) -> list[KeptLetter]:
    sheets = await record.cases.printed(seen.case.id)
    readable = {
        notice.key for notice in readable_notices(seen.case, (event for _, event in seen.events))
    }
    return [
        KeptLetter(notice, event.at, tuple(sheet for sheet in sheets if sheet.key == notice.key))
        for _, event in seen.events
        if event is not None
        for notice in event.notices
        if notice.key in readable and any(sheet.key == notice.key for sheet in sheets)
    ]
