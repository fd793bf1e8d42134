"""Text that exists in English and in Spanish, because both sides of the border read it."""

from typing import Literal

from casework.model import Kept, Submitted
from casework.text import Text

Language = Literal["en", "es"]


class Bilingual(Kept):
    """One text in both languages of the programme; neither is optional."""

    en: str
    es: str

    def in_(self, language: Language) -> str:
        """Give the text in the language asked for."""
        return self.es if language == "es" else self.en


class BilingualText(Submitted):
    """The same statement in English and in Spanish."""

    en: Text
    es: Text


def either(language: Language, en: str, es: str) -> str:
    """Choose between a sentence in English and the same in Spanish."""
    return es if language == "es" else en
