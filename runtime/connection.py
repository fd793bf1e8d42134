"""The one way to reach Temporal: our converter with its codec, our name, patience with an end."""

import asyncio
import logging
from datetime import timedelta

from temporalio.client import Client
from temporalio.common import HeaderCodecBehavior

from runtime.codec import codec_keys, sealed_converter
from runtime.settings import Settings

logger = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(milliseconds=100)
LONGEST_PAUSE = timedelta(seconds=2)
PATIENCE = timedelta(seconds=30)


class ServiceUnreachable(Exception):
    """A service that is needed does not answer; `service` says which, and where it should be."""

    def __init__(self, service: str) -> None:
        super().__init__(f"{service} does not answer")
        self.service = service


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
            if clock() + pause.total_seconds() > deadline:
                raise ServiceUnreachable(service) from error
            logger.info(
                "%s does not answer yet, trying again in %.1f s", service, pause.total_seconds()
            )
        await asyncio.sleep(pause.total_seconds())
        pause = min(pause * 2, LONGEST_PAUSE)
