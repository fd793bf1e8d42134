"""What CBP does to judge the correction: completeness, review, visit, recommendation, decision."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from casework.commands.base import Body
from casework.commands.suspension import WithDocument, WithLetter
from casework.model import Submitted
from casework.states import State
from casework.text import Line, LocalDay, Slug, Text


class Gate(StrEnum):
    """When an action must be done: before any return, before the full one, or while monitored."""

    BEFORE_RETURN = "BEFORE_RETURN"
    BEFORE_FULL = "BEFORE_FULL"
    IN_MONITORING = "IN_MONITORING"


class MarkComplete(Body, act="mark_complete"):
    """Find that the filing is complete and can be reviewed."""


class ReturnIncomplete(Body, act="return_incomplete"):
    """Return a filing that lacks something; it does not count as a round."""

    missing: Text


class AcceptPia(Body, act="accept_pia"):
    """Accept the analysis: root cause, custody and control map, evidence."""


class ReturnPia(Body, act="return_pia"):
    """Return the analysis with a reason."""

    reason: Text


class ActionResult(Submitted):
    """What the review found of one action."""

    action: Slug
    accepted: bool
    reason: Text


class ReturnPlan(Body, act="return_plan"):
    """Return the plan with a result for each action; the signature on it is void."""

    results: Annotated[tuple[ActionResult, ...], Field(min_length=1)]
    no_longer_fits: Text | None = None


class GatedAction(Submitted):
    """When one action of the plan must be done."""

    action: Slug
    gate: Gate


class AcceptPlan(Body, act="accept_plan"):
    """Accept the plan and say of each action when it must be done."""

    gates: Annotated[tuple[GatedAction, ...], Field(min_length=1)]


class Refer(WithDocument, act="refer"):
    """Refer the case to headquarters for a disposition, with a recommendation."""


class RecordVisit(Body, act="record_visit"):
    """Record a verification visit that took place."""

    visited_on: LocalDay
    sites: Annotated[tuple[Line, ...], Field(min_length=1)]
    announced: bool
    joint_with: Line | None = None
    agace_coordination: Line | None = None


class WaiveVisit(Body, act="waive_visit"):
    """Waive the visit for a written reason; evidence is examined remotely instead."""

    reason: Text


class FileVisitReport(Body, act="file_visit_report"):
    """File the report of the visit: actions required, recommendations, best practices."""

    passed: bool
    actions_required: tuple[Text, ...] = ()
    recommendations: tuple[Text, ...] = ()
    best_practices: tuple[Text, ...] = ()


class AnswerVisitReport(Body, act="answer_visit_report"):
    """Answer the report of the visit."""

    text: Text


class FailVerification(Body, act="fail_verification"):
    """Find that the visit left actions required; the plan goes back once."""

    reason: Text


class RecommendReturn(WithDocument, act="recommend_return"):
    """Recommend to headquarters that the carrier return."""


class CloseCorrected(WithLetter, act="close_corrected"):
    """Close a case whose plan was carried out without a suspension."""


class ExtendAndReturn(WithLetter, act="extend_and_return"):
    """Extend the term and send the case back to a named state."""

    reason: Text
    days: Annotated[int, Field(ge=1, le=90)]
    resume: State


class AcceptLateFiling(WithLetter, act="accept_late_filing"):
    """Take a plan that came late into review."""


class Remand(Body, act="remand"):
    """Send a recommendation back with named questions, once."""

    questions: Text
