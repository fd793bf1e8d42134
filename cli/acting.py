"""``open``, ``adopt``, ``do`` and ``receive``: from what was typed to a receipt or a judgement."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from casework.commands import Body
from casework.commands.adoption import AdoptCase
from casework.commands.anytime import FileDraft
from casework.commands.intake import RecordReceived
from casework.commands.suspension import Opening
from casework.confidentiality import Confidentiality, usual_class
from casework.documents import content_sha256
from casework.process.table import BY_ACT
from casework.reference.editions import in_force
from casework.roles import ROLE_NAMES, Actor
from casework.versions import versions_in_force
from casework.visibility import sees_cases
from cli import dry_run, evidencing, filed, printing, terminal
from cli.attachments import LARGEST, Measured, attach, measure
from cli.bodies import assembled, checked, model_named
from cli.connections import open_counter, open_record
from cli.evidence_room import Filing, class_named, keep, kept_here, open_room
from cli.exits import BAD_INPUT, REFUSED, Stop
from cli.person import person, speaker
from cli.words import language_named
from desk.errors import NoSuchCase
from evidence.kinds import largest
from evidence.ports import Item
from evidence.showing import as_object
from reading import criteria_store
from reading.filed import Filed, documents
from reading.record import heard_of, read_case
from reading.seen import Seen, see
from runtime.settings import Settings, load_settings

_COMMAND_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
"""No colon, hash or at sign: clocks and notices make their own keys with these."""


@dataclass(frozen=True)
class Typed:
    """What was typed with a command that acts."""

    who: str | None
    fields: Sequence[str] = ()
    file: str | None = None
    content: str | None = None
    letter: str | None = None
    document: str | None = None
    rests_on: Sequence[str] = ()
    adoption: bool = False
    attachment: str | None = None
    confidentiality: str | None = None
    command_id: str | None = None
    dry_run: bool = False
    json: bool = False
    language: str = "en"


@dataclass(frozen=True)
class Paper:
    """What was typed about a filing that came on paper."""

    sender: str
    received_at: str
    channel: str
    original: str


async def open_case(typed: Typed, *, act: str | None = None) -> None:
    """Open a case, or say what opening it would do; the role says which way it is opened."""
    settings, actor = await _begin(typed)
    model = model_named(act or _opening_of(actor))
    said = assembled(typed.fields, typed.file)
    # The desk names the carrier's reference; whatever is sent here does not count.
    body = checked(model, {**said, "carrier_reference": "R"})
    assert isinstance(body, Opening)  # every model that opens is one
    if typed.dry_run:
        async with open_record(settings) as record:
            editions = criteria_store.editions(settings.data_dir)
            versions = versions_in_force(in_force(editions, datetime.now(UTC).date()))
            judged = await dry_run.judge_opening(
                record, actor, body, versions=versions, language=typed.language
            )
        terminal.as_json(judged.as_object()) if typed.json else dry_run.show(judged)
        return
    async with open_counter(settings) as counter:
        receipt = await counter.desk.open(actor, said, act=body.act, command_id=typed.command_id)
    terminal.as_json(receipt) if typed.json else printing.receipt(receipt)


async def do(case_id: str, act: str, typed: Typed) -> None:
    """Give a command to a case, or say what it would do."""
    settings, actor = await _begin(typed)
    model = model_named(act)
    if issubclass(model, Opening):
        raise Stop(BAD_INPUT, f"{act}: opens a case of its own; use `open` or `adopt`")
    said = assembled(typed.fields, typed.file, typed.content)
    files = _attached(settings, typed, model, said, usual_class(actor.role))
    await _act(settings, About(case_id, actor, model, said, typed, files=files))


async def receive(case_id: str, filing: str, typed: Typed, paper: Paper) -> None:
    """Enter for the carrier a filing that came on paper, as of its receipt."""
    settings, actor = await _begin(typed)
    model = model_named(filing)
    said = assembled(typed.fields, typed.file, typed.content)
    # what the carrier sent is the carrier's to read, whoever enters it
    files = _attached(settings, typed, model, said, Confidentiality.CARRIER_CASE)
    original = measure(paper.original, option="--original")
    scan = _filing(typed, paper.original, original, Confidentiality.CARRIER_CASE)
    sender = person(paper.sender, production=False, option="--from")  # named, not speaking
    on_paper = {
        "filing": filing,
        "role": sender.role.value,
        "person": sender.person,
        "organisation": sender.organisation,
        "received_at": paper.received_at,
        "channel": paper.channel,
        "original_sha256": original.sha256,
    }
    await _act(settings, About(case_id, actor, model, said, typed, on_paper, (*files, scan)))


@dataclass(frozen=True)
class About:
    """A command on its way: to which case, by whom, what was said and typed.

    ``on_paper`` is set where it came on paper: then ``model`` and ``said`` are the filing's.
    """

    case_id: str
    actor: Actor
    model: type[Body]
    said: dict[str, Any]
    typed: Typed
    on_paper: dict[str, Any] | None = None
    files: tuple[Filing, ...] = ()

    @property
    def rests_on_record(self) -> bool:
        """Whether something that was named has to be looked up."""
        typed = self.typed
        named = filed.needs_record(self.model, letter=typed.letter, document=typed.document)
        return named or bool(typed.rests_on) or typed.adoption

    def complete(self, seen: Seen | None) -> tuple[Body, tuple[Filed, ...]]:
        """Name what was named, and check the whole; return it and what is signed by it."""
        signed = filed.name_documents(
            self.model,
            self.said,
            documents(seen) if seen else {},
            letter=self.typed.letter,
            document=self.typed.document,
            rests_on=self.typed.rests_on,
        )
        if self.typed.adoption and seen is not None:
            signed = (*signed, filed.name_adoption(self.model, self.said, seen))
        body = checked(self.model, self.said)
        if self.on_paper is None:
            return body, signed
        return checked(RecordReceived, {**self.on_paper, "words": self.said}), signed


async def _act(settings: Settings, about: About) -> None:
    act = RecordReceived.act if about.on_paper else about.model.act
    if not sees_cases(about.actor) and not _may_ever(act, about.actor):
        raise NoSuchCase(about.case_id)
    if about.typed.dry_run:
        await _judge(settings, about)
    else:
        await _send(settings, about)


async def _judge(settings: Settings, about: About) -> None:
    async with open_record(settings) as record:
        seen = await see(record, about.case_id, about.actor)
    body, signed = about.complete(seen)
    judged = dry_run.judge(seen, about.actor, body, language=about.typed.language)
    if about.typed.json:
        terminal.as_json({**judged.as_object(), **_signed(signed)})
        return
    _preview(signed)
    dry_run.show(judged)


async def _send(settings: Settings, about: About) -> None:
    completed = None if about.rests_on_record else about.complete(None)
    async with open_counter(settings) as counter:
        await heard_of(counter.record, about.case_id)
        if completed is None:
            completed = about.complete(await see(counter.record, about.case_id, about.actor))
        body, signed = completed
        if not about.typed.json:
            _preview(signed)
        said = body.model_dump(mode="json", exclude_none=True)
        kept = await _kept(settings, about)
        receipt = await counter.desk.do(
            about.actor, about.case_id, body.act, said, command_id=about.typed.command_id
        )
    if about.typed.json:
        evidence = {"evidence": [as_object(i, about.actor) for i in kept]}
        told = {**receipt.model_dump(mode="json"), **_signed(signed), **_filed(body)}
        terminal.as_json({**told, **evidence} if kept else told)
    else:
        for item in kept:
            evidencing.show(item, language_named(about.typed.language))
        printing.receipt(receipt, **_filed(body))


async def _begin(typed: Typed) -> tuple[Settings, Actor]:
    if typed.command_id is not None and not _COMMAND_ID.fullmatch(typed.command_id):
        raise Stop(BAD_INPUT, "--id: is up to 100 letters, digits, dots, dashes, underscores")
    language_named(typed.language)
    settings = load_settings()
    return settings, await speaker(typed.who, settings)


def _opening_of(actor: Actor) -> str:
    """Return the command by which a role opens a case, as the process table has it."""
    for act, rows in BY_ACT.items():
        opens = any(not row.start and not row.track and actor.role in row.by for row in rows)
        if opens and act != AdoptCase.act:
            return act
    role = ROLE_NAMES[actor.role][0]
    raise Stop(REFUSED, f"refused (role): a {role} opens no case; --as one who does, such as OFF")


def _may_ever(act: str, actor: Actor) -> bool:
    """Whether a role may give a command in any state of any case."""
    return any(actor.role in row.by for row in BY_ACT.get(act, ()))


def _attached(
    settings: Settings,
    typed: Typed,
    model: type[Body],
    said: dict[str, Any],
    usual: Confidentiality,
) -> tuple[Filing, ...]:
    """Fill in the attached file's name and hash; return the file, to be kept."""
    if not typed.attachment:
        return ()
    file = measure(typed.attachment, largest=largest() if kept_here(settings) else LARGEST)
    attach(model, said, file)
    return (_filing(typed, typed.attachment, file, usual),)


def _filing(typed: Typed, path: str, file: Measured, usual: Confidentiality) -> Filing:
    return Filing(path, file, class_named(typed.confidentiality, usual))


async def _kept(settings: Settings, about: About) -> tuple[Item, ...]:
    """Put the files of a command into the evidence store, before it is given, if there is one."""
    if not about.files or not kept_here(settings):
        return ()
    async with open_room(settings) as room:
        case = await read_case(room.cases, about.case_id, about.actor)
        return tuple([await keep(room.archive, case, about.actor, each) for each in about.files])


def _preview(signed: Sequence[Filed]) -> None:
    """Show what is signed before it is: naming its hash is the signature."""
    for document in signed:
        filed.show(document)


def _signed(signed: Sequence[Filed]) -> dict[str, Any]:
    return {"signs": [document.as_object() for document in signed]} if signed else {}


def _filed(body: Body) -> dict[str, Any]:
    """Return the name and the hash of what a draft has put on file."""
    if not isinstance(body, FileDraft):
        return {}
    sha256 = content_sha256(body.content.model_dump(mode="json"))
    return {"filed": {"document": body.document, "sha256": sha256}}
