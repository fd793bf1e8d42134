"""Who may see what of a case: the one place where that is decided, for every list, page and log.

CBP's people see their cases whole. A carrier's people see their own cases without what is CBP's
own: recommendations, drafts of letters, working notes, the breach review, and a decision before
its letter is delivered. Nobody else sees a case (process table, section 1: partner administrations
and partners never see the file). What is not named here as shown is not shown.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from casework.agriculture_sight import asked_of, event_for_agency, shown_to_agency
from casework.case import Case
from casework.case_parts import Document
from casework.clocks import Clock, EntryKind
from casework.commands import model_of
from casework.commands.chain import Access
from casework.commands.lessons import LessonLevel
from casework.commands.suspension import WithDocument, WithLetter
from casework.customs_sight import crossings_together, event_for_customs, shown_to_customs
from casework.documents import FILERS, DocumentKind, content_sha256
from casework.events import Event, Notice
from casework.evolve import changed_clock
from casework.matters import Matter
from casework.roles import CARRIER_ROLES, Actor, Role
from casework.shown import SHOWN
from casework.sight_abroad import event_abroad, notice_abroad, reads_notices
from casework.states import Phase, State

WITHOUT_CASES = frozenset({Role.MXA, Role.MXC, Role.AGL, Role.VWR})
"""Roles that see no list of cases; what they are told, they are told by notice. An agriculture
agency sees, of a case in which it was asked, what it was asked; Mexico's customs, where trains are
inspected together, what they recorded."""

SERVED = frozenset({"DELIVERED", "DECLARED"})
"""States of a letter whose content the carrier has."""

_CARRIERS_OWN = frozenset(kind for kind, by in FILERS.items() if by & CARRIER_ROLES)

_REPORTS = frozenset({"remind", "escalate", "on:sent", "on:bounced"})
"""What clocks and the mail system say themselves."""

_NEVER = frozenset({"order_recalled", "status_embargoed", "status_left_as_it_was"})
"""Kinds of events that are nobody's outside: what was recalled was never visible."""


def lesson_levels(actor: Actor | None) -> tuple[LessonLevel, ...]:
    """Return the levels of lessons that somebody may read; who sees no case reads the public."""
    if actor is None or (sees_cases(actor) and actor.role not in CARRIER_ROLES):
        return tuple(LessonLevel)
    if actor.role in CARRIER_ROLES:
        return (LessonLevel.PUBLIC, LessonLevel.MEMBERS)
    return (LessonLevel.PUBLIC,)


class Sight(NamedTuple):
    """What one person sees of one case."""

    case: Case
    events: tuple[Event | None, ...]


def sees_cases(actor: Actor | None) -> bool:
    """Whether somebody sees cases at all. None is who works on the machine itself."""
    return actor is None or actor.role not in WITHOUT_CASES


def may_see(carrier: str, actor: Actor | None, matter: Matter = Matter.RESUMPTION) -> bool:
    """Whether somebody may see a carrier's case, or a matter of another kind beside it."""
    if reads_notices(actor, matter):
        return True
    if actor is None or not sees_cases(actor):
        return actor is None
    return actor.role not in CARRIER_ROLES or actor.organisation == carrier


def hears_of(carrier: str, actor: Actor | None) -> bool:
    """Whether somebody may hear that a carrier has, or had, a case of which nothing can be read: it
    is not recorded yet, or was disposed of."""
    return sees_cases(actor) and may_see(carrier, actor)


def admitted(case: Case, actor: Actor | None) -> bool:
    """Whether somebody may open this case: also an agency that was asked for its concurrence, and
    customs at a crossing where both sides inspect."""
    if actor is not None and actor.role is Role.MXC:
        return bool(crossings_together(case))
    if actor is not None and actor.role is Role.AGL:
        return asked_of(case, actor.organisation)
    return may_see(case.carrier, actor, case.matter)


def sight(case: Case, events: Iterable[Event], actor: Actor | None) -> Sight:
    """Return a case and its events as somebody sees them; an event that he does not is None.

    ``events`` are all events of the case, which he may open (``admitted``).
    """
    every = tuple(events)
    if actor is not None and reads_notices(actor, case.matter):
        abroad = tuple(event_abroad(event, actor) for event in every)
        return Sight(notice_abroad(case), abroad)
    if actor is not None and actor.role is Role.AGL:
        agency = actor.organisation
        seen = tuple(event_for_agency(event, agency) for event in every)
        return Sight(shown_to_agency(case, agency), seen)
    if actor is not None and actor.role is Role.MXC:
        return Sight(shown_to_customs(case), tuple(event_for_customs(event) for event in every))
    if actor is None or actor.role not in CARRIER_ROLES:
        return Sight(case, every)
    shown = tuple(visible_event(event, case, actor) for event in every)
    return Sight(_shown_case(case, every, shown, actor), shown)


def visible_event(event: Event, case: Case, actor: Actor | None) -> Event | None:
    """Return an event as somebody sees it, None where he does not; ``case`` is as it stands now."""
    if actor is not None and actor.role is Role.AGL:
        return event_for_agency(event, actor.organisation)
    if actor is not None and actor.role is Role.MXC:
        return event_for_customs(event)
    if actor is None or actor.role not in CARRIER_ROLES:
        return event
    if event.kind in _NEVER or _kept_back(event, case):
        return None
    return event.model_copy(
        update={
            "body": _shown_body(event),
            "documents": tuple(
                ref for ref in event.documents if _releasable(ref.id, ref.sha256, case)
            ),
            "notices": tuple(notice for notice in event.notices if notice.party == "carrier"),
            "errands": (),
        }
    )


