"""One way of writing log lines for every process: structlog and standard library look alike.

Lines carry identifiers, never the body of a command, a letter or a document. Workflow code logs
through `temporalio.workflow.logger` only (silent on replay); its records, and those of activities,
arrive here with a dictionary of which only the identifiers are kept.
"""

import logging
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger
from temporalio import activity, workflow

from runtime.settings import Settings

_WORKFLOW_IDS = ("workflow_id", "run_id", "workflow_type", "update_id", "update_name")
_ACTIVITY_IDS = ("workflow_id", "workflow_run_id", "activity_type", "attempt")


def configure_logging(settings: Settings, *, stream: TextIO | None = None) -> None:
    """Send every log record of this process to `stream`, standard error if there is none.

    In production a line is JSON, else it is for people.

    Safe to call again; the last call counts.
    """
    stream = sys.stderr if stream is None else stream
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    rendered: list[Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if settings.production
        else [
            structlog.dev.ConsoleRenderer(
                colors=stream.isatty(),
                # The default one shows local variables: bodies, passwords.
                exception_formatter=structlog.dev.plain_traceback,
            )
        ]
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder(), _keep_identifiers_only],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendered],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(root.level),
        cache_logger_on_first_use=False,
    )
    # The identifiers arrive as fields of the record; the text need not repeat them.
    workflow.logger.workflow_info_on_message = False
    activity.logger.activity_info_on_message = False


def _keep_identifiers_only(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    for source, names in (
        ("temporal_workflow", _WORKFLOW_IDS),
        ("temporal_activity", _ACTIVITY_IDS),
    ):
        details = event.pop(source, None)
        if isinstance(details, dict):
            event.update({name: details[name] for name in names if name in details})
    event.pop("workflow_info", None)
    event.pop("activity_info", None)
    return event
