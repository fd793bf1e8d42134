"""What a PDF says of itself: its tags, its text page by page, what is marked as decoration."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream


def opened(pdf: bytes) -> PdfReader:
    """Open a PDF; anything that a strict reader objects to is an error."""
    return PdfReader(io.BytesIO(pdf), strict=True)


def root(reader: PdfReader) -> Any:
    """Return the document's catalogue."""
    return reader.trailer["/Root"]


def tags(reader: PdfReader) -> list[str]:
    """Return the tags of the document in reading order."""
    return list(_tags(root(reader)["/StructTreeRoot"]["/K"]))


def _tags(element: Any) -> Iterator[str]:
    found = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, list):
        for each in found:
            yield from _tags(each)
    elif isinstance(found, dict) and "/S" in found:
        yield str(found["/S"])
        yield from _tags(found.get("/K", []))


def text(reader: PdfReader) -> str:
    """Return all text, without the breaks of lines and pages."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def unmarked(reader: PdfReader) -> list[str]:
    """Return what is shown outside any mark: neither tagged nor said to be decoration."""
    found = []
    for page in reader.pages:
        open_marks: list[str] = []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            match operator:
                case b"BDC" | b"BMC":
                    open_marks.append(str(operands[0]))
                case b"EMC":
                    open_marks.pop()
                case b"Tj" | b"TJ" | b"'" | b'"' | b"S" | b"f" | b"Do":
                    if not open_marks:
                        found.append(operator.decode())
    return found


def fonts(reader: PdfReader) -> list[Any]:
    """Return every font that a page uses."""
    return [font.get_object() for page in reader.pages for font in _named(page, "/Font")]


def _named(page: Any, kind: str) -> list[Any]:
    return list(page["/Resources"].get(kind, {}).values())


def tab_order(reader: PdfReader) -> set[str]:
    """Return by what the pages are gone through with the keyboard."""
    pages: list[Any] = list(reader.pages)
    return {str(page.get("/Tabs")) if "/StructParents" in page else "untagged" for page in pages}


def images(reader: PdfReader) -> int:
    """Count the pictures on all pages."""
    return sum(len(page.images) for page in reader.pages)
