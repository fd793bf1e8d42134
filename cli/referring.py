"""``reference`` and ``criteria``: what is known, how sure it is, where it comes from."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from casework import reference
from casework.reference import CATEGORIES, CRITERIA, CROSSWALK, Relation, Row
from casework.reference.editions import OWN, Edition
from cli.exits import BAD_INPUT, NOT_FOUND, Stop
from cli.terminal import as_json, say, table
from cli.words import language_named, mark
from reading import criteria_store
from runtime.settings import load_settings

KINDS: Mapping[str, Mapping[Any, Row]] = {
    "carriers": reference.CARRIERS,
    "crossings": reference.PORTS,
    "lanes": reference.LANES,
    "offices": reference.OFFICES,
    "benefits": reference.BENEFITS,
    "incidents": reference.INCIDENT_CLASSES,
    "legal-bases": reference.LEGAL_BASES,
    "partners": reference.PARTNERS,
    "agriculture": reference.AGENCIES,
    "people": reference.RECIPIENTS,
    "practices": reference.PRACTICES,
    "sectors": reference.SECTORS,
    "categories": reference.CATEGORIES,
    "systems": reference.SYSTEMS,
}
"""What ``reference`` lists; criteria have a command of their own."""

_RELATIONS = {
    Relation.SAME: "mismo tema",
    Relation.PART: "parte de un tema más amplio",
    Relation.NONE: "no se conoce equivalente",
}

_ABOUT_ROWS = frozenset(Row.model_fields)
_SHOWN_LAST = ("note",)


async def list_reference(kind: str, *, json: bool) -> None:
    """Print one kind of reference data, each row with its mark and source."""
    if kind not in KINDS:
        raise Stop(BAD_INPUT, f"KIND: there is no {kind[:40]!r}; one of {', '.join(KINDS)}")
    rows = list(KINDS[kind].values())
    if json:
        as_json(rows)
        return
    names = [
        name
        for name in type(rows[0]).model_fields
        if name not in _ABOUT_ROWS and name not in _SHOWN_LAST
    ]
    table(
        [*(name.replace("_", " ") for name in names), "valid", "mark", "checked", "source"],
        [[*(_cell(getattr(row, name)) for name in names), *_about(row)] for row in rows],
    )


async def list_criteria(*, edition: str | None, json: bool) -> None:
    """Print our own keys with the numbers of an edition; without one, there are none."""
    data_dir = load_settings().data_dir
    chosen = None if edition in (None, OWN) else edition_named(data_dir, str(edition))
    loaded = criteria_store.editions(data_dir)
    if json:
        as_json(
            {
                "edition": chosen.edition if chosen else OWN,
                "editions": [OWN, *loaded],
                "criteria": [
                    {
                        **row.model_dump(mode="json", exclude={"cbp_id"}),
                        "cbp_ids": list(chosen.numbers(key)) if chosen else [],
                    }
                    for key, row in CRITERIA.items()
                ],
            }
        )
        return
    say(f"edition: {_named(chosen)}; loaded: {', '.join(loaded) or 'none'}")
    table(
        ("key", "CBP's number", "category", "mark", "criterion"),
        [
            (
                key,
                (", ".join(chosen.numbers(key)) if chosen else "") or "none",
                f"{row.category} {CATEGORIES[row.category].en}",
                row.mark.value,
                row.en,
            )
            for key, row in CRITERIA.items()
        ],
    )


async def crosswalk(*, language: str, json: bool) -> None:
    """Print where each criterion has its counterpart in the Mexican OEA profile for railroads."""
    said = language_named(language)
    if json:
        as_json(list(CROSSWALK.values()))
        return
    es = said == "es"
    head = (
        ("criterio", "CTPAT", "OEA (E9)", "número", "relación", "marca", "fuente")
        if es
        else ("key", "CTPAT", "OEA (E9)", "number", "relation", "mark", "source")
    )
    rows = []
    for key, found in CROSSWALK.items():
        own = CRITERIA[key]
        subject = found.subject_es if es else found.subject_en
        source = f"{found.source}; {found.note}" if found.note else found.source
        rows.append(
            (
                key,
                own.es if es else own.en,
                subject or "–",
                found.oea_id or ("ninguno" if es else "none"),
                found.relation.value if not es else _RELATIONS[found.relation],
                mark(found.mark, said),
                source,
            )
        )
    table(head, rows)


async def load_criteria(file: str, *, dry_run: bool, json: bool) -> None:
    """Take CBP's list, check it, and keep it as an edition."""
    edition = criteria_store.read(Path(file))
    place, new = (
        (None, False) if dry_run else criteria_store.keep(load_settings().data_dir, edition)
    )
    if json:
        as_json(
            {
                "edition": edition.edition,
                "criteria": len(edition.criteria),
                "mapped": len(CRITERIA) - len(edition.unmapped),
                "unmapped": list(edition.unmapped),
                "new": new,
                "file": None if place is None else str(place),
            }
        )
        return
    if place is None:
        say("dry run: the list is right; nothing was written", strong=True)
    else:
        say(f"{'written' if new else 'there already, unchanged'}: {place}")
    mapped = len(CRITERIA) - len(edition.unmapped)
    say(
        f"{edition.edition} [{edition.mark.value}]: {len(edition.criteria)} criteria; "
        f"{mapped} of our {len(CRITERIA)} keys have a number"
    )
    if edition.unmapped:
        say(f"without a number: {', '.join(edition.unmapped)}")


def edition_named(data_dir: Path, name: str) -> Edition:
    """Return an edition by its name. Ends the command where it was not loaded."""
    found = criteria_store.editions(data_dir)
    if name not in found:
        known = ", ".join(["own", *found])
        raise Stop(NOT_FOUND, f"there is no edition {name[:64]!r}; there are {known}")
    return found[name]


def _named(edition: Edition | None) -> str:
    if edition is None:
        return "own keys, without CBP's numbers"
    return f"{edition.edition}, {edition.title} [{edition.mark.value}]"


def _about(row: Row) -> Iterable[str]:
    valid = (
        f"{row.valid_from or ''}–{row.valid_to or ''}" if row.valid_from or row.valid_to else "–"
    )
    note = getattr(row, "note", None)
    source = f"{row.source}; {note}" if note else row.source
    return (valid, row.mark.value, row.checked_on.isoformat(), source)


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(_cell(item) for item in value)
    if hasattr(value, "mark"):
        return f"{value.name} ({value.side.value}) [{value.mark.value}]"
    return str(value)
