"""Reads scenarios: a file in, a ``Scenario`` out, or one line that says why not."""

import tomllib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from casework.clocks import zone
from casework.commands import model_of
from casework.commands.suspension import Opening
from casework.reference import PORTS
from demo.bodies import Bodies, FieldWrong
from demo.file_form import ActForm, FileForm, instant
from demo.scenario import Act, Scenario

_OWN = frozenset(ActForm.model_fields) - {"said"}
_Form = TypeVar("_Form", bound=BaseModel)


class ScenarioWrong(Exception):
    """A file is not a scenario. The message is one line: the file, the act, the field, why."""

    def __init__(self, file: Path | str, *place: str) -> None:
        super().__init__(" ".join(f"{file}: {': '.join(place)}".split()))


def load(file: Path) -> Scenario:
    """Read one scenario. Raises ``ScenarioWrong``."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ScenarioWrong(file, error.strerror or "cannot be read") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScenarioWrong(file, "is not TOML", str(error)) from None
    acts = table.pop("act", None)
    if not isinstance(acts, list) or not acts or not all(isinstance(act, dict) for act in acts):
        raise ScenarioWrong(file, "act", "a scenario has at least one [[act]]")
    if isinstance(table.get("illustrative"), bool):
        why = "cannot be switched on or off; write here, as a text, what is invented"
        raise ScenarioWrong(file, "illustrative", why)
    form = _formed(FileForm, table, (file,))
    played = _acts(file, form, acts)
    return Scenario(
        name=file.stem,
        title=form.title,
        public=form.public,
        illustrative=form.illustrative,
        carrier=form.carrier,
        zone=PORTS[form.port].zone,
        acts=played,
        expect=form.expect,
        until=_end(file, form, played),
    )


def load_all(files: Iterable[Path]) -> tuple[Scenario, ...]:
    """Read the scenarios of one demonstration, in the order of their names.

    Raises ``ScenarioWrong``, also where two of them are of one carrier: before its return a carrier
    has one case.
    """
    found: dict[str, Scenario] = {}
    names: set[str] = set()
    for file in sorted(files, key=lambda file: (file.stem, str(file))):
        scenario = load(file)
        if scenario.carrier in found:
            other = found[scenario.carrier].name
            raise ScenarioWrong(file, "carrier", f"{scenario.carrier} is that of {other} already")
        if scenario.name in names:
            raise ScenarioWrong(file, "another file has the same name")
        found[scenario.carrier] = scenario
        names.add(scenario.name)
    return tuple(found.values())


def _acts(file: Path, form: FileForm, tables: list[dict[str, Any]]) -> tuple[Act, ...]:
    local = zone(PORTS[form.port].zone)
    bodies = Bodies(form, local)
    acts: list[Act] = []
    for number, table in enumerate(tables, start=1):
        place = (file, f"act {number}" + (f" ({table['do']})" if "do" in table else ""))
        own = {key: value for key, value in table.items() if key in _OWN}
        said = {key: value for key, value in table.items() if key not in _OWN}
        act_form = _formed(ActForm, {**own, "said": said}, place)
        actor = form.actor(act_form.who)
        if actor is None:
            raise ScenarioWrong(*place, "who", f"there is no {act_form.who!r} in [people]")
        try:
            at = instant(act_form.at, local)
        except ValueError as error:
            raise ScenarioWrong(*place, "at", str(error)) from None
        if acts and at < acts[-1].at:
            raise ScenarioWrong(*place, "at", "lies before the act above it")
        try:
            body = bodies.make(act_form.do, said, accepted=act_form.refused is None)
        except FieldWrong as wrong:
            raise ScenarioWrong(*place, wrong.field, wrong.problem) from None
        if issubclass(model_of(act_form.do), Opening) != (number == 1):
            raise ScenarioWrong(*place, "do", "the first act, and no other, opens the case")
        if number == 1 and act_form.matter is not None:
            raise ScenarioWrong(*place, "matter", "nothing runs beside a case before it is open")
        if number == 1 and act_form.refused is not None:
            raise ScenarioWrong(*place, "refused", "there is no case without its opening")
        acts.append(Act(number, at, actor, act_form.do, body, act_form.refused, act_form.matter))
    return tuple(acts)


def _end(file: Path, form: FileForm, acts: tuple[Act, ...]) -> datetime | None:
    """Return until when time runs on after the last act."""
    if form.until is None:
        return None
    try:
        end = instant(form.until, zone(PORTS[form.port].zone))
    except ValueError as error:
        raise ScenarioWrong(file, "until", str(error)) from None
    if end < acts[-1].at:
        raise ScenarioWrong(file, "until", "lies before the last act")
    return end


def _formed(model: type[_Form], table: dict[str, Any], place: tuple[Path | str, ...]) -> _Form:
    try:
        return model.model_validate(table)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in problem["loc"])
        why = problem["msg"].removeprefix("Value error, ")
        raise ScenarioWrong(place[0], *map(str, place[1:]), field, why) from None
