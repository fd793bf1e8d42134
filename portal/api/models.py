"""What the API answers, where it is not a model of the rules already."""

from datetime import date
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from casework.command import Receipt
from casework.events import CaseView
from casework.options import Option
from casework.view import next_due_on, opened_on, zone_of


class ListedCase(CaseView):
    """A case as lists show it; instants are UTC, days are local to its ``zone`` (IANA).

    ``next_due_on`` is the day on which what comes next is due: what falls due as a day ends is due
    on that day, though ``next_due`` is the next day's first instant.
    """

    opened_on: date
    next_due_on: date | None


def listed(view: CaseView) -> ListedCase:
    """Return a case of a list with its days."""
    days = {"zone": zone_of(view), "opened_on": opened_on(view), "next_due_on": next_due_on(view)}
    return ListedCase.model_construct(**{**dict(view), **days})


class CaseList(BaseModel):
    """A page of cases, the one opened last first. ``next`` is the cursor of the next page, null on
    the last one."""

    cases: list[ListedCase]
    next: str | None


class WholeCase(BaseModel):
    """A case with all that somebody may see of it. ``version`` is also its ``ETag``; instants are
    UTC, days are local to ``zone`` (IANA).

    ``commands`` are those that he may give now, with the conditions that depend on what they say.
    """

    model_config = ConfigDict(extra="allow")

    case_id: str
    version: int
    zone: str
    opened_on: date
    next_due_on: date | None
    commands: list[Option]


class Options(BaseModel):
    """Every command as it stands for who asks: possible, or why not."""

    case_id: str
    version: int
    commands: list[Option]


class NumberedEvent(BaseModel):
    """An event; ``event`` is null where it is CBP's own, or a decision not yet delivered."""

    seq: int
    hash: str
    event: dict[str, Any] | None


class Events(BaseModel):
    """Events of a case, in order. ``next`` is the ``after`` of the next page."""

    case_id: str
    zone: str
    events: list[NumberedEvent]
    next: int | None


class Explained(BaseModel):
    """A clock: its day is local to its zone. ``why`` explains the day, line by line."""

    key: str
    what_en: str
    what_es: str
    status: str
    party: str
    due: AwareDatetime | None
    due_day: date
    zone: str
    amount: int | None
    unit: str
    provisional: bool
    late: bool
    source_en: str
    source_es: str
    mark: str
    why_en: list[str]
    why_es: list[str]
    ledger: dict[str, Any]


class Clocks(BaseModel):
    """The clocks of a case, and days of the membership for reference."""

    case_id: str
    clocks: list[Explained]
    reference: list[dict[str, Any]]


class Signer(BaseModel):
    """Who signed a document, in which role, when."""

    model_config = ConfigDict(extra="allow")

    person: str
    role: str


class DocumentRef(BaseModel):
    """A document on file: what it is, and the SHA-256 (hex) of what it says."""

    name: str
    kind: str
    sha256: str
    filed_by: str
    filed_at: AwareDatetime
    signatures: list[Signer]


class Document(DocumentRef):
    """A document with its content; empty where only its hash is on file."""

    content: dict[str, Any]


class Documents(BaseModel):
    """The documents that somebody may read."""

    case_id: str
    documents: list[DocumentRef]


class Benefit(BaseModel):
    """A benefit at a place (a crossing's code, or ``all``), and whether it is on or off."""

    benefit: str
    place: str
    name_en: str
    name_es: str
    mark: str
    state: str


class Benefits(BaseModel):
    """The benefits of a case."""

    case_id: str
    benefits: list[Benefit]


class CommandToGive(BaseModel):
    """A command as it is sent: which one, and what it says (``/api/v1/acts`` has the schemas)."""

    model_config = ConfigDict(extra="forbid")

    command: str = Field(max_length=60, examples=["acknowledge_letter"])
    body: dict[str, Any] = Field(default_factory=dict)


class Answered(BaseModel):
    """The command has its effect, which is durable."""

    state: Literal["done"] = "done"
    receipt: Receipt


class Received(BaseModel):
    """The command is received and durable; the engine is away. It takes effect as of now."""

    state: Literal["received"] = "received"
    command_id: str
    outcome: str = Field(description="where to ask what became of it")
    en: str = "Received. It takes effect as of now, as soon as the engine is back."
    es: str = "Recibido. Surte efecto desde ahora, en cuanto el motor esté de vuelta."


class Declined(BaseModel):
    """The rules refused the command; nothing was changed."""

    state: Literal["declined"] = "declined"
    rule: str
    en: str
    es: str


class Act(BaseModel):
    """A command that exists, with the JSON Schema of what it says."""

    command: str
    description: str
    opens: bool
    body: dict[str, Any]


class Lessons(BaseModel):
    """Published lessons that somebody may read, and practice cards."""

    lessons: list[dict[str, Any]]
    practices: list[dict[str, Any]]
