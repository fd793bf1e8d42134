"""Whatever people write on any way through the process, none of it is in what stays open.

Temporal must see some things as they are (search attributes, ids), and so must whoever carries mail
(headers). This looks at them for every text field of every command, without any service.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from pydantic import ValidationError

from activities.messages import message_id, subject
from activities.ports import DueNotice
from casework.case import Case
from casework.commands import commands
from casework.commands.intake import CorrectEntry
from casework.view import case_view
from tests.casework.marking import MARKER, Marks, marked_walks, text_fields
from tests.casework.walk import Walk
from tests.casework.ways import WAYS
from workflows.visibility import shown

NOT_ON_ANY_WAY = {
    # An opening says the same of an incident and of contacts whoever gives it; ``open_case`` is
    # marked in all of it.
    *(
        f"{act}.incident.{field}"
        for act in ("open_on_partner_action", "request_own_suspension")
        for field in (
            *("category", "delivering_carrier", "description", "discovered_by", "equipment[]"),
            *("receiving_carrier", "train"),
        )
    ),
    *(
        f"{act}.contacts.recognitions[].{field}"
        for act in (
            *("acknowledge", "adopt_case", "change_contacts", "open_on_partner_action"),
            *("report_incident", "request_own_suspension", "self_report"),
        )
        for field in ("installations[]", "taxpayer")
    ),
    "acknowledge.contacts.partners[].name",
    # Said by hand at the counter, of seals that differ, or in documents that no way files.
    "file_draft.content.measures",
    "file_draft.content.required.en",
    "file_draft.content.required.es",
    "record_received.filing",
    "record_received.organisation",
    "record_reversal_told.recipient",
    "submit_evidence.seals[].note",
    "submit_evidence.seals[].place",
    # What stands here changes the process, so it is left as the ways have it.
    "answer_lesson.text",
    "file_visit_report.actions_required[]",
}
"""Text fields that no way through the process writes; a new one is to be walked or listed."""


class Walked(NamedTuple):
    """Every way, walked with markers."""

    marks: Marks
    walks: dict[str, Walk]


@pytest.fixture(scope="module")
def walked() -> Iterator[Walked]:
    with marked_walks() as marks:
        yield Walked(marks, {name: way() for name, way in WAYS.items()})


def cases(walk: Walk) -> Iterator[Case]:
    """The case after every batch."""
    yield from (batch.before for batch in walk.batches if batch.before is not None)
    yield walk.case


def test_every_text_field_of_every_command_is_marked(walked: Walked) -> None:
    fields = set().union(*(text_fields(act) for act in commands()))
    assert fields - set(walked.marks.planted) == NOT_ON_ANY_WAY
    assert len(fields) > 250


def test_the_markers_are_in_the_cases(walked: Walked) -> None:
    said = " ".join(
        event.model_dump_json() for walk in walked.walks.values() for event in walk.events
    )
    lost = {
        field
        for field, markers in walked.marks.planted.items()
        if not any(marker in said for marker in markers)
    }
    assert lost == set(), "a field whose text is kept nowhere proves nothing"


def test_search_attributes_hold_none(walked: Walked) -> None:
    for name, walk in walked.walks.items():
        for case in cases(walk):
            assert MARKER not in str(shown(case_view(case))), name


def test_a_reference_is_corrected_to_nothing_but_a_reference() -> None:
    """It stands in a search attribute; no person's text gets there by way of a correction."""
    said = {"correction": "k1", "field": "carrier_reference", "reason": "A digit is missing."}
    assert CorrectEntry(**said, value="R-7K2M9QF4").value == "R-7K2M9QF4"
    for text in ("Sierra Verde Railway", "R-1 Sierra Verde", "SVR", "R-"):
        with pytest.raises(ValidationError, match="R-7K2M9QF4"):
            CorrectEntry(**said, value=text)


def test_ids_hold_none(walked: Walked) -> None:
    """Ids of workflows and of updates: of batches, and of errands and where they go."""
    for name, walk in walked.walks.items():
        ids = [batch.asked.command_id or "" for batch in walk.batches]
        errands = [errand for event in walk.events for errand in event.errands]
        ids += [text for errand in errands for text in (errand.to, errand.key, errand.act)]
        assert MARKER not in " ".join(ids), name


def test_mail_tells_none_in_its_headers_but_whom_it_is_for(walked: Walked) -> None:
    seen = 0
    for name, walk in walked.walks.items():
        for notice in walk.notices:
            due = DueNotice(case_id=walk.case_id, illustrative=False, notice=notice)
            heads = (
                subject(due),
                message_id(due.case_id, notice.key, "notices@resumption.example"),
            )
            assert MARKER not in " ".join(heads), f"{name}: {notice.template}"
            seen += MARKER in notice.model_dump_json()
    assert seen > 100, "the same notices hold markers in their bodies"
