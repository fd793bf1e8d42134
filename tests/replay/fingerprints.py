"""What the code commands, in order, on what saved histories brought: a line for each workflow task.

    python -m tests.replay.fingerprints

writes ``fingerprints.txt`` anew, beside the histories. A replay asks whether a case that began
under older code can go on, and tolerates much: what a timer is for, what is answered, and all that
lies behind ``workflow.patched``, which in a replay goes the old way. Here a second instance of
the workflow is given the same things as if they happened now, so that a change shows in the file,
whatever a replay says of it. Where it goes another way than the history, what follows fits no more,
and the fingerprint ends there: save histories of the new way beside the old ones then.
"""

import asyncio
import difflib
import lzma
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from google.protobuf.message import Message
from temporalio.bridge.proto.workflow_activation import WorkflowActivation, WorkflowActivationJob
from temporalio.bridge.proto.workflow_commands import WorkflowCommand
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.client import WorkflowHistory
from temporalio.worker import (
    Replayer,
    WorkflowInstance,
    WorkflowInstanceDetails,
    WorkflowReplayResult,
    WorkflowRunner,
)

from runtime.sandbox import workflow_runner
from tests.replay.save import HISTORIES
from tests.sealed import CONVERTER
from workflows.appeal import AppealCase
from workflows.partner_notice import PartnerNotice
from workflows.resumption import ResumptionCase

FINGERPRINTS = "fingerprints.txt"
WORKFLOWS = [ResumptionCase, AppealCase, PartnerNotice]

Fingerprint = list[str]
"""``what came → what the code commanded``, in order."""


class Watching(WorkflowRunner):
    """Runs workflows as another runner does, and beside each a second one to which all is new."""

    def __init__(self, runner: WorkflowRunner) -> None:
        self._runner = runner
        self.lines: Fingerprint = []
        """Of the last workflow that was run."""

    def prepare_workflow(self, defn: object) -> None:
        """As the other runner does."""
        self._runner.prepare_workflow(defn)  # type: ignore[arg-type]

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """Make both."""
        self.lines = []
        real, anew = self._runner.create_instance(det), self._runner.create_instance(det)
        activate, watched = real.activate, _Watched(anew, self.lines)

        def both(act: WorkflowActivation) -> WorkflowActivationCompletion:
            watched.activate(act)
            return activate(act)

        real.activate = both  # type: ignore[method-assign]
        return real


class _Watched:
    """An instance of which nobody takes the commands, and what they are called."""

    def __init__(self, instance: WorkflowInstance, lines: Fingerprint) -> None:
        self._instance = instance
        self._lines = lines
        self._lost = False
        self._timers: dict[int, str] = {}
        self._activities: dict[int, str] = {}
        self._updates: dict[str, str] = {}

    def activate(self, act: WorkflowActivation) -> None:
        """Give it what came, as if it came now, and write down what it commands."""
        evicted = any(job.HasField("remove_from_cache") for job in act.jobs)
        if self._lost and not evicted:
            return
        now = WorkflowActivation()
        now.CopyFrom(act)
        now.is_replaying = False
        came = [name for job in now.jobs if (name := self._job(job))]
        done = self._instance.activate(now)
        if evicted:
            return
        if done.HasField("failed"):
            self._lost = True
            commanded = ["the task fails: what came fits no more"]
        else:
            commanded = [self._command(command) for command in done.successful.commands]
        if came or commanded:
            self._lines.append(f"{', '.join(came) or '…'} → {' · '.join(commanded) or 'nothing'}")

    def _job(self, job: WorkflowActivationJob) -> str:
        what = job.WhichOneof("variant") or ""
        if what == "initialize_workflow":
            return f"start {job.initialize_workflow.workflow_type}"
        if what == "do_update":
            self._updates[job.do_update.protocol_instance_id] = job.do_update.name
            return job.do_update.name
        if what == "fire_timer":
            return self._timers.get(job.fire_timer.seq, "a timer that was not set")
        if what == "resolve_activity":
            seq = job.resolve_activity.seq
            return f"{self._activities.get(seq, 'an activity that was not asked for')} done"
        return "" if what in _OF_THE_ENGINE else what.replace("_", " ")

    def _command(self, command: WorkflowCommand) -> str:
        what = command.WhichOneof("variant") or ""
        said: Message = getattr(command, what)
        if what == "start_timer":
            name = _summary(command) or "without a name"
            self._timers[command.start_timer.seq] = f"timer “{name}”"
            return self._timers[command.start_timer.seq]
        if what == "cancel_timer":
            return f"cancel {self._timers[command.cancel_timer.seq]}"
        if what == "schedule_activity":
            name = command.schedule_activity.activity_type
            self._activities[command.schedule_activity.seq] = name
            return name
        if what == "request_cancel_activity":
            return f"cancel {self._activities[command.request_cancel_activity.seq]}"
        if what == "update_response":
            answer = command.update_response
            name = self._updates[answer.protocol_instance_id]
            return f"{_ANSWERS[answer.WhichOneof('response') or '']} {name}"
        if what == "upsert_workflow_search_attributes":
            shown = command.upsert_workflow_search_attributes.search_attributes
            return f"show {' '.join(sorted(shown.indexed_fields))}"
        if what == "set_patch_marker":
            return f"patched {command.set_patch_marker.patch_id}"
        name = getattr(said, "workflow_type", "")
        return f"{what.removesuffix('_workflow_execution').replace('_', ' ')} {name}".strip()


