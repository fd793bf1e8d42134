"""The one way to reach Temporal: our converter with its codec, our name, patience with an end."""

import asyncio
import logging
import re
from datetime import timedelta

from temporalio.client import Client
from temporalio.common import HeaderCodecBehavior

from runtime.codec import codec_keys, sealed_converter
from runtime.settings import Settings

logger = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(milliseconds=100)
LONGEST_PAUSE = timedelta(seconds=2)
PATIENCE = timedelta(seconds=30)


_REASONS = (
    (re.compile(r"InvalidCertificate\((\w+)"), "shows a certificate that is not trusted here"),
    (re.compile(r"received fatal alert: (\w+)"), "does not let this process in"),
    (re.compile(r"code: (Unauthenticated|PermissionDenied)"), "does not let this process in"),
    (re.compile(r"(InvalidContentType)"), "does not speak TLS"),
)
"""What the SDK's core says of a connection that failed for a reason, by a word of it, in ours."""


class ServiceUnreachable(Exception):
    """A service that is needed does not answer; `service` says which, and where it should be.

    `by_tls`: it is there, and one side does not trust the other.
    """

    def __init__(self, service: str, reason: str | None = None) -> None:
        super().__init__(f"{service} {reason or 'does not answer'}")
        self.service = service
        self.by_tls = reason is not None


async def connect(settings: Settings, *, identity: str, patience: timedelta = PATIENCE) -> Client:
    """Connect to Temporal, trying again with growing pauses until `patience` is used up.

    Args:
        settings: say where Temporal is and how to sign in.
        identity: who this process is in the histories, such as "worker"; the SDK's default would
            write the machine's name into them.
        patience: how long to go on trying.

    Raises:
        SettingsError: nothing says where Temporal is, or what seals what it keeps.
        KeyUnusable: the codec's keys cannot be used.
        ServiceUnreachable: there was no answer in all that time.
    """
    where = settings.temporal()
    converter = sealed_converter(codec_keys(settings))
    service = f"Temporal at {where['target_host']}"
    clock = asyncio.get_running_loop().time
    deadline, pause = clock() + patience.total_seconds(), FIRST_PAUSE
    reason: str | None = None
    while True:
        try:
            return await Client.connect(
                **where,
                identity=identity,
                data_converter=converter,
                header_codec_behavior=HeaderCodecBehavior.CODEC,
                connect_timeout=timedelta(seconds=5),
            )
        except RuntimeError as error:  # from the SDK's core, for every kind of failed connection
            # Why a server hangs up on us gets lost now and then: what it said once, counts.
            reason = reason_of(str(error)) or reason
            if clock() + pause.total_seconds() > deadline:
                raise ServiceUnreachable(service, reason) from error
            logger.info(
                "%s %s, trying again in %.1f s",
                service,
                reason or "does not answer yet",
                pause.total_seconds(),
            )
        await asyncio.sleep(pause.total_seconds())
        pause = min(pause * 2, LONGEST_PAUSE)


def reason_of(said: str) -> str | None:
    """Return why a connection failed, where it was for a certificate, a key, or no TLS; None for a
    service that is not there. Nothing else of what the SDK says is told: it may be a page long.
    """
    for pattern, meaning in _REASONS:
        if found := pattern.search(said):
            return f"{meaning} ({found[1]})"
    return None
