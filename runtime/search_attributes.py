"""Registration of search attributes: the upsert of an unregistered one would stop every case."""

from collections.abc import Iterable, Mapping
from typing import Any

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.client import Client
from temporalio.common import SearchAttributeKey
from temporalio.service import RPCError, RPCStatusCode


class SearchAttributeConflict(Exception):
    """A search attribute is registered already, with another type: upserts of it would fail."""


async def register_search_attributes(
    client: Client, namespace: str, keys: Iterable[SearchAttributeKey[Any]]
) -> tuple[str, ...]:
    """Register those of `keys` that the namespace does not know yet, before a worker starts.

    Safe to repeat, also from two processes at once. Returns the names that were missing.

    Raises:
        SearchAttributeConflict: one exists with another type (the server itself would not say so).
    """
    wanted = {key.name: int(key.indexed_value_type) for key in keys}
    known = await _known(client, namespace)
    for name in sorted(wanted.keys() & known.keys()):
        if known[name] != wanted[name]:
            raise SearchAttributeConflict(
                f"search attribute {name} is registered already, with another type"
            )
    missing = tuple(sorted(wanted.keys() - known.keys()))
    for name in missing:
        request = AddSearchAttributesRequest(namespace=namespace)
        request.search_attributes[name] = IndexedValueType.ValueType(wanted[name])
        try:
            await client.operator_service.add_search_attributes(request)
        except RPCError as error:
            if error.status is not RPCStatusCode.ALREADY_EXISTS:
                raise
    return missing


async def _known(client: Client, namespace: str) -> Mapping[str, int]:
    try:
        answer = await client.operator_service.list_search_attributes(
            ListSearchAttributesRequest(namespace=namespace)
        )
    except RPCError as error:
        if error.status is RPCStatusCode.UNIMPLEMENTED:  # the time-skipping test server
            return {}
        raise
    return dict(answer.custom_attributes)
