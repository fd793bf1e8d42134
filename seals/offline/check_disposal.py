"""Checks a certificate of disposal offline: python check_disposal.py certificate.json KEYS
[--receipt FILE] [--bundle FILE] [--lang en|es]

KEYS is the folder of published public keys; the record's lie in KEYS/record. With a receipt or a
sealed bundle from before the disposal: what it says was recorded is what was certified. Needs
Python 3.11 and the package `cryptography`. Exit code 0: it holds.
"""

import argparse
import base64
import hashlib
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

SAID = {
    "no_key": ("no such key among the published ones", "no hay tal clave entre las publicadas"),
    "broken": ("THE SIGNATURE DOES NOT HOLD", "LA FIRMA NO ES VÁLIDA"),
    "kind": ("this is not what it should be", "esto no es lo que debería ser"),
    "gap": ("an event is missing in it", "falta un evento"),
    "receipt": ("THE RECEIPT SAYS SOMETHING ELSE", "EL ACUSE DICE OTRA COSA"),
    "bundle": ("THE BUNDLE SAYS SOMETHING ELSE", "EL EXPEDIENTE SELLADO DICE OTRA COSA"),
    "file": ("a file cannot be read", "no se puede leer un archivo"),
    "holds": ("The certificate holds.", "El certificado es válido."),
}


class Wrong(Exception):
    """What is wrong, as a key of ``SAID``."""


def stated(envelope: str, folder: Path, kind: str) -> Any:
    """Return what a statement of the record's key says."""
    sealed = json.loads(envelope)
    for file in sorted(folder.glob("*.pem")):
        key = load_pem_public_key(file.read_bytes())
        assert isinstance(key, Ed25519PublicKey)
        raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        if hashlib.sha256(raw).hexdigest()[:16] == sealed["kid"]:
            try:
                key.verify(base64.b64decode(sealed["signature"]), sealed["payload"].encode())
            except (InvalidSignature, ValueError):
                raise Wrong("broken") from None
            said = json.loads(sealed["payload"])
            if said.get("kind") != f"resumption/{kind}/1":
                raise Wrong("kind")
            return said
    raise Wrong("no_key")


def certified(text: str, keys: Path) -> Any:
    """Return what a certificate says: its events are numbered without a gap up to its head."""
    said = stated(text, keys / "record", "disposal")
    events = said["events"]
    numbered = [line["seq"] for line in events] == list(range(1, said["seq"] + 1))
    if not numbered or events[-1]["hash"] != said["hash"]:
        raise Wrong("gap")
    return said


def compare_receipt(said: Any, file: Path, keys: Path) -> None:
    """What a receipt says was recorded is in the certificate."""
    receipt = stated(json.loads(file.read_text("utf-8"))["receipt"], keys / "record", "receipt")
    asked, recorded = receipt["command"], receipt.get("recorded")
    hashes = {line["seq"]: line["hash"] for line in said["events"]}
    known = said["commands"].get(asked["command_id"]) == asked["sha256"]
    as_told = recorded is None or hashes.get(recorded["last"]) == recorded["hash"]
    if asked["case_id"] != said["case_id"] or not known or not as_told:
        raise Wrong("receipt")


def compare_bundle(said: Any, file: Path, keys: Path) -> int:
    """Every event of a bundle has the place and the hash that was certified, and where its text is
    there, that text has that hash; how many texts."""
    with zipfile.ZipFile(file) as bundle:
        seal = stated(bundle.read("seal.json").decode(), keys / "record", "bundle")
        text = bundle.read("events.jsonl")
    if (
        seal["case_id"] != said["case_id"]
        or hashlib.sha256(text).hexdigest() != seal["members"]["events.jsonl"]
    ):
        raise Wrong("bundle")
    lines = [json.loads(line) for line in text.decode().split("\n")[:-1]]
    if len(lines) > len(said["events"]):
        raise Wrong("bundle")
    before, count = bytes(32), 0
    for line, left in zip(lines, said["events"], strict=False):  # it may be from before the end
        if (line["seq"], line["hash"]) != (left["seq"], left["hash"]):
            raise Wrong("bundle")
        if "body" in line:
            place = (said["case_id"], str(left["seq"]), left["key"], left["recorded_at"])
            entry = "\n".join((*place, line["body"])).encode()
            if hashlib.sha256(before + entry).hexdigest() != left["hash"]:
                raise Wrong("bundle")
            count += 1
        before = bytes.fromhex(left["hash"])
    return count


def main(arguments: list[str]) -> int:
    """Check, and say what the certificate proves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("certificate", type=Path)
    parser.add_argument("keys", type=Path)
    parser.add_argument("--receipt", type=Path)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--lang", choices=("en", "es"), default="en")
    asked = parser.parse_args(arguments)
    try:
        said = certified(asked.certificate.read_text("utf-8"), asked.keys)
        if asked.receipt:
            compare_receipt(said, asked.receipt, asked.keys)
        texts = compare_bundle(said, asked.bundle, asked.keys) if asked.bundle else None
    except Wrong as wrong:
        print(SAID[wrong.args[0]][asked.lang == "es"], file=sys.stderr)
        return 1
    except (OSError, ValueError, LookupError, TypeError, AttributeError, zipfile.BadZipFile):
        print(SAID["file"][asked.lang == "es"], file=sys.stderr)
        return 1
    print(SAID["holds"][asked.lang == "es"])
    told = {name: said[name] for name in ("case_id", "disposed_at", "disposed_by", "schedule")}
    compared = {} if texts is None else {"texts_compared": texts}
    print(json.dumps({**told, "events": said["seq"], "hash": said["hash"], **compared}, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
