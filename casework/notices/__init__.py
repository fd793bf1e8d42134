"""Which messages an event owes, to whom, and what they say. Wording is the templates' business."""

from casework.notices.owed import notices_owed

__all__ = ["notices_owed"]
