"""What each letter is called, by the template that words it: its own heading, in both languages."""

from casework.bilingual import Bilingual

LETTER_NAMES: dict[str, Bilingual] = {
    template: Bilingual(en=en, es=es)
    for template, en, es in (
        (
            "notice_of_proposed_action",
            "Notice of proposed action",
            "Notificación de medida propuesta",
        ),
        ("suspension_letter", "Letter of suspension", "Notificación de suspensión"),
        ("removal_letter", "Letter of removal", "Notificación de remoción (baja)"),
        ("reinstatement_letter", "Letter of reinstatement", "Notificación de reincorporación"),
        (
            "scope_letter",
            "Letter on the scope of a suspension",
            "Notificación sobre el alcance de una suspensión",
        ),
        ("rescission_letter", "Letter of rescission", "Notificación de anulación"),
        (
            "extension_letter",
            "Letter of extension of the term",
            "Notificación de prórroga del plazo de la suspensión",
        ),
        ("decision_letter", "Letter of decision", "Notificación de decisión"),
        ("closing_letter", "Closing letter", "Carta de cierre"),
        ("appeal_letter", "Determination of an appeal", "Resolución de una apelación"),
        ("reconsideration_letter", "Decision taken again", "Decisión tomada de nuevo"),
        (
            "partner_notice",
            "Notice to a partner administration",
            "Aviso a una administración socia",
        ),
        ("partner_asked_again", "Question on a status", "Consulta de estatus"),
        ("status_notice", "Status notice", "Aviso de estatus"),
        (
            "reversal_notice",
            "Correction of a status that you were told",
            "Corrección de un estatus que se le comunicó",
        ),
    )
}
"""Every letter that is printed; a test compares it with the headings of the letters themselves."""
