"""What a case carries over from one run to the next, by its name in this room."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from casework.carried import Carried, Undelivered

__all__ = ("Carried", "Undelivered")
