"""``letter``: a letter exactly as it is printed, before it is signed and after it was sent.

What was attached then is kept, and handed out as it is (`docs/decisions/0021`).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from activities.printing import is_printed, printed, version_of
from casework.bilingual import Language
from casework.clocks import printed_day
from casework.commands import commands
from casework.commands.suspension import WithLetter
from casework.events import Notice
from casework.prints import Print
from casework.roles import Actor
from casework.visibility import readable_notices
from cli import filed, terminal
from cli.bodies import assembled, checked, model_named
from cli.connections import open_record
from cli.exits import BAD_INPUT, Stop, refused
from cli.person import speaker
from cli.words import language_named
from cli.writing import write
from desk.errors import Declination
from reading import printed_letters
from reading.filed import documents
from reading.printed_letters import SEPARATOR, Printed
from reading.printed_letters import as_it_would_be as as_decided
from reading.record import Record
from reading.seen import Seen, see
from records.case_reader import RegisteredNotice
from runtime.settings import load_settings


async def letter(
    case_id: str,
    name: str,
    act: str | None,
    *,
    who: str | None,
    fields: Sequence[str],
    file: str | None,
    rests_on: Sequence[str],
    only: str | None,
    pdf: str | None,
    json: bool,
) -> None:
    """Show a letter, or write its printed form: as a decision would sign it now, or as signed."""
    settings = load_settings()
    actor = await speaker(who, settings)
    async with open_record(settings) as record:
        seen = await see(record, case_id, actor)
        found = await _signed(record, seen, name)
    if found is None:
        filed.named(documents(seen), name, "LETTER")  # a carrier has it once delivered
        found = as_it_would_be(seen, actor, name, act, assembled(fields, file), rests_on)
    shown = in_language(found, only)
    if pdf is not None:
        sheet, told = as_pdf(found, seen, shown)
        write(Path(pdf), sheet.pdf, option="--pdf")
        terminal.say(f"{pdf}: {found.name} ({sheet.language}), PDF/UA, SHA-256 {sheet.sha256}")
        terminal.say(told)
    elif json:
        terminal.as_json(found.as_object())
    else:
        _show(found, seen, shown)


def as_it_would_be(
    seen: Seen,
    actor: Actor,
    name: str,
    act: str | None,
    said: dict[str, Any],
    rests_on: Sequence[str] = (),
) -> Printed:
    """Return a draft as it would be printed if a decision signed it now.

    Ends the command where the rules would refuse that decision: its letter cannot exist.
    """
    if act is None:
        raise Stop(
            BAD_INPUT, f"COMMAND: say which decision would sign it: {', '.join(_deciding())}"
        )
    model = model_named(act)
    if not issubclass(model, WithLetter):
        raise Stop(BAD_INPUT, f"COMMAND: {act} signs no letter; these do: {', '.join(_deciding())}")
    filed.name_documents(
        model, said, documents(seen), letter=name, document=None, rests_on=rests_on
    )
    body = checked(model, said)
    assert isinstance(body, WithLetter)  # it is of that model
    try:
        return as_decided(seen, actor, body)
    except Declination as declined:
        raise refused(declined.refusal, "en") from None


async def _signed(record: Record, seen: Seen, name: str) -> Printed | None:
    """Return a letter that is signed, or a notice that was sent, as the person may read it."""
    notice = readable(seen, name)
    if notice is None:
        return None
    register = await record.cases.notices(seen.case.id)
    return as_signed(seen, notice, register, await record.cases.prints(seen.case.id, notice.key))


def readable(seen: Seen, name: str) -> Notice | None:
    """Return the message that is meant by a letter's name, or by what a notice is (the last one).

    None where the person may read none. Ends the command for a letter that was signed on paper.
    """
    notices = readable_notices(seen.case, (event for _, event in seen.events))
    if name in seen.case.documents:
        letters = [notice for notice in notices if notice.letter == name]
        if not letters and name in seen.case.tracks.get("LETTER", {}):
            raise Stop(BAD_INPUT, f"LETTER: {name[:64]} was signed on paper; its text is not here")
        return letters[0] if letters else None
    others = [n for n in notices if n.letter is None and n.template == name and is_printed(n)]
    return others[-1] if others else None


def as_signed(
    seen: Seen, notice: Notice, register: Iterable[RegisteredNotice], kept: tuple[Print, ...] = ()
) -> Printed:
    """Return a signed letter from the facts that are on the record, and whether it was sent so."""
    try:
        return printed_letters.as_signed(seen, notice, register, kept)
    except LookupError:
        raise Stop(
            BAD_INPUT,
            f"LETTER: was printed with version {version_of(kept)[:40]} of the templates, which "
            "this release does not have; ask a newer one",
        ) from None


def in_language(letter: Printed, only: str | None) -> Language | None:
    """Return the language that is asked for. Ends the command where the letter has it not."""
    if only is None:
        return None
    language = language_named(only)
    if language not in letter.parts:
        raise Stop(BAD_INPUT, f"--lang: {letter.name} goes out in {', '.join(letter.parts)} only")
    return language


def as_pdf(letter: Printed, seen: Seen, language: Language | None) -> tuple[Print, str]:
    """Return a letter's printed form, and what is to be said of it.

    In the reader's language if none is named: what was attached, if anything was; else printed
    now, with a draft's marks where nobody has signed.
    """
    chosen = language or next(iter(letter.parts))
    sheets = printed(
        letter.notice,
        case_id=seen.case.id,
        illustrative=seen.case.illustrative,
        version=letter.version,
        draft=letter.act is not None,
    )
    (now,) = (each for each in sheets if each.language == chosen)
    if letter.act is not None:
        return now, "preview: nothing was signed; it says so on every page"
    attached = [each for each in letter.kept if each.language == chosen]
    if not attached and letter.agrees is not None:
        return now, "signed, and sent without a PDF, before letters were printed; printed now"
    if not attached:
        return now, "signed; not handed to the mail system yet, printed now"
    (sheet,) = attached
    return sheet, f"as it was attached{_witnessed(sheet, seen)}; {_again(sheet, now)}"


def _witnessed(sheet: Print, seen: Seen) -> str:
    """Say which event of the record holds the hash, of those that the person sees."""
    for recorded, event in seen.events:
        if event is not None and event.body.get("printed", {}).get(sheet.language) == sheet.sha256:
            return f", its hash is in event {recorded.seq}"
    return ""


def _again(sheet: Print, now: Print) -> str:
    """Say whether it could be printed again to the byte, and if not, what has changed."""
    with_what = f"version {sheet.version}, {sheet.compiler}"
    if sheet.compiler != now.compiler:
        return f"it was printed with {with_what}; here is {now.compiler}"
    same = (
        "the same bytes"
        if sheet.sha256 == now.sha256
        else "other bytes; its words have changed since"
    )
    return f"printed again from the record ({with_what}): {same}"


def _deciding() -> list[str]:
    return [act for act, model in commands().items() if issubclass(model, WithLetter)]


def _show(printed: Printed, seen: Seen, only: Language | None) -> None:
    for number, (language, text) in enumerate(printed.parts.items()):
        if only in (None, language):
            if number and only is None:
                terminal.say(SEPARATOR.strip("\n"))
            terminal.say(text.rstrip("\n"))
    terminal.say("")
    terminal.say(
        f"words: SHA-256 {printed.sha256} ({', '.join(printed.parts)}), "
        f"template {printed.notice.template}, version {printed.version}"
    )
    for each in printed.kept:
        terminal.say(f"PDF ({each.language}): SHA-256 {each.sha256}; --pdf FILE writes it")
    for line in _standing(printed, seen):
        terminal.say(line)


def _standing(printed: Printed, seen: Seen) -> Iterable[str]:
    if printed.act is None:
        yield {
            None: "signed; not handed to the mail system yet",
            True: "signed, and sent exactly so",
            False: "signed; it was sent in another form: the templates have changed since",
        }[printed.agrees]
        return
    today = printed_day(seen.case.local_day(seen.now), "en")
    yield (
        f"preview: nothing was signed; signed by: do {seen.case.id} {printed.act} "
        f"--letter {printed.name}, with the same fields"
    )
    yield (
        f"not fixed before the signature: the date of the decision (shown as {today}), each day "
        "that counts from it, and who signs (shown as you)"
    )
    yield "never printed as a day: what counts from the delivery; it is printed as a period"
