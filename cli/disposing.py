"""``dispose``: the content of a case goes for good, and what proves it stays.

Only operations do it, as the owner of the database; the case's record is verified first. The same
again after it was killed completes what was left: the evidence store is cleared after the database.
"""

from datetime import UTC, datetime

from casework.bilingual import Language, either
from casework.retention import Judgement, current, judge
from casework.roles import Actor, Role
from cli import terminal
from cli.connections import PATIENCE, database_url, open_record
from cli.exits import NO_CASE, NOT_FOUND, REFUSED, Stop
from cli.person import DUTY, speaker
from cli.retaining import against, as_object, disposal_as_object, tell_one
from cli.words import language_named
from records.disposals import Disposal
from records.disposing import Disposer, MayNotGo, NotSound
from records.evidence_ledger import PostgresEvidenceLedger
from records.failures import MAY_NOT_GO, RecordRefused
from records.pool import create_pool
from runtime.settings import DatabaseRole, Settings, load_settings
from seals.trust import signing_key


async def dispose(case_id: str, *, write: bool, who: str | None, language: str, json: bool) -> None:
    """Say what would go, or let it go."""
    said = language_named(language)
    settings = load_settings()
    actor = await speaker(who, settings)
    if actor.role not in DUTY:
        raise Stop(NOT_FOUND, NO_CASE)
    if actor.role is not Role.OPS:
        raise Stop(
            REFUSED,
            either(
                said,
                "refused (role): only operations dispose; `retention` says what is due",
                "rechazado (role): solo operaciones elimina; `retention` dice qué procede",
            ),
        )
    if not write:
        await _would(settings, case_id, said, json=json)
        return
    gone = await _done(settings, case_id, actor, said)
    removed = await _clear(settings, case_id)
    if json:
        terminal.as_json({**disposal_as_object(gone), "objects_removed": removed})
        return
    day = gone.reached.astimezone(UTC).date()
    terminal.say(
        either(
            said,
            f"{case_id}: disposed of on {day} under schedule {gone.schedule}; objects removed "
            f"from the evidence store: {removed}. `verify {case_id}` proves what is left; "
            f"`retention {case_id} --certificate FILE` writes the certificate.",
            f"{case_id}: eliminado el {day} según el calendario {gone.schedule}; objetos quitados "
            f"del almacén de evidencia: {removed}. `verify {case_id}` prueba lo que queda; "
            f"`retention {case_id} --certificate ARCHIVO` escribe el certificado.",
        )
    )


async def _would(settings: Settings, case_id: str, language: Language, *, json: bool) -> None:
    async with open_record(settings) as record:
        gone = await record.disposals.of_case(case_id)
        found = await record.disposals.candidate(case_id, datetime.now(UTC))
    if gone is not None and json:
        terminal.as_json(disposal_as_object(gone))
        return
    if gone is not None:
        terminal.say(either(language, "it was disposed of before", "ya se había eliminado"))
        return
    if found is None:
        raise Stop(NOT_FOUND, NO_CASE)
    judgement = judge(current(), found.facts)
    if json:
        terminal.as_json({**as_object(found, judgement), "written": False})
    else:
        tell_one(found, judgement, language)
    if not judgement.may_go:
        raise _kept(judgement, language)
    if not json:
        terminal.say(
            either(
                language,
                "Nothing was changed. With --write it is gone for good; take a bundle before, if "
                "somebody may need it (export CASE --sealed FILE).",
                "No se cambió nada. Con --write se elimina para siempre; antes exporte un "
                "expediente sellado si alguien puede necesitarlo (export CASE --sealed ARCHIVO).",
            )
        )


async def _done(settings: Settings, case_id: str, actor: Actor, language: Language) -> Disposal:
    key = signing_key(settings.required_record_key_path())
    owner = database_url(settings, DatabaseRole.OWNER)
    async with open_record(settings) as record:
        found = await record.disposals.candidate(case_id, datetime.now(UTC))
    if found is not None:  # else it was disposed of before, or there is none
        judgement = judge(current(), found.facts)
        if not judgement.may_go:
            raise _kept(judgement, language)  # before the longer work
        await _verified(settings, case_id, language)
    async with await create_pool(owner, size=1, application="dispose", patience=PATIENCE) as pool:
        try:
            return await Disposer(pool, key, current()).dispose(case_id, actor, datetime.now(UTC))
        except MayNotGo as kept:
            raise _kept(kept.judgement, language) from None
        except LookupError:
            raise Stop(NOT_FOUND, NO_CASE) from None
        except NotSound:
            raise _not_sound(language) from None
        except RecordRefused as refused:
            if refused.code == MAY_NOT_GO:
                raise Stop(REFUSED, str(refused)) from None
            raise


async def _verified(settings: Settings, case_id: str, language: Language) -> None:
    """Nothing is certified of a record that does not verify as a whole."""
    from cli.verifying import verdict_of

    verdict = await verdict_of(settings, case_id)
    if verdict.first_wrong is not None:
        raise _not_sound(language)


async def _clear(settings: Settings, case_id: str) -> int:
    """Remove the case's objects from the evidence store, but those that another case has too."""
    if settings.evidence_keys_path is None and settings.evidence_store is None:
        return 0
    from evidence.objects import content_path, objects_at
    from evidence.sweeping import remove_unwanted

    url = database_url(settings, DatabaseRole.DESK)
    async with await create_pool(url, size=1, application="dispose", patience=PATIENCE) as pool:
        ledger = PostgresEvidenceLedger(pool)
        hashes = {item.sha256 for item in await ledger.items(case_id)}
        paths = {sha256: content_path(sha256) for sha256 in hashes}
        return await remove_unwanted(ledger, objects_at(settings.evidence_place), paths)


def _kept(judgement: Judgement, language: Language) -> Stop:
    said = either(language, "not disposed of", "no se elimina")
    return Stop(REFUSED, f"{said}: {'; '.join(against(judgement, language))}")


def _not_sound(language: Language) -> Stop:
    line = either(
        language,
        "not disposed of: its record does not verify; see docs/operations.md",
        "no se elimina: su registro no se verifica; véase docs/operations.md",
    )
    return Stop(REFUSED, line)
