"""Evidence filed, listed and read by typing, on the walk of ``conftest``."""

import hashlib

from tests.end_to_end.typed_evidence import NOTE
from tests.end_to_end.typed_walk import Walk


def test_a_file_is_kept_once_and_the_same_again_is_the_same(walk: Walk) -> None:
    put = walk.kept["put"].json
    assert put == walk.kept["put again"].json
    assert (put["name"], put["size"]) == ("seal note.txt", len(NOTE))
    assert (put["confidentiality"], put["verdict"]) == ("CARRIER_CASE", "UNSCANNED")
    assert put["sha256"] == hashlib.sha256(NOTE).hexdigest()
    told = walk.kept["put by an officer"].out.splitlines()
    assert told[0] == "seizure.txt: NOT SCANNED"
    assert "government only" in told[1]
    assert told[-1].startswith("E-")


def test_a_file_is_refused_with_what_to_do(walk: Walk) -> None:
    assert "announced as application/pdf and is something else" in walk.kept["no PDF"].err
    assert "se anunció como application/pdf" in walk.kept["no es PDF"].err
    assert "files of type .zip are not taken" in walk.kept["an archive"].err
    assert (
        "refused (class_not_yours): this role files no GOV_ONLY" in walk.kept["not its class"].err
    )
    assert "--class: there is no 'SECRET'; one of PUBLIC_STATUS" in walk.kept["no class"].err
    assert "never the name of a stowaway" in walk.kept["a name for a reference"].err
    for name in ("of a stranger", "list of a stranger"):
        assert "there is no such case for you" in walk.kept[f"evidence {name}"].err


def test_with_a_scanner_that_is_away_no_file_is_accepted(walk: Walk) -> None:
    assert "the virus scanner does not answer" in walk.kept["scanner away"].err
    assert "lo enviado se conserva" in walk.kept["sin antivirus"].err
    listed = [item["name"] for item in walk.kept["list after all"].json if item["role"] == "POC"]
    assert listed == ["seal-log.pdf", "seal note.txt"]


def test_a_list_and_a_read_show_what_the_class_allows(walk: Walk) -> None:
    mine = walk.kept["list of the carrier"].json
    all_of_it = walk.kept["list of the officer"].json
    names = [item["name"] for item in mine]
    assert names == ["seal-log.pdf", "seal note.txt"]
    assert [item["name"] for item in all_of_it] == [*names, "seizure.txt"]
    assert "person" in mine[0]
    assert "person" not in all_of_it[0]
    assert "expediente del transportista" in walk.kept["lista"].out
    assert walk.kept["printed"].out == NOTE.decode()
    assert (walk.folder / "got.txt").read_bytes() == NOTE
    assert "there is such a file already" in walk.kept["written over"].err
    for name in (
        "secret of the officer",
        "secret to a stranger",
        "nothing at all",
        "no case at all",
    ):
        assert walk.kept[name].err == "starter.py: there is no such document for you\n"


def test_a_command_with_a_file_keeps_it_and_names_its_hash(walk: Walk) -> None:
    attached = walk.kept["attached"].json
    (kept,) = attached["evidence"]
    assert kept["name"] == "order.txt"
    assert kept["confidentiality"] == "CARRIER_CASE"
    events = [row["event"] for row in walk.kept["log with the order"].json]
    (logged,) = (event for event in events if event["kind"] == "court_stay_recorded")
    assert logged["body"]["order_sha256"] == kept["sha256"]
    assert "make up" in walk.kept["no store"].err
