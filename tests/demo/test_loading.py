"""A file that is no scenario is refused in one line that names the file, the act and the field."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework.documents import Cap, content_sha256
from casework.refusal import RefusalKind
from casework.roles import Actor, Role
from demo.loading import ScenarioWrong, load, load_all

UNTIL = "until = "
GOOD = """
title = "A case"
illustrative = "All of it."
carrier = "SVR"
port = "2304"
ground = "incident"

[incident]
id = "i1"
discovered_at = 2024-03-01T05:40:00
discovered_by = "CBP"
port = "2304"
category = "seal"
description = "Seals."

[contacts]
poc = "poc@svr.example"
executive = "executive@svr.example"

[people]
officer-1 = { role = "OFF" }
contact-1 = { role = "POC" }
hq-1 = { role = "HQ", person = "officer-1" }
other-1 = { role = "POC", organisation = "GSL" }
port-1 = { role = "PORT" }

[documents.letter-1]
kind = "letter"
reasons = { en = "Why.", es = "Por qué." }

[documents.plan]
kind = "cap"
unannounced_visit_consent = true
[[documents.plan.actions]]
id = "a1"
finding = "f1"
objective = "o"
owner = "w"
due = 2024-06-01
evidence_expected = "e"
success_measure = "s"

[[act]]
at = 2024-03-04T09:00:00
who = "officer-1"
do = "open_case"

[[act]]
at = 2024-03-05T09:00:00
who = "officer-1"
do = "file_draft"
document = "letter-1"

