"""From a provider's claims to a person in a role, as the configuration says."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from casework.roles import Actor
from identity.persons import NotAPerson, actor


class ClaimNames(NamedTuple):
    """Where a provider says who somebody is. ``roles`` translates its words to ours; a word that is
    not in it is not believed, unless it is empty: then its words are ours."""

    person: str
    role: str
    organisation: str
    roles: Mapping[str, str] = {}


def actor_from(claims: Mapping[str, Any], names: ClaimNames) -> Actor:
    """Return who the claims name. Raises ``NotAPerson`` unless they name exactly one role of ours.

    A person acts in one role at a time: somebody with several signs in to each by its own account.
    """
    said = claims.get(names.role)
    words = said if isinstance(said, list) else [said]
    ours = {
        names.roles.get(word) if names.roles else word for word in words if isinstance(word, str)
    }
    ours.discard(None)
    if len(ours) != 1:
        raise NotAPerson("the account has no role here, or more than one")
    (role,) = ours
    person, organisation = claims.get(names.person), claims.get(names.organisation, "")
    if not isinstance(person, str) or not isinstance(organisation, str):
        raise NotAPerson("the account has no name here, or no organisation")
    return actor(str(role), person, organisation)
