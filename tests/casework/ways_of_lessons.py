"""Ways on which a lesson is drawn and published."""

from collections.abc import Callable
from typing import Any

from tests.casework import paths
from tests.casework.walk import OFF, POC, SUP, Walk

TEXT = {"en": "Look twice.", "es": "Mire dos veces."}
NAMED = {"en": "Sierra Verde Railway now looks twice.", "es": "Ahora se mira dos veces."}


def drafted(**changes: Any) -> Walk:
    """A case without sanction whose lesson is drafted."""
    walk = paths.opened()
    paths.recommendation(
        walk,
        "rec-0",
        findings=[
            {
                "id": "f1",
                "requirement": "Seals are looked at",
                "category": "seal",
                "who_controlled": "SVR",
                "criterion": "seal-checks",
            }
        ],
    )
    walk.must(SUP, "close_no_action", **walk.letter("letter-none"))
    said = {"text": TEXT, "root_causes": "Nobody looked.", **changes}
    walk.must(OFF, "draft_lesson", **said)
    return walk


def published(level: str, *, agreed: bool = True) -> Walk:
    """A lesson that is published at a level, without the carrier's name."""
    walk = drafted()
    walk.must(POC, "answer_lesson", agrees_to_publication=agreed)
    walk.must(SUP, "publish_lesson", level=level)
    return walk


def cut() -> Walk:
    """A lesson that the carrier cut, and agreed to with its name."""
    walk = drafted(text=NAMED)
    walk.must(POC, "answer_lesson", agrees_to_publication=True, text="Leave the yard out.")
    walk.must(SUP, "publish_lesson", level="public", names_carrier=True, text=NAMED)
    return walk


WAYS_OF_LESSONS: dict[str, Callable[[], Walk]] = {
    "published for members": lambda: published("members"),
    "published after cuts": cut,
}
"""By name."""
