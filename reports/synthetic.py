"""A synthetic history: made-up cases of invented railroads, walked through the real rules.

It exists so that reports and the library have something to show, and it is said to be synthetic
wherever it is shown. The same seed gives the same history. Nothing of it is ever put on record.
"""

import contextlib
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from casework.agenda import due_step, step_asked
from casework.case import Case
from casework.command import Command
from casework.decide import decide
from casework.events import Event
from casework.evolve import evolve
from casework.guards.base import Asked
from casework.reference import CARRIERS, CRITERIA, PORTS, SECTORS
from casework.refusal import Refusal
from casework.roles import Actor, Role
from casework.states import BEFORE_RETURN, State
from reports.history import CaseHistory, history_of
from reports.synthetic_words import ACTION, CLASSES, LESSON, PIA, reasons

SEED = 47
CASES = 48
SPAN = timedelta(days=1095)
"""So many cases are tried in so many days before the history ends; a railroad that has one before
its return gets no other, as at the desk."""

_SEALED = "0" * 64
_SCOPE = [{"benefit": "reduced-exams"}, {"benefit": "front-of-line"}]


class _Over(Exception):
    """The case has come to where its script does not go on, or to the end of the history."""


def synthetic_history(until: datetime, *, seed: int = SEED) -> tuple[CaseHistory, ...]:
    """Return the history as it stands at an instant."""
    chance = Random(seed)
    railroads = [carrier.id for carrier in CARRIERS.values() if carrier.invented]
    last: dict[str, tuple[Event, ...]] = {}
    found: list[CaseHistory] = []
    for number in range(1, CASES + 1):
        at = until - SPAN + SPAN * (number - 1) / CASES
        own = Random(chance.random())
        carrier = railroads[number % len(railroads)]
        if _is_barred(last.get(carrier, ()), at):
            continue
        play = _Play(number, carrier, at, until, own)
        last[carrier] = play.played()
        history = history_of(play.id, last[carrier], at=until, synthetic=True)
        assert history is not None  # it opens before the history ends
        found.append(history)
    return tuple(found)


def _is_barred(events: tuple[Event, ...], at: datetime) -> bool:
    """Whether the railroad of these events has a case before its return at an instant."""
    before = history_of("", events, at=at)
    return before is not None and before.case.state in BEFORE_RETURN


