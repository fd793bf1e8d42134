"""The crosswalk to the Mexican profile: complete, and nothing in it is said for sure."""

from casework.calendars import Mark
from casework.reference import CRITERIA, CROSSWALK, Relation


def test_every_criterion_has_a_row_and_no_number_of_the_form_is_invented() -> None:
    assert list(CROSSWALK) == list(CRITERIA)
    for found in CROSSWALK.values():
        assert found.oea_id is None
        said = f"{found.subject_en}{found.subject_es}{found.note}"
        assert "E9." not in said


def test_what_was_not_found_is_marked_unverified() -> None:
    assert {found.mark for found in CROSSWALK.values()} == {Mark.UNVERIFIED}
    assert all("was not found" in found.source for found in CROSSWALK.values())


def test_a_counterpart_is_named_in_both_languages_or_in_none() -> None:
    for found in CROSSWALK.values():
        known = found.relation is not Relation.NONE
        assert (found.subject_en is not None) is known
        assert (found.subject_es is not None) is known
