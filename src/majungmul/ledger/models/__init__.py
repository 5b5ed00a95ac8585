"""The tables of record. Only this room writes them."""

from .base import Evidenced, PublicId
from .collecting import HeldChange, Payload, ScheduledRun, SetAside, Source, SyncRun
from .companies import CompanyProfile, CompanyVersion, StoredVerdict, Watch
from .documents import Attachment, Correction, Document
from .money import Award, Budget
from .opportunities import (
    DuplicateLink,
    Opportunity,
    OpportunityVersion,
    Program,
)
from .organizations import Organization, OrganizationAlias, OrganizationMerge
from .rules import EligibilityRule
from .statements import Statement

__all__ = [
    "Attachment",
    "Award",
    "Budget",
    "CompanyProfile",
    "CompanyVersion",
    "Correction",
    "Document",
    "DuplicateLink",
    "EligibilityRule",
    "Evidenced",
    "HeldChange",
    "Opportunity",
    "OpportunityVersion",
    "Organization",
    "OrganizationAlias",
    "OrganizationMerge",
    "Payload",
    "Program",
    "PublicId",
    "ScheduledRun",
    "SetAside",
    "Source",
    "Statement",
    "StoredVerdict",
    "SyncRun",
    "Watch",
]
