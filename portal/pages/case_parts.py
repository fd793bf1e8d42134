"""The parts of a case's page: its place in the process, its papers, and what runs beside it.

Only ``Seen.case`` is shown, which is what the reader may see. What the rules of sight leave to the
page – other cases' ids and what CBP thinks of a file – is for CBP's people only.
"""

from collections.abc import Iterator
from typing import Any

from casework.bilingual import Bilingual, Language
from casework.case import Case
from casework.case_parts import Finding
from casework.documents import DocumentKind
from casework.matters import Matter
from casework.reference import BENEFITS, CRITERIA, PARTNERS, PORTS
from casework.roles import CARRIER_ROLES, Actor, Role
from casework.states import STATES, Phase
from portal.pages.listing import meaning, role_name
from reading.seen import Seen
from reading.work import has_queue
from reports.status import PHASES

KINDS = {
    DocumentKind.RECOMMENDATION: Bilingual(en="recommendation", es="recomendación"),
    DocumentKind.LETTER: Bilingual(en="letter", es="carta"),
    DocumentKind.PIA: Bilingual(en="post-incident analysis", es="análisis posterior al incidente"),
    DocumentKind.CAP: Bilingual(en="corrective action plan", es="plan de acciones correctivas"),
    DocumentKind.WITHDRAWAL: Bilingual(en="withdrawal", es="retiro"),
    DocumentKind.OWN_SUSPENSION: Bilingual(
        en="own request for suspension", es="solicitud propia de suspensión"
    ),
    DocumentKind.LESSON: Bilingual(en="lesson", es="lección"),
    DocumentKind.STAGE_PLAN: Bilingual(en="plan of stages", es="plan de etapas"),
}
"""What a document is, in words."""

_WAY = (Phase.SUSPENSION, Phase.CORRECTIVE_ACTION, Phase.REVIEW, Phase.REINSTATEMENT)


def parts(seen: Seen, actor: Actor, language: Language) -> dict[str, Any]:
    """Return what the templates in ``case/`` show."""
    staff = has_queue(actor)
    return {
        "way": place(seen, language),
        "papers": list(papers(seen.case, language)),
        "criteria": list(
            beside_criteria(
                seen.case,
                whole=staff or actor.role is Role.AGL,  # whose case holds its own findings only
                staff=staff,
                language=language,
            )
        ),
        "stages": list(stages(seen.case, language)),
        "partners": list(partners(seen.case)),
        "appeals": [(name, filed.matter) for name, filed in seen.case.appeals.items()],
        "linked": list(seen.case.linked) if staff else [],
        "about": _about(seen.case) if staff else None,
        "customers": actor.role in CARRIER_ROLES and seen.case.matter is Matter.RESUMPTION,
    }


def place(seen: Seen, language: Language) -> list[dict[str, Any]]:
    """Return the four phases, or of a matter beside a case its states: which is over, which now."""
    case = seen.case
    if case.matter is not Matter.RESUMPTION:
        been = list(dict.fromkeys(span.state for span in case.spans))
        return [
            {"name": meaning(state, language), "is": "now" if state is case.state else "over"}
            for state in been
        ]
    over = STATES[case.state].owner is None
    now = _WAY.index(seen.phase)
    return [
        {
            "name": PHASES[phase].in_(language),
            "is": "over" if number < now or over else "now" if number == now else "ahead",
        }
        for number, phase in enumerate(_WAY)
    ]


def papers(case: Case, language: Language) -> Iterator[dict[str, Any]]:
    """Yield the documents on file that the reader may open, with who has signed them."""
    decided = {one.letter: one for one in case.decisions if one.letter}
    for name, document in case.documents.items():
        signed = [(s.person, role_name(s.role, language)) for s in document.signatures]
        if name in decided:  # signed with the decision that it tells, and by nothing else
            signed = [(decided[name].signed_by, "")]
        yield {
            "name": name,
            "kind": KINDS[document.kind].in_(language),
            "filed_at": document.filed_at,
            "signed": signed,
            "sha256": document.sha256[:16],
        }


def beside_criteria(
    case: Case, *, whole: bool, staff: bool, language: Language
) -> Iterator[dict[str, Any]]:
    """Yield each finding beside its criterion, the actions against it, and their evidence.

    ``whole``: the reader may see every finding that the case still has.
    """
    for name, finding in _findings(case, whole=whole).items():
        criterion = CRITERIA.get(finding.criterion or "") if finding else None
        yield {
            "name": name,
            "requirement": finding.requirement if finding else None,
            "must": finding is not None and finding.severity.value == "must",
            "criterion": None
            if criterion is None
            else {
                "id": criterion.id,
                "says": criterion.es if language == "es" else criterion.en,
            },
            "actions": list(_actions(case, name, staff=staff)),
        }


def _findings(case: Case, *, whole: bool) -> dict[str, Finding | None]:
    """Return findings as the papers say them that the reader may open, or all that the case has.

    None stands for a finding that a plan on file answers, and that no such paper words.
    """
    answered = case.plan.actions.values() if case.plan else ()
    if whole:
        return dict(case.findings)
    said: dict[str, Finding | None] = {action.finding: None for action in answered}
    said |= {
        name: found
        for document in case.documents.values()
        for name, found in document.findings.items()
    }
    return said


def _actions(case: Case, finding: str, *, staff: bool) -> Iterator[dict[str, Any]]:
    for name, action in (case.plan.actions if case.plan else {}).items():
        if action.finding != finding:
            continue
        yield {
            "name": name,
            "due": action.due,
            "accepted": action.accepted if staff else None,
            "evidence": [
                {
                    "name": key,
                    "at": found.submitted_at,
                    "accepted": found.accepted if staff else None,
                }
                for key, found in case.evidence.items()
                if found.action == name
            ],
        }


def stages(case: Case, language: Language) -> Iterator[dict[str, Any]]:
    """Yield the stages of a return by stages, in order."""
    states = case.tracks.get("STAGE", {})
    for name, stage in sorted(case.stages.items(), key=_by_place):
        yield {
            "name": name,
            "state": states.get(name, "PLANNED"),
            "crossing": PORTS[stage.plan.crossing].name,
            "since": stage.started_at,
            "benefits": [
                BENEFITS[one].es if language == "es" else BENEFITS[one].en
                for one in stage.plan.benefits
            ],
        }


def _by_place(item: tuple[str, Any]) -> int:
    return int(item[1].place)


def partners(case: Case) -> Iterator[dict[str, Any]]:
    """Yield the partner administrations that are told, and how each notice stands."""
    for key, state in case.tracks.get("PARTNER", {}).items():
        told = case.partners.get(key)
        yield {
            "name": PARTNERS[key].programme,
            "state": state,
            "matter": told.matter if told else None,
            "differs": told.mismatch if told else False,
        }


def _about(case: Case) -> str | None:
    """Return the case that a matter beside it is about."""
    if case.appeal is not None:
        return case.appeal.about
    return case.notice.about if case.notice is not None else None
