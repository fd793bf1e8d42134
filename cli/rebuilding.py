"""``verify --projections``: lists and pages made anew from the events, and compared."""

from cli import terminal
from cli.connections import PATIENCE, database_url
from cli.exits import REFUSED, Stop
from cli.words import language_named, word
from records.rebuilding import Projections, Rebuilt
from runtime.settings import DatabaseRole, load_settings


async def projections(*, mend: bool, language: str, json: bool) -> None:
    """Compare all projections with the events, and end with 3 where one stands otherwise."""
    said = language_named(language)
    url = database_url(load_settings(), DatabaseRole.OWNER)
    owned = Projections(url, patience=PATIENCE)
    found = await owned.compared()
    if mend and found.differences:
        mended = await owned.write({difference.case_id for difference in found.differences})
        terminal.say(f"{word('written anew', said)}: {mended}")
        found = await owned.compared()
    if json:
        told = [difference._asdict() for difference in found.differences]
        terminal.as_json({"cases": found.cases, "differences": told, "ok": not told})
    else:
        for line in _lines(found):
            terminal.say(line)
        terminal.say(f"{word('made from events', said)}: {found.cases}")
    if found.differences:
        raise Stop(REFUSED, word("stand otherwise", said))


def _lines(found: Rebuilt) -> list[str]:
    return [
        " ".join(filter(None, (each.case_id, each.projection, each.item, each.how, *each.columns)))
        for each in found.differences
    ]
