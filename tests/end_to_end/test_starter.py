"""A case walked by typing: each command a process of its own, on a real stack, to the suspension.

The walk is done once, in the fixture; the tests look at what was answered on the way.
"""

import hashlib
import json
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from tests.end_to_end.typed_walk import (
    LETTER,
    SCAN,
    Walk,
)


def test_trying_changes_nothing_and_says_what_would_happen(walk: Walk) -> None:
    tried = walk.kept["opening tried"].json
    assert [event["kind"] for event in tried["events"]] == ["case_opened"]
    assert walk.kept["nothing yet"].json == {"cases": [], "after": None}
    told = walk.kept["recommendation tried"].out
    assert "dry run: nothing was changed" in told
    assert "sanction recommended: INCIDENT_REVIEW → DECISION" in told
    kinds = [row["event"]["kind"] for row in walk.kept["log after trying"].json]
    assert kinds == ["case_opened", *["document_filed"] * 3, "document_signed"]


def test_the_same_id_gives_the_same_receipt_and_no_other_command_may_have_it(walk: Walk) -> None:
    assert walk.kept["opened again"].json == walk.kept["opened"].json
    assert "--id: was used before" in walk.kept["id used"].err


def test_bad_input_names_the_field_and_what_to_do(walk: Walk) -> None:
    assert (
        "carrier: 'XXXX' is no known railroad; one of UP, BNSF" in walk.kept["no such carrier"].err
    )
    assert "port: '9999' is no known rail crossing" in walk.kept["two"].err
    assert "color: is not a field here" in walk.kept["two"].err
    assert "text: holds U+202E (RIGHT-TO-LEFT OVERRIDE)" in walk.kept["turned around"].err
    assert "--file: is larger than 256 KiB" in walk.kept["a megabyte"].err
    assert "--attach: the file is empty" in walk.kept["empty file"].err
    assert "one of ADOPTION, INCIDENT_REVIEW" in walk.kept["no such state"].err
    assert "No such option" in walk.kept["no such option"].err


def test_a_refusal_names_the_rule_and_what_to_do(walk: Walk) -> None:
    assert "refused (invented_is_illustrative)" in walk.kept["not marked"].err
    assert "refused (carrier_has_case)" in walk.kept["a second case"].err
    assert "refused (state): suspend is possible only in: DECISION" in walk.kept["wrong state"].err
    assert (
        "refused (role): only these may do this here: CTPAT officer" in walk.kept["wrong role"].err
    )
    assert "refused (analysis_attested)" in walk.kept["condition"].err
    assert "name it with --document" in walk.kept["condition"].err
    assert "rechazado (analysis_attested): el análisis debe" in walk.kept["condición"].err
    assert "refused (state): submit_evidence" in walk.kept["evidence"].err


def test_what_is_signed_is_shown_and_nobody_types_a_hash(walk: Walk) -> None:
    assert "Never to be read by the carrier." in walk.kept["signed"].out
    ordered = walk.kept["ordered"].json
    (signed,) = ordered["signs"]
    assert signed["content"]["reasons"] == LETTER["reasons"]
    log = walk.kept["log, as the carrier sees it"].json
    (order,) = (
        r["event"] for r in log if r["event"] and r["event"]["kind"] == "suspension_ordered"
    )
    assert order["body"]["letter_sha256"] == signed["sha256"]


def test_an_order_is_not_seen_before_its_letter_is_delivered(walk: Walk) -> None:
    seen = walk.kept["ordered, as the carrier sees it"].json
    assert (seen["state"], seen["phase"], seen["standing"]) == ("ORDERED", "SUSPENSION", "GOOD")
    running = {clock["key"] for clock in seen["clocks"] if clock["status"] != "STOPPED"}
    assert running == set()  # neither that it must be served nor that it may be appealed
    assert seen["tracks"]["LETTER"]["letter-2"] in ("SIGNED", "SENT")
    assert "letter-2" not in seen["documents"]
    log = walk.kept["log of an order, as the carrier sees it"].json
    assert len(log) == log[-1]["seq"]
    assert "suspension_ordered" not in json.dumps(log)
    assert not any("term_days" in row["event"]["body"] for row in log if row["event"])
    assert "letter acknowledged" in walk.kept["peeked"].out
    assert "SUSPENDED" not in walk.kept["peeked"].out


