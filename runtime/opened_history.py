"""The history of a run with its payloads opened, for who may read all of the case."""

import json
from typing import Any

from google.protobuf.json_format import MessageToDict, ParseDict
from temporalio.api.common.v1 import Payload
from temporalio.converter import PayloadCodec

_SIGNAL = "workflowExecutionSignaledEventAttributes"


async def opened_history(history: str, codec: PayloadCodec) -> str:
    """Return a history, as Temporal's JSON, with every payload as it was before it was sealed.

    A signal stays as it came: none is ours, and it may hold what nobody can open. Raises
    ``PayloadUnreadable`` where anything else does not open.
    """
    return json.dumps(await _opened(json.loads(history), codec), separators=(",", ":"))


async def _opened(told: Any, codec: PayloadCodec) -> Any:
    if isinstance(told, list):
        return [await _opened(each, codec) for each in told]
    if not isinstance(told, dict):
        return told
    if _SIGNAL in told:
        return told
    if isinstance(told.get("metadata"), dict) and "encoding" in told["metadata"]:
        (plain,) = await codec.decode([ParseDict(told, Payload())])
        return MessageToDict(plain)
    return {name: await _opened(each, codec) for name, each in told.items()}