_OF_THE_ENGINE = ("remove_from_cache", "update_random_seed", "notify_has_patch")
_ANSWERS = {"accepted": "accept", "rejected": "refuse", "completed": "answer"}


def _summary(command: WorkflowCommand) -> str:
    summary = command.user_metadata.summary
    if not summary.metadata:
        return ""
    (text,) = CONVERTER.payload_converter.from_payloads([summary], [str])
    return str(text)


def history(file: Path) -> WorkflowHistory:
    """Return a saved history."""
    return WorkflowHistory.from_json(file.stem, lzma.decompress(file.read_bytes()).decode())


async def fingerprint(saved: WorkflowHistory) -> tuple[Fingerprint, WorkflowReplayResult]:
    """Replay a history; return what the code would command now, and how the replay went."""
    watching = Watching(workflow_runner())
    replayer = Replayer(workflows=WORKFLOWS, workflow_runner=watching, data_converter=CONVERTER)
    result = await replayer.replay_workflow(saved, raise_on_replay_failure=False)
    return watching.lines, result


def kept(folder: Path) -> dict[str, Fingerprint]:
    """Return the fingerprints of a version's histories, by their names."""
    found: dict[str, Fingerprint] = {}
    lines: Fingerprint = []
    for line in (folder / FINGERPRINTS).read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            lines = found[line.removeprefix("== ")] = []
        elif line:
            lines.append(line)
    return found


def difference(before: Fingerprint, now: Fingerprint) -> str:
    """Return how two fingerprints differ, to be read; nothing where they do not."""
    told = list(
        difflib.unified_diff(before, now, "as kept", "as the code is now", n=2, lineterm="")
    )
    return "\n".join(told)


def write(folder: Path, found: Mapping[str, Fingerprint]) -> None:
    """Write the fingerprints of a version's histories."""
    text = "\n\n".join("\n".join((f"== {name}", *found[name])) for name in sorted(found))
    (folder / FINGERPRINTS).write_text(f"{text}\n", encoding="utf-8")


def name_of(file: Path) -> str:
    """The name of a saved history."""
    return file.name.partition(".")[0]


async def main() -> None:
    """Write them anew, and tell what is different from before."""
    for folder in sorted(place for place in HISTORIES.iterdir() if place.is_dir()):
        changed = 0
        before = kept(folder) if (folder / FINGERPRINTS).exists() else {}
        found: dict[str, Fingerprint] = {}
        for file in sorted(folder.glob("*.json.xz")):
            found[name_of(file)], _ = await fingerprint(history(file))
        for name, lines in found.items():
            told = difference(before.get(name, []), lines)
            changed += bool(told)
            if told and name in before:
                print(f"{folder.name}/{name}\n{told}\n")
        write(folder, found)
        print(f"{folder.name}: {len(found)} fingerprints, other than before: {changed}")


if __name__ == "__main__":
    asyncio.run(main())
    sys.stdout.flush()
    os._exit(0)  # the SDK's threads may abort an ordinary interpreter exit (sdk-python#300)
