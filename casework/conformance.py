"""Does a recorded history follow the process table? Used by verification, event by event."""

from casework.case import Case
from casework.commands import model_of
from casework.events import Event
from casework.evolve import evolve
from casework.process.row import Next, Row
from casework.process.table import BY_ID, matches
from casework.roles import Role
from casework.states import RESUMABLE


class Conformance:
    """Follows one case through its events; ``case`` is how it stands after those taken so far."""

    def __init__(self, case_id: str) -> None:
        self._case_id = case_id
        self.case: Case | None = None

    def step(self, event: Event) -> str | None:
        """Take the next event; return what the table has against it, or None."""
        row = BY_ID.get(event.row)
        if row is None:
            return f"the process table has no row {event.row}"
        problem = self._against(row, event)
        if problem is None:
            try:
                self.case = evolve(self.case, event, case_id=self._case_id)
            except (LookupError, ValueError, AssertionError):
                return f"the case cannot follow the event of row {row.id}"
        return problem

    def _against(self, row: Row, event: Event) -> str | None:
        before = self._before(event)
        if event.act != row.act or event.kind != row.event or (event.track or "") != row.track:
            return f"it is not what row {row.id} says"
        if (event.before or "") != before or not matches(row, before):
            return f"row {row.id} does not start from where the case stood"
        if event.actor.role not in row.by:
            return f"row {row.id} is not for that role"
        if event.after not in self._after(row, before):
            return f"row {row.id} does not lead there"
        told = event.command_id is not None and model_of(event.act).by_errand
        if (event.actor.role is Role.SYS) != (event.command_id is None or told):
            return "only what people command, or another case tells, has a command's id"
        return None

    def _before(self, event: Event) -> str:
        if self.case is None:
            return ""
        if event.track:
            return self.case.tracks.get(event.track, {}).get(event.item or "", "")
        return self.case.state

    def _after(self, row: Row, before: str) -> tuple[str, ...]:
        case = self.case
        match row.to:
            case Next.SAME:
                return (before,)
            case Next.TARGET:
                return (case.order.target,) if case and case.order else ()
            case Next.ORIGIN:
                return (case.origin,) if case and case.origin else ()
            case Next.ADOPTED:
                return (case.adoption.state,) if case and case.adoption else ()
            case Next.RESUME:
                return RESUMABLE
            case _:
                return (row.to,)
