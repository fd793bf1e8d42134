"""Proofs about words: ids, roles, commands, facts, documents, conditions and parts taken."""

from collections import Counter
from collections.abc import Mapping

from casework.commands import commands, model_of, told
from casework.commands.base import Body
from casework.commands.suspension import WithDocument, WithLetter
from casework.documents import FILERS, SIGNERS, DocumentKind
from casework.errands import ERRANDS
from casework.matters import Matter
from casework.process.acts import belongs
from casework.process.proof.model import FACT, LAPSE, Table
from casework.process.row import Row
from casework.roles import Role

DOCUMENTS: dict[DocumentKind, tuple[str, ...]] = {
    DocumentKind.RECOMMENDATION: ("recommendation",),
    DocumentKind.LETTER: (
        "decision letter",
        "closing letter",
        "notice of proposed action",
        "suspension letter",
        "removal letter",
        "reinstatement letter",
        "extension letter",
        "appeal determination",
        "scope letter",
        "rescission letter",
    ),
    DocumentKind.PIA: ("PIA",),
    DocumentKind.CAP: ("CAP",),
    DocumentKind.WITHDRAWAL: ("withdrawal",),
    DocumentKind.OWN_SUSPENSION: ("own-suspension request",),
    DocumentKind.STAGE_PLAN: ("stage plan",),
}
"""What the rows call each kind of filed document."""

PARTS_SET_BY_FOLDS = frozenset({"endorser"})
"""Parts that no row gives: whoever signed the recommendation, read from the document."""


def row_ids_are_unique(table: Table) -> list[str]:
    """An id names one row for ever, as events refer to it."""
    counts = Counter(row.id for row in table.rows)
    return [f"{count} rows are called {name}" for name, count in counts.items() if count > 1]


def every_act_is_made_by_whom_it_fits(table: Table) -> list[str]:
    """Clocks and facts are the system's; commands are never."""
    problems = []
    for row in table.rows:
        if not row.by:
            problems.append(f"{row.id} may be done by nobody")
        system = _model(row) is None or _of_the_system(row)
        if system and row.by != (Role.SYS,):
            problems.append(f"{row.id} lets {', '.join(row.by)} say {row.act}")
        if not system and Role.SYS in row.by:
            problems.append(f"{row.id} lets the system give the command {row.act}")
    return problems


def _of_the_system(row: Row) -> bool:
    model = _model(row)
    return row.act.startswith((LAPSE, FACT)) or (model is not None and model.by_system)


def _model(row: Row) -> type[Body] | None:
    try:
        return model_of(row.act.partition(":")[0] if row.act.startswith(LAPSE) else row.act)
    except KeyError:
        return None


def every_command_has_a_row(
    table: Table, known: Mapping[str, type[Body]] | None = None
) -> list[str]:
    """What people are offered can be done somewhere, and what rows ask for can be said."""
    known = commands() if known is None else known
    acts = {row.act for row in table.rows}
    problems = [f"{act} is offered and no row answers to it" for act in known if act not in acts]
    problems += [
        f"{row.id} answers to {row.act}, which nobody can say"
        for row in table.rows
        if not row.act.startswith(FACT) and _model(row) is None
    ]
    return problems


def every_fact_is_raised_and_answered(table: Table) -> list[str]:
    """A fact that rows raise is answered by rows, and what rows wait for is raised or reported."""
    raised = table.raised()
    answered = {row.act.removeprefix(FACT) for row in table.rows if row.act.startswith(FACT)}
    problems = [
        f"{', '.join(rows)} raises {fact}, to which no row answers"
        for fact, rows in raised.items()
        if fact not in answered
    ]
    problems += [
        f"{row.id} waits for {row.act}, which nothing raises or reports"
        for row in table.rows
        if row.act.startswith(FACT)
        and row.act.removeprefix(FACT) not in raised
        and _model(row) is None
    ]
    return problems


