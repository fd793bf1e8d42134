"""Log lines: one form for all, with identifiers and without bodies."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from runtime.logging import configure_logging
from runtime.settings import load_settings


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_structlog_and_the_standard_library_look_alike_in_production(tmp_path: Path) -> None:
    stream = io.StringIO()
    configure_logging(load_settings(mode="production", data_dir=tmp_path), stream=stream)
    structlog.get_logger("desk").info("command received", command_id="c-1")
    logging.getLogger("driver").warning("slow: %s", "twice")
    ours, theirs = lines(stream)
    assert (ours["event"], ours["command_id"]) == ("command received", "c-1")
    assert (theirs["event"], theirs["level"]) == ("slow: twice", "warning")
    assert ours.keys() - {"command_id"} == theirs.keys()


def test_of_a_workflows_details_only_the_identifiers_are_kept(tmp_path: Path) -> None:
    stream = io.StringIO()
    configure_logging(load_settings(mode="production", data_dir=tmp_path), stream=stream)
    details = {"workflow_id": "case-1", "run_id": "r-1", "task_queue": "cases"}
    extra = {"temporal_workflow": details, "workflow_info": object(), "clock": "plan"}
    logging.getLogger("temporalio.workflow").info("lapsed", extra=extra)
    (line,) = lines(stream)
    assert (line["workflow_id"], line["run_id"], line["clock"]) == ("case-1", "r-1", "plan")
    assert not line.keys() & {"temporal_workflow", "workflow_info", "task_queue"}


def test_development_is_for_reading(tmp_path: Path) -> None:
    stream = io.StringIO()
    configure_logging(load_settings(mode="development", data_dir=tmp_path), stream=stream)
    structlog.get_logger("desk").info("command received", command_id="c-1")
    assert "command received" in stream.getvalue()
    assert "command_id=c-1" in stream.getvalue()


def test_a_traceback_shows_no_variables(tmp_path: Path) -> None:
    for mode in ("development", "production"):
        stream = io.StringIO()
        configure_logging(load_settings(mode=mode, data_dir=tmp_path), stream=stream)
        try:
            body = "the grounds of the suspension"
            raise LookupError(len(body))
        except LookupError:
            structlog.get_logger("desk").exception("failed")
            logging.getLogger("driver").exception("failed")
        assert stream.getvalue().count("LookupError") >= 2
        assert "the grounds" not in stream.getvalue()


def test_below_the_level_nothing_is_written(tmp_path: Path) -> None:
    stream = io.StringIO()
    configure_logging(load_settings(data_dir=tmp_path, log_level="WARNING"), stream=stream)
    structlog.get_logger("desk").info("command received")
    logging.getLogger("driver").info("nothing")
    assert stream.getvalue() == ""
