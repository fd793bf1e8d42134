"""A letter exactly as it is printed, before it is signed and after it was sent.

What is signed is the draft's hash and the whole command that names it (`docs/decisions/0012`). The
printed form follows from these, from the case, and from the templates; so it is made here by the
same rules and the same templates that make it when it is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from activities.printing import version_of
from activities.renderings import BETWEEN_LANGUAGES, wording
from casework.bilingual import Language
from casework.commands.suspension import WithLetter
from casework.events import Notice
from casework.prints import Print
from casework.roles import Actor
from reading.judging import judge
from reading.seen import Seen
from records.case_reader import RegisteredNotice

SEPARATOR = BETWEEN_LANGUAGES
"""What stands between the two languages of a letter."""


@dataclass(frozen=True)
class Printed:
    """A letter as it is printed: the text by language in its order, its hash, and the templates'
    version.

    ``act`` is the command that would sign it, None where it is signed already; ``agrees`` then
    says whether this is what was handed to the mail system, None where nothing was yet. ``kept``
    is its printed form as it was attached, empty where nothing was printed yet.
    """

    notice: Notice
    version: str
    parts: dict[Language, str]
    sha256: str
    act: str | None = None
    agrees: bool | None = None
    kept: tuple[Print, ...] = ()

    @property
    def name(self) -> str:
        """What it is called: a letter by its name, another notice by what it is."""
        return self.notice.letter or self.notice.template

    def as_object(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "letter": self.name,
            "signed": self.act is None,
            "would_be_signed_by": self.act,
            "template": self.notice.template,
            "template_version": self.version,
            "sha256": self.sha256,
            "as_sent": self.agrees,
            "text": self.parts,
            "pdf": {
                each.language: {"sha256": each.sha256, "compiler": each.compiler}
                for each in self.kept
            },
        }


def as_it_would_be(seen: Seen, actor: Actor, body: WithLetter) -> Printed:
    """Return a draft as it would be printed if this decision signed it now.

    Raises ``Declination`` where the rules would refuse that decision: its letter cannot exist.
    """
    judged = judge(seen, actor, body)
    owed = [n for event in judged.events for n in event.notices if n.letter == body.letter]
    return replace(_worded(owed[0], seen), act=body.act)


def as_signed(
    seen: Seen, notice: Notice, register: Iterable[RegisteredNotice], kept: tuple[Print, ...] = ()
) -> Printed:
    """Return a signed letter from the facts that are on the record, and whether it was sent so.

    Raises ``LookupError`` where it was printed with templates that this release does not have.
    """
    found = _worded(notice, seen, kept)
    deliveries = [d for row in register if row.notice.key == notice.key for d in row.deliveries]
    sent = [delivery.content_sha256 for delivery in deliveries if delivery.accepted]
    agrees = sent[-1] == found.sha256 if sent else None
    return replace(found, agrees=agrees, kept=kept)


def _worded(notice: Notice, seen: Seen, kept: tuple[Print, ...] = ()) -> Printed:
    version = version_of(kept)
    said = wording(
        notice.template,
        notice.facts,
        case_id=seen.case.id,
        illustrative=seen.case.illustrative,
        languages=notice.languages,
        version=version,
    )
    parts = said.text.split(BETWEEN_LANGUAGES)
    return Printed(
        notice=notice,
        version=version,
        parts=dict(zip(said.languages, parts, strict=True)),
        sha256=said.sha256,
    )
