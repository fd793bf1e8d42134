"""What happened in a case, in the past tense: all that is recorded, numbered and chained.

An event is made by ``decide`` and never changed. Recorded events must stay readable for as long as
a case may be asked about, so fields are only ever added, with a default.
"""

from typing import Any

from pydantic import AwareDatetime, Field

from casework.case_parts import Assignment
from casework.clocks import Clock, LedgerEntry
from casework.errand import Errand
from casework.lesson_parts import PublishedLesson
from casework.model import Kept
from casework.roles import Actor, Party, Role
from casework.states import Phase, Standing, State
from casework.versions import EditionOfCase


class DocumentRef(Kept):
    """A document that an event rests on: which one, and the SHA-256 (hex) of what was in it."""

    id: str
    kind: str
    sha256: str


class ClockChange(Kept):
    """One line for one clock's ledger; ``started`` carries the whole clock when it is new."""

    key: str
    entry: LedgerEntry
    started: Clock | None = None


class Notice(Kept):
    """A message that is owed to one recipient, registered together with the event that owes it.

    ``key`` is stable within the case and becomes the Message-ID, so that a repeated attempt is
    the same message. ``facts`` are what the template says in both languages. ``party`` is who
    gets it; outside CBP and the carrier none is made before the embargo of a letter is over.
    ``recipient`` is set on a reversal: whom of those who were told it is for.
    """

    key: str
    template: str
    party: str
    address: str
    languages: tuple[str, ...]
    facts: dict[str, Any] = Field(default_factory=dict)
    letter: str | None = None
    recipient: str | None = None


class Event(Kept):
    """One thing that happened: which row of the process table, when, by whom, with what effect.

    ``at`` is the legal instant (when a command was received, when a clock ran out), UTC.
    ``track`` and ``item`` are set for rows of a track (a letter, a benefit at a place …);
    ``before`` and ``after`` are then the item's states, else the case's.
    ``policy`` and ``calendar`` are the versions that the case is judged by; the opening also says
    on which edition of CBP's criteria (``criteria``) it rests.
    ``body`` is what the command said, ``errands`` what other cases are told because of it.
    ``marks`` names the part that the actor now has in the case (``recommender``, ``decider`` …),
    which four-eyes rules read. ``entered_by`` is set where a
    filing came on paper: who entered it for the actor.
    """

    kind: str
    row: str
    at: AwareDatetime
    actor: Actor
    act: str
    before: str | None = None
    after: str
    track: str | None = None
    item: str | None = None
    command_id: str | None = None
    envelope_sha256: str | None = None
    body: dict[str, Any] = Field(default_factory=dict)
    documents: tuple[DocumentRef, ...] = ()
    clocks: tuple[ClockChange, ...] = ()
    notices: tuple[Notice, ...] = ()
    errands: tuple[Errand, ...] = ()
    marks: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    authority: str = ""
    policy: str = ""
    calendar: str = ""
    criteria: EditionOfCase | None = None
    entered_by: Actor | None = None


class ClockView(Kept):
    """A clock as lists and pages show it."""

    key: str
    rule: str
    label_en: str
    label_es: str
    status: str
    started_at: AwareDatetime
    due: AwareDatetime | None
    due_day: str | None
    owner: Role
    party: Party
    lapsed: bool = False
    extended: bool = False
    provisional: bool = False
    ledger: Clock


class CaseView(Kept):
    """A case as lists show it: what the projection in the database holds after a batch.

    ``held``: a hold is in force; ``stayed``: the effect of the decision behind the standing is
    lifted for now. ``office`` has the case, and there whoever is ``assigned``. ``zone`` (IANA) is
    that of its days; views from before it was told have none (``casework.view``). Inside a batch
    ``clocks`` are only those that the batch changed; read back, they are all.
    """

    case_id: str
    carrier: str
    carrier_reference: str
    illustrative: bool
    state: State
    phase: Phase
    standing: Standing
    owner: Role | None
    awaiting: Party | None
    ports: tuple[str, ...]
    opened_at: AwareDatetime
    next_due: AwareDatetime | None
    next_label: str | None
    statutory_due: AwareDatetime | None
    overdue: bool
    held: bool
    stayed: bool = False
    round: int = 0
    policy: str = ""
    settled: bool = False
    adopted: bool = False
    legal_hold: bool = False
    linked: tuple[str, ...] = ()
    office: str = ""
    zone: str = ""
    assigned: Assignment | None = None
    clocks: tuple[ClockView, ...] = ()
    tracks: dict[str, dict[str, str]] = Field(default_factory=dict)
    lesson: PublishedLesson | None = None


class EventBatch(Kept):
    """Events that belong together, recorded in one transaction under one idempotency key.

    ``key`` is the command's id, or the clock step that caused them. ``envelope`` is the signed
    command exactly as it travelled (text), or None where a clock or a delivery acted. ``follows``
    is the number of the last event that the case knows to be recorded before it, None where it
    knows of none: the record refuses a batch that would come elsewhere.
    """

    case_id: str
    key: str
    events: tuple[Event, ...]
    view: CaseView
    envelope: str | None = None
    follows: int | None = None


class BatchReceipt(Kept):
    """What the record answers: the numbers that the events got, and the head of the chain."""

    case_id: str
    key: str
    first: int
    last: int
    head: str
    recorded_at: AwareDatetime
