"""``clear-logs``: lines of logs, and the text of received events, whose period has run out.

What would go is said by whoever may read the record; it goes by the owner of the database only.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from casework.bilingual import Language, either
from casework.retention import current
from casework.roles import Role
from cli import terminal
from cli.connections import PATIENCE, database_url
from cli.exits import BAD_INPUT, REFUSED, Stop
from cli.person import DUTY, speaker
from cli.words import language_named
from records.clearing import Clearance, Past, clear, clearances, past
from records.pool import create_pool
from runtime.settings import DatabaseRole, load_settings


async def clear_logs(
    *, write: bool, done: bool, who: str | None, language: str, json: bool
) -> None:
    """Say what may go, let it go, or say what went."""
    said = language_named(language)
    if write and done:
        raise Stop(BAD_INPUT, "--write or --done: one of them")
    settings = load_settings()
    actor = await speaker(who, settings)
    if actor.role not in DUTY or (write and actor.role is not Role.OPS):
        raise Stop(
            REFUSED,
            either(
                said,
                "refused (role): only operations clear logs",
                "rechazado (role): solo operaciones depura las bitácoras",
            ),
        )
    role = DatabaseRole.OWNER if write else DatabaseRole.READER
    url = database_url(settings, role)
    async with await create_pool(url, size=1, application="clear-logs", patience=PATIENCE) as pool:
        if done:
            tell_done(await clearances(pool), said, json=json)
        elif write:
            tell(await clear(pool, current(), actor, datetime.now(UTC)), said, gone=True, json=json)
        else:
            tell(await past(pool, current(), datetime.now(UTC)), said, gone=False, json=json)


def tell(found: Sequence[Past], language: Language, *, gone: bool, json: bool) -> None:
    """Say of each kind how many lines may go, or went."""
    if json:
        terminal.as_json(
            {
                "schedule": current().version,
                "written": gone,
                "kinds": [
                    {"kind": each.kind.id, "before": each.before.isoformat(), "lines": each.lines}
                    for each in found
                ],
            }
        )
        return
    for each in found:
        day = each.before.date().isoformat()
        written = either(language, f"written before {day}", f"de antes del {day}")
        terminal.say(f"{each.kind.what.in_(language)}, {written}: {each.lines}")
    version = current().version
    terminal.say(
        either(
            language,
            f"gone under schedule {version}; `clear-logs --done` says what went"
            if gone
            else f"schedule {version}; no period in it is verified. What concerns a case stays as "
            "long as its content. Nothing was changed; --write lets it go for good.",
            f"eliminado según el calendario {version}; `clear-logs --done` dice qué se eliminó"
            if gone
            else f"calendario {version}; ningún plazo suyo está verificado. Lo que toca a un caso "
            "se queda mientras se conserve su contenido. No se cambió nada; --write lo elimina "
            "para siempre.",
        )
    )


def tell_done(found: Sequence[Clearance], language: Language, *, json: bool) -> None:
    """Say what went from logs, the last first."""
    if json:
        instants = [
            {name: getattr(each, name).isoformat() for name in ("before", "cleared_at")}
            for each in found
        ]
        terminal.as_json(
            [
                {**each._asdict(), **when, "sha256": each.sha256.hex()}
                for each, when in zip(found, instants, strict=True)
            ]
        )
        return
    for each in found:
        day, before = each.cleared_at.astimezone(UTC).date(), each.before.astimezone(UTC).date()
        terminal.say(
            either(
                language,
                f"{day}  {each.kind}, {each.lines} of before {before}, by {each.person} "
                f"({each.role}) under schedule {each.schedule}; SHA-256 {each.sha256.hex()}",
                f"{day}  {each.kind}, {each.lines} de antes del {before}, por {each.person} "
                f"({each.role}) según el calendario {each.schedule}; SHA-256 {each.sha256.hex()}",
            )
        )
    terminal.say(f"{either(language, 'cleared', 'depuraciones')}: {len(found)}")
