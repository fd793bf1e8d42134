"""The JSON Schemas in docs/schemas are those of the models, and the examples fit them."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]

from exchange.examples import EXAMPLES
from exchange.incoming import INCOMING
from exchange.schemas import as_text, schemas

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schemas"
STALE = "docs/schemas is stale: run python -m exchange.schemas"


def test_the_stored_schemas_are_the_models() -> None:
    stored = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.json")}
    assert stored == {name: as_text(schema) for name, schema in schemas().items()}, STALE


@pytest.mark.parametrize("kind", INCOMING)
def test_an_example_fits_its_schema_and_its_model(kind: str) -> None:
    schema = json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    data = EXAMPLES[kind]["data"]
    Draft202012Validator(schema).validate(data)
    INCOMING[kind].model_validate(data)
    with pytest.raises(ValidationError):
        Draft202012Validator(schema).validate({**data, "drop": "table"})
