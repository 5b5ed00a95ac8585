"""The tables of record. Only this room writes them."""

from .base import Evidenced, PublicId
from .collecting import Payload, Source, SyncRun
from .companies import CompanyProfile, StoredVerdict, Watch
from .documents import Correction, Document
from .money import Award, Budget
from .opportunities import Opportunity, OpportunityVersion, Program
from .organizations import Organization, OrganizationAlias
from .rules import EligibilityRule
from .statements import Statement

__all__ = [
    "Award",
    "Budget",
    "CompanyProfile",
    "Correction",
    "Document",
    "EligibilityRule",
    "Evidenced",
    "Opportunity",
    "OpportunityVersion",
    "Organization",
    "OrganizationAlias",
    "Payload",
    "Program",
    "PublicId",
    "Source",
    "Statement",
    "StoredVerdict",
    "SyncRun",
    "Watch",
]