def every_errand_is_made_and_heard(table: Table) -> list[str]:
    """What rows have others told can be made, and what others tell is answered by some row."""
    problems = [
        f"{row.id} has an errand run that nobody makes: {name}"
        for row in table.rows
        for name in row.errands
        if name not in ERRANDS
    ]
    acts = {row.act for row in table.rows}
    problems += [f"{act} is told and no row answers to it" for act in told() if act not in acts]
    asked = {name for row in table.rows for name in row.errands}
    return problems + [f"no row has the errand {name} run" for name in sorted(ERRANDS - asked)]


def every_act_is_of_one_track(table: Table) -> list[str]:
    """The rows that answer to one act all belong to the main line, or all to one track.

    ``decide`` looks for the item of a track, or for the case, never for both. Each kind of matter
    has rows of its own.
    """
    tracks: dict[tuple[str, Matter], set[str]] = {}
    for row in table.rows:
        for matter in Matter:
            if belongs(row, matter):
                tracks.setdefault((row.act, matter), set()).add(row.track or "the main line")
    return [
        f"{act} is answered in {' and '.join(sorted(names))}"
        for (act, _), names in tracks.items()
        if len(names) > 1
    ]


def every_row_can_be_told_apart(table: Table) -> list[str]:
    """Of rows for one act, state and role a later one is tried only if the one before can fail."""
    problems = []
    for number, row in enumerate(table.rows):
        for later in table.rows[number + 1 :]:
            same = row.act == later.act and row.track == later.track
            shared = set(row.start) & set(later.start) or (not row.start and not later.start)
            if same and shared and not row.when and set(row.by) >= set(later.by):
                problems.append(f"{later.id} is never tried, as {row.id} always answers first")
    return problems


def every_document_has_a_step(table: Table) -> list[str]:
    """Each kind that can be filed is used by a row, and rows that name one say which."""
    named = {row.id: tuple(_names(row)) for row in table.rows}
    used = {name for names in named.values() for name in names}
    problems = [
        f"a {kind} can be filed and no row uses it"
        for kind in FILERS
        if not used & set(DOCUMENTS.get(kind, ()))
    ]
    problems += [
        f"a {kind} can be filed and nobody may sign it" for kind in FILERS.keys() - SIGNERS
    ]
    letters = set(DOCUMENTS[DocumentKind.LETTER])
    filed = {name for names in DOCUMENTS.values() for name in names} - letters
    for row in table.rows:
        model = _model(row)
        if model is None or row.track or model.act == "sign_document":
            continue
        if issubclass(model, WithLetter) and not letters & set(named[row.id]):
            problems.append(f"{row.id} serves a letter and does not say which")
        if issubclass(model, WithDocument) and not filed & set(named[row.id]):
            problems.append(f"{row.id} rests on a document and does not say which")
    return problems


def _names(row: Row) -> list[str]:
    return [name.strip() for name in (row.document or "").split(";") if name.strip()]


def every_condition_is_said_in_both_languages(table: Table) -> list[str]:
    """A refusal has a code and a sentence in English and in Spanish, and one meaning."""
    guards = {guard.code: guard for row in table.rows for guard in row.when}
    problems = [
        f"{row.id} has another condition of the name {guard.code}"
        for row in table.rows
        for guard in row.when
        if guards[guard.code] is not guard
    ]
    problems += [
        f"{guard.code} says nothing in {language}"
        for guard in guards.values()
        for language, sentence in (("English", guard.en), ("Spanish", guard.es))
        if not sentence.strip()
    ]
    problems += [
        f"{guard.code} says the same in English and in Spanish"
        for guard in guards.values()
        if guard.en == guard.es
    ]
    return problems


def every_part_asked_for_is_taken(table: Table, asked_for: frozenset[str]) -> list[str]:
    """A part that conditions ask about is given by some row, else they compare with nobody."""
    given = {mark for row in table.rows for mark in row.marks} | PARTS_SET_BY_FOLDS
    return [
        f"conditions ask who was {mark}, and no row makes anybody that"
        for mark in sorted(asked_for - given)
    ]
