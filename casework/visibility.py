"""Who may see what of a case: the one place where that is decided, for every list, page and log.

CBP's people see their cases whole. A carrier's people see their own cases without what is CBP's
own: recommendations, drafts of letters, working notes, the breach review, and a decision before
its letter is delivered. Nobody else sees a case (process table, section 1: partner administrations
and partners never see the file). What is not named here as shown is not shown.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from casework.case import Case
from casework.case_parts import Document
from casework.clocks import Clock, EntryKind
from casework.commands import model_of
from casework.commands.lessons import LessonLevel
from casework.commands.suspension import WithDocument, WithLetter
from casework.documents import FILERS, DocumentKind, content_sha256
from casework.events import Event
from casework.evolve import changed_clock
from casework.roles import CARRIER_ROLES, Actor, Role
from casework.states import Phase, State

WITHOUT_CASES = frozenset({Role.MXA, Role.MXC, Role.AGL, Role.VWR})
"""Roles that see no case; what they are told, they are told by notice."""

SERVED = frozenset({"DELIVERED", "DECLARED"})
"""States of a letter whose content the carrier has."""

_CARRIERS_OWN = frozenset(kind for kind, by in FILERS.items() if by & CARRIER_ROLES)

_INCIDENT = ("incident.id", "incident.discovered_at", "incident.port", "incident.category")
_LETTER = ("letter", "letter_sha256")
_DECISION = (*_LETTER, "legal_basis", "rests_on")
_SANCTION = (*_DECISION, "scope", "partial", "term_days", "no_comment_reason")

_OPENING = (
    *("carrier", "office", "port", "contacts", "membership", "illustrative", "ground"),
    *_INCIDENT,
)

_SHOWN: dict[str, tuple[str, ...]] = {
    "open_case": _OPENING,
    "report_incident": _OPENING,
    "open_on_partner_action": _OPENING,
    "adopt_case": _OPENING,
    "countersign_adoption": ("record_sha256",),
    "record_received": (
        "filing",
        "words",
        "role",
        "person",
        "received_at",
        "channel",
        "original_sha256",
    ),
    "attach_incident": (*_INCIDENT, "restart_analysis"),
    "correct_entry": ("correction", "field", "value", "entry"),
    "countersign_correction": ("correction",),
    "refuse_correction": ("correction",),
    "ask": ("question", "text", "about", "waits"),
    "answer": ("question", "text", "withheld_until"),
    "withdraw_question": ("question",),
    "grant_extension": ("request", "days", "reason"),
    "refuse_extension": ("request", "reason"),
    "extend_term": (*_LETTER, "days", "reason"),
    "change_contacts": ("contacts",),
    "close_no_action": _LETTER,
    "require_plan": _LETTER,
    "propose_sanction": _LETTER,
    "suspend": _SANCTION,
    "suspend_immediately": _SANCTION,
    "remove": (*_DECISION, "aggravated", "reapply_after_days"),
    "reinstate": (*_DECISION, "mode"),
    "extend_and_return": (*_LETTER, "reason", "days", "resume"),
    "accept_late_filing": _LETTER,
    "keep_monitoring": _LETTER,
    "extend_monitoring": (*_LETTER, "days", "reason"),
    "close_corrected": _LETTER,
    "close_reinstated": _LETTER,
    "declare_served": ("channels_tried",),
    "return_incomplete": ("missing",),
    "return_pia": ("reason",),
    "return_plan": ("results",),
    "accept_plan": ("gates",),
    "accept_evidence": ("evidence",),
    "return_evidence": ("evidence", "reason"),
    "redate_milestone": ("action", "due", "reason"),
    "record_visit": ("visited_on", "sites", "announced", "joint_with"),
    "waive_visit": ("reason",),
    "file_visit_report": ("passed", "actions_required", "recommendations", "best_practices"),
    "fail_verification": ("reason",),
    "record_check": ("checked_on", "passed"),
    "record_delivery": ("letter", "proof", "proof_sha256"),
    "resend": ("letter", "channel"),
    "confirm_off": ("benefits",),
    "confirm_on": ("benefits",),
    "draft_lesson": ("text", "root_causes", "best_practice", "criteria", "carrier_changed"),
    "publish_lesson": ("level", "names_carrier"),
}
"""What a carrier's people see of what CBP's people said, by command. Of any other: that it was."""

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


def may_see(carrier: str, actor: Actor | None) -> bool:
    """Whether somebody may see a carrier's case."""
    if actor is None or not sees_cases(actor):
        return actor is None
    return actor.role not in CARRIER_ROLES or actor.organisation == carrier


def sight(case: Case, events: Iterable[Event], actor: Actor | None) -> Sight:
    """Return a case and its events as somebody sees them; an event that he does not is None.

    ``events`` are all events of the case, which he may see (``may_see``).
    """
    every = tuple(events)
    if actor is None or actor.role not in CARRIER_ROLES:
        return Sight(case, every)
    shown = tuple(visible_event(event, case, actor) for event in every)
    return Sight(_shown_case(case, every, shown, actor), shown)


def visible_event(event: Event, case: Case, actor: Actor | None) -> Event | None:
    """Return an event as somebody sees it, None where he does not; ``case`` is as it stands now."""
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
        }
    )


def visible_document(name: str, document: Document, case: Case, actor: Actor | None) -> bool:
    """Whether somebody may read a document: a letter only once it is delivered."""
    if actor is None or actor.role not in CARRIER_ROLES:
        return True
    return _releasable(name, document.sha256, case)


def visible_phase(case: Case, actor: Actor | None) -> Phase:
    """Return the phase that somebody sees: an order being served does not say where it leads."""
    if actor is None or actor.role not in CARRIER_ROLES or case.state is not State.ORDERED:
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
    return found.kind in _CARRIERS_OWN


def _served(letter: str, case: Case) -> bool:
    return case.tracks.get("LETTER", {}).get(letter) in SERVED


def _kept_back(event: Event, case: Case) -> bool:
    """Whether an event is CBP's own, or a decision whose letter is not delivered yet."""
    if event.actor.role in CARRIER_ROLES or event.actor.role is Role.SYS:
        return False
    if event.act == "file_draft":
        # an earlier draft of what was served later is another content, and stays CBP's own
        sha256 = content_sha256(event.body["content"])
        return not _releasable(event.body["document"], sha256, case)
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
    for path in _SHOWN.get(event.act, ()):
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
        if track != "STATUS" or "PUBLISHED" in items.values()
    }
    return case.model_copy(
        update={
            "documents": {
                name: document
                for name, document in case.documents.items()
                if visible_document(name, document, case, actor)
            },
            "clocks": _shown_clocks(events, shown),
            "tracks": tracks,
        }
    )


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
