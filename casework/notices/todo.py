"""What a task asks of CBP's people, by the event that makes it."""

from casework.roles import Role

TODO: dict[str, dict[str, str]] = {
    "sanction_recommended": {
        "en": "A sanction is recommended. Propose it to the carrier, decide it, or close the case.",
        "es": "Se recomienda una sanción. Propóngala, decídala o cierre el caso.",
    },
    "comment_submitted": {
        "en": "The carrier has commented on the action proposed. Decide.",
        "es": "El transportista respondió a la medida propuesta. Decida.",
    },
    "comment_waived": {
        "en": "The carrier will not comment on the action proposed. Decide.",
        "es": "El transportista no responderá a la medida propuesta. Decida.",
    },
    "no_comment_received": {
        "en": "No comment was received in time. Decide.",
        "es": "No se recibió respuesta a tiempo. Decida.",
    },
    "plan_submitted": {
        "en": "A corrective action plan was filed. Check that it is complete, then review it.",
        "es": "Se presentó un plan de acciones correctivas. Verifique su integridad y revíselo.",
    },
    "plan_submitted_late": {
        "en": "A corrective action plan was filed late. Check that it is complete, then review it.",
        "es": "Se presentó tarde un plan de acciones correctivas. Verifique y revíselo.",
    },
    "analysis_submitted": {
        "en": "A post-incident analysis was filed. Accept or return it.",
        "es": "Se presentó un análisis posterior al incidente. Acéptelo o devuélvalo.",
    },
    "plan_not_filed": {
        "en": "The plan asked for without suspension was not filed. Recommend what follows.",
        "es": "No se presentó el plan exigido sin suspensión. Recomiende lo que proceda.",
    },
    "grace_passed_without_answer": {
        "en": "The carrier has not answered, the grace is over. Decide what becomes of the case.",
        "es": "El transportista no respondió y venció la gracia. Decida el destino del caso.",
    },
    "case_referred": {
        "en": "The case was referred to headquarters. Decide what becomes of it.",
        "es": "El caso se remitió a la sede. Decida lo que proceda.",
    },
    "case_remanded": {
        "en": "Headquarters has sent the case back with questions. Answer them.",
        "es": "La sede devolvió el caso con preguntas. Respóndalas.",
    },
    "return_recommended": {
        "en": "The carrier's return is recommended. Decide.",
        "es": "Se recomienda la reincorporación del transportista. Decida.",
    },
    "letter_bounced": {
        "en": "A letter could not be delivered. Try another channel, then the phone.",
        "es": "Una carta no pudo entregarse. Use otro medio y después el teléfono.",
    },
    "term_ends_soon": {
        "en": "The term of a suspension ends soon. Extend, relieve in part, or decide.",
        "es": "El término de una suspensión está por vencer. Prorrogue, levante en parte o decida.",
    },
    "term_over_undecided": {
        "en": "The term of a suspension is over and nothing is decided. Decide at once.",
        "es": "El término de una suspensión venció sin decisión. Decida de inmediato.",
    },
    "term_still_undecided": {
        "en": "The term of a suspension is over and nothing is decided. Decide at once.",
        "es": "El término de una suspensión venció sin decisión. Decida de inmediato.",
    },
    "monitoring_over": {
        "en": "The time of monitoring is over. Close the case, or ask headquarters for more time.",
        "es": "El periodo de seguimiento terminó. Cierre el caso o pida más tiempo a la sede.",
    },
    "lesson_answered": {
        "en": "The carrier has answered the lesson. Publish it or file it.",
        "es": "El transportista respondió a la lección. Publíquela o archívela.",
    },
    "question_asked": {
        "en": "The carrier has asked a question. Answer it; its clock waits for you.",
        "es": "El transportista hizo una pregunta. Respóndala; su plazo espera.",
    },
    "question_answered": {
        "en": "The carrier has answered the question. Go on with the case.",
        "es": "El transportista respondió a la pregunta. Continúe el caso.",
    },
    "extension_requested": {
        "en": "The carrier asks for more time. Grant or refuse it; the clock waits for you.",
        "es": "El transportista solicita una prórroga. Concédala o niéguela; el plazo espera.",
    },
    "incident_attached": {
        "en": "A further incident was attached to the case. Weigh it.",
        "es": "Se agregó otro incidente al caso. Valórelo.",
    },
    "analysis_restarted": {
        "en": "A further incident was attached; the analysis is owed anew. Watch for it.",
        "es": "Se agregó otro incidente; el análisis se debe de nuevo. Dele seguimiento.",
    },
    "partner_action_reported": {
        "en": "A partner administration has acted. Weigh it; nothing follows by itself.",
        "es": "Una administración asociada actuó. Valórelo; nada procede por sí solo.",
    },
    "own_suspension_requested": {
        "en": "The carrier asks for its own suspension. Decide.",
        "es": "El transportista solicita su propia suspensión. Decida.",
    },
    "plan_passes_term": {
        "en": "By the plan of clocks the term ends before a return. Extend or relieve.",
        "es": "Según los plazos, el retorno rebasa el término. Prorrogue o levante en parte.",
    },
    "adoption_proposed": {
        "en": "A case under way on paper was entered. Read its record and countersign it.",
        "es": "Se incorporó un caso llevado en papel. Lea el acta y refréndela.",
    },
    "adoption_countersigned": {
        "en": "An adopted case goes on here, with its true dates. See what is owed.",
        "es": "Un caso incorporado continúa aquí con sus fechas reales. Vea lo pendiente.",
    },
    "comment_received_in_time": {
        "en": "A comment came on paper in time. Weigh it before you decide.",
        "es": "Llegó en papel un comentario en tiempo. Valórelo antes de resolver.",
    },
    "correction_proposed": {
        "en": "A clerical correction was proposed. Countersign or refuse it.",
        "es": "Se propuso corregir un error de captura. Refréndelo o niéguelo.",
    },
    "linked_case_opened": {
        "en": "A new case of this carrier was opened. This one stays open until it is decided.",
        "es": "Se abrió otro caso de este transportista. Este sigue abierto hasta que se resuelva.",
    },
    "appeal_opened": {
        "en": "An appeal was filed. Acknowledge it, or judge whether it was filed late.",
        "es": "Se presentó una apelación. Acuse recibo o valore si es extemporánea.",
    },
    "appeal_amended": {
        "en": "The carrier has added to its appeal. Read it.",
        "es": "El transportista amplió su apelación. Léala.",
    },
    "appeal_withdrawn": {
        "en": "The appeal was taken back; the decision stands.",
        "es": "La apelación se retiró; la decisión subsiste.",
    },
    "record_handed_over": {
        "en": "The record of the appealed decision is here. Determine the appeal.",
        "es": "El expediente de la decisión apelada está aquí. Resuelva la apelación.",
    },
    "expedited_target_missed": {
        "en": "The expedited target of an appeal has passed. The statute's day stands.",
        "es": "Venció la meta abreviada de una apelación. Rige el plazo de ley.",
    },
    "annulment_for_headquarters": {
        "en": "A suspension was annulled on appeal. Decide anew what is left of the case.",
        "es": "Una suspensión se anuló en apelación. Resuelva de nuevo lo que reste.",
    },
    "removal_annulled": {
        "en": "A removal was annulled on appeal. Decide anew, on another ground if at all.",
        "es": "Una baja se anuló en apelación. Resuelva de nuevo, por otro motivo en su caso.",
    },
    "decision_changed_on_appeal": {
        "en": "A decision was changed on appeal. See its scope and its term.",
        "es": "Una decisión se modificó en apelación. Vea su alcance y su término.",
    },
    "extension_annulled": {
        "en": "An extension of the term was annulled on appeal. See the old end; decide.",
        "es": "Se anuló en apelación una prórroga del término. Vea su fin anterior; decida.",
    },
    "decision_remanded_on_appeal": {
        "en": "A decision was remanded. Another person than the first takes it again.",
        "es": "Una decisión se devolvió. La toma de nuevo otra persona que la primera.",
    },
    "reconsideration_late": {
        "en": "A remanded decision was not taken again in time. Take it.",
        "es": "Una decisión devuelta no se tomó de nuevo en plazo. Tómela.",
    },
    "partner_notice_bounced": {
        "en": "A partner notice could not be delivered. Mend the channel and send it again.",
        "es": "Un aviso a una administración socia no se entregó. Corrija y reenvíelo.",
    },
    "partner_action_recorded": {
        "en": "A partner administration has acted. Weigh it; nothing follows by itself.",
        "es": "Una administración asociada actuó. Valórelo; nada procede por sí solo.",
    },
    "partner_action_told": {
        "en": "A partner administration has acted. Weigh it; nothing follows by itself.",
        "es": "Una administración asociada actuó. Valórelo; nada procede por sí solo.",
    },
    "relief_requested": {
        "en": "The carrier asks for benefits back early. Change the scope, or refuse it.",
        "es": "El transportista pide beneficios antes del regreso. Cambie el alcance o niéguelo.",
    },
    "stage_over": {
        "en": "The days of a stage are over. Pass it, prolong it or take it back in 5 work days.",
        "es": "Los días de una etapa vencieron. Conclúyala, prorróguela o retroceda en 5 días.",
    },
    "stage_still_frozen": {
        "en": "A stage of the return is still frozen. Let it go on, or leave it as it is.",
        "es": "Una etapa del regreso sigue congelada. Reanúdela o déjela como está.",
    },
    "stage_fell_back": {
        "en": "A supervisor has taken a stage of the return back. Going further back is for you.",
        "es": "Un supervisor retrocedió una etapa del regreso. Retroceder más le corresponde.",
    },
    "stay_requested": {
        "en": "The carrier asks that a decision's effect be lifted. Grant or refuse it.",
        "es": "El transportista pide suspender los efectos de una decisión. Resuélvalo.",
    },
    "stay_to_be_reviewed": {
        "en": "A stay has lasted 30 days more. See whether it goes on, or end it.",
        "es": "La suspensión del acto cumplió otros 30 días. Vea si continúa o termínela.",
    },
    "reversal_bounced": {
        "en": "Somebody who was told a status cannot be reached. Tell of its annulment otherwise.",
        "es": "No se alcanza a quien conoció un estatus. Avise por otro medio de su anulación.",
    },
    "reversal_late": {
        "en": "Somebody who was told a status does not know yet that it is annulled. Tell today.",
        "es": "Quien conoció un estatus aún no sabe que quedó anulado. Avísele hoy.",
    },
    "agriculture_concurred": {
        "en": "Agriculture concurs. See its conditions and go on.",
        "es": "La autoridad agropecuaria está conforme. Vea sus condiciones y continúe.",
    },
    "agriculture_objected": {
        "en": "Agriculture objects. See what would satisfy it; it is decided with the case.",
        "es": "La autoridad agropecuaria objeta. Vea qué la satisfaría; se resuelve con el caso.",
    },
    "agriculture_silent": {
        "en": "Agriculture has not answered. Headquarters may decide without it, saying so.",
        "es": "La autoridad agropecuaria calló. La sede puede decidir sin ella, diciéndolo.",
    },
    "commitment_kept": {
        "en": "The carrier says that it has kept what it promised. See for yourself.",
        "es": "El transportista dice que cumplió lo prometido. Compruébelo.",
    },
    "renaming_proposed": {
        "en": "Another name of the carrier was proposed. Countersign or refuse it.",
        "es": "Se propuso otro nombre del transportista. Refréndelo o niéguelo.",
    },
    "carrier_withdrew": {
        "en": "The carrier has left. See what stays open: findings, benefits, appeal.",
        "es": "El transportista se retiró. Vea lo que queda: hallazgos, beneficios, apelación.",
    },
    "false_statement_raised": {
        "en": "A false-statement finding was raised; the carrier is heard. Confirm or dismiss it.",
        "es": "Se formuló un hallazgo de declaración falsa; se oye al transportista. Resuélvalo.",
    },
    "finding_to_be_decided": {
        "en": "A false statement is confirmed. Suspend or remove for a stated time.",
        "es": "Se confirmó una declaración falsa. Suspenda o dé de baja por un tiempo determinado.",
    },
    "finding_decided_with_the_case": {
        "en": "A false statement is confirmed. Suspend or remove for a stated time.",
        "es": "Se confirmó una declaración falsa. Suspenda o dé de baja por un tiempo determinado.",
    },
    "lateness_escalated": {
        "en": "Do what is overdue, or see that it is done. Nothing is decided by the lateness.",
        "es": "Haga lo que está vencido o cuide que se haga. El retraso no decide nada.",
    },
}
"""In English and Spanish."""

