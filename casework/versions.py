"""By which versions a case is judged: policy, calendars, and the edition of CBP's criteria.

They are those in force when the desk received the opening, and travel with it: a workflow that
is replayed by newer code, with newer files beside it, still opens the case as it was opened.
A case keeps them. Policy and calendars move by ``move_policy`` only, the edition never.
"""

import hashlib
from collections.abc import Mapping

from casework import calendars, policy
from casework.calendars import Mark
from casework.model import Kept
from casework.reference.criteria import CRITERIA
from casework.reference.editions import OWN, Edition


class EditionOfCase(Kept):
    """The edition of CBP's criteria that a case rests on; without one, our own keys stand alone.

    ``sha256`` is of the edition's file. ``numbers`` says for each of our keys that the edition
    knows which of CBP's numbers it stands for.
    """

    name: str = OWN
    title: str = ""
    mark: Mark | None = None
    sha256: str = ""
    numbers: Mapping[str, tuple[str, ...]] = {}

    def knows(self, criterion: str) -> bool:
        """Whether one of our keys is a requirement of this edition."""
        return criterion in (CRITERIA if self.name == OWN else self.numbers)


class Versions(Kept):
    """The versions by which a case that is opened now is judged."""

    policy: str
    calendar: str
    criteria: EditionOfCase = EditionOfCase()


BEFORE_THEY_TRAVELLED = Versions(policy="2026-11", calendar="2026-11")
"""What an opening was judged by that names no versions: when it was received there was one each."""


def versions_in_force(edition: Edition | None = None) -> Versions:
    """Return the newest versions at hand, with the edition that is in force."""
    return Versions(
        policy=policy.CURRENT,
        calendar=calendars.CURRENT,
        criteria=EditionOfCase() if edition is None else edition_of_case(edition),
    )


def edition_of_case(edition: Edition) -> EditionOfCase:
    """Return what a case keeps of an edition."""
    return EditionOfCase(
        name=edition.edition,
        title=edition.title,
        mark=edition.mark,
        sha256=hashlib.sha256(edition.as_file().encode()).hexdigest(),
        numbers={key: edition.numbers(key) for key in CRITERIA if edition.numbers(key)},
    )
