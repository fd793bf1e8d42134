"""The API says what it does, and does what it says, also to who sends anything at all."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from desk.errors import Unsent
from embedded.ports import another
from portal.api.evidence import PART
from portal.services import open_services
from runtime.settings import Settings
from tests.casework.walk import OFF
from tests.portal.issuer import Issuer
from tests.portal.served import served


@schemathesis.serializer(PART)
def _part(_: Any, value: Any) -> bytes:
    """A part of a file is sent as the bytes that it is."""
    return value if isinstance(value, bytes) else str(value).encode()


class Away:
    """An engine that is away: what is well-formed is received, and goes no further."""

    async def send(self, *_: Any, **__: Any) -> Any:
        raise Unsent

    async def grant(self, *_: Any) -> None:
        raise Unsent


@pytest.fixture(scope="module")
def api(settings: Settings, issuer: Issuer) -> Iterator[BaseSchema]:
    """The API, served by uvicorn in a thread of its own."""
    told = settings.model_copy(update={"oidc_audience": _AUDIENCE})
    opened = partial(open_services, sender=Away(), transport=issuer.transport)
    with served(told, another({}), opened) as url:
        yield schemathesis.openapi.from_url(f"{url}/api/v1/openapi.json")


_AUDIENCE = "http://portal.example/api"
WITHOUT_INPUT = {"/api/v1/acts"}
"""Nothing can be sent there, so nothing wrong can."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def test_it_is_openapi_3_1(api: BaseSchema) -> None:
    assert api.raw_schema["openapi"].startswith("3.1")
    paths = set(api.raw_schema["paths"])
    assert {"/api/v1/cases", "/api/v1/cases/{case_id}", "/api/v1/cases/{case_id}/commands"} <= paths
    assert all(path.startswith("/api/v1/") for path in paths)


def test_whatever_is_sent_is_answered_as_described(api: BaseSchema, issuer: Issuer) -> None:
    """Some requests for each operation, the same ones each time: right ones and wrong ones."""
    operations = [found.ok() for found in api.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) >= 13
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if mode is GenerationMode.NEGATIVE and operation.path in WITHOUT_INPUT:
                continue

            @given(case=operation.as_strategy(generation_mode=mode))
            @hypothesis_settings(
                max_examples=8,
                derandomize=True,
                deadline=None,
                database=None,
                phases=[Phase.explicit, Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            def answered(case: Any) -> None:
                answer = case.call(headers=issuer.bearer(OFF))
                case.validate_response(answer, checks=CHECKS)

            answered()
