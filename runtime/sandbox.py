"""The sandbox that workflow code runs in, and the guard that keeps drivers out of it.

Our packages are passed through, workflow modules among them: one class identity for pydantic's
unions, and no case costs the memory and the time of loading two dozen modules again. What the
sandbox would check in them while they run is proven before they do: they hold no state of their
own and import nothing with a clock, chance or a way out (``test_workflow_modules.py`` of the tests'
``architecture``), and every saved history replays under ``checking_runner``, where the sandbox
loads and checks them. Decision 0032 says why.

Any other package that a workflow module imports makes a worker with the checking runner refuse to
start. That is on purpose: the database driver, loaded a second time by the sandbox, crashes the
process in its first activity. (The SDK has a policy against imports that were not meant. It would
also refuse the modules of the workflow package to each other.)
"""

from importlib.metadata import packages_distributions

from temporalio.worker.workflow_sandbox import (
    SandboxedWorkflowRunner,
    SandboxMatcher,
    SandboxRestrictions,
)

PASSED_THROUGH = frozenset(
    {
        "casework",
        "seals",
        "activities",
        "reports",
        "cryptography",
        "structlog",
        "tzdata",
        "zoneinfo",
    }
)
WORKFLOWS = frozenset({"workflows"})
KEPT_OUT = frozenset({"records", "desk", "portal", "runtime", "embedded", "worker", "starter"})
"""Rooms of ours where workflow code has no business; the rest of the list is what is installed."""


def workflow_runner() -> SandboxedWorkflowRunner:
    """The runner for every worker and replayer of ours, in production and in tests alike."""
    return _runner(PASSED_THROUGH | WORKFLOWS)


def checking_runner() -> SandboxedWorkflowRunner:
    """The runner that loads the workflow modules anew for each case, and checks what they do.

    A case costs a hundred times more to begin with it, so it is for proving, not for working.
    """
    return _runner(PASSED_THROUGH)


def _runner(ours: frozenset[str]) -> SandboxedWorkflowRunner:
    default = SandboxRestrictions.default
    let_through = default.passthrough_modules | ours
    installed = {name for name in packages_distributions() if name.isidentifier()}
    return SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions(
            passthrough_modules=let_through,
            invalid_modules=SandboxMatcher(access=(installed | KEPT_OUT) - let_through),
            invalid_module_members=default.invalid_module_members,
        )
    )
