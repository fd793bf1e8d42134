"""``webhooks``: who is told what by other systems' ways, with which keys, and what was given up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from casework.bilingual import Language
from cli import terminal
from cli.connections import PATIENCE, database_url
from cli.exits import BAD_INPUT, NOT_FOUND, Stop
from cli.inbox import operations
from cli.person import speaker
from exchange.ports import Subscription
from exchange.signing import SecretUnusable, WebhookKeys, webhook_keys
from exchange.subscribing import new_subscription, rotated
from exchange.way_out import WayOut
from records.pool import create_pool
from records.webhooks import PostgresOutbox
from runtime.settings import DatabaseRole, Settings, load_settings


async def list_subscriptions(*, who: str | None, json: bool, language: Language) -> None:
    """List subscriptions, each with what is due and what was given up."""
    async with _opened(who) as (outbox, _):
        found = await outbox.subscriptions()
    if json:
        terminal.as_json({"subscriptions": [one.model_dump(mode="json") for one in found]})
        return
    es = language == "es"
    on, off = ("activa", "detenida") if es else ("on", "stopped")
    terminal.table(
        ("id", "organización", "parte", "tipo", "firma", "estado", "debidos", "muertos", "url")
        if es
        else ("id", "organisation", "party", "type", "signed", "state", "due", "dead", "url"),
        [
            (
                one.id,
                one.organisation,
                f"{one.party} {one.addressee or ''}".strip(),
                ", ".join(one.types),
                f"{one.scheme} {', '.join(one.keys)}",
                f"{off}: {one.disabled_why}" if one.disabled_why else on,
                str(one.due),
                str(one.dead),
                one.url,
            )
            for one in found
        ],
    )


async def add(
    organisation: str,
    *,
    party: str,
    to: str | None,
    url: str,
    scheme: str | None,
    who: str | None,
    json: bool,
) -> None:
    """Add a subscription; print its id and what the receiver verifies with."""
    async with _opened(who) as (outbox, settings):
        keys, way = _keys(settings), WayOut(settings.private_webhook_networks())
        made = new_subscription(organisation, party=party, to=to, url=url, scheme=scheme, way=way)
        await outbox.subscribe(made)
    _print_key(made.id, keys.for_receiver(made.scheme, made.keys[0]), json=json)


async def rotate(subscription: str, *, finish: bool, who: str | None, json: bool) -> None:
    """Add a new key, with which and the old one is signed; ``finish`` drops the old one."""
    async with _opened(who) as (outbox, settings):
        keys, found = _keys(settings), await _found(outbox, subscription)
        if finish and len(found.keys) == 1:
            raise Stop(BAD_INPUT, "--finish: only one key signs; `webhooks rotate` adds a new one")
        chosen = found.keys[:1] if finish else rotated(found)
        await outbox.set_keys(found.id, chosen)
    _print_key(found.id, keys.for_receiver(found.scheme, chosen[0]), json=json)


async def disable(subscription: str, *, why: str | None, who: str | None) -> None:
    """Stop sending to a subscription for a reason; without one, go on."""
    async with _opened(who) as (outbox, _):
        found = await _found(outbox, subscription)
        await outbox.disable(found.id, why, datetime.now(UTC))
    terminal.say(f"{found.id}: {'stopped' if why else 'on'}")


async def dead(
    subscription: str | None, *, limit: int, who: str | None, json: bool, language: Language
) -> None:
    """List what was given up, the oldest first."""
    async with _opened(who) as (outbox, _):
        found = await outbox.dead(subscription, limit)
    if json:
        terminal.as_json({"deliveries": [_plain(row) for row in found]})
        return
    terminal.table(
        ("id", "suscripción", "caso", "tipo", "intentos", "último")
        if language == "es"
        else ("id", "subscription", "case", "type", "attempts", "last"),
        [
            (
                row["id"],
                row["subscription"],
                row["case_id"],
                row["type"],
                str(row["attempts"]),
                str(row["status"] or row["why"]),
            )
            for row in found
        ],
    )


async def replay(
    delivery: str | None, *, subscription: str | None, every: bool, who: str | None
) -> None:
    """Send again what was given up: one delivery, all of a subscription, or all."""
    if [delivery is not None, subscription is not None, every].count(True) != 1:
        raise Stop(BAD_INPUT, "name a delivery, or --subscription ID, or --all")
    async with _opened(who) as (outbox, _):
        count = await outbox.replay(delivery, subscription, datetime.now(UTC))
    if not count:
        raise Stop(NOT_FOUND, "nothing of that was given up; `webhooks dead` lists what was")
    terminal.say(f"{count} sent again from now on")


@asynccontextmanager
async def _opened(who: str | None) -> AsyncIterator[tuple[PostgresOutbox, Settings]]:
    settings = load_settings()
    operations(await speaker(who, settings))
    url = database_url(settings, DatabaseRole.DESK)
    async with await create_pool(url, size=1, application="desk", patience=PATIENCE) as pool:
        yield PostgresOutbox(pool), settings


async def _found(outbox: PostgresOutbox, subscription: str) -> Subscription:
    for one in await outbox.subscriptions():
        if one.id == subscription:
            return one
    raise Stop(NOT_FOUND, f"there is no subscription {subscription[:40]!r}; see `webhooks list`")


def _keys(settings: Settings) -> WebhookKeys:
    try:
        return webhook_keys(settings.required_webhook_secret_path())
    except SecretUnusable as wrong:
        raise Stop(BAD_INPUT, f"RESUMPTION_WEBHOOK_SECRET_PATH: {wrong}") from None


def _print_key(subscription: str, key: str, *, json: bool) -> None:
    if json:
        terminal.as_json({"subscription": subscription, "key": key})
        return
    terminal.say(f"verify with  {key}")
    terminal.say(subscription)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }
