"""A letter on paper, so to speak: its printed form as it is kept and handed out."""

import re

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


def file_name(case_id: str, of: Print) -> str:
    """Return what the file of a printed letter is called: it tells the case and the language only.

    The start of its hash keeps two letters of a case apart.
    """
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", case_id)[:64]
    return f"{plain}-{of.sha256[:8]}.{of.language}.pdf"
