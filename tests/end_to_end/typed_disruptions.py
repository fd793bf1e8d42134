"""A crossing is shut for every case at it, and clocks are held, as people type it."""

from datetime import UTC, datetime, timedelta

from tests.end_to_end.typed_walk import HQ, SUP, Walk

SHUT = ("everywhere", "report_crossing_closed", "--as", "PORT:ruiz", "--json", "-f", "event=flood")


async def shut_and_held(walk: Walk) -> None:
    """Every open case hears of the closure once; one of them has its clocks held."""
    now = datetime.now(UTC)
    closed = ("-f", "port=2304", "-f", f"closed_at={now.isoformat()}", "-f", "text=A flood.")
    await walk.type(*SHUT, *closed, "--dry-run", keep="closure tried")
    await walk.type(*SHUT, *closed, keep="closure")
    await walk.type(*SHUT, *closed, keep="closure again")
    await walk.type(*SHUT, *closed[:-1], "text=Other words.", expect=0, keep="other words")
    await walk.type("everywhere", "suspend", "--as", HQ, expect=2, keep="not for all")
    await walk.type(*SHUT, *closed, "--as", "POC:lee@SVR", expect=3, keep="not by a carrier")
    # Long ago, so that it falls on nobody's last day, whatever the hour at which this is typed.
    then = now - timedelta(days=400)
    span = ("-f", f"began_at={then.isoformat()}", "-f", "event=cable", "-f", "text=A cable.")
    ended = ("-f", f"ended_at={(then + timedelta(hours=3)).isoformat()}")
    outage = ("everywhere", "record_outage", "--as", "OPS:ivy", "--json", *span, *ended)
    await walk.type(*outage, keep="outage")
    until = (now + timedelta(days=5)).date().isoformat()
    place = ("-f", "hold=flood", "-f", "reason=crossing_closed", "-f", "authority=port order 12")
    hold = ("do", walk.case, "place_hold", "--as", SUP, *place, "-f", f"until={until}", "-f")
    await walk.type(*hold, 'clocks=["T14"]', expect=3, keep="the term is not held")
    await walk.type(*hold, 'clocks=["T08","T09","T10"]', keep="hold placed")
    await walk.type("show", walk.case, keep="shown while held")
    await walk.type("show", walk.case, "--as", "POC:lee@SVR", "--lang", "es", keep="en pausa")
    await walk.type("clocks", walk.case, "--explain", keep="explained while held")
