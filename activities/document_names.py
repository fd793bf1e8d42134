"""What documents are called in a message (process table, section 7; glossary of domain.md 12)."""

from casework.bilingual import Bilingual

_NAMES: dict[str, tuple[str, str]] = {
    "acknowledgement": ("acknowledgement", "acuse de recibo"),
    "adoption_record": ("adoption record", "acta de incorporación del expediente"),
    "answer": ("answer", "respuesta"),
    "appeal": ("appeal", "apelación"),
    "breach_review": ("breach review by CBP", "revisión del incidente por la CBP"),
    "cap": ("corrective action plan", "plan de acciones correctivas"),
    "carrier_statement": ("carrier's statement", "declaración del transportista"),
    "comment": ("comment", "manifestación del transportista"),
    "completeness_note": ("completeness note", "constancia de integridad"),
    "consent": ("consent to unannounced visits", "consentimiento a visitas sin previo aviso"),
    "contact_note": ("contact note", "nota de contacto"),
    "correction": ("correction", "corrección"),
    "determination": ("appeal determination", "resolución de la apelación"),
    "evidence_item": ("evidence item", "elemento de prueba"),
    "exam_statistics": ("examination figures", "estadística de revisiones"),
    "extension_decision": ("decision on an extension", "decisión sobre la prórroga"),
    "extension_request": ("request for an extension", "solicitud de prórroga"),
    "incident_record": ("incident record", "registro del incidente"),
    "intake_note": ("intake note", "nota de recepción"),
    "lesson": ("lessons learned", "lecciones aprendidas"),
    "letter": ("letter", "carta"),
    "link_note": ("link note", "nota de vinculación"),
    "milestone_report": ("milestone report", "informe de avance"),
    "monitoring_check": ("monitoring check", "revisión de seguimiento"),
    "own_suspension_request": (
        "request for own suspension",
        "solicitud de suspensión a petición propia",
    ),
    "partner_action": (
        "action of a partner administration",
        "medida de una administración asociada",
    ),
    "pia": ("post-incident analysis", "análisis posterior al incidente"),
    "question": ("question", "pregunta"),
    "recommendation": ("recommendation", "recomendación"),
    "relief_request": ("request for early relief", "solicitud de levantamiento anticipado"),
    "review_result": ("review result", "resultado de la revisión"),
    "service_declaration": ("service declaration", "declaración de notificación"),
    "stage_plan": ("stage plan", "plan por etapas"),
    "visit_answer": ("answer to the visit report", "respuesta al informe de visita"),
    "visit_report": ("visit report", "informe de visita"),
    "waiver": ("waiver of the visit", "dispensa de la visita"),
    "withdrawal": ("withdrawal", "retiro voluntario"),
}


def document_name(kind: Bilingual | str) -> Bilingual | str:
    """Return the name of a kind of document; words that are not a kind are returned as they are."""
    if not isinstance(kind, str):
        return kind
    names = _NAMES.get(kind)
    return kind.replace("_", " ") if names is None else Bilingual(en=names[0], es=names[1])
