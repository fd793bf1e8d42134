"""Recorded cases as event logs that process-mining tools read: OCEL 2.0, XES (IEEE 1849), CSV."""
