"""Reference data: who and what exists, each row with its source, its mark and its days.

``mark`` says how sure a row is: verified, secondary, unverified or default. It is shown wherever
the row is (domain.md, confidence tags and section 13). The files are ``data/reference/*.json``.
"""

from casework.reference.authorities import (
    AGENCIES,
    BENEFITS,
    INCIDENT_CLASSES,
    LEGAL_BASES,
    OFFICES,
    PARTNERS,
    SECTORS,
    AgricultureAgency,
    Benefit,
    IncidentClass,
    LegalBasis,
    Office,
    PartnerAdministration,
    Sector,
)
from casework.reference.criteria import CATEGORIES, CRITERIA, Category, Criterion
from casework.reference.crosswalk import CROSSWALK, Counterpart, Relation
from casework.reference.people import RECIPIENTS, Recipient, ReportKind
from casework.reference.practices import PRACTICES, Practice
from casework.reference.railroads import (
    CARRIER_SIZES,
    CARRIERS,
    LANES,
    PORTS,
    Carrier,
    Crossing,
    Lane,
)
from casework.reference.row import ReferenceDataWrong, Row
from casework.reference.systems import SYSTEMS, OutsideSystem

__all__ = [
    "AGENCIES",
    "BENEFITS",
    "CARRIERS",
    "CARRIER_SIZES",
    "CATEGORIES",
    "CRITERIA",
    "CROSSWALK",
    "INCIDENT_CLASSES",
    "LANES",
    "LEGAL_BASES",
    "OFFICES",
    "PARTNERS",
    "PORTS",
    "PRACTICES",
    "RECIPIENTS",
    "SECTORS",
    "SYSTEMS",
    "AgricultureAgency",
    "Benefit",
    "Carrier",
    "Category",
    "Counterpart",
    "Criterion",
    "Crossing",
    "IncidentClass",
    "Lane",
    "LegalBasis",
    "Office",
    "OutsideSystem",
    "PartnerAdministration",
    "Practice",
    "Recipient",
    "ReferenceDataWrong",
    "Relation",
    "ReportKind",
    "Row",
    "Sector",
]
