"""One line for each event, as CSV (RFC 4180): for spreadsheets, and for tools that want columns."""

import csv
from collections.abc import Iterable

from casework.event_log.case_log import CaseLog, Entry, Link
from casework.event_log.ocel import utc

COLUMNS = (
    "case",
    "carrier_reference",
    "illustrative",
    "conformance",
    "seq",
    "time",
    "activity",
    "row",
    "act",
    "role",
    "resource",
    "organisation",
    "track",
    "item",
    "before",
    "after",
    "policy",
    "authority",
    "entered_by",
    "clocks",
)
"""The head of the table; ``clocks`` are the clocks touched: ``T09 started; T02 stopped``."""


class _Lines(list[str]):
    """Takes what the writer writes."""

    def write(self, line: str) -> None:
        self.append(line)


def csv_table(logs: Iterable[CaseLog]) -> str:
    """Return cases as one table."""
    lines = _Lines()
    writer = csv.DictWriter(lines, COLUMNS, restval="")
    writer.writeheader()
    for log in logs:
        for entry in log.entries:
            writer.writerow({name: _cell(text) for name, text in _row(log, entry).items()})
    return "".join(lines)


def _row(log: CaseLog, entry: Entry) -> dict[str, str]:
    return {
        "case": log.case_id,
        "carrier_reference": log.carrier_reference,
        "illustrative": str(log.illustrative).lower(),
        "conformance": log.conformance,
        "seq": str(entry.seq),
        "time": utc(entry.at),
        "activity": entry.kind,
        **entry.attributes,
        "clocks": "; ".join(
            _clock(log, link) for link in entry.links if f"{log.case_id}/clock/" in link.thing
        ),
    }


def _clock(log: CaseLog, link: Link) -> str:
    return f"{link.thing.removeprefix(f'{log.case_id}/clock/')} {link.how}"


def _cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
