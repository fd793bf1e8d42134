"""A closing tells the new status first, and then that it was the last thing to be told."""

from casework.conformance import Conformance
from tests.casework.ways_of_leaving import annulled
from tests.casework.ways_of_partners import known_abroad


def test_a_partner_hears_of_the_annulment_before_it_hears_that_the_case_is_closed() -> None:
    walk = annulled(known_abroad().case)
    kinds = [event.kind for event in walk.events]
    assert kinds.index("status_published", kinds.index("term_ended")) < kinds.index("lesson_due")
    assert kinds.index("partner_to_be_told_again") < kinds.index("partner_told_last")
    conformance = Conformance(walk.case_id)
    assert [conformance.step(event) for event in walk.events] == [None] * len(kinds)
