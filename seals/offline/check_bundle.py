"""Checks the sealed bundle of a case offline: python check_bundle.py BUNDLE [--keys FOLDER]
[--receipt FILE]

FOLDER is where the published public keys lie: the desk's *.pem, the system's in FOLDER/system, the
record's in FOLDER/record. Without it the bundle's own keys are taken, which proves only that the
bundle agrees with itself. Needs Python 3.11 and the package `cryptography`. Exit code 0: it holds.
"""

import argparse
import base64
import hashlib
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

UNREADABLE = "it cannot be read / no se puede leer"
HOLDS = "The bundle holds. / El expediente sellado es válido."
DOES_NOT_HOLD = "THE BUNDLE DOES NOT HOLD / EL EXPEDIENTE SELLADO NO ES VÁLIDO"
ENCRYPTED = "not compared: encrypted / sin comparar: cifrados"
A_PART = """A part, as its reader sees the case: the seal alone vouches for events told in part.
Una parte, como su lector ve el caso: los eventos en parte solo los avala el sello."""
OWN_KEYS = """Checked with the bundle's own keys only: give --keys with the published ones.
Verificado solo con las claves del propio expediente: dé --keys con las publicadas."""
FAULTS = (RuntimeError, zipfile.BadZipFile)
EVENTS = ("activityTaskScheduledEventAttributes", "activityTaskCompletedEventAttributes")
WHY = {
    "members": "what is in it is not what was sealed / no contiene lo que se selló",
    "key": "signed with a key that is none of these / firmado con una clave ajena",
    "signature": "a signature does not hold / una firma no es válida",
    "missing": "an event or its batch is missing / falta un evento o su lote",
    "hash": "its hash is not that of what it says / su huella no es la de lo que dice",
    "head": "another head was signed, or none / se firmó otra cabeza, o ninguna",
    "command": "the signed command is not its cause / la orden firmada no es su causa",
    "files": "the files are not those listed / los archivos no son los listados",
    "history": "the workflow sent something else / el flujo envió otra cosa",
    "receipt": "the receipt says something else / el acuse dice otra cosa",
}


class Wrong(Exception):
    """Why it does not hold, as a key of ``WHY``, and where."""


class Bundle:
    """The members, and what the seal says of them."""

    def __init__(self, file: zipfile.ZipFile, published: Path | None) -> None:
        self.read = file.read
        self.names = file.namelist()
        self.seal: dict[str, Any] = {}
        self.hashes: dict[int, str] = {}
        place = published or zipfile.Path(file, "keys/")
        self.keys = Keys(place, "." if published else "desk")

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """Lines end in a line feed alone: texts may hold other separators."""
        return map(json.loads, self.read(name).decode().split("\n")[:-1])

    def under(self, folder: str) -> dict[str, str]:
        """The files of a folder with their hashes, which ``check_seal`` has checked."""
        return {n: h for n, h in self.seal["members"].items() if n.startswith(f"{folder}/")}

    @property
    def events(self) -> dict[int, dict[str, Any]]:
        """The events that are here, whole or in part, by number."""
        return {
            line["seq"]: json.loads(line["body"]) if "body" in line else line.get("shown", {})
            for line in self.lines("events.jsonl")
        }


class Keys:
    """Public keys by ring (desk, system, record) and id."""

    def __init__(self, place: Any, desk: str) -> None:
        self._keys: dict[tuple[str, str], Ed25519PublicKey] = {}
        for ring, folder in {"desk": desk, "system": "system", "record": "record"}.items():
            for file in (place / folder).iterdir() if (place / folder).is_dir() else ():
                if file.name.endswith(".pem"):
                    key: Any = load_pem_public_key(file.read_bytes())
                    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
                    self._keys[ring, sha256(raw)[:16]] = key

    def opened(self, envelope: str, ring: str) -> Any:
        """Return what an envelope says, if a key of that ring has signed exactly that."""
        sealed = json.loads(envelope)
        key = self._keys.get((ring, sealed["kid"]))
        if key is None:
            raise Wrong("key", ring)
        try:
            key.verify(base64.b64decode(sealed["signature"]), sealed["payload"].encode())
        except (InvalidSignature, ValueError):
            raise Wrong("signature", ring) from None
        return json.loads(sealed["payload"])

    def stated(self, envelope: str, kind: str) -> Any:
        """Return what the record's key has stated."""
        said = self.opened(envelope, "record")
        if said.get("kind") != f"resumption/{kind}/1":
            raise Wrong("signature", kind)
        return said


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def check_seal(bundle: Bundle) -> int:
    """The members are exactly those that were sealed; how many they are."""
    bundle.seal = bundle.keys.stated(bundle.read("seal.json").decode(), "bundle")
    members: dict[str, str] = bundle.seal["members"]
    if sorted([*members, "seal.json"]) != sorted(bundle.names):
        raise Wrong("members", "")
    for name, hash_ in members.items():
        if sha256(bundle.read(name)) != hash_:
            raise Wrong("members", name)
    return len(members)


