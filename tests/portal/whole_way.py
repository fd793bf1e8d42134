"""One case from its opening to the end of the monitoring, by the portal's forms alone.

Six people: at CBP in English, at the railroad in Spanish. Each stretch goes on from where the one
before it ends; nothing is given but by a form that the case's page offers.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tests.portal.person import Person
from tests.workflows.office import Office, until

UNANNOUNCED = "Planned for the night shift at Nuevo Laredo, unannounced."
"""What CBP plans and its carrier must not read before the visit was made."""

REASONS = "Draft reasons that stay at CBP until they are served."

DIGEST = "a" * 64


class People(NamedTuple):
    """Who acts; the second officer is of another office, and confirms that the actions work."""

    officer: Person
    second: Person
    supervisor: Person
    headquarters: Person
    contact: Person
    executive: Person


class Way:
    """The case on its way."""

    def __init__(self, office: Office, people: People) -> None:
        self.office, self.people = office, people
        self.case_id = ""

    async def open(self) -> None:
        """An officer opens the case; everybody comes to it."""
        officer, found = self.people.officer, datetime.now(UTC) - timedelta(days=10)
        await officer.look("/open")
        await officer.page.goto(f"{officer.portal}/open/open_case")
        await officer.clean()
        await officer.fill(
            carrier="FXE",
            port="2304",
            ground="incident",
            incident__discovered_at=found.strftime("%Y-%m-%dT%H:%M"),
            incident__discovered_by="CBP",
            incident__port="2304",
            incident__category="seal",
            incident__description="Two seals were not those of the waybill. Invented.",
            contacts__poc="seguridad@fxe.example",
            contacts__executive="direccion@fxe.example",
            illustrative="yes",
        )
        await officer.send()
        self.case_id = officer.page.url.split("/cases/")[1].partition("/")[0]
        for person in self.people:
            await person.at(self.case_id)

    async def suspended(self) -> None:
        """To SUSPENDED: recommended, endorsed, decided, mailed, read, and taken note of."""
        officer, _, supervisor, headquarters, contact, _ = self.people
        await officer.form("file_draft?kind=recommendation")
        await officer.add("content.findings")
        await officer.fill(
            content__reasons=REASONS,
            content__findings__0__requirement="Each seal is checked at each interchange",
            content__findings__0__category="seals",
            content__findings__0__who_controlled="FXE",
            content__findings__0__criterion="seal-checks",
        )
        await officer.send()
        await officer.give("contact_note", text=UNANNOUNCED)
        for signer in (officer, supervisor):
            await signer.sign("recommendation-1")
        await officer.give("recommend_sanction")
        await self.letter("Candados cambiados.")
        await headquarters.form("suspend", legal_basis="967a")
        await headquarters.add("scope")
        await headquarters.fill(
            scope__0__benefit="reduced-exams",
            scope__0__place="all",
            no_comment_reason="Trains cross every night.",
        )
        await headquarters.send()
        await self.mailed()
        await contact.give("acknowledge_letter")
        await contact.give("acknowledge")
        await supervisor.form("confirm_off")
        await supervisor.page.click("label[for='f-benefits-1']")
        await supervisor.send()

    async def letter(self, reasons: str) -> None:
        """The officer drafts a letter in both languages."""
        officer = self.people.officer
        said = {"content__reasons__en": "The reasons.", "content__reasons__es": reasons}
        await officer.give("file_draft?kind=letter", **said)

    async def mailed(self) -> None:
        """The letter is in the mail."""

        async def sent() -> bool:
            return "SENT" in (await self.office.case(self.case_id)).tracks["LETTER"].values()

        await until(sent)

    async def answered(self) -> None:
        """To CAP_REVIEW: analysis and plan, begun, put aside, taken up again, signed and filed."""
        contact, executive = self.people.contact, self.people.executive
        await contact.form(
            "file_draft?kind=pia",
            content__chronology="El tren salió de Monterrey de noche.",
            content__root_causes__0__cause="Nadie revisó dos veces.",
        )
        await contact.page.click("button[value=save]")
        await contact.page.wait_for_url("**saved=*")
        await contact.at(self.case_id)
        await contact.page.click("section.saved a")
        await contact.fill(
            content__root_causes__0__method="Cinco porqués",
            content__custody_map__0__place="Monterrey",
            content__custody_map__0__owner="FXE",
            content__custody_map__0__custody="FXE",
            content__custody_map__0__control="FXE",
        )
        await contact.send()
        await contact.form("file_draft?kind=cap", content__unannounced_visit_consent="yes")
        await contact.add("content.actions")
        for number, days in enumerate((20, 200)):
            due = (datetime.now(UTC) + timedelta(days=days)).date().isoformat()
            row = {
                "finding": "f1",
                "objective": "Todo candado se revisa dos veces.",
                "owner": "Jefe de patio",
                "due": due,
                "evidence_expected": "Bitácora",
                "success_measure": "Ningún candado cambiado",
            }
            await contact.fill(**{f"content__actions__{number}__{k}": v for k, v in row.items()})
        await contact.send()
        await executive.sign("pia-1")
        await executive.sign("cap-1")
        await contact.give("submit_pia")
        await contact.give("submit_plan")

    async def verified(self) -> None:
        """To VERIFICATION: reviewed, carried out, visited, and answered."""
        officer, _, supervisor, _, contact, _ = self.people
        await officer.give("mark_complete")
        await officer.give("accept_pia")
        gates = {"gates__0__gate": "BEFORE_RETURN", "gates__1__gate": "IN_MONITORING"}
        await supervisor.give("accept_plan", **gates)
        await self.evidence("a1")
        await officer.give("evidence_complete")
        today = (await self.office.case(self.case_id)).local_day(datetime.now(UTC)).isoformat()
        visit = {"visited_on": today, "sites__0": "Patio Nuevo Laredo", "announced": "no"}
        await officer.give(
            "record_visit", **visit, agace_coordination="AGACE, 2 Nov", joint_with="SAT/AGACE"
        )
        await officer.give("file_visit_report", passed="yes")
        await contact.give("answer_visit_report", text="De acuerdo.")

    async def evidence(self, action: str) -> None:
        """The contact submits evidence, the officer accepts it."""
        said = {"action": action, "file_name": "bitacora.pdf", "file_sha256": DIGEST}
        await self.people.contact.give("submit_evidence", **said)
        await self.people.officer.give("accept_evidence")

    async def back(self) -> None:
        """To MONITORING: the return is recommended, decided, read and carried out at the port."""
        officer, _, supervisor, headquarters, contact, _ = self.people
        await officer.give("file_draft?kind=recommendation", content__reasons=REASONS)
        for signer in (officer, supervisor):
            await signer.sign("recommendation-2")
        await officer.form("recommend_return")
        await officer.choose("document", "recommendation-2")
        await officer.send()
        await self.letter("Las acciones se cumplieron.")
        await headquarters.form("reinstate", legal_basis="967a", mode="conditional")
        await headquarters.choose("letter", "letter-2")
        await headquarters.send()
        await self.mailed()
        await contact.give("acknowledge_letter")
        await supervisor.form("confirm_on")
        await supervisor.page.click("label[for='f-benefits-1']")
        await supervisor.send()

    async def closed(self) -> None:
        """To CLOSED_REINSTATED: the last action, a check, and a second person's word."""
        officer, second, supervisor, *_ = self.people
        await self.evidence("a2")
        today = (await self.office.case(self.case_id)).local_day(datetime.now(UTC)).isoformat()
        await officer.give("record_check", checked_on=today, result="Whole seals.", passed="yes")
        await second.give("confirm_effectiveness", basis="Three checks in a row.")
        await self.letter("El seguimiento concluyó.")
        await supervisor.form("close_reinstated")
        await supervisor.choose("letter", "letter-3")
        await supervisor.send()
