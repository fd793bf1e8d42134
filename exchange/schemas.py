"""JSON Schemas of what events say, made from the models: ``python -m exchange.schemas``.

Each describes the ``data`` of one type of event; of those that are taken, with an example that a
test sends.
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode

from exchange.examples import EXAMPLES
from exchange.incoming import INCOMING
from exchange.outgoing import OUTGOING

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by the name of its file."""
    every: dict[str, type[BaseModel]] = {**INCOMING, **OUTGOING}
    return {f"{name}.json": schema_of(name, model) for name, model in every.items()}


def schema_of(type: str, model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of a type's ``data``."""
    mode: JsonSchemaMode = "validation" if type in INCOMING else "serialization"
    made = model.model_json_schema(mode=mode)
    example = EXAMPLES.get(type)
    return {
        "$schema": DIALECT,
        "$id": f"urn:{type.replace('.', ':')}",
        **made,
        "title": type,
        **({"examples": [example["data"]]} if example else {}),
    }


def as_text(schema: dict[str, Any]) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/schemas")
    for name, schema in schemas().items():
        (folder / name).write_text(as_text(schema), encoding="utf-8")