[[act]]
at = 2024-03-05T10:00:00
who = "hq-1"
do = "propose_sanction"
letter = "letter-1"
refused = "state"
"""


def file(folder: Path, text: str = GOOD, name: str = "case.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_becomes_acts_with_people_instants_and_hashes(tmp_path: Path) -> None:
    scenario = load(file(tmp_path))
    opening, filing, proposal = scenario.acts
    assert opening.at == datetime(2024, 3, 4, 15, tzinfo=UTC)  # 09:00 in Laredo
    assert opening.actor == Actor(person="officer-1", role=Role.OFF, organisation="LRD")
    assert opening.body["illustrative"] is True
    assert opening.body["incident"]["discovered_at"] == "2024-03-01T05:40:00-06:00"
    assert opening.body["note"] == "Illustrative: All of it."
    assert proposal.actor == Actor(person="officer-1", role=Role.HQ, organisation="HQ")
    assert proposal.body["letter_sha256"] == content_sha256(
        {**filing.body["content"], "required": None}
    )
    assert proposal.refused is RefusalKind.STATE


def test_a_document_can_be_filed_again_with_another_content(tmp_path: Path) -> None:
    text = GOOD + act(
        'do = "file_draft"\nwho = "contact-1"\ndocument = "plan-of-ours"\ncontent = "plan"'
    )
    text += act('do = "sign_document"\nwho = "contact-1"\ndocument = "plan-of-ours"')
    *_, filing, signing = load(file(tmp_path, text)).acts
    plan = Cap.model_validate(filing.body["content"])
    assert signing.body["sha256"] == content_sha256(plan.model_dump(mode="json"))


def test_what_was_refused_has_filed_nothing(tmp_path: Path) -> None:
    text = GOOD + act(
        'do = "file_draft"\nwho = "port-1"\ndocument = "plan"\nrefused = "role"',
        'do = "sign_document"\nwho = "contact-1"\ndocument = "plan"',
    )
    with pytest.raises(ScenarioWrong, match=r"act 5 .* no document 'plan' has been filed by then"):
        load(file(tmp_path, text))


def act(*tables: str) -> str:
    return "".join(f"\n[[act]]\nat = 2024-03-06T09:00:00\n{table}\n" for table in tables)


EVIDENCE = 'who = "contact-1"\ndo = "submit_evidence"\nevidence = "e1"\naction = "a1"\n'

WRONG = {
    "act: a scenario has at least one": GOOD[: GOOD.index("[[act]]")],
    "is not TOML: Expected '=' after a key": GOOD.replace('title = "A case"', "title"),
    "title: Field required": GOOD.replace('title = "A case"', ""),
    "colour: Extra inputs are not permitted": 'colour = "red"' + GOOD,
    "carrier: is none of UP, BNSF": GOOD.replace('"SVR"', '"XYZ"'),
    "port: is none of 2304": GOOD.replace('port = "2304"\nground', 'port = "1"\nground'),
    "ground: Input should be 'incident'": GOOD.replace('ground = "incident"', 'ground = "x"'),
    "illustrative: cannot be switched on or off": GOOD.replace('"All of it."', "false"),
    "illustrative: ": GOOD.replace('"All of it."', '""'),
    "act 1 (open_case): illustrative: every scenario is": GOOD.replace(
        'do = "open_case"', 'do = "open_case"\nillustrative = false'
    ),
    "contacts: poc@svr.com does not end in .example": GOOD.replace(
        "poc@svr.example", "poc@svr.com"
    ),
    "contacts: x@y.org does not end": GOOD.replace(
        "[people]", 'partners = [{ name = "P", address = "x@y.org" }]\n[people]'
    ),
    "people.port-1.role: nobody speaks for": GOOD.replace('"PORT"', '"SYS"'),
    "people.port-1.role: Input should be": GOOD.replace('"PORT"', '"PILOT"'),
    "act 1 (open_case): carrier: is said at the top of the file": GOOD.replace(
        'do = "open_case"', 'do = "open_case"\ncarrier = "UP"'
    ),
    "act 1 (file_draft): do: the first act, and no other, opens": GOOD.replace(
        '[[act]]\nat = 2024-03-04T09:00:00\nwho = "officer-1"\ndo = "open_case"\n', ""
    ),
    "act 1 (open_case): refused: there is no case without": GOOD.replace(
        'do = "open_case"', 'do = "open_case"\nrefused = "role"'
    ),
    "act 2 (file_draft): document: there is no [documents.letter-2]": GOOD.replace(
        'document = "letter-1"', 'document = "letter-2"'
    ),
    "act 2 (file_draft): content.reasons.es: is missing; give it": GOOD.replace(
        ', es = "Por qué."', ""
    ),
    "act 3 (propose_sanction): letter: no document 'letter-2' has been filed": GOOD.replace(
        'letter = "letter-1"', 'letter = "letter-2"'
    ),
    "act 3 (propose_sanction): refused: Input should be 'state'": GOOD.replace(
        'refused = "state"', 'refused = "mood"'
    ),
    "act 3 (propose_sanction): at: lies before the act above it": GOOD.replace(
        "2024-03-05T10:00:00", "2024-03-05T08:00:00"
    ),
    "act 3 (propose_sanction): at: Input should be a valid datetime": GOOD.replace(
        "2024-03-05T10:00:00", "2024-03-05"
    ),
    "act 3 (propose_sanction): at: is the local time": GOOD.replace(
        "2024-03-05T10:00:00", "2024-03-05T10:00:00Z"
    ),
    "act 3 (propose_sanction): at: there is no such hour in America/Chicago": GOOD.replace(
        "2024-03-05T10:00:00", "2024-03-10T02:30:00"
    ),
    "act 3 (propose_sanction): who: there is no 'hq-2' in [people]": GOOD.replace(
        'who = "hq-1"', 'who = "hq-2"'
    ),
    "act 3: do: Field required": GOOD.replace('do = "propose_sanction"', ""),
    "act 4 (sing_document): do: there is no command 'sing_document'": GOOD
    + act('do = "sing_document"\nwho = "hq-1"'),
    "act 4 (lapse): do: there is no command 'lapse'": GOOD + act('do = "lapse"\nwho = "hq-1"'),
    "act 4 (submit_comment): text: is missing; give it": GOOD
    + act('do = "submit_comment"\nwho = "contact-1"'),
    "act 4 (submit_evidence): file_text: give a text that stands": GOOD
    + act(EVIDENCE + 'file_name = "x.pdf"'),
    "act 4 (submit_evidence): file_name: is missing; give it": GOOD
    + act(EVIDENCE + 'file_text = "the file"'),
    "until: lies before the last act": GOOD.replace(
        "[incident]", f"{UNTIL}2024-03-05T09:30:00\n[incident]"
    ),
    "until: there is no such hour": GOOD.replace(
        "[incident]", f"{UNTIL}2025-03-09T02:30:00\n[incident]"
    ),
    "expect.state: Input should be": GOOD + '\n[expect]\nstate = "HAPPY"',
    "expect.verified: Input should be True": GOOD + "\n[expect]\nverified = false",
    "expect.clocks.gone: Extra inputs": GOOD + "\n[expect.clocks]\ngone = {}",
}


def test_time_may_run_on_after_the_last_act(tmp_path: Path) -> None:
    scenario = load(
        file(tmp_path, GOOD.replace("[incident]", f"{UNTIL}2024-06-01T00:00:00\n[incident]"))
    )
    assert scenario.until == datetime(2024, 6, 1, 5, tzinfo=UTC)  # midnight in Laredo, in summer
    assert load(file(tmp_path)).until is None


@pytest.mark.parametrize(
    ("line", "text"), [pytest.param(*item, id=item[0]) for item in WRONG.items()]
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, line: str, text: str) -> None:
    path = file(tmp_path, text)
    with pytest.raises(ScenarioWrong) as told:
        load(path)
    assert str(told.value).startswith(f"{path}: {line}")
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScenarioWrong, match=r"none\.toml: No such file or directory"):
        load(tmp_path / "none.toml")


def test_a_carrier_has_one_case_at_a_time(tmp_path: Path) -> None:
    two = [file(tmp_path, name="a.toml"), file(tmp_path, name="b.toml")]
    with pytest.raises(ScenarioWrong, match=r"b\.toml: carrier: SVR is that of a already"):
        load_all(two)