def test_the_carrier_fetches_its_letter_as_it_was_attached_and_the_record_holds_its_hash(
    walk: Walk,
) -> None:
    fetched = (walk.folder / "carta.pdf").read_bytes()
    sha256 = hashlib.sha256(fetched).hexdigest()
    mails = [
        message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default)
        for file in walk.stack.mail_folder.iterdir()
    ]
    attached = [
        each.get_content()
        for mail in mails
        for each in mail.iter_attachments()
        if (each.get_filename() or "").endswith(f"-{sha256[:8]}.es.pdf")
    ]
    assert attached == [fetched] * 2, "the contact's letter and the executive's"
    told = walk.kept["carta en PDF"].out
    assert sha256 in told
    assert "the same bytes" in told
    events = walk.kept["log, as the carrier sees it"].json
    sent = [row["seq"] for row in events if _printed(row["event"]).get("es") == sha256]
    assert f"its hash is in event {sent[0]}; " in told
    shown = walk.kept["the letter as sent"].json
    assert shown["pdf"]["es"]["sha256"] == sha256
    assert not (walk.folder / "early.pdf").exists()


def _printed(event: Any) -> dict[str, str]:
    found: dict[str, str] = event["body"].get("printed", {}) if event else {}
    return found


def test_the_carrier_never_reads_a_recommendation(walk: Walk) -> None:
    log = walk.kept["log, as the carrier sees it"].json
    assert "Never to be read" not in json.dumps(log)
    kinds = [row["event"] and row["event"]["kind"] for row in log]
    assert kinds.count(None) == 3  # the recommendation, its endorsement, the embargo
    assert "sanction_recommended" in kinds
    assert "For a broken seal." in walk.kept["the letter"].out


def test_the_carrier_is_suspended_and_told_what_is_owed_in_its_language(walk: Walk) -> None:
    suspended = walk.kept["suspended"].json
    assert (suspended["state"], suspended["standing"]) == ("SUSPENDED", "SUSPENDED_FULL")
    assert (suspended["carrier_mark"], suspended["port_marks"]) == (
        "default",
        {"2304": "unverified"},
    )
    told = walk.kept["en español"].out
    assert "ILUSTRATIVO" in told
    assert "carta notificada; análisis y plan pendientes" in told
    assert "menos revisiones y menor puntaje de riesgo en Laredo, Texas [fuente secundaria]" in told
    assert "días" in walk.kept["relojes"].out
    assert not any(line.endswith(" ") for line in told.splitlines())


def test_the_record_verifies_for_the_carrier_too(walk: Walk) -> None:
    verdict = walk.kept["verified"].json
    assert verdict["ok"] is True
    assert verdict["sound"] == len(walk.kept["log, as the carrier sees it"].json)


def test_lists_show_what_is_asked_for_and_only_ones_own(walk: Walk) -> None:
    assert [case["case_id"] for case in walk.kept["found"].json["cases"]] == [walk.case]
    for name in ("no real one", "none in review", "nothing late", "list of a stranger"):
        assert walk.kept[name].json["cases"] == [], name
    assert walk.kept["a stranger"].err == "starter.py: there is no such case for you\n"


def test_the_record_is_exported_as_an_event_log(walk: Walk) -> None:
    told = len(walk.kept["log, as the carrier sees it"].json)
    log = walk.kept["exported"].json
    assert [event["attributes"][0]["value"] for event in log["events"]] == [
        str(number) for number in range(1, told + 1)
    ]
    lines = walk.kept["exported by the carrier"].out.splitlines()
    assert len(lines) - 1 == told - 3
    assert all(",conforms," in line for line in lines[1:])
    assert "reyes" not in walk.kept["exported"].out + walk.kept["exported by the carrier"].out


def test_a_carrier_may_suppose_more_time_and_nothing_changes(walk: Walk) -> None:
    days = {one["key"]: one["days"] for one in walk.kept["supposed"].json}
    assert days["T09"] >= 14
    assert {key for key, moved in days.items() if moved} == {"T09"}
    assert "'T02' is no clock ahead in this case" in walk.kept["supposed in vain"].err


