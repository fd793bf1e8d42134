"""Why the store did not do what was asked. Messages are ours and hold no case content."""

from casework.bilingual import Bilingual


class EvidenceError(Exception):
    """Base of everything here."""


class EvidenceRefused(EvidenceError):
    """The file, or what was asked about it, is not taken as it is.

    ``code`` is stable; ``said`` says in both languages what is wrong and what to do.
    ``by_rule`` is True where no other input helps: an infected file, a class that is not the
    sender's to file.
    """

    by_rule = False

    def __init__(self, code: str, *, en: str, es: str) -> None:
        super().__init__(code)
        self.code = code
        self.said = Bilingual(en=en, es=es)


class EvidenceForbidden(EvidenceRefused):
    """Refused by a rule."""

    by_rule = True


class WrongOffset(EvidenceRefused):
    """A part does not begin where the parts before it end; ``expected`` is where it must begin."""

    def __init__(self, expected: int) -> None:
        self.expected = expected
        super().__init__(
            "wrong_offset",
            en=f"the next part begins at byte {expected}; go on from there",
            es=f"la siguiente parte empieza en el byte {expected}; continúe desde ahí",
        )


class NoSuchEvidence(EvidenceError):
    """There is no such document or upload for who asks; whether there is one at all is not told."""


class EvidenceUnreachable(EvidenceError):
    """A part of the store is away now, and later may not be; ``said`` says which."""

    def __init__(self, *, en: str, es: str) -> None:
        super().__init__(en)
        self.said = Bilingual(en=en, es=es)


class ScannerAway(EvidenceUnreachable):
    """No scanner has answered for a file; whether that matters is a setting."""


class EvidenceDamaged(EvidenceError):
    """What is stored is not what was sealed: cut, changed, in another order, or by another key."""


class KeyRingUnusable(EvidenceError):
    """The file of keys is absent or wrong; the message says what to do."""
