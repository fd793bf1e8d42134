"""What Temporal was given to keep can be read for as long as it is kept."""

import copy

from tests.replay.ledger import broken, kept, shapes


def test_no_payload_has_lost_a_field_or_changed_one() -> None:
    now, required = shapes()
    assert broken(kept(), now, required) == []


def test_what_is_new_is_in_the_ledger() -> None:
    """``python -m tests.replay.ledger`` adds it."""
    now, _ = shapes()
    ledger = kept()
    assert {name: set(fields) for name, fields in now.items()} == {
        name: set(fields) for name, fields in ledger.items()
    }


def test_every_way_of_breaking_it_is_named() -> None:
    now, required = shapes()
    assert {"case_id", "receipts", "errands"} <= set(now["Carried"])
    ledger = copy.deepcopy(now)
    del now["Carried"]["receipts"]
    now["Receipt"]["head"] = "another"
    del now["Notice"]
    required["Errand"] = [*required["Errand"], "urgency"]
    states = now["State"][""]
    now["State"][""] = f"{states} LATER"
    assert set(broken(ledger, now, required)) == {
        "Carried.receipts is gone",
        "Receipt.head has another shape",
        "Notice is gone",
        "Errand.urgency is new and has no default",
    }
    now["State"][""] = states.replace(" MONITORING", "")
    assert "State. has another shape" in broken(ledger, now, required)