WHOSE: dict[str, Role] = {
    "plan_passes_term": Role.HQ,
    "extension_requested": Role.SUP,
    "false_statement_raised": Role.HQ,
    "carrier_withdrew": Role.OFF,
    "commitment_kept": Role.OFF,
    "renaming_proposed": Role.SUP,
    "agriculture_concurred": Role.OFF,
    "agriculture_objected": Role.HQ,
    "agriculture_silent": Role.HQ,
    "reversal_bounced": Role.OPS,
    "reversal_late": Role.OPS,
    "question_asked": Role.OFF,
    "correction_proposed": Role.SUP,
    "appeal_withdrawn": Role.APP,
    "decision_remanded_on_appeal": Role.HQ,
    "annulment_for_headquarters": Role.HQ,
    "removal_annulled": Role.HQ,
    "extension_annulled": Role.HQ,
    "partner_notice_bounced": Role.OPS,
    "partner_action_recorded": Role.OFF,
    "relief_requested": Role.HQ,
    "stage_over": Role.SUP,
    "stage_still_frozen": Role.SUP,
    "stage_fell_back": Role.HQ,
    "stay_requested": Role.HQ,
    "stay_to_be_reviewed": Role.HQ,
}
"""Whose task it is where that is not the owner of the state or of the clock that ran out."""
