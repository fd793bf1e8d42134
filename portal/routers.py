"""Every router of the portal, in one list; a new part of the portal is added here."""

from fastapi import APIRouter

from portal import health, signing_in
from portal.api import cases, commands, events, lessons, reports
from portal.pages import (
    acts,
    audit,
    dashboard,
    exports,
    live,
    operations,
    owed,
    queue,
    receipts,
    statuses,
)
from portal.pages import cases as pages_of_cases
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

for _part in (cases.router, commands.router, events.router, lessons.router, reports.router):
    API.include_router(_part)

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    API,
    signing_in.router,
    pages_of_cases.router,
    queue.router,
    owed.router,
    acts.router,
    receipts.router,
    statuses.router,
    operations.router,
    dashboard.router,
    pages_of_lessons.router,
    audit.router,
    exports.router,
    live.router,
)

STREAMED: tuple[str, ...] = ()
"""Prefixes of paths that take more than ``portal.guarding.LARGEST`` and measure it themselves."""
