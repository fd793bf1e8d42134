"""Performance measures (domain.md 11.6), for each side; the targets are this system's own."""

from typing import NamedTuple

from casework.bilingual import Bilingual
from casework.roles import Party
from reports import exposure
from reports import reckonings as of
from reports.pages import both
from reports.reckonings import Reckoning


class Measure(NamedTuple):
    """One measure: whose it is, what it says, in which unit, and what this system aims at.

    ``number`` is that of domain.md 11.6; ``side`` is None where it is nobody's alone.
    """

    id: str
    number: int
    side: Party | None
    title: Bilingual
    unit: Bilingual
    target: str
    reckoned: Reckoning


DAYS = both("days", "días")
HOURS = both("hours", "horas")
SHARE = both("share", "proporción")
ROUNDS = both("rounds", "rondas")
RATE = both("per 100,000 railcars", "por cada 100 000 carros")


CBP, CARRIER, MEXICO = Party.CBP, Party.CARRIER, Party.MEXICO

MEASURES: tuple[Measure, ...] = (
    Measure(
        "delivery_hours",
        1,
        CBP,
        both("Decision to delivery, median", "De la decisión a la entrega, mediana"),
        HOURS,
        "≤ 24",
        of.delivery_hours,
    ),
    Measure(
        "delivered_in_24_hours",
        1,
        CBP,
        both("Letters delivered within 24 hours", "Cartas entregadas en 24 horas"),
        SHARE,
        "100%",
        of.delivery_in_a_day,
    ),
    Measure(
        "carrier_told_first",
        1,
        CBP,
        both(
            "Orders that the carrier had before anybody outside",
            "Órdenes que el transportista tuvo antes que terceros",
        ),
        SHARE,
        "100%",
        of.carrier_first,
    ),
    Measure(
        "partner_told_in_time",
        2,
        CBP,
        both("Partner administrations told in time", "Administraciones socias avisadas a tiempo"),
        SHARE,
        "100%",
        of.kept("T06"),
    ),
    Measure(
        "partner_acknowledged_in_time",
        2,
        MEXICO,
        both("Notices acknowledged in time", "Avisos acusados a tiempo"),
        SHARE,
        "100%",
        of.kept("T06A"),
    ),
    Measure(
        "suspension_days_median",
        3,
        None,
        both("Length of a suspension, median", "Duración de la suspensión, mediana"),
        DAYS,
        "≤ 90",
        of.suspension_days(None),
    ),
    Measure(
        "suspension_days_p90",
        3,
        None,
        both("Length of a suspension, nine of ten", "Duración de la suspensión, nueve de diez"),
        DAYS,
        "≤ 90",
        of.suspension_days(0.9),
    ),
    Measure(
        "suspensions_extended",
        3,
        CBP,
        both("Suspensions that needed an extension", "Suspensiones que requirieron prórroga"),
        SHARE,
        "–",
        of.extended,
    ),
    Measure(
        "plans_accepted_first",
        4,
        CARRIER,
        both("Plans accepted as first filed", "Planes aceptados en su primera versión"),
        SHARE,
        "–",
        of.first_pass,
    ),
    Measure(
        "plan_rounds",
        4,
        CARRIER,
        both("Rounds that an accepted plan took, mean", "Rondas de un plan aceptado, media"),
        ROUNDS,
        "≤ 2",
        of.rounds,
    ),
    Measure(
        "cbp_reviews_in_time",
        5,
        CBP,
        both("Reviews and decisions in time", "Revisiones y decisiones a tiempo"),
        SHARE,
        "100%",
        of.kept(*of.CBP_REVIEWS),
    ),
    Measure(
        "mexico_in_time",
        5,
        MEXICO,
        both("Everything owed by Mexico in time", "Todo lo debido por México a tiempo"),
        SHARE,
        "100%",
        of.kept_by(MEXICO),
    ),
    Measure(
        "analysis_in_time",
        6,
        CARRIER,
        both("Analyses filed in time", "Análisis presentados a tiempo"),
        SHARE,
        "100%",
        of.kept("T08"),
    ),
    Measure(
        "plan_in_time",
        6,
        CARRIER,
        both("Plans and revisions filed in time", "Planes y correcciones presentados a tiempo"),
        SHARE,
        "100%",
        of.kept("T09", "T10", "T13"),
    ),
    Measure(
        "milestones_in_time",
        6,
        CARRIER,
        both("Milestones and conditions met in time", "Hitos y condiciones cumplidos a tiempo"),
        SHARE,
        "100%",
        of.kept("T33", "T45"),
    ),
    Measure(
        "appeals_in_time",
        7,
        CBP,
        both("Appeals determined within 180 days", "Apelaciones resueltas en 180 días"),
        SHARE,
        "100%",
        of.kept("T20"),
    ),
    Measure(
        "appeals_overturned",
        7,
        CBP,
        both(
            "Determinations that did not uphold the decision",
            "Resoluciones que no confirmaron la decisión",
        ),
        SHARE,
        "–",
        of.overturned,
    ),
    Measure(
        "recurrences",
        8,
        CARRIER,
        both("Incidents within 12 months of a return", "Incidentes dentro de 12 meses del regreso"),
        both("incidents", "incidentes"),
        "0",
        of.recurrence,
    ),
    Measure(
        "recurrence_rate",
        8,
        CARRIER,
        both("Incidents within 12 months of a return", "Incidentes dentro de 12 meses del regreso"),
        RATE,
        "–",
        of.recurrence_rate,
    ),
    Measure(
        "exams_before",
        9,
        CBP,
        both("Cars examined before the suspension", "Carros examinados antes de la suspensión"),
        SHARE,
        "–",
        of.exams(exposure.When.BEFORE),
    ),
    Measure(
        "exams_during",
        9,
        CBP,
        both("Cars examined during the suspension", "Carros examinados durante la suspensión"),
        SHARE,
        "–",
        of.exams(exposure.When.DURING),
    ),
    Measure(
        "exams_after",
        9,
        CBP,
        both("Cars examined after the return", "Carros examinados después del regreso"),
        SHARE,
        "–",
        of.exams(exposure.When.AFTER),
    ),
    Measure(
        "status_mismatches",
        10,
        None,
        both(
            "Partner administrations where the status differs from CBP's",
            "Administraciones socias con un estatus distinto al de CBP",
        ),
        SHARE,
        "0%",
        of.mismatched,
    ),
    Measure(
        "mismatch_days",
        10,
        None,
        both("Age of a mismatch, median", "Antigüedad de una discrepancia, mediana"),
        DAYS,
        "–",
        of.mismatch_days,
    ),
    Measure(
        "clocks_paused",
        11,
        None,
        both("Time for which clocks stood still", "Tiempo en que los plazos estuvieron en pausa"),
        both("% of the time", "% del tiempo"),
        "–",
        of.paused,
    ),
    Measure(
        "both_languages_at_once",
        12,
        CBP,
        both(
            "Letters issued in both languages at once", "Cartas emitidas en ambos idiomas a la vez"
        ),
        SHARE,
        "100%",
        of.both_languages,
    ),
    Measure(
        "lessons_in_time",
        13,
        CBP,
        both("Lessons drafted within 30 days", "Lecciones redactadas en 30 días"),
        SHARE,
        "100%",
        of.kept("T27"),
    ),
)
"""Every measure, in the order of domain.md 11.6; no. 10 rests on what the other side reported."""
