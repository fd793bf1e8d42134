"""A stage of the return as letters and notices say it."""

from casework.bilingual import Bilingual
from casework.notices.context import Facts, place_name
from casework.reference import BENEFITS
from casework.stage_plan import MEASURES, PlannedStage


def stage_line(stage: PlannedStage) -> Facts:
    """A stage as a letter or notice says it: where, what comes back, and what is asked of it."""
    return {
        "id": stage.id,
        "crossing": place_name(stage.crossing),
        "lane": stage.lane,
        "benefits": [_words(BENEFITS[name].en, BENEFITS[name].es) for name in stage.benefits],
        "measures": [_said(MEASURES[measure]) for measure in stage.measures],
        "entry_actions": list(stage.entry.actions),
        "entry_figures": stage.entry.figures,
        "entry_inspections": stage.entry.joint_inspections,
        "trains": stage.exposure.trains,
        "cars": stage.exposure.cars,
        "exceptions_at_most": stage.criterion.exceptions_at_most,
        "exams_at_least": stage.criterion.exams_per_1000_at_least,
        "exams_at_most": stage.criterion.exams_per_1000_at_most,
        "inspections_at_least": stage.criterion.joint_inspections_at_least,
        "days": stage.days,
        "fall_back": stage.fall_back.model_dump(),
    }


def _words(en: str, es: str) -> Facts:
    return {"en": en, "es": es}


def _said(text: Bilingual) -> Facts:
    return _words(text.en, text.es)