def test_the_doctor_finds_nothing_wrong(walk: Walk) -> None:
    assert walk.kept["examined"].out.startswith("every case is looked after")


def test_what_one_may_do_is_told_and_why_not_the_rest(walk: Walk) -> None:
    options = {option["act"]: option for option in walk.kept["what the carrier may"].json}
    assert options["acknowledge"]["possible"]
    assert options["accept_pia"]["because"] == "role"
    assert options["submit_comment"]["because"] == "state"
    assert options["attach_incident"]["possible"]
    assert "only in DECISION" in walk.kept["about one command"].out
    assert "letter_sha256  text  (--letter NAME" in walk.kept["about one command"].out


def test_a_case_on_paper_is_taken_over_by_two_persons_with_its_true_dates(walk: Walk) -> None:
    assert "adoption proposed: new → ADOPTION" in walk.kept["adoption tried"].out
    assert "refused (record_lies_behind)" in walk.kept["from the future"].err
    assert "refused (countersigner_did_not_adopt)" in walk.kept["the adopter himself"].err
    adopted = walk.kept["adopted"].json
    assert adopted["state"] == "SUSPENDED"
    (signed,) = adopted["signs"]
    assert signed["content"]["decision"]["signed_by"] == "hq-0"


def test_a_filing_by_post_counts_as_of_its_receipt(walk: Walk) -> None:
    assert walk.kept["received"].json["events"] == ["filing_entered", "contact_noted"]
    assert "refused (received_before_now)" in walk.kept["received tomorrow"].err
    assert "received_at: has no zone" in walk.kept["received nowhere"].err
    entered, noted = (row["event"] for row in walk.kept["log of the adopted"].json[-2:])
    assert entered["body"]["original_sha256"] == hashlib.sha256(SCAN).hexdigest()
    (kept,) = walk.kept["received"].json["evidence"]
    assert (kept["sha256"], kept["confidentiality"]) == (
        entered["body"]["original_sha256"],
        "CARRIER_CASE",
    )
    assert (noted["actor"]["person"], noted["entered_by"]["person"]) == ("kim", "ivy")
    assert noted["at"] == walk.kept["adopted"].json["received_at"]


def test_it_starts_as_a_program_too(walk: Walk) -> None:
    assert walk.kept["started"].code == 0
    cases = walk.kept["started"].json["cases"]
    assert [case["carrier"] for case in cases] == ["GSL", "SVR"]  # the one opened last first


def test_without_its_stack_a_command_says_so(walk: Walk) -> None:
    for name in ("list without a stack", "do without a stack"):
        assert "make up" in walk.kept[name].err, name


def test_a_closure_reaches_every_open_case_at_the_crossing_once(walk: Walk) -> None:
    results = {
        name: [one["result"] for one in walk.kept[name].json["cases"]]
        for name in ("closure tried", "closure", "closure again", "other words", "outage")
    }
    assert results == {
        "closure tried": ["would_reach"] * 2,
        "closure": ["done"] * 2,
        "closure again": ["done_before"] * 2,
        "other words": ["done_before"] * 2,
        "outage": ["not_reached"] * 2,
    }
    assert "only report_crossing_closed" in walk.kept["not for all"].err
    assert "refused (role)" in walk.kept["not by a carrier"].err


def test_a_hold_is_shown_and_explained_and_never_of_the_term(walk: Walk) -> None:
    assert "refused (named_clocks_may_stand_still)" in walk.kept["the term is not held"].err
    told = walk.kept["shown while held"].out
    assert "flood: crossing closed (port order 12), through" in told
    assert "flood: cruce cerrado (port order 12), hasta el" in walk.kept["en pausa"].out
    assert "The clock is held." in walk.kept["explained while held"].out


def test_the_portal_of_the_stack_serves_pages_and_systems(walk: Walk) -> None:
    heard = walk.heard
    assert heard.token["scope"] == "cases:read cases:write"
    assert walk.case in heard.cases
    assert heard.note.status_code == 200, heard.note.text
    assert heard.note.json()["receipt"]["events"] == ["contact_noted"]
    assert heard.refused.status_code == 409, heard.refused.text
    assert heard.refused.json()["kind"] in ("state", "role")
    assert heard.sign_in.status_code == heard.style.status_code == 200
    assert heard.outside.status_code == 401
