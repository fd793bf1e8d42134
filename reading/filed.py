"""The documents on file in a case, as far as somebody may read them."""

from datetime import datetime
from typing import Any, NamedTuple

from casework.documents import Signature
from reading.seen import Seen, of_kind


class Filed(NamedTuple):
    """A document as it stands: what it is, what it says, who has signed exactly that."""

    name: str
    kind: str
    sha256: str
    filed_by: str
    filed_at: datetime
    signatures: tuple[Signature, ...]
    content: dict[str, Any]

    def as_object(self) -> dict[str, Any]:
        """Return it for JSON."""
        signed = [signature.model_dump(mode="json") for signature in self.signatures]
        filed_at = self.filed_at.isoformat()
        return {
            **self._asdict(),
            "filed_at": filed_at,
            "signatures": signed,
        }


def documents(seen: Seen) -> dict[str, Filed]:
    """Return the documents that the person may read, by name."""
    contents: dict[str, dict[str, Any]] = {}
    for event in of_kind(seen, "document_filed"):
        contents[event.body["document"]] = event.body["content"]
    return {
        name: Filed(
            name=name,
            kind=document.kind.value,
            sha256=document.sha256,
            filed_by=document.filed_by,
            filed_at=document.filed_at,
            signatures=document.signatures,
            content=contents.get(name, {}),  # of an adopted case's papers only the hash is here
        )
        for name, document in seen.case.documents.items()
    }
