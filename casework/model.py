"""How the models of this room behave: frozen, strict at the edge, tolerant when read back.

What a person sends must name only known fields (``Submitted``). What was once recorded must stay
readable by older and newer code, so it tolerates fields that it does not know (``Kept``).
"""

from pydantic import BaseModel, ConfigDict


class Submitted(BaseModel):
    """Base of everything that a person or a system sends: frozen, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Kept(BaseModel):
    """Base of everything that is recorded or carried over: frozen, unknown fields ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")
