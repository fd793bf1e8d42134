"""``letter``: a letter exactly as it is printed, before it is signed and after it was sent.

What is signed is the draft's hash and the whole command that names it (`docs/decisions/0012`). The
printed form follows from these, from the case, and from the templates; so it is made here by the
same rules and the same templates that make it when it is sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from activities.renderings import BETWEEN_LANGUAGES, template_version, wording
from casework.bilingual import Language
from casework.clocks import printed_day
from casework.commands import Body, commands
from casework.commands.suspension import WithLetter
from casework.events import Notice
from casework.roles import Actor
from cli import dry_run, filed, terminal
from cli.bodies import assembled, checked, model_named
from cli.connections import open_record
from cli.exits import BAD_INPUT, Stop
from cli.person import speaker
from cli.words import language_named
from reading.filed import documents
from reading.seen import Seen, see
from records.case_reader import RegisteredNotice
from runtime.settings import load_settings


@dataclass(frozen=True)
class Printed:
    """A letter as it is printed: the text by language in its order, its hash, and the template's.

    ``act`` is the command that would sign it, None where it is signed already; ``agrees`` then
    says whether this is what was handed to the mail system, None where nothing was yet.
    """

    letter: str
    template: str
    version: str
    parts: dict[Language, str]
    sha256: str
    act: str | None = None
    agrees: bool | None = None

    def as_object(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "letter": self.letter,
            "signed": self.act is None,
            "would_be_signed_by": self.act,
            "template": self.template,
            "template_version": self.version,
            "sha256": self.sha256,
            "as_sent": self.agrees,
            "text": self.parts,
        }


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
    json: bool,
) -> None:
    """Print a letter: as a decision would sign it now, or as it was signed."""
    settings = load_settings()
    actor = await speaker(who, settings)
    shown = None if only is None else language_named(only)
    async with open_record(settings) as record:
        seen = await see(record, case_id, actor)
        register = await record.cases.notices(case_id)
    filed.named(documents(seen), name, "LETTER")  # a carrier has it once it is delivered
    if name in seen.case.tracks.get("LETTER", {}):
        printed = as_signed(seen, name, register)
    else:
        printed = as_it_would_be(seen, actor, name, act, assembled(fields, file), rests_on)
    if json:
        terminal.as_json(printed.as_object())
    else:
        _show(printed, seen, shown)


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
    body: Body = checked(model, said)
    judged = dry_run.judge(seen, actor, body, language="en")
    owed = [n for event in judged.events for n in event.notices if n.letter == name]
    return _printed(owed[0], seen, act=act)


def as_signed(seen: Seen, name: str, register: Iterable[RegisteredNotice]) -> Printed:
    """Return a signed letter from the facts that are on the record, and whether it was sent so."""
    found = [row for row in register if row.notice.letter == name]
    if not found:
        raise Stop(BAD_INPUT, f"LETTER: {name[:64]} was signed on paper; its text is not here")
    first = found[0]
    printed = _printed(first.notice, seen)
    sent = [delivery.content_sha256 for delivery in first.deliveries if delivery.accepted]
    agrees = sent[-1] == printed.sha256 if sent else None
    return Printed(**{**printed.__dict__, "agrees": agrees})


def _printed(notice: Notice, seen: Seen, *, act: str | None = None) -> Printed:
    said = wording(
        notice.template,
        notice.facts,
        case_id=seen.case.id,
        illustrative=seen.case.illustrative,
        languages=notice.languages,
    )
    parts = said.text.split(BETWEEN_LANGUAGES)
    return Printed(
        letter=notice.letter or "",
        template=notice.template,
        version=template_version(notice.template),
        parts=dict(zip(said.languages, parts, strict=True)),
        sha256=said.sha256,
        act=act,
    )


def _deciding() -> list[str]:
    return [act for act, model in commands().items() if issubclass(model, WithLetter)]


def _show(printed: Printed, seen: Seen, only: Language | None) -> None:
    for number, (language, text) in enumerate(printed.parts.items()):
        if only in (None, language):
            if number and only is None:
                terminal.say(BETWEEN_LANGUAGES.strip("\n"))
            terminal.say(text.rstrip("\n"))
    terminal.say("")
    terminal.say(
        f"printed form: SHA-256 {printed.sha256} (both languages), template {printed.template}, "
        f"version {printed.version[:12]}"
    )
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
        f"--letter {printed.letter}, with the same fields"
    )
    yield (
        f"not fixed before the signature: the date of the decision (shown as {today}), each day "
        "that counts from it, and who signs (shown as you)"
    )
    yield "never printed as a day: what counts from the delivery; it is printed as a period"