def check_chain(bundle: Bundle) -> int:
    """Every event whose text is here has the hash of that text; how many they are."""
    before, count, seq = bytes(32), 0, 0
    for line in bundle.lines("events.jsonl"):
        seq += 1
        if line["seq"] != seq or ("body" not in line and bundle.seal["scope"] == "whole"):
            raise Wrong("missing", seq)
        if "body" in line:
            place = (bundle.seal["case_id"], str(seq), line["key"], line["recorded_at"])
            if sha256(before + "\n".join((*place, line["body"])).encode()) != line["hash"]:
                raise Wrong("hash", seq)
            count += 1
        bundle.hashes[seq] = line["hash"]
        before = bytes.fromhex(line["hash"])
    if (seq, bundle.hashes.get(seq)) != (bundle.seal["events"], bundle.seal["hash"]):
        raise Wrong("missing", seq + 1)
    return count


def check_heads(bundle: Bundle) -> int:
    """Every signed head is that event's hash, and the last event stands under one."""
    signed = set()
    for line in bundle.lines("signed_heads.jsonl"):
        seq, head = line["seq"], bundle.keys.stated(line["statement"], "head")
        named = (bundle.seal["case_id"], seq, bundle.hashes.get(seq))
        if (head["case_id"], head["seq"], head["hash"]) != named:
            raise Wrong("head", seq)
        signed.add(seq)
    if bundle.seal["events"] not in signed:
        raise Wrong("head", bundle.seal["events"])
    return len(signed)


def check_commands(bundle: Bundle) -> int:
    """Behind every event of a command stands what its giver had signed; how many commands."""
    events, count, covered = bundle.events, 0, 0
    for batch in bundle.lines("batches.jsonl"):
        if batch["hash"] != bundle.hashes.get(batch["last"]):
            raise Wrong("missing", batch["last"])
        for seq in range(batch["first"], batch["last"] + 1):
            if not caused(events[seq], batch["command"], bundle.keys):
                raise Wrong("command", seq)
            covered += 1
        count += batch["command"] is not None
    if bundle.seal["scope"] == "whole" and covered != len(events):
        raise Wrong("missing", "")
    return count


def caused(event: dict[str, Any], envelope: str | None, keys: Keys) -> bool:
    """Whether an event names no command, or what its giver had signed is its cause."""
    named, command_id = event.get("envelope_sha256"), event.get("command_id")
    if named is None and command_id is None:
        return True
    if envelope is None or sha256(envelope.encode()) != named:
        return False
    role = json.loads(json.loads(envelope)["payload"])["actor"]["role"]
    command = keys.opened(envelope, "system" if role == "SYS" else "desk")
    at, received = map(datetime.fromisoformat, (event["at"], command["received_at"]))
    return command_id is None or (
        (command["command_id"], command["act"], command["actor"], received)
        == (command_id, event["act"], event["actor"], at)
    )  # without an id it is a fact that the command raised


def check_files(bundle: Bundle) -> int:
    """Letters in print are those of the register and those that events say were attached; files
    filed as evidence have the hashes under which they were filed."""
    filed = {line["file"]: line["sha256"] for line in bundle.lines("evidence.jsonl")}
    filed.pop(None, None)  # listed, and not given
    letters: dict[str, str] = {}
    for line in bundle.lines("notices.jsonl"):
        letters |= line["prints"]
    if letters != bundle.under("letters") or filed != bundle.under("evidence"):
        raise Wrong("files", "")
    for seq, event in bundle.events.items() if bundle.seal["scope"] == "whole" else ():
        attached = event.get("body", {}).get("printed")
        if isinstance(attached, dict) and not set(attached.values()) <= set(letters.values()):
            raise Wrong("files", seq)
    return len(letters) + len(filed)


