"""How long what is kept, and whether the content of a closed case may be disposed of: one rule.

The schedule is dated data (``data/retention/``): a version is never edited, and a disposal names
the version by which it was done. No period in it is verified; each row says so. What goes with a
case goes at once, when the longest of its periods has run out: half a record proves little and
still tells much. The database refuses the same on its own (``records/migrations/0019``).
"""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from casework.bilingual import Bilingual
from casework.clocks.reckoning import months_later
from casework.reference.row import Row, Said, read

_FOLDER = files("casework").joinpath("data", "retention")


class Goes(StrEnum):
    """How a kind of thing goes: with the content of its case, by its own age, or not by anything
    here."""

    WITH_CASE = "with_case"
    BY_AGE = "by_age"
    KEPT = "kept"


class KeptKind(Row):
    """A kind of thing: what it is, how many years it is kept (None: for ever), and how it goes.

    The years run from the last event of its case; of what goes by age, from when it was written.
    """

    id: Said
    en: Said
    es: Said
    years: int | None
    goes: Goes

    @property
    def what(self) -> Bilingual:
        """What it is."""
        return Bilingual(en=self.en, es=self.es)


class Schedule(NamedTuple):
    """One version of the retention schedule."""

    version: str
    kinds: tuple[KeptKind, ...]

    @property
    def years(self) -> int:
        """How many years the content of a case is kept: the longest of its parts."""
        return max(k.years for k in self.kinds if k.goes is Goes.WITH_CASE and k.years is not None)

    @property
    def aged(self) -> tuple[KeptKind, ...]:
        """What goes by its own age."""
        return tuple(kind for kind in self.kinds if kind.goes is Goes.BY_AGE)


class Facts(NamedTuple):
    """What the rule must know of a case, and of the matters beside it (appeals, partner notices),
    which are one family with it.

    ``last_at`` is the instant of the last event in the family, ``reached`` the case's own instant
    now. ``settled``: nothing is owed in the family, every clock has ended. ``held``: a legal hold
    is in force in it. ``linked``: an open case of the same carrier rests on it. ``unanswered``: a
    command was received and has no outcome. ``owing``: a message to somebody outside is not
    delivered. ``signed``: the head of its chain stands under the record's key.
    """

    case_id: str
    last_at: datetime
    reached: datetime
    settled: bool
    held: bool
    linked: bool
    unanswered: bool
    owing: bool
    signed: bool


class Reason(StrEnum):
    """Why content may not be disposed of (now)."""

    LEGAL_HOLD = "legal_hold"
    OPEN = "open"
    LINKED = "linked"
    UNANSWERED = "unanswered"
    OWING = "owing"
    UNSIGNED = "unsigned"
    NOT_YET = "not_yet"


REASONS = {
    Reason.LEGAL_HOLD: Bilingual(
        en="a legal hold is in force in the case or in a matter beside it",
        es="hay una orden de conservación vigente en el caso o en un asunto vinculado",
    ),
    Reason.OPEN: Bilingual(
        en="the case or a matter beside it is open, a clock runs or something is owed",
        es="el caso o un asunto vinculado sigue abierto, corre un plazo o hay algo pendiente",
    ),
    Reason.LINKED: Bilingual(en="an open case rests on it", es="un caso abierto se apoya en él"),
    Reason.UNANSWERED: Bilingual(
        en="a command was received and has no outcome",
        es="se recibió una orden que aún no tiene resultado",
    ),
    Reason.OWING: Bilingual(
        en="a message to somebody outside is not delivered",
        es="hay un mensaje a terceros sin entregar",
    ),
    Reason.UNSIGNED: Bilingual(
        en="the head of its chain is not signed yet; the notary does it within a minute",
        es="la cabeza de su cadena aún no está firmada; el notario lo hace en un minuto",
    ),
    Reason.NOT_YET: Bilingual(
        en="its time to be kept has not run out", es="su plazo de conservación no ha vencido"
    ),
}
"""Each reason in words."""


class Judgement(NamedTuple):
    """From which day (UTC) the content may go, the same by kind, and what stands against it now."""

    due: date
    by_kind: tuple[tuple[KeptKind, date], ...]
    against: tuple[Reason, ...]

    @property
    def may_go(self) -> bool:
        """Whether the content may be disposed of now."""
        return not self.against


def judge(schedule: Schedule, facts: Facts) -> Judgement:
    """Judge a case: nothing counts but the schedule and the facts.

    The years run from the day of the last event in the family, not from the closing: whatever
    happens afterwards (an appeal, a hold and its release, a correction) starts them anew.
    """
    last = facts.last_at.astimezone(UTC).date()
    by_kind = tuple(
        (kind, months_later(last, 12 * kind.years) + timedelta(days=1))
        for kind in schedule.kinds
        if kind.goes is Goes.WITH_CASE and kind.years is not None
    )
    due = max(day for _, day in by_kind)
    stands = {
        Reason.LEGAL_HOLD: facts.held,
        Reason.OPEN: not facts.settled,
        Reason.LINKED: facts.linked,
        Reason.UNANSWERED: facts.unanswered,
        Reason.OWING: facts.owing,
        Reason.UNSIGNED: not facts.signed,
        Reason.NOT_YET: facts.reached.astimezone(UTC).date() < due,
    }
    return Judgement(due, by_kind, tuple(reason for reason, is_so in stands.items() if is_so))


def goes_before(kind: KeptKind, at: datetime) -> datetime:
    """Return the instant before which things of a kind were written that may go by their age: the
    beginning of the day (UTC), so many years ago."""
    if kind.years is None:
        raise ValueError(f"{kind.id} is kept for ever")
    day = months_later(at.astimezone(UTC).date(), -12 * kind.years)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@lru_cache
def schedule(version: str) -> Schedule:
    """Return a version of the schedule. ``LookupError`` where there is none."""
    if version not in versions():
        raise LookupError(f"retention schedule {version} is not in casework/data/retention")
    name = f"{version}.json"
    text = _FOLDER.joinpath(name).read_text(encoding="utf-8")
    kinds = read(text, KeptKind, _id_of, file=name)
    return Schedule(version, tuple(kinds.values()))


@lru_cache
def versions() -> tuple[str, ...]:
    """Return the versions at hand, oldest first."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


def current() -> Schedule:
    """Return the version that holds now."""
    return schedule(versions()[-1])


def _id_of(kind: KeptKind) -> str:
    return kind.id
