"""What happened in a case, in words: steps, papers, letters, days; as far as one may see them."""

from collections.abc import Iterator
from typing import Any

from casework.bilingual import Bilingual, Language
from casework.clocks import EntryKind, printed_day
from casework.documents import DocumentKind
from casework.events import ClockChange, Event
from casework.states import State
from portal.pages.case_parts import KINDS
from portal.pages.listing import benefit_name, meaning, role_name
from reading.seen import Seen

_FILED = Bilingual(en="filed", es="presentado")

_LETTER = {
    "DRAFT": Bilingual(en="letter drafted", es="carta en borrador"),
    "SIGNED": Bilingual(en="letter signed", es="carta firmada"),
    "SENT": Bilingual(en="letter sent", es="carta enviada"),
    "DELIVERED": Bilingual(en="letter delivered", es="carta entregada"),
    "DECLARED": Bilingual(en="letter declared delivered", es="carta tenida por entregada"),
    "UNDELIVERABLE": Bilingual(en="letter not deliverable", es="carta no entregable"),
}

_BENEFIT = {
    "OFF_ORDERED": Bilingual(en="benefit ordered off", es="se ordena retirar un beneficio"),
    "OFF": Bilingual(en="benefit off", es="beneficio retirado"),
    "ON_ORDERED": Bilingual(en="benefit ordered on", es="se ordena restituir un beneficio"),
    "ON": Bilingual(en="benefit on", es="beneficio vigente"),
}

_TRACKS = {"LETTER": _LETTER, "BENEFIT": _BENEFIT}

_CLOCK = {
    EntryKind.STARTED: Bilingual(en="{what}: due {new}", es="{what}: vence el {new}"),
    EntryKind.EXTENDED: Bilingual(
        en="{what}: extended from {old} to {new}", es="{what}: prorrogado del {old} al {new}"
    ),
    EntryKind.MOVED: Bilingual(
        en="{what}: moved from {old} to {new}", es="{what}: movido del {old} al {new}"
    ),
    EntryKind.ROLLED: Bilingual(
        en="{what}: carried over from {old} to {new}", es="{what}: pasa del {old} al {new}"
    ),
    EntryKind.HELD: Bilingual(en="{what}: held", es="{what}: en pausa"),
    EntryKind.RELEASED: Bilingual(
        en="{what}: runs again, due {new}", es="{what}: corre de nuevo, vence el {new}"
    ),
    EntryKind.STOPPED: Bilingual(en="{what}: settled", es="{what}: concluido"),
    EntryKind.LAPSED: Bilingual(en="{what}: ran out on {new}", es="{what}: venció el {new}"),
}
"""What a ledger's line means; reminders are left to the clock's own page."""


def story(seen: Seen, language: Language) -> list[dict[str, Any]]:
    """Return what happened that the reader may see, the last first; what says nothing is left."""
    told = []
    for row, event in seen.events:
        if event is None:
            continue
        head, lines = _head(event, language), list(_lines(seen, event, language))
        if head is None and not lines:
            continue
        told.append(
            {
                "seq": row.seq,
                "at": event.at,
                "who": role_name(event.actor.role, language),
                "head": head or lines.pop(0),
                "step": not event.track and event.before != event.after,
                "lines": lines,
            }
        )
    return told[::-1]


def _head(event: Event, language: Language) -> str | None:
    if not event.track:
        return meaning(State(event.after), language) if event.before != event.after else None
    said = _TRACKS.get(event.track, {}).get(event.after)
    if said is None or event.before == event.after:
        return None
    item = event.item or ""
    called = benefit_name(item, language) if event.track == "BENEFIT" else item
    return f"{said.in_(language)}: {called}"


def _lines(seen: Seen, event: Event, language: Language) -> Iterator[str]:
    for paper in event.documents:
        if paper.id in seen.case.documents and event.kind == "document_filed":
            kind = KINDS[DocumentKind(paper.kind)].in_(language)
            yield f"{_FILED.in_(language)}: {kind} ({paper.id})"
    for change in event.clocks:
        if change.key in seen.case.clocks:
            yield from _of_clock(seen, change, language)


def _of_clock(seen: Seen, change: ClockChange, language: Language) -> Iterator[str]:
    said = _CLOCK.get(change.entry.kind)
    if said is None:
        return
    old = change.entry.old_due_day
    yield said.in_(language).format(
        what=seen.case.clocks[change.key].terms.what.in_(language),
        new=printed_day(change.entry.due_day, language),
        old=printed_day(old, language) if old else "–",
    )
