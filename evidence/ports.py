"""What the store needs of a ledger, as a protocol, and what it keeps there; the adapter lives in
``records``. Also the store's own face, for whoever offers it to people.
"""

from collections.abc import AsyncIterable, AsyncIterator, Collection
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NamedTuple, Protocol

from pydantic import AwareDatetime, StringConstraints

from casework.case import Case
from casework.confidentiality import Confidentiality
from casework.model import Kept, Submitted
from casework.roles import Actor, Role
from casework.text import Sha256

UploadId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{15,63}$")]
"""The id of an upload: 16 to 64 letters, digits and dashes. Not to be guessed, or derived from
what is sent, so that sending it again goes on where it was cut."""


class Announced(Submitted):
    """A file before it is sent. ``name`` is as given; it is made neutral, and never a path.

    ``media_type`` as ``application/pdf``, ``size`` in bytes. ``own_reference`` is the sender's own
    number of what the file is about. What is wrong with them is told by ``Archive.begin``.
    """

    name: str
    media_type: str
    size: int
    confidentiality: Confidentiality
    own_reference: str | None = None


class UploadState(StrEnum):
    """OPEN takes parts; the others are ends. What is not ACCEPTED can be begun anew, but for a file
    that was found INFECTED."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    INFECTED = "INFECTED"
    REFUSED = "REFUSED"
    ABANDONED = "ABANDONED"


class Upload(Kept):
    """An upload on its way; ``received`` is the offset (bytes) at which the next part begins."""

    upload_id: str
    case_id: str
    person: str
    role: Role
    organisation: str
    confidentiality: Confidentiality
    name: str
    media_type: str
    size: int
    own_reference: str | None = None
    received: int = 0
    state: UploadState = UploadState.OPEN
    started_at: AwareDatetime
    touched_at: AwareDatetime

    def is_of(self, actor: Actor) -> bool:
        """Whether somebody is who began it."""
        mine = (self.person, self.role, self.organisation)
        return mine == (actor.person, actor.role, actor.organisation)


class Part(NamedTuple):
    """A part of an upload as it lies in quarantine: where it begins, its bytes, its object."""

    start: int
    length: int
    object: str


class Verdict(StrEnum):
    """What is known of a file's harmlessness. An infected file is recorded, and not kept."""

    CLEAN = "CLEAN"
    UNSCANNED = "UNSCANNED"
    INFECTED = "INFECTED"


class Item(Kept):
    """A file that was filed in a case, or refused as infected: its row of the ledger.

    ``reference`` is its name in the case for people (``E-7K2M9QF4TB3W``); ``sha256`` that of its
    content (hex), which commands name.
    """

    reference: str
    upload_id: str
    case_id: str
    person: str
    role: Role
    organisation: str
    confidentiality: Confidentiality
    name: str
    media_type: str
    size: int
    sha256: Sha256
    own_reference: str | None
    verdict: Verdict
    scanner: str | None
    signature: str | None
    accepted_at: AwareDatetime


class Judged(NamedTuple):
    """What came of looking at an upload: its hash (hex), the verdict, by which scanner, and the
    signature that was found."""

    reference: str
    sha256: str
    verdict: Verdict
    scanner: str | None
    signature: str | None = None


class TooManyOpen(Exception):
    """A person has as many uploads under way as one may have."""


class Storing(Protocol):
    """The right to put or remove the object of one hash, while nobody else does."""

    async def wanted(self) -> bool:
        """Whether an accepted item is of this hash."""
        ...

    async def accept(self, upload_id: str, judged: Judged) -> Item | None:
        """Enter the item and end its upload; it is durable when the right ends without an error.

        Returns the item that the upload has become, also where it had before; None where it has
        ended otherwise.
        """
        ...


class Ledger(Protocol):
    """Durable memory of uploads, items and reads."""

    async def begin(self, upload: Upload, *, most_open: int) -> Upload:
        """Write an upload down, or return what is written under its id.

        One that ended without an item is opened anew, empty. Raises ``TooManyOpen``.
        """
        ...

    async def upload(self, upload_id: str) -> Upload | None:
        """Return an upload."""
        ...

    async def parts(self, upload_id: str) -> tuple[Part, ...]:
        """Return the parts of an upload in their order."""
        ...

    async def add_part(self, upload_id: str, part: Part) -> bool:
        """Count a part in; False where it does not begin at the offset, or the upload has ended."""
        ...

    async def refuse(self, upload_id: str) -> None:
        """End an open upload that is not taken."""
        ...

    async def infected(self, upload_id: str, judged: Judged) -> Item | None:
        """Record an infected file and end its upload; as ``Storing.accept``."""
        ...

    def storing(self, sha256: str) -> AbstractAsyncContextManager[Storing]:
        """Hold the right to one hash; what is accepted under it is durable at its end."""
        ...

    async def item_of_upload(self, upload_id: str) -> Item | None:
        """Return what an upload has become."""
        ...

    async def items(self, case_id: str) -> tuple[Item, ...]:
        """Return the items of a case, oldest first."""
        ...

    async def found_infected(self, sha256: str) -> bool:
        """Return whether a file of a hash (hex) was ever found infected, in whatever case."""
        ...

    async def log_read(self, item: Item, actor: Actor, *, given: bool) -> None:
        """Write down that somebody asked for a document, and whether it was given."""
        ...

    async def abandon(self, untouched_since: datetime) -> None:
        """End open uploads that nobody has touched since."""
        ...

    async def entered(self, hashes: Collection[str]) -> frozenset[str]:
        """Return which of some hashes (hex) accepted items have."""
        ...

    async def open_uploads(self, upload_ids: Collection[str]) -> frozenset[str]:
        """Return which of some uploads are open."""
        ...


class Reading(NamedTuple):
    """A document on its way to a reader. ``content`` ends with an error where it does not verify:
    only what ends without one is the document."""

    item: Item
    content: AsyncIterator[bytes]


class Archive(Protocol):
    """The evidence store as the command line, pages and the API use it.

    ``case`` is the whole case as folded from its record, which the caller has read; ``actor`` is
    who speaks. Every method may raise ``EvidenceRefused`` (wrong input, or forbidden),
    ``NoSuchEvidence`` (nothing there for this person), ``EvidenceUnreachable`` (scanner or object
    store away) and the ledger's own errors.
    """

    async def begin(
        self, case: Case, actor: Actor, announced: Announced, upload_id: str | None = None
    ) -> Upload:
        """Begin an upload, or go on with the one of that id."""
        ...

    async def upload(self, upload_id: str, actor: Actor) -> Upload:
        """Return an upload of one's own, with its offset."""
        ...

    async def append(
        self, upload_id: str, actor: Actor, start: int, content: AsyncIterable[bytes]
    ) -> Upload:
        """Add content at the offset; what was taken of it before an error stays taken."""
        ...

    async def finish(self, upload_id: str, actor: Actor, sha256: str | None = None) -> Item:
        """Accept what was sent, whole; ``sha256`` (hex) is what it must be.

        The same again gives the same.
        """
        ...

    async def give_up(self, upload_id: str, actor: Actor) -> None:
        """End an upload of one's own that is not wanted any more, and remove what was sent of it.

        One that has ended stays as it ended.
        """
        ...

    async def items(self, case: Case, actor: Actor) -> tuple[Item, ...]:
        """Return the documents of a case that somebody may read, oldest first."""
        ...

    async def read(self, case: Case, actor: Actor, wanted: str) -> Reading:
        """Give a document, by its reference or hash, to who may read it; the read is logged."""
        ...
