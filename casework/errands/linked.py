"""A new matter of a carrier that is being monitored: its earlier cases wait for its outcome."""

from casework.errands.base import Builder, Telling
from casework.notices.context import Context


def _opened(context: Context) -> tuple[Telling, ...]:
    return _each_earlier(context, "on:linked_case.opened")


def _decided(context: Context) -> tuple[Telling, ...]:
    """The first decision counts: what is decided later is about this case alone."""
    if len(context.case.decisions) > 1:
        return ()
    return _each_earlier(context, "on:linked_case.decided")


def _each_earlier(context: Context, act: str) -> tuple[Telling, ...]:
    body = {"linked_case": context.case.id}
    return tuple(Telling(case_id, act, body) for case_id in context.case.earlier)


BUILDERS: dict[str, Builder] = {"new_matter": _opened, "matter_decided": _decided}
"""By the name that rows give."""
