"""What the simulation assumes: work, delays, chances. Data with a source; nothing was measured."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from casework.roles import Role

Positive = Annotated[float, Field(gt=0, le=100_000)]
Span = tuple[float, float, float]
"""The least, the likeliest and the most, in days."""


class Assumptions(BaseModel):
    """All of them. ``minutes`` are of work, by task; ``minutes_a_day`` what one person has for it.

    ``days`` are what people outside take, each a triangle of least, likeliest and most; ``chances``
    lie between 0 and 1. ``source`` says where the numbers come from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    source: str
    arrivals_per_year: Positive
    minutes_a_day: Mapping[Role, Positive]
    minutes: Mapping[str, Positive]
    days: Mapping[str, Span]
    chances: Mapping[str, Annotated[float, Field(ge=0, le=1)]]

    @model_validator(mode="after")
    def _whole(self) -> "Assumptions":
        for name, (least, likeliest, most) in self.days.items():
            if not 0 <= least <= likeliest <= most <= 3650:
                raise ValueError(f"days.{name}: least, likeliest and most must go upwards")
        return self


def shipped() -> dict[str, Any]:
    """Return the assumptions that come with the product, as data."""
    text = files("simulation").joinpath("assumptions.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def assumed(changes: Mapping[str, Any] | None = None) -> Assumptions:
    """Return the shipped assumptions with changes; groups are changed name by name.

    Raises pydantic's ``ValidationError``, and ``ValueError`` for a name that there is not.
    """
    data = shipped()
    for name, value in (changes or {}).items():
        if isinstance(data.get(name), dict) and isinstance(value, dict):
            unknown = set(value) - set(data[name])
            if unknown:
                raise ValueError(f"{name}: there is no {min(unknown)[:40]!r}")
            data[name] = {**data[name], **value}
        else:
            data[name] = value
    return Assumptions.model_validate(data)
