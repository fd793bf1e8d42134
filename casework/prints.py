"""A letter on paper, so to speak: its printed form as it is kept and handed out."""

from casework.bilingual import Language
from casework.model import Kept


class Print(Kept):
    """A letter as it is printed in one language: the bytes of a PDF, and their SHA-256 (hex).

    ``version`` names the templates and the layout, ``compiler`` the program that set it: with
    both, the same facts give the same bytes.
    """

    language: Language
    version: str
    compiler: str
    sha256: str
    pdf: bytes
