"""Checks a receipt offline: python check_receipt.py receipt.json KEYS [en|es]

KEYS is the folder of published public keys: the desk's *.pem, the system's in KEYS/system, the
record's in KEYS/record. Needs Python 3.11 and the package `cryptography`. Exit code 0: it holds.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

SAID = {
    "no_key": ("no such key among the published ones", "no hay tal clave entre las publicadas"),
    "broken": ("THE SIGNATURE DOES NOT HOLD", "LA FIRMA NO ES VÁLIDA"),
    "kind": ("this is not a receipt", "esto no es un acuse de recibo"),
    "other": ("the command beside it is another one", "la orden adjunta es otra"),
    "file": ("the file cannot be read", "no se puede leer el archivo"),
    "holds": ("The receipt holds.", "El acuse de recibo es válido."),
    "recorded": ("recorded as events", "registrada como eventos"),
    "refused": ("refused", "rechazada"),
    "received": ("received; no outcome yet", "recibida; aún sin resultado"),
}


class Wrong(Exception):
    """What is wrong with a receipt, as a key of ``SAID``."""


def opened(envelope: str, folder: Path) -> Any:
    """Return what an envelope says, if a key of the folder has signed exactly that."""
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
            return json.loads(sealed["payload"])
    raise Wrong("no_key")


def checked(text: str, keys: Path) -> Any:
    """Return what a receipt says. Raises ``Wrong``."""
    file = json.loads(text)
    said = opened(file["receipt"], keys / "record")
    if said.get("kind") != "resumption/receipt/1":
        raise Wrong("kind")
    of_system = said["command"]["role"] == "SYS"
    command = opened(file["command"], keys / "system" if of_system else keys)
    if hashlib.sha256(file["command"].encode()).hexdigest() != said["command"]["sha256"]:
        raise Wrong("other")
    return {**said, "asked": command.get("body", {})}


def main(path: str, keys: str, language: str = "en") -> int:
    """Check, and say what the receipt proves."""
    try:
        said = checked(Path(path).read_text(encoding="utf-8"), Path(keys))
    except (Wrong, OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        what = wrong.args[0] if isinstance(wrong, Wrong) else "file"
        print(SAID[what][language == "es"], file=sys.stderr)
        return 1
    print(SAID["holds"][language == "es"], SAID[said["outcome"]][language == "es"])
    print(json.dumps(said, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) in (3, 4) else __doc__)
