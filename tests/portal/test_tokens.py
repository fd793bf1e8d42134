"""Tokens that say more than they may: nothing of what they claim is believed."""

import base64
import hmac
import time
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from joserfc.jwk import RSAKey

from casework.roles import Actor, Role
from portal.problems import ProblemType
from tests.casework.walk import OFF, POC
from tests.portal.issuer import Issuer

CASES = "/api/v1/cases"


def part(content: bytes) -> str:
    """A part of a token."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def unsigned(issuer: Issuer) -> str:
    """True claims, and a header that says that nobody signed."""
    header = part(b'{"alg":"none","typ":"at+jwt"}')
    return f"{header}.{issuer.token(OFF).split('.')[1]}."


def by_the_public_key(issuer: Issuer) -> str:
    """Signed with what everybody knows, as if it were a secret."""
    head = part(b'{"alg":"HS256","kid":"k1","typ":"at+jwt"}')
    said = f"{head}.{issuer.token(OFF).split('.')[1]}"
    known = issuer.key.as_pem(private=False)
    return f"{said}.{part(hmac.digest(known, said.encode(), 'sha256'))}"


def changed(issuer: Issuer) -> str:
    """Another's claims under a true signature."""
    head, _, signature = issuer.token(POC).split(".")
    return ".".join((head, issuer.token(OFF).split(".")[1], signature))


FORGED: dict[str, Callable[[Issuer], str]] = {
    "no token": lambda _: "x.y.z",
    "unsigned": unsigned,
    "signed with the public key": by_the_public_key,
    "changed": changed,
    "another's key": lambda i: i.token(OFF, key=RSAKey.generate_key(2048, {"kid": "k1"})),
    "an unknown key": lambda i: i.token(
        OFF, key=RSAKey.generate_key(2048, {"kid": "k2"}), header={"kid": "k2"}
    ),
    "expired": lambda i: i.token(OFF, exp=int(time.time()) - 60),
    "not yet": lambda i: i.token(OFF, nbf=int(time.time()) + 600),
    "without an end": lambda i: i.token(OFF, exp=None),
    "another issuer": lambda i: i.token(OFF, iss="http://evil.example"),
    "for somebody else": lambda i: i.token(OFF, aud="http://other.example/api"),
    "an identity token": lambda i: i.token(OFF, header={"typ": "JWT"}),
}


@pytest.mark.parametrize("forged", FORGED)
async def test_what_is_forged_opens_nothing(
    client: httpx2.AsyncClient, issuer: Issuer, forged: str
) -> None:
    token = FORGED[forged](issuer)
    answer = await client.get(CASES, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert answer.json()["type"] == ProblemType.NOT_SIGNED_IN.uri
    assert token not in answer.text


@pytest.mark.parametrize(
    "claims",
    [
        {"role": "SYS"},
        {"role": "ADMIN"},
        {"role": None},
        {"role": ["OFF", "HQ"]},
        {"role": {"OFF": True}},
        {"role": "POC", "organisation": "NOBODY"},
        {"role": "POC", "organisation": ""},
        {"sub": "Robert'); drop table"},
        {"organisation": ["UP"]},
    ],
    ids=str,
)
async def test_who_is_nobody_here_is_forbidden(
    client: httpx2.AsyncClient, issuer: Issuer, claims: dict[str, Any]
) -> None:
    answer = await client.get(CASES, headers=issuer.bearer(OFF, **claims))
    assert answer.status_code == 403
    assert answer.json()["type"] == ProblemType.FORBIDDEN.uri


async def test_headers_cookies_and_parameters_make_nobody_more(
    client: httpx2.AsyncClient, issuer: Issuer
) -> None:
    other = Actor(person="kim", role=Role.POC, organisation="UP")
    more = {
        **issuer.bearer(other),
        "X-Role": "HQ",
        "X-Forwarded-User": "hq-1",
        "Cookie": "role=HQ; organisation=SVR",
    }
    answer = await client.get(CASES, params={"as": "HQ:north", "role": "HQ"}, headers=more)
    assert answer.status_code == 200
    assert answer.json()["cases"] == []


async def test_a_token_reads_and_writes_only_as_far_as_its_scopes(
    client: httpx2.AsyncClient, issuer: Issuer
) -> None:
    key = {"Idempotency-Key": "k-1"}
    body = {"command": "open_case", "body": {}}
    reads, writes, neither = (
        issuer.bearer(OFF, scope=scope) for scope in ("cases:read", "cases:write", "openid")
    )
    assert (await client.get(CASES, headers=reads)).status_code == 200
    assert (await client.get(CASES, headers=writes)).status_code == 403
    assert (await client.post(CASES, json=body, headers={**reads, **key})).status_code == 403
    assert (await client.post(CASES, json=body, headers={**writes, **key})).status_code == 422
    assert (await client.get(CASES, headers=neither)).status_code == 403


async def test_unknown_keys_do_not_make_us_ask_the_provider_again_and_again(
    client: httpx2.AsyncClient, issuer: Issuer
) -> None:
    await client.get(CASES, headers=issuer.bearer(OFF))
    before = issuer.asked
    strange = RSAKey.generate_key(2048, {"kid": "k9"})
    for _ in range(5):
        token = issuer.token(OFF, key=strange, header={"kid": "k9"})
        await client.get(CASES, headers={"Authorization": f"Bearer {token}"})
    assert issuer.asked <= before + 1
