"""The application: routers on services, behind guards. Started by ``python -m portal``."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from portal.decoding import DecodingForTemporalsPages
from portal.front_end import STATIC
from portal.guarding import RateLimits, RequestSize, SecureHeaders
from portal.pace import Pace
from portal.pages.failing import answered, for_system
from portal.problems import Problem, ProblemType, as_json, handle_problems
from portal.routers import ROUTERS, STREAMED
from portal.services import Services, open_services
from portal.sessions import SignInFirst, sign_in_path
from runtime.codec import SealingCodec, codec_keys
from runtime.settings import Settings

OpenServices = Callable[[Settings], AbstractAsyncContextManager[Services]]

_ON_THIS_MACHINE = ("127.0.0.1", "localhost")


def create_app(settings: Settings, *, opened: OpenServices = open_services) -> FastAPI:
    """Make the application.

    ``opened`` opens what it stands on when it starts, and closes it when it ends.

    Raises ``SettingsError`` where something is missing that production needs, ``KeyUnusable`` where
    the codec's keys cannot be used: without them it could speak to no case.
    """
    url = settings.required_portal_url()
    codec = SealingCodec(codec_keys(settings))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with opened(settings) as services:
            app.state.services = services
            app.state.codec = codec
            yield

    app = FastAPI(
        title="CTPAT rail resumption",
        summary="The way back to business for a rail carrier suspended from CTPAT. Demonstration.",
        version="1",
        openapi_url="/api/v1/openapi.json",
        # Their pages load scripts from elsewhere, which the policy of this portal forbids.
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    handle_problems(app, answered)

    async def sign_in_first(request: Request, error: Exception) -> Response:
        if for_system(request):
            return await as_json(request, Problem(ProblemType.NOT_SIGNED_IN), None)
        return RedirectResponse(sign_in_path(str(error.args[0])), status_code=303)

    app.add_exception_handler(SignInFirst, sign_in_first)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static")
    # The last one added is the first one asked.
    app.add_middleware(
        Pace,
        idle=settings.upload_idle_seconds,
        slowest=settings.upload_slowest,
        at_once=settings.uploads_at_once,
        streamed=STREAMED,
    )
    app.add_middleware(RequestSize, streamed=STREAMED)
    app.add_middleware(DecodingForTemporalsPages, origin=settings.temporal_ui_url)
    app.add_middleware(
        RateLimits,
        usual=settings.portal_rate_limit,
        tight={"/sign-in": settings.sign_in_rate_limit},
    )
    app.add_middleware(
        TrustedHostMiddleware,
        allowed_hosts=[str(urlsplit(url).hostname), *_ON_THIS_MACHINE],
        www_redirect=False,
    )
    app.add_middleware(
        SecureHeaders,
        https=url.startswith("https://"),
        forms_lead_to=_origin_of(settings.oidc_issuer),
    )
    return app


def _origin_of(address: str | None) -> str | None:
    if address is None:
        return None
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
