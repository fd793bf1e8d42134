"""The tracks LETTER and STATUS: what is served, and who outside may see a standing."""

from casework.guards import adoption, scope
from casework.process.row import Row
from casework.roles import Role

OFF, POC, EXE, CNS, OPS, SYS = (Role.OFF, Role.POC, Role.EXE, Role.CNS, Role.OPS, Role.SYS)

LETTER: tuple[Row, ...] = (
    Row("L01", (), "on:letter.signed", (SYS,), "letter_signed", "SIGNED", source="[S15][D]"),
    Row("L02", ("SIGNED",), "on:sent", (SYS,), "letter_sent", "SENT", source="[S15]"),
    Row(
        "L03",
        ("SIGNED", "SENT"),
        "on:bounced",
        (SYS,),
        "letter_bounced",
        "UNDELIVERABLE",
        notices=("task",),
        source="[S51][D]",
    ),
    Row(
        "L04",
        ("SIGNED", "SENT", "UNDELIVERABLE"),
        "acknowledge_letter",
        (POC, EXE, CNS),
        "letter_acknowledged",
        "DELIVERED",
        raises=("letter.delivered",),
    ),
    Row(
        "L05",
        ("SIGNED", "SENT", "UNDELIVERABLE"),
        "record_delivery",
        (OFF,),
        "delivery_recorded",
        "DELIVERED",
        raises=("letter.delivered",),
    ),
    Row(
        "L06",
        ("SIGNED", "SENT", "UNDELIVERABLE"),
        "on:letter.declared_served",
        (SYS,),
        "letter_declared_served",
        "DECLARED",
    ),
    Row(
        "L07",
        ("SIGNED", "SENT", "UNDELIVERABLE"),
        "on:letter.recalled",
        (SYS,),
        "letter_recalled",
        "RECALLED",
    ),
    Row(
        "L08",
        ("UNDELIVERABLE",),
        "resend",
        (OPS,),
        "letter_resent",
        "SENT",
        begin=("T04:if_awaited",),
        notices=("letter_again",),
    ),
    Row("L09", (), "on:letter.adopted", (SYS,), "letter_adopted", "DELIVERED"),
)

STATUS: tuple[Row, ...] = (
    Row("ST1", (), "on:order.signed", (SYS,), "status_embargoed", "EMBARGOED"),
    Row(
        "ST2",
        ("PUBLISHED", "UNCHANGED"),
        "on:order.signed",
        (SYS,),
        "status_embargoed",
        "EMBARGOED",
    ),
    Row(
        "ST3",
        ("EMBARGOED",),
        "on:embargo.released",
        (SYS,),
        "status_published",
        "PUBLISHED",
        raises=("status.published",),
        notices=("status_notice", "customer_text"),
        source="[S13][S18][S24]",
    ),
    Row(
        "ST6",
        ("PUBLISHED", "UNCHANGED"),
        "on:scope.changed",
        (SYS,),
        "status_published",
        "PUBLISHED",
        when=(scope.standing_has_just_changed,),
        raises=("status.published",),
        notices=("status_notice", "customer_text"),
    ),
    Row(
        "ST7",
        ("", "PUBLISHED", "UNCHANGED"),
        "on:embargo.released",
        (SYS,),
        "status_published",
        "PUBLISHED",
        raises=("status.published",),
        notices=("status_notice", "customer_text"),
        source="[S13]",
    ),
    Row(
        "ST4",
        ("EMBARGOED",),
        "on:order.recalled",
        (SYS,),
        "status_left_as_it_was",
        "UNCHANGED",
    ),
    Row(
        "ST5",
        (),
        "on:status.adopted",
        (SYS,),
        "status_adopted",
        "PUBLISHED",
        when=(adoption.adopted_with_decision,),
    ),
)
