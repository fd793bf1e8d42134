"""The shapes of all payloads that Temporal has been given to keep, as a ledger that only grows.

    python -m tests.replay.ledger

adds what is new to ``payloads.json``. A history may be years old when it is replayed, so a field
that is in the ledger keeps its shape; a new one needs a default.
"""

import hashlib
import json
from pathlib import Path
from typing import Any, get_type_hints

from pydantic import TypeAdapter
from temporalio import activity, workflow

from activities.errands import ErrandActivities
from activities.notices import NoticeActivities
from activities.record import RecordActivities
from activities.reporting import ReportActivities
from casework.command import Command
from casework.commands import commands
from workflows.appeal import AppealCase
from workflows.partner_notice import PartnerNotice
from workflows.reporting import ReportingRun
from workflows.resumption import ResumptionCase

LEDGER = Path(__file__).with_name("payloads.json")
_WORKFLOWS = (ResumptionCase, AppealCase, PartnerNotice, ReportingRun)
_ACTIVITIES = (ErrandActivities, NoticeActivities, RecordActivities, ReportActivities)
_WORDS = ("description", "title", "examples", "discriminator")
"""Parts of a schema that change nothing of what is read."""

Shapes = dict[str, dict[str, str]]
"""For each payload or model, its fields with a digest of what each may hold."""


def shapes() -> tuple[Shapes, dict[str, list[str]]]:
    """Return the shapes that the code has now, and the fields that must be there, by model."""
    found: Shapes = {}
    required: dict[str, list[str]] = {}
    for place, kind in _payloads().items():
        schema = TypeAdapter(kind).json_schema()
        # What people say is told apart from what is kept of it under the same name.
        said = "said: " if place.startswith("command ") else ""
        models = schema.pop("$defs", {})
        for own_name, model in models.items():
            name = said + own_name
            _put(found, name, _fields(model))
            required[name] = model.get("required", [])
        if "properties" in schema:
            name = said + schema["title"]
            _put(found, name, _fields(schema))
            required[name] = schema.get("required", [])
            schema = {"$ref": name}
        found[place] = {"": _digest(schema)}
    return found, required


def kept() -> Shapes:
    """Return the ledger."""
    ledger: Shapes = json.loads(LEDGER.read_text(encoding="utf-8"))
    return ledger


def broken(ledger: Shapes, now: Shapes, required: dict[str, list[str]]) -> list[str]:
    """Return what of the ledger no longer holds, a line for each."""
    lines: list[str] = []
    for name, fields in ledger.items():
        if name not in now:
            lines.append(f"{name} is gone")
            continue
        for field, shape in fields.items():
            if field not in now[name]:
                lines.append(f"{name}.{field} is gone")
            elif now[name][field] != shape and not _grew(shape, now[name][field]):
                lines.append(f"{name}.{field} has another shape")
        new = set(required.get(name, [])) - set(fields)
        lines += [f"{name}.{field} is new and has no default" for field in sorted(new)]
    return lines


def _grew(before: str, now: str) -> bool:
    """Return whether an enumeration has all its old words, and new ones."""
    if not (before.startswith("one of ") and now.startswith("one of ")):
        return False
    return set(before.split()[2:]) <= set(now.split()[2:])


def _put(found: Shapes, name: str, fields: dict[str, str]) -> None:
    assert found.setdefault(name, fields) == fields, f"two models have the name {name}"


def _payloads() -> dict[str, Any]:
    found: dict[str, Any] = {"what a desk signs": Command}
    found |= {f"command {act}": model for act, model in commands().items()}
    for each in _WORKFLOWS:
        definition = workflow._Definition.must_from_class(each)
        handlers: dict[str, Any] = {definition.name or each.__name__: definition.run_fn}
        handlers |= {f"query {n}": q.fn for n, q in definition.queries.items() if n}
        handlers |= {f"signal {n}": s.fn for n, s in definition.signals.items() if n}
        for name, function in handlers.items():
            found |= _of(f"{each.__name__}: {name}", function)
    for room in _ACTIVITIES:
        for member in vars(room).values():
            done = activity._Definition.from_callable(member) if callable(member) else None
            if done is not None:
                found |= _of(f"activity {done.name}", member)
    return found


def _of(place: str, function: Any) -> dict[str, Any]:
    hints = get_type_hints(function)
    return {f"{place}({name})": kind for name, kind in hints.items() if kind is not type(None)}


def _fields(model: dict[str, Any]) -> dict[str, str]:
    if "enum" in model:
        return {"": "one of " + " ".join(sorted(map(str, model["enum"])))}
    if "properties" in model:
        return {name: _digest(schema) for name, schema in sorted(model["properties"].items())}
    return {"": _digest(model)}


def _digest(schema: Any) -> str:
    if isinstance(schema, dict) and isinstance(schema.get("enum"), list):
        return "one of " + " ".join(sorted(map(str, schema["enum"])))
    text = json.dumps(_bare(schema), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _bare(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {k: _bare(v) for k, v in schema.items() if k not in (*_WORDS, "default")}
    return [_bare(each) for each in schema] if isinstance(schema, list) else schema


def main() -> None:
    """Add what is new; what the ledger has stays as it is."""
    ledger = kept() if LEDGER.exists() else {}
    now, _ = shapes()
    for name, fields in now.items():
        before = ledger.setdefault(name, {})
        for field, shape in fields.items():
            if field not in before or _grew(before[field], shape):
                before[field] = shape
    LEDGER.write_text(json.dumps(ledger, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(ledger)} shapes are in the ledger")


if __name__ == "__main__":
    main()
