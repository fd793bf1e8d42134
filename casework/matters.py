"""The kinds of matters that run on their own, each as a workflow of its own in the Temporal UI."""

from enum import StrEnum


class Matter(StrEnum):
    """What a case is about, by the name of its workflow's type.

    A resumption is one carrier's way back. An appeal is about one decision of it, and a partner
    notice about telling one administration abroad: neither ever holds the resumption up.
    """

    RESUMPTION = "ResumptionCase"
    APPEAL = "AppealCase"
    PARTNER_NOTICE = "PartnerNotice"
