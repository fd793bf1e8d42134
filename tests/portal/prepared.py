"""A carrier whose suspension was ordered: its letter is in the mail, and the rest is its own."""

from typing import Any

from casework.roles import Actor, Role
from tests.workflows.office import Office, until
from tests.workflows.opening import OPENING

REYES = Actor(person="reyes", role=Role.OFF, organisation="LRD")
LANE = Actor(person="lane", role=Role.SUP, organisation="LRD")
NORTH = Actor(person="north", role=Role.HQ, organisation="HQ")
FINDING = {
    "id": "f1",
    "requirement": "Seals are checked at each interchange",
    "category": "seals",
    "who_controlled": "the carrier",
    "criterion": "management-commitment",
}


async def suspension_mailed(office: Office, carrier: str) -> str:
    """Open a case, recommend and order a suspension; gives the case's id."""
    case_id = (await office.desk.open(REYES, {**OPENING, "carrier": carrier})).case_id

    async def read(name: str) -> str:
        return (await office.case(case_id)).documents[name].sha256

    async def do(actor: Actor, act: str, **said: Any) -> None:
        await office.desk.do(actor, case_id, act, said)

    content: dict[str, Any] = {"kind": "recommendation", "reasons": "Seals.", "findings": [FINDING]}
    await do(REYES, "file_draft", document="rec-1", content=content)
    named = {"document": "rec-1", "sha256": await read("rec-1")}
    await do(REYES, "sign_document", **named)
    await do(LANE, "sign_document", **named)
    await do(REYES, "recommend_sanction", **named)
    letter = {"kind": "letter", "reasons": {"en": "Broken seals.", "es": "Candados rotos."}}
    await do(REYES, "file_draft", document="letter-1", content=letter)
    await do(
        NORTH,
        "suspend",
        letter="letter-1",
        letter_sha256=await read("letter-1"),
        legal_basis="967a",
        scope=[{"benefit": "reduced-exams"}],
        no_comment_reason="The carrier cannot be reached.",
    )

    async def mailed() -> bool:
        return "SENT" in (await office.case(case_id)).tracks.get("LETTER", {}).values()

    await until(mailed)
    return case_id