def check_documents(bundle: Bundle) -> int:
    """What a document says has the hash that its signers named; how many are here with content."""
    count = 0
    for name in bundle.under("documents"):
        document = json.loads(bundle.read(name), object_hook=without_nulls)
        if document["content"]:  # else a paper of an adopted case: only its hash is on record
            said = document["content"]
            text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            if sha256(text.encode()) != document["sha256"]:
                raise Wrong("hash", name)
            count += 1
    return count


def without_nulls(said: dict[str, Any]) -> dict[str, Any]:
    """Return an object without what is not said, which does not count for its hash."""
    return {name: each for name, each in said.items() if each is not None}


def check_histories(bundle: Bundle) -> int | str:
    """What the workflow sent is what was recorded; how many batches."""
    sent: dict[str, Any] = {}
    arrived: set[str] = set()
    for name in bundle.under("histories"):
        for answered, payload in recordings(json.loads(bundle.read(name))["events"]):
            if base64.b64decode(payload["metadata"]["encoding"]) != b"json/plain":
                return ENCRYPTED
            batches = {b["key"]: b["events"] for b in json.loads(base64.b64decode(payload["data"]))}
            sent |= batches
            arrived |= set(batches) if answered else set()
    events, known = bundle.events, set()
    for batch in bundle.lines("batches.jsonl"):
        if batch["key"] in sent:
            recorded = [events[seq] for seq in range(batch["first"], batch["last"] + 1)]
            if not within(recorded, sent[batch["key"]]):
                raise Wrong("history", batch["last"])
            known.add(batch["key"])
    if arrived - known:
        raise Wrong("history", bundle.seal["events"] + 1)
    return len(known)


def recordings(history: list[dict[str, Any]]) -> Iterator[tuple[bool, Any]]:
    """What a run sent to the record, and whether it learnt that it was recorded."""
    scheduled, completed = EVENTS
    done = {event[completed]["scheduledEventId"] for event in history if completed in event}
    for event in history:
        if event.get(scheduled, {}).get("activityType", {}).get("name") == "record_events":
            yield event["eventId"] in done, event[scheduled]["input"]["payloads"][0]


def within(recorded: Any, sent: Any) -> bool:
    """Whether what is recorded is what was sent; the record leaves out what is at its default."""
    if isinstance(recorded, dict) and isinstance(sent, dict):
        return all(name in sent and within(value, sent[name]) for name, value in recorded.items())
    if isinstance(recorded, list) and isinstance(sent, list):
        return len(recorded) == len(sent) and all(map(within, recorded, sent))
    return bool(recorded == sent)


def check_receipt(bundle: Bundle, file: Path) -> int:
    """What the receipt says was recorded is recorded here."""
    said = bundle.keys.stated(json.loads(file.read_text(encoding="utf-8"))["receipt"], "receipt")
    recorded, case_id = said.get("recorded", {}), said["command"]["case_id"]
    here = (bundle.seal["case_id"], bundle.hashes.get(recorded.get("last")))
    if (case_id, recorded.get("hash", "")) != here:
        raise Wrong("receipt", "")
    return 1


CHECKS: dict[str, Callable[[Bundle], int | str]] = {
    "files sealed / archivos sellados": check_seal,
    "events chained / eventos en cadena": check_chain,
    "signed heads / cabezas firmadas": check_heads,
    "signed commands / órdenes firmadas": check_commands,
    "letters and evidence / cartas y pruebas": check_files,
    "documents / documentos": check_documents,
    "batches in histories / lotes en historiales": check_histories,
}


def main(arguments: list[str]) -> int:
    """Check, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--keys", type=Path)
    parser.add_argument("--receipt", type=Path)
    asked = parser.parse_args(arguments)
    try:
        with zipfile.ZipFile(asked.bundle) as file:
            bundle = Bundle(file, asked.keys)
            for name, check in CHECKS.items():
                print(f"{name}: {check(bundle)}")
            if asked.receipt:
                print(f"receipt / acuse: {check_receipt(bundle, asked.receipt)}")
    except Wrong as wrong:
        why, where = wrong.args
        print(f"{DOES_NOT_HOLD}: {WHY[why]} ({where})", file=sys.stderr)
        return 1
    except (OSError, ValueError, LookupError, TypeError, AttributeError, *FAULTS):
        print(f"{DOES_NOT_HOLD}: {UNREADABLE}", file=sys.stderr)
        return 1
    notes = [A_PART] * (bundle.seal["scope"] != "whole") + [OWN_KEYS] * (not asked.keys)
    print(*notes, HOLDS, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
