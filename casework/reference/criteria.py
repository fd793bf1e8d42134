"""Security criteria for rail carriers under keys of our own.

CBP's rail booklet was not at hand, and its numbers are not guessed: every key here has
``cbp_id`` none. Which numbers of CBP's list a key stands for is said by an edition
(``editions.py``). Whether a criterion says must or should sits on the finding, not here.
"""

from typing import Annotated, Literal

from pydantic import Field

from casework.reference.authorities import Named
from casework.reference.row import Row, Said, load

CategoryNumber = Annotated[int, Field(ge=1, le=12)]


class Category(Row):
    """One of the twelve categories of the minimum security criteria."""

    number: CategoryNumber
    area: Literal["corporate", "transportation", "people and physical"]
    en: Said
    es: Said


class Criterion(Named):
    """A criterion in our own words. ``cbp_id`` is always none: nobody here invents CBP's."""

    category: CategoryNumber
    cbp_id: None = None


CATEGORIES: dict[int, Category] = {
    row.number: row for row in load("categories", Category, lambda row: str(row.number)).values()
}
"""The twelve categories, by number."""

CRITERIA: dict[str, Criterion] = load("criteria", Criterion, lambda row: row.id)
"""Every criterion, by our own key."""
