"""The sandbox that workflow code runs in, and the guard that keeps drivers out of it.

Our packages without side effects are passed through: one class identity for pydantic's unions, less
memory per case. The workflow modules themselves are loaded by the sandbox, so that its checks hold
in them (no clock, no randomness, no files).

Any other package that a workflow module imports makes the worker refuse to start. That is on
purpose: the database driver, loaded a second time by the sandbox, crashes the process in its first
activity. (The SDK has a policy against imports that were not meant. It would also refuse the
modules of the workflow package to each other.)
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
KEPT_OUT = frozenset({"records", "desk", "portal", "runtime", "embedded", "worker", "starter"})
"""Rooms of ours where workflow code has no business; the rest of the list is what is installed."""


def workflow_runner() -> SandboxedWorkflowRunner:
    """The runner for every worker and replayer of ours, in production and in tests alike."""
    default = SandboxRestrictions.default
    let_through = default.passthrough_modules | PASSED_THROUGH
    installed = {name for name in packages_distributions() if name.isidentifier()}
    return SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions(
            passthrough_modules=let_through,
            invalid_modules=SandboxMatcher(access=(installed | KEPT_OUT) - let_through),
            invalid_module_members=default.invalid_module_members,
        )
    )
