"""``python -m portal`` serves the portal; ``python -m portal health`` asks whether it serves."""

import argparse
import http.client
import sys

from runtime.settings import Settings, SettingsError, load_settings
from seals.trust import KeyUnusable

MISCONFIGURED, UNHEALTHY = 2, 1
GRACE = 10
"""Seconds in which requests under way may end after SIGTERM."""


def main() -> int:
    """Run; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m portal", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["serve", "health"], default="serve")
    asked = parser.parse_args()
    try:
        settings = load_settings()
        return _health(settings) if asked.what == "health" else _serve(settings)
    except (SettingsError, KeyUnusable) as wrong:
        print(f"portal: {wrong}", file=sys.stderr)
        return MISCONFIGURED


def _serve(settings: Settings) -> int:
    import uvicorn

    from portal.app import create_app
    from runtime.collecting import collect_seldom
    from runtime.logging import configure_logging

    configure_logging(settings)
    if settings.production:
        settings.temporal()  # reached with the first command; what is wrong with it, is said now
    app = create_app(settings)
    collect_seldom()
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.portal_host,
            port=settings.portal_port,
            log_config=None,
            access_log=False,  # a path names a case; who read which is in the log of reads
            server_header=False,
            proxy_headers=bool(settings.portal_trusted_proxies),
            forwarded_allow_ips=settings.portal_trusted_proxies,
            timeout_graceful_shutdown=GRACE,
            limit_concurrency=200,
            h11_max_incomplete_event_size=32 * 1024,
        )
    )
    server.run()
    return 0 if server.started else UNHEALTHY


def _health(settings: Settings) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", settings.portal_port, timeout=3)
    try:
        connection.request("GET", "/health/ready")
        return 0 if connection.getresponse().status == http.client.OK else UNHEALTHY
    except OSError:
        return UNHEALTHY
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
