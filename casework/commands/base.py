"""What every command has in common, and the registry by which a command is found by its name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from casework.matters import Matter
from casework.model import Submitted


class Body(Submitted):
    """What a command says. A subclass names its act; its docstring's first line describes it.

    ``by_system`` marks what only clocks, deliveries and other tracks may say, ``by_errand`` what
    of it another case sends as a signed command. ``opens`` is the kind of matter that it begins.
    """

    act: ClassVar[str]
    by_system: ClassVar[bool] = False
    by_errand: ClassVar[bool] = False
    opens: ClassVar[Matter | None] = None

    def __init_subclass__(
        cls, act: str = "", by_system: bool = False, by_errand: bool = False
    ) -> None:
        super().__init_subclass__()
        if act:
            cls.act = act
            cls.by_system = by_system or by_errand
            cls.by_errand = by_errand
            _REGISTRY[act] = cls
            if not cls.by_system:
                _OF_PERSONS[act] = cls

    @property
    def items(self) -> tuple[str, ...]:
        """The items of a track (letters, benefits at places …) that the command is about."""
        return ()

    @classmethod
    def description(cls) -> str:
        """One plain sentence on what the command does, for the CLI and the Temporal UI."""
        return (cls.__doc__ or cls.act).strip().splitlines()[0]


_REGISTRY: dict[str, type[Body]] = {}
_OF_PERSONS: dict[str, type[Body]] = {}


def commands() -> Mapping[str, type[Body]]:
    """Return every command that a person may give, by name, in the order of the process."""
    return MappingProxyType(_OF_PERSONS)


def told() -> dict[str, type[Body]]:
    """Return every fact that one case tells another by an errand, by name."""
    return {act: model for act, model in _REGISTRY.items() if model.by_errand}


def model_of(act: str) -> type[Body]:
    """Return the model of a command or system fact; ``KeyError`` where there is none."""
    return _REGISTRY[act]