class _Play:
    """One case: what its people do, after how many days, as far as the rules let them."""

    def __init__(
        self, number: int, carrier: str, at: datetime, until: datetime, chance: Random
    ) -> None:
        self.id = f"synthetic-{number:04}"
        self.number = number
        self.now = at
        self.until = until
        self.chance = chance
        self.events: list[Event] = []
        self.case: Case | None = None
        self._ids = count(1)
        self.carrier = carrier
        self.port = chance.choice(list(PORTS))
        office = PORTS[self.port].office
        self.off, self.off2, self.sup = (
            Actor(person=f"synthetic-{who}-{office.lower()}", role=role, organisation=office)
            for who, role in (("off", Role.OFF), ("off2", Role.OFF), ("sup", Role.SUP))
        )
        self.hq = Actor(person="synthetic-hq", role=Role.HQ, organisation="HQ")
        self.poc, self.exe = (
            Actor(person=f"synthetic-{role.value}", role=role, organisation=self.carrier)
            for role in (Role.POC, Role.EXE)
        )

    def played(self) -> tuple[Event, ...]:
        """Play the case to the end of the history; return its events."""
        with contextlib.suppress(_Over):
            self._script()
        if self.case is not None:
            self._clocks_until(self.until)
        return tuple(self.events)

    def _script(self) -> None:
        self._opened()
        self._wait(3, 34)
        way = self.chance.random()
        self._recommendation("rec-1")
        if way < 0.3:
            self._do(self.sup, "close_no_action", **self._letter("letter-none"))
            self._learn()
            return
        read = self._signed("rec-1")
        self._do(self.off, "recommend_sanction", **read)
        self._wait(1, 10)
        self._do(self.hq, "propose_sanction", **self._letter("letter-proposal"))
        self._deliver("letter-proposal")
        self._wait(2, 28)
        if self._case_now().state is State.COMMENT:
            self._do(self.poc, "submit_comment", text="The seals were whole when the train left.")
        self._wait(2, 25)
        order = {"legal_basis": "967a", "rests_on": [read["sha256"]], "scope": _SCOPE}
        self._do(self.hq, "suspend", **self._letter("letter-suspension"), **order)
        self._deliver("letter-suspension")
        self._do(self.poc, "acknowledge")
        self._do(self.sup, "confirm_off", benefits=_SCOPE)
        self._corrected()
        self._returned()
        self._learn()

    def _opened(self) -> None:
        incident = {
            "id": "i1",
            "discovered_at": (self.now - timedelta(hours=9)).isoformat(),
            "discovered_by": "CBP",
            "port": self.port,
            "category": CLASSES[self.number % len(CLASSES)],
            "description": "Synthetic: made up by this system.",
            "sector": self.chance.choice(list(SECTORS)),
        }
        self._do(
            self.off,
            "open_case",
            carrier=self.carrier,
            carrier_reference=f"SYN-{self.carrier}",
            port=self.port,
            ground="incident",
            illustrative=True,
            incident=incident,
            contacts={
                "poc": f"security@{self.carrier.lower()}.example",
                "executive": f"executive@{self.carrier.lower()}.example",
            },
        )
        self._do(self.sup, "assign", person=self.off.person)

    def _corrected(self) -> None:
        self._wait(5, 40)
        self._do(self.poc, "submit_pia", **self._attested("pia", PIA))
        self._wait(1, 12)
        due = self._case_now().local_day(self.now) + timedelta(days=self.chance.randint(15, 45))
        plan = {
            "kind": "cap",
            "unannounced_visit_consent": True,
            "actions": [{**ACTION, "due": due.isoformat()}],
        }
        self._do(self.poc, "submit_plan", **self._attested("cap", plan))
        self._wait(3, 20)
        self._do(self.off, "accept_pia")
        if self.chance.random() < 0.35:
            results = [{"action": "a1", "accepted": False, "reason": "Say who and when."}]
            self._do(self.off, "return_plan", results=results)
            self._wait(2, 15)
            second = self._attested("cap", {**plan, "summary": "Second version."})
            self._do(self.poc, "submit_plan", **second)
            self._wait(3, 25)
        gates = [{"action": "a1", "gate": "BEFORE_RETURN"}]
        self._do(self.sup, "accept_plan", gates=gates)
        self._wait(10, 40)
        evidence = {"evidence": "e1", "action": "a1", "file_name": "log.pdf"}
        self._do(self.poc, "submit_evidence", **evidence, file_sha256=_SEALED)
        self._wait(1, 8)
        self._do(self.off, "accept_evidence", evidence="e1")

    def _returned(self) -> None:
        self._do(self.off, "evidence_complete")
        self._wait(3, 35)
        visit = {"visited_on": self._today(), "sites": ["yard"], "announced": False}
        if CARRIERS[self.carrier].seat == "MX":
            visit["agace_coordination"] = "Synthetic: agreed by letter."
        self._do(self.off, "record_visit", **visit)
        self._wait(1, 16)
        self._do(self.off, "file_visit_report", passed=True)
        self._do(self.poc, "answer_visit_report", text="We agree.")
        self._recommendation("rec-2")
        self._do(self.off, "recommend_return", **self._signed("rec-2"))
        self._wait(2, 20)
        letter = self._letter("letter-return")
        self._do(self.hq, "reinstate", **letter, legal_basis="967a", mode="full")
        self._deliver("letter-return")
        self._do(self.sup, "confirm_on", benefits=_SCOPE)
        self._wait(85, 340)
        check = {"checked_on": self._today(), "result": "Whole.", "passed": True}
        self._do(self.off, "record_check", **check)
        self._wait(20, 60)
        self._do(self.off2, "confirm_effectiveness", basis="The checks in a row.")
        self._do(self.sup, "close_reinstated", **self._letter("letter-closing"))

    def _learn(self) -> None:
        self._wait(5, 40)
        criteria = [self.chance.choice(list(CRITERIA))]
        self._do(self.off, "draft_lesson", **LESSON, criteria=criteria)
        self._wait(1, 8)
        agrees = self.chance.random() < 0.7
        self._do(self.poc, "answer_lesson", agrees_to_publication=agrees)
        self._wait(1, 30)
        self._do(self.sup, "publish_lesson", level="members" if agrees else "cbp")

    def _today(self) -> str:
        return self._case_now().local_day(self.now).isoformat()

    def _case_now(self) -> Case:
        """Return the case as it stands."""
        if self.case is None:
            raise _Over
        return self.case

    def _recommendation(self, name: str) -> None:
        finding = {
            "id": "f1",
            "requirement": "Synthetic requirement",
            "category": "seal",
            "who_controlled": self.carrier,
            "criterion": self.chance.choice(list(CRITERIA)),
        }
        content = {"kind": "recommendation", "reasons": "Synthetic.", "findings": [finding]}
        self._do(self.off, "file_draft", document=name, content=content)
        self._signed(name)

    def _signed(self, name: str) -> dict[str, str]:
        read = {"document": name, "sha256": self._case_now().documents[name].sha256}
        for signer in (self.off, self.sup):
            self._do(signer, "sign_document", **read)
        return read

    def _attested(self, name: str, content: dict[str, Any]) -> dict[str, str]:
        self._do(self.poc, "file_draft", document=name, content=content)
        read = {"document": name, "sha256": self._case_now().documents[name].sha256}
        self._do(self.exe, "sign_document", **read)
        return read

    def _letter(self, name: str) -> dict[str, str]:
        content = {"kind": "letter", "reasons": reasons(name)}
        self._do(self.off, "file_draft", document=name, content=content)
        sha256 = self._case_now().documents[name].sha256
        return {"letter": name, "letter_sha256": sha256}

    def _deliver(self, letter: str) -> None:
        self.now += timedelta(hours=self.chance.randint(1, 30))
        self._clocks_until(self.now)
        self._do(self.poc, "acknowledge_letter", letter=letter)

    def _wait(self, least: int, most: int) -> None:
        self.now += timedelta(days=self.chance.randint(least, most), minutes=7)
        self._clocks_until(self.now)

    def _do(self, actor: Actor, act: str, /, **body: Any) -> None:
        command = Command(
            case_id=self.id,
            command_id=f"{self.id}-{next(self._ids)}",
            act=act,
            actor=actor,
            received_at=self.now,
            body=body,
        )
        if self.now >= self.until or not self._decided(command.asked(_SEALED)):
            raise _Over

    def _clocks_until(self, at: datetime) -> None:
        while (step := due_step(self._case_now())) is not None and step.at <= min(at, self.until):
            if not self._decided(step_asked(self._case_now(), step)):
                raise _Over

    def _decided(self, asked: Asked) -> bool:
        found = decide(self.case, asked, case_id=self.id)
        if isinstance(found, Refusal):
            return False
        for event in found:
            self.case = evolve(self.case, event, case_id=self.id)
        self.events += found
        return bool(found)
