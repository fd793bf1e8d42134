"""Workflow tasks that fail: the server tries them again for ever, so that a test would hang."""

import logging


class WedgedTasks(logging.Handler):
    """Remembers every workflow task that failed: the server would try it again for ever."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what matters."""
        if "Failed activation" in record.getMessage():
            self.seen.append(f"{record.getMessage()}\n{logging.Formatter().format(record)}")
