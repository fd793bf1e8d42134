"""The portal as uvicorn serves it, in a thread and with a loop of its own."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from embedded.ports import LOOPBACK, answers
from portal.app import OpenServices, create_app
from runtime.settings import Settings


def url_of(port: int) -> str:
    """The address of a portal on that port."""
    return f"http://{LOOPBACK}:{port}"


@contextmanager
def served(settings: Settings, port: int, opened: OpenServices) -> Iterator[str]:
    """Serve the portal on a port; gives its address."""
    told = settings.model_copy(update={"portal_url": url_of(port)})
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(told, opened=opened),
            host=LOOPBACK,
            port=port,
            log_config=None,
            timeout_graceful_shutdown=1,
        )
    )
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not answers(port):
        assert thread.is_alive(), "the portal did not start"
        assert time.monotonic() < deadline, "the portal does not answer"
        time.sleep(0.05)
    try:
        yield url_of(port)
    finally:
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive()
