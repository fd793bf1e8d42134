"""What somebody may do in a case now, and of everything else why not, for a page."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from casework.bilingual import Language, either
from casework.case import Case
from casework.documents import FILERS
from casework.options import Because, Option, given_before
from casework.process.table import BY_ACT
from casework.roles import ROLE_NAMES, Role
from casework.states import State, matter_of
from portal.forms.words import act_name, act_says, document_kind, track_name, track_of


def of_this_matter(case: Case, option: Option) -> bool:
    """Whether an act has its place in a matter of this kind; openings have it in none."""
    if option.possible:
        return True
    rows = BY_ACT.get(option.act, ())
    main = {matter_of(State(one)) for row in rows if not row.track for one in row.start if one}
    tracks = {row.track for row in rows if row.track}
    return case.matter in main or not tracks.isdisjoint(case.tracks)


def may_now(
    case: Case, found: Iterable[Option], role: Role, language: Language
) -> list[dict[str, Any]]:
    """Return what is possible, in groups: steps of the case, its documents, then all the rest.

    ``first`` are the groups that a case goes on by; those of the rest may wait.
    """
    possible = [one for one in found if one.possible and of_this_matter(case, one)]
    groups = {one.act: _group(one, case) for one in possible}
    possible.sort(key=lambda one: (_place(groups[one.act]), groups[one.act]))
    return [
        {
            "track": track_name(name, language),
            "first": name in _FIRST,
            "acts": [
                {**_named(one, language), "kinds": _kinds(one.act, role, language)} for one in group
            ],
        }
        for name, group in groupby(possible, key=lambda one: groups[one.act])
    ]


_FIRST = ("MAIN", "DOCUMENTS")
_ANY_TIME = 8
"""In more states than these, an act is no step of the case but something done at any time."""


def _group(option: Option, case: Case) -> str:
    track = track_of(option.act)
    if track != "MAIN":
        return track
    if option.act in ("file_draft", "sign_document"):
        return "DOCUMENTS"
    any_time = len(option.states) > _ANY_TIME or given_before(case, option.act)
    return "ANY_TIME" if any_time else "MAIN"


def _place(group: str) -> int:
    return _FIRST.index(group) if group in _FIRST else len(_FIRST)


def _kinds(act: str, role: Role, language: Language) -> list[tuple[str, str]]:
    """Return the kinds of documents that a role writes, where an act is the writing of one."""
    if act != "file_draft":
        return []
    return [
        (kind.value, document_kind(kind).in_(language))
        for kind, roles in FILERS.items()
        if role in roles
    ]


def not_now(case: Case, found: Iterable[Option], language: Language) -> list[dict[str, Any]]:
    """Return what is not possible, each with the reason and who may."""
    barred = [
        one
        for one in found
        if not one.possible and one.because is not Because.VERSION and of_this_matter(case, one)
    ]
    return [
        {**_named(one, language), "why": why_not(one, language), "who": who_may(one, language)}
        for one in barred
    ]


def why_not(option: Option, language: Language) -> str:
    """Return why an act is not possible."""
    return either(language, option.why_not_en, option.why_not_es)


def who_may(option: Option, language: Language) -> str:
    """Return who may, where it is not said with the reason already."""
    if option.because is not Because.CONDITION:
        return ""
    return ", ".join(ROLE_NAMES[role][language == "es"] for role in option.who)


def _named(option: Option, language: Language) -> dict[str, Any]:
    return {
        "act": option.act,
        "name": act_name(option.act).in_(language),
        "says": act_says(option.act).in_(language),
    }
