"""Files are put into the evidence store, listed and read, as people type it."""

import asyncio

from tests.end_to_end.typed_walk import HQ, OFF, POC, STRANGER, Walk

NOTE = "Seal 4711 was found broken.\nSe encontró roto el candado 4711.\n".encode()


async def evidence_filed_and_read(walk: Walk) -> None:
    """A carrier and an officer file, each in a class of its own, and each reads what it may."""
    files = {"seal note.txt": NOTE, "seizure.txt": b"Targeting data.", "no.pdf": b"no PDF"}
    files |= {"all.zip": b"PK\x03\x04", "order.txt": b"It is so ordered."}
    for name, content in files.items():
        (walk.folder / name).write_bytes(content)
    path = {name: str(walk.folder / name) for name in files}
    put = ("evidence", "put", walk.case)
    note, secret = (*put, path["seal note.txt"]), (*put, path["seizure.txt"])
    filed = await walk.type(*note, "--as", POC, "--json", keep="put")
    kept = await walk.type(*secret, "--as", OFF, "--reference", "LRD-17", keep="put by an officer")
    reference = kept.out.split()[-1]
    get = ("evidence", "get", walk.case)
    mine = (*get, filed.json["reference"])
    await asyncio.gather(
        walk.type(*note, "--as", POC, "--json", keep="put again"),
        walk.type(*put, path["no.pdf"], "--as", POC, expect=2, keep="no PDF"),
        walk.type(*put, path["no.pdf"], "--as", POC, "--lang", "es", expect=2, keep="no es PDF"),
        walk.type(*put, path["all.zip"], "--as", POC, expect=2, keep="an archive"),
        walk.type(*secret, "--as", POC, "--class", "gov-only", expect=3, keep="not its class"),
        walk.type(*note, "--as", POC, "--class", "SECRET", expect=2, keep="no class"),
        walk.type(*note, "--as", POC, "--reference", "Juan P.", expect=2,
                  keep="a name for a reference"),
        walk.type(*note, "--as", STRANGER, expect=4, keep="evidence of a stranger"),
        walk.type("evidence", "list", walk.case, "--as", STRANGER, expect=4,
                  keep="evidence list of a stranger"),
        walk.type("evidence", "list", walk.case, "--as", POC, "--json", keep="list of the carrier"),
        walk.type("evidence", "list", walk.case, "--as", HQ, "--json", keep="list of the officer"),
        walk.type("evidence", "list", walk.case, "--as", POC, "--lang", "es", keep="lista"),
        walk.type(*mine, "--as", HQ, "--out", "-", keep="printed"),
        walk.type(*mine, "--as", POC, "--out", str(walk.folder / "got.txt"), keep="got"),
        walk.type(*mine, "--as", POC, "--out", path["order.txt"], expect=2, keep="written over"),
        walk.type(*get, reference, "--as", POC, expect=4, keep="secret of the officer"),
        walk.type(*get, "E-222222222222", "--as", POC, expect=4, keep="nothing at all"),
        walk.type(*get, reference, "--as", STRANGER, expect=4, keep="secret to a stranger"),
        walk.type("evidence", "get", "case-000000000000", reference, "--as", STRANGER, expect=4,
                  keep="no case at all"),
    )  # fmt: skip
    away = {"RESUMPTION_EVIDENCE_SCANNER": "127.0.0.1:1"}
    unscanned = (*put, path["order.txt"], "--as", POC)
    await walk.type(*unscanned, expect=5, keep="scanner away", **away)
    await walk.type(*unscanned, "--lang", "es", expect=5, keep="sin antivirus", **away)
    order = ("--attach", path["order.txt"], "--class", "carrier_case", "--json")
    stay = ("-f", "stay=s1", "-f", "decision=letter-2", "-f", "court=a court")
    await walk.do(HQ, "record_court_stay", *stay, *order, keep="attached")
    await walk.look("log", "--json", who=OFF, keep="log with the order")
    await walk.type("evidence", "list", walk.case, "--as", HQ, "--json", keep="list after all")
