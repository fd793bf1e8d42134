"""Whom a message may go to: one plain mailbox, and outside production only in test domains."""

from pydantic import TypeAdapter, ValidationError

from activities.mail_faults import AddressRefused
from casework.text import Address

_PLAIN: TypeAdapter[str] = TypeAdapter(Address)


def plain_address(address: str) -> str:
    """Return the address unchanged if it is one plain ASCII mailbox; else ``AddressRefused``.

    Lists, display names, quoted local parts, source routes and line breaks are all refused: what
    stands in the envelope, in the header and in the register must be the same single mailbox.
    """
    try:
        return _PLAIN.validate_python(address, strict=True)
    except ValidationError:
        raise AddressRefused("the recipient is not a plain mail address") from None


def require_reachable(address: str, suffixes: tuple[str, ...] | None) -> None:
    """Refuse an address whose domain ends in none of the suffixes; None allows every domain."""
    domain = plain_address(address).rpartition("@")[2].lower()
    if suffixes is None:
        return
    if not any(domain.endswith(suffix.lower()) for suffix in suffixes):
        raise AddressRefused("address refused outside production")


def checked_suffixes(suffixes: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return the suffixes if each starts at a label, as ``.example`` does; else ``ValueError``.

    Without the dot, ``example`` would also let ``notexample`` pass.
    """
    if suffixes is not None and any(not s.startswith(".") or len(s) < 2 for s in suffixes):
        raise ValueError("an allowed domain suffix starts with a dot, as in .example")
    return suffixes
