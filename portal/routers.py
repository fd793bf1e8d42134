"""Every router of the portal, in one list; a new part of the portal is added here."""

from fastapi import APIRouter

from portal import health

ROUTERS: tuple[APIRouter, ...] = (health.router,)

STREAMED: tuple[str, ...] = ()
"""Prefixes of paths that take more than ``portal.guarding.LARGEST`` and measure it themselves."""
