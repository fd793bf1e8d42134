"""A form of a page as a browser without scripts has it: fields that can be filled in, and sent."""

from html.parser import HTMLParser
from typing import Any

import httpx2

Pairs = list[tuple[str, str]]


class FormPage(HTMLParser):
    """The form for an act in a page, with what stands in its fields."""

    def __init__(self, answer: httpx2.Response) -> None:
        super().__init__()
        self.answer = answer
        self.action = ""
        self.fields: Pairs = []
        self.choices: dict[str, list[str]] = {}
        self.buttons: Pairs = []
        self._select = self._text = ""
        self._within = False
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read a field."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._within = "/acts/" in told["action"]
            self.action = told["action"].partition("#")[0] if self._within else self.action
        if not self._within:
            return
        name = told.get("name", "")
        if tag == "input":
            self._input(name, told)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self.choices.setdefault(self._select, []).append(told["value"])
            if "selected" in told:
                self.fields.append((self._select, told["value"]))
        elif tag == "textarea":
            self._text = name
            self.fields.append((name, ""))
        elif tag == "button":
            self.buttons.append((name, told.get("value", "")))

    def _input(self, name: str, told: dict[str, str]) -> None:
        ticked = told.get("type") in ("checkbox", "radio")
        if ticked:
            self.choices.setdefault(name, []).append(told["value"])
        if not ticked or "checked" in told:
            self.fields.append((name, told.get("value", "")))

    def handle_data(self, data: str) -> None:
        """Read what stands in a long text."""
        if self._text:
            self.fields = [
                (name, value + data if name == self._text else value) for name, value in self.fields
            ]

    def handle_endtag(self, tag: str) -> None:
        """Leave a field."""
        if tag == "form":
            self._within = False
        elif tag == "textarea":
            self._text = ""
        elif tag == "select":
            self._select = ""

    def value(self, name: str) -> str:
        """What stands in a field."""
        return next((value for path, value in reversed(self.fields) if path == name), "")

    def fill(self, said: dict[str, Any]) -> "FormPage":
        """Fill fields in, by their paths; a list ticks each of them."""
        for name, value in said.items():
            self.fields = [pair for pair in self.fields if pair[0] != name]
            values = value if isinstance(value, list) else [value]
            self.fields += [(name, str(one)) for one in values]
        return self

    async def send(self, portal: httpx2.AsyncClient, **pressed: str) -> httpx2.Response:
        """Press a button: ``do=send``, ``add=…``."""
        pressed = pressed or {"do": "send"}
        assert all(pair in self.buttons for pair in pressed.items()), self.buttons
        said: dict[str, list[str]] = {}
        for name, value in (*self.fields, *pressed.items()):
            said.setdefault(name, []).append(value)
        return await portal.post(self.action, data=said)
