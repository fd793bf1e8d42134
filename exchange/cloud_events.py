"""CloudEvents 1.0 in structured mode: bytes to what they say, and back.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
"""

import json
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple

from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from pydantic import StringConstraints, ValidationError

from casework.bad_input import printable, problems
from casework.model import Kept
from casework.text import Instant, Line
from desk.errors import BadInput

CONTENT_TYPE = JSONFormat.CONTENT_TYPE
"""The media type of an event in structured mode."""

LARGEST = 64 * 1024
"""The most bytes of an event; CloudEvents asks every intermediary to forward that many."""


class Attributes(Kept):
    """The context attributes of an event; extensions are let through and not read."""

    specversion: Literal["1.0"]
    id: Line
    source: Line
    type: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$")]
    time: Instant | None = None
    subject: Line | None = None
    dataschema: Line | None = None
    datacontenttype: Literal["application/json"] | None = None


class Said(NamedTuple):
    """An event: its attributes, its data, and the text in which both came."""

    attributes: Attributes
    data: Any
    text: str


def read(raw: bytes) -> Said:
    """Return what an event says. Raises ``BadInput`` naming each wrong attribute."""
    if len(raw) > LARGEST:
        raise BadInput((("body", f"is larger than {LARGEST // 1024} KiB; send a reference"),))
    try:
        text = raw.decode("utf-8")
        said = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except _Twice as twice:
        name = printable(str(twice), 60)
        raise BadInput(((name, "is there twice; name each field once"),)) from None
    except (ValueError, RecursionError):
        raise BadInput((("body", "is not JSON in UTF-8, or is nested too deeply"),)) from None
    if not isinstance(said, dict):
        raise BadInput((("body", "is one CloudEvent in structured mode: a JSON object"),))
    if "data_base64" in said:
        raise BadInput((("data_base64", "is not taken; send data as JSON"),))
    try:
        attributes = Attributes.model_validate(said)
        # The library completes what is missing, so it is asked about what is known to be there.
        extensions = {name: value for name, value in said.items() if name not in ("data", "time")}
        CloudEvent(extensions, None)
    except ValidationError as error:
        raise BadInput(problems(error)) from None
    except CloudEventValidationError as error:
        what = "is not named as CloudEvents 1.0 has it: lower-case letters and digits"
        raise BadInput(tuple((printable(name, 60), what) for name in error.errors)) from None
    return Said(attributes, said.get("data"), text)


def written(
    *,
    type: str,
    source: str,
    id: str,
    time: datetime,
    subject: str,
    data: dict[str, Any],
    **extensions: str,
) -> bytes:
    """Return an event as bytes in structured mode; the same arguments give the same bytes."""
    attributes = {
        "specversion": "1.0",
        "type": type,
        "source": source,
        "id": id,
        "time": time,
        "subject": subject,
        "datacontenttype": "application/json",
        **extensions,
    }
    return JSONFormat().write(CloudEvent(attributes, data))


class _Twice(Exception):
    """A name that an object has twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Twice(name)
        found[name] = value
    return found


def _no_number(_name: str) -> None:
    raise ValueError("not a number of JSON")
