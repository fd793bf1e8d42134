"""Each row of the table is taken by somebody, somewhere, by the real rules."""

from casework.conformance import Conformance
from casework.process.table import ROWS
from tests.casework.walk import CASE_ID
from tests.casework.ways import WAYS, walked
from tests.casework.ways_of_stays import walked_beside_the_table


def test_every_row_is_walked() -> None:
    taken = {event.row for way in WAYS for event in walked(way).events}
    taken |= walked_beside_the_table()
    assert [row.id for row in ROWS if row.id not in taken] == []


def test_every_way_is_the_tables_and_gives_the_same_case() -> None:
    for way in WAYS:
        conformance = Conformance(CASE_ID)
        for event in walked(way).events:
            assert conformance.step(event) is None, f"{way}: {event.row}"
        assert conformance.case == walked(way).case
