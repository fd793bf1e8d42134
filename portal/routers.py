"""Every router of the portal, in one list; a new part of the portal is added here."""

from fastapi import APIRouter

from portal import decoding, health, signing_in
from portal.api import cases, commands, events, evidence, lessons, letters, reports
from portal.pages import (
    acts,
    audit,
    dashboard,
    evidence_sending,
    exports,
    live,
    openings,
    operations,
    owed,
    queue,
    receipts,
    saved,
    statuses,
)
from portal.pages import cases as pages_of_cases
from portal.pages import evidence as pages_of_evidence
from portal.pages import lessons as pages_of_lessons
from portal.problems import ProblemType, documented

API = APIRouter(
    prefix="/api/v1",
    responses=documented(
        ProblemType.BAD_INPUT,
        ProblemType.NOT_SIGNED_IN,
        ProblemType.FORBIDDEN,
        ProblemType.NOT_FOUND,
        ProblemType.TOO_LARGE,
        ProblemType.TOO_MANY,
        ProblemType.UNAVAILABLE,
    ),
)
"""The API of systems: bearer tokens, JSON, problems."""

for _part in (cases, commands, events, evidence, lessons, letters, reports):
    API.include_router(_part.router)

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    API,
    decoding.router,
    signing_in.router,
    pages_of_cases.router,
    queue.router,
    owed.router,
    acts.router,
    openings.router,
    saved.router,
    receipts.router,
    pages_of_evidence.router,
    evidence_sending.router,
    statuses.router,
    operations.router,
    dashboard.router,
    pages_of_lessons.router,
    audit.router,
    exports.router,
    live.router,
)

STREAMED: tuple[str, ...] = ("/api/v1/uploads/", "/evidence/")
"""Prefixes of paths that take more than ``portal.guarding.LARGEST`` and measure it themselves."""