def visible_document(name: str, document: Document, case: Case, actor: Actor | None) -> bool:
    """Whether somebody may read a document: a letter only once it is delivered."""
    if actor is not None and actor.role in (Role.AGL, Role.MXC):
        return False
    if actor is None or actor.role not in CARRIER_ROLES:
        return True
    return _releasable(name, document.sha256, case)


def readable_notices(case: Case, events: Iterable[Event | None]) -> tuple[Notice, ...]:
    """Return the messages that somebody may read, in order; ``case`` and ``events`` as he sees them
    (``sight``): those of events that he sees whole, and of letters only those that he may open.
    """
    return tuple(
        notice
        for event in events
        if event is not None
        for notice in event.notices
        if notice.letter is None or notice.letter in case.documents
    )


def visible_phase(case: Case, actor: Actor | None) -> Phase:
    """Return the phase that somebody sees: an order being served does not say where it leads."""
    outside = actor is not None and actor.role in CARRIER_ROLES | {Role.AGL, Role.MXC}
    if not outside or case.state is not State.ORDERED:
        return case.phase
    before = [span.phase for span in case.spans if span.state is not State.ORDERED]
    return before[-1] if before else case.phase


def _releasable(name: str, sha256: str, case: Case) -> bool:
    """Whether a carrier's people may read this content of a document."""
    found = case.documents.get(name)
    if found is None or found.sha256 != sha256:
        return False
    if found.kind is DocumentKind.LETTER:
        return _served(name, case)
    if found.kind is DocumentKind.STAGE_PLAN:
        return name == case.stage_plan  # in effect, so its letter was served
    return found.kind in _CARRIERS_OWN


def _served(letter: str, case: Case) -> bool:
    return case.tracks.get("LETTER", {}).get(letter) in SERVED


def _kept_back(event: Event, case: Case) -> bool:
    """Whether an event is CBP's own, or a decision whose letter is not delivered yet."""
    if event.act == "on:relief.granted":
        return not _served(event.body.get("letter", ""), case)
    if event.actor.role in CARRIER_ROLES or event.actor.role is Role.SYS:
        return False
    if event.act == "file_draft":
        # an earlier draft of what was served later is another content, and stays CBP's own
        sha256 = content_sha256(event.body["content"])
        return not _releasable(event.body["document"], sha256, case)
    if event.track == "LEGAL_HOLD":
        return True  # a hold is between CBP and its counsel
    if event.act == "link_case" or event.body.get("access") == Access.CBP:
        return True  # that another carrier has a case is nobody else's business
    model = model_of(event.act)
    if issubclass(model, WithLetter):
        return not _served(event.body.get("letter", ""), case)
    if event.act == "sign_document" and issubclass(model, WithDocument):
        return not _releasable(event.body["document"], event.body["sha256"], case)
    return False


def _shown_body(event: Event) -> dict[str, Any]:
    if event.actor.role in CARRIER_ROLES:
        return event.body
    if event.actor.role is Role.SYS:
        # a fact that a command raised bears that command's body, whoever gave it
        return event.body if event.act in _REPORTS or event.act.startswith("lapse:") else {}
    if event.act in ("file_draft", "sign_document"):
        return event.body  # of what is kept back, the whole event is
    shown: dict[str, Any] = {}
    for path in SHOWN.get(event.act, ()):
        name, _, inner = path.partition(".")
        value = event.body.get(name)
        if value is None:
            continue
        if not inner:
            shown[name] = value
        elif isinstance(value, dict) and inner in value:
            shown.setdefault(name, {})[inner] = value[inner]
    return shown


def _shown_case(
    case: Case, events: tuple[Event, ...], shown: tuple[Event | None, ...], actor: Actor
) -> Case:
    """Return a case without documents, clocks and tracks that are CBP's own for now."""
    tracks = {
        track: items
        for track, items in case.tracks.items()
        if track != "LEGAL_HOLD" and (track != "STATUS" or "PUBLISHED" in items.values())
    }
    if "RELIEF" in tracks:
        tracks["RELIEF"] = {
            name: state if state != "GRANTED" or _told_of_relief(name, case) else "REQUESTED"
            for name, state in tracks["RELIEF"].items()
        }
    return case.model_copy(
        update={
            "scope_change": None,
            "assigned": None,
            "documents": {
                name: document
                for name, document in case.documents.items()
                if visible_document(name, document, case, actor)
            },
            "clocks": _shown_clocks(events, shown),
            "tracks": tracks,
            "told": {},
            "chain": {},
            "shared": tuple(
                found.model_copy(update={"other_case": ""})
                for found in case.shared
                if found.access is not Access.CBP
            ),
            "dependencies": {
                name: found.model_copy(update={"other_case": "", "other_action": ""})
                for name, found in case.dependencies.items()
            },
        }
    )


def _told_of_relief(request: str, case: Case) -> bool:
    """Whether the carrier has the letter that grants its request."""
    return _served(case.reliefs[request].letter or "", case)


def _shown_clocks(events: tuple[Event, ...], shown: tuple[Event | None, ...]) -> dict[str, Clock]:
    """Return the clocks as far as visible events made them; that one was stopped is no secret."""
    clocks: dict[str, Clock] = {}
    for event, seen in zip(events, shown, strict=True):
        for change in event.clocks:
            if change.started is not None and seen is None:
                clocks.pop(change.key, None)
            elif change.started is not None or (
                change.key in clocks and (seen or change.entry.kind is EntryKind.STOPPED)
            ):
                clocks[change.key] = changed_clock(clocks, change)
    return clocks
