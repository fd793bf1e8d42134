"""A rendered body as headings, paragraphs and lists: what a printed letter's tags are made of.

The same templates word the mail and the printed letter. For print each value that a template takes
in is wrapped in two control characters and its line breaks are hidden (``marked``); both cannot
come from a fact, which has lost its control characters before (``plain_text.cleaned``). So only
what stands in a template can be a heading, an item or the start of a line: no fact can look like
a part of the letter that it is not.
"""

import re
from typing import Any, Literal

from markupsafe import Markup

from casework.model import Kept

_START, _END, _BREAK = "\x02", "\x03", "\x0b"
_ITEM, _INDENT = "- ", "  "
_ONE_RUN = re.compile(f"{_START}[^{_START}{_END}]*{_END}")


class Block(Kept):
    """A part of a printed letter. ``lines`` are set one below the other.

    ``passage`` is what a person wrote, with its own paragraphs (an empty line between two);
    a ``list`` has ``items``, each of one or more lines.
    """

    kind: Literal["title", "heading", "paragraph", "passage", "list"]
    lines: tuple[str, ...] = ()
    items: tuple[tuple[str, ...], ...] = ()


def marked(value: Any) -> Markup:
    """Wrap a value as it is put into a template; what a macro made is of the template already."""
    if isinstance(value, Markup):
        return value
    return Markup(_START + str(value).replace("\n", _BREAK) + _END)


def blocks(body: str) -> tuple[Block, ...]:
    """Return the blocks of a body whose values are marked; its first line is the title."""
    first, *lines = body.strip("\n").split("\n")
    found: list[Block] = [Block(kind="title", lines=(_plain(first),))]
    joined = False
    for line in lines:
        if not _plain(line).strip():
            joined = False
            continue
        block = _block(line, found[-1])
        if block is None:
            found[-1] = _longer(found[-1], line)
        elif joined and block.kind == found[-1].kind == "paragraph":
            found[-1] = Block(kind="paragraph", lines=found[-1].lines + block.lines)
        else:
            found.append(block)
        joined = True
    return tuple(found)


def _block(line: str, last: Block) -> Block | None:
    """Return the block that a line begins, None where it goes on with the list before it."""
    if last.kind == "list" and line.startswith((_ITEM, _INDENT)):
        return None
    if line.startswith(_ITEM):
        return Block(kind="list", items=(_lines(line[len(_ITEM) :]),))
    if _START not in line and line.isupper():
        return Block(kind="heading", lines=(line.strip(),))
    if _ONE_RUN.fullmatch(line) and (_BREAK in line or line.startswith(_START + _INDENT)):
        return Block(kind="passage", lines=tuple(each.strip() for each in _plain(line).split("\n")))
    return Block(kind="paragraph", lines=_lines(line))


def _longer(listed: Block, line: str) -> Block:
    """Return a list with one more item, or with one more line of its last item."""
    if line.startswith(_ITEM):
        return Block(kind="list", items=(*listed.items, _lines(line[len(_ITEM) :])))
    *before, last = listed.items
    return Block(kind="list", items=(*before, last + _lines(line)))


def _lines(line: str) -> tuple[str, ...]:
    """Return what is set one below the other of a template's line."""
    return tuple(each.strip() for each in _plain(line).split("\n") if each.strip())


def _plain(line: str) -> str:
    return line.replace(_START, "").replace(_END, "").replace(_BREAK, "\n")
