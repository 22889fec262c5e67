"""What is kept: one module a noun, and this one door to all of them."""

from tracker.models.appearances import Anchor, Appearance
from tracker.models.articles import Article, NearCopy, Snapshot
from tracker.models.base import (
    Base,
    Derived,
    Logged,
    Numbered,
    Once,
    Operational,
    Part,
    Recorded,
    Root,
    Subject,
)
from tracker.models.captures import Capture
from tracker.models.cases import Case, CaseItem
from tracker.models.checkpoints import Checkpoint, CheckpointKey, Handover, TreeNode
from tracker.models.citations import Citation
from tracker.models.claims import Claim, Tag, Tagging
from tracker.models.corrections import Complainant, Correction, EditionCorrection
from tracker.models.decisions import Decision, DecisionGround
from tracker.models.distinctions import Distinction
from tracker.models.enquiries import Enquiry
from tracker.models.events import Change, Counter, Disclosure, Event, EventSubject, LogHead
from tracker.models.evidence import Evidence, EvidenceStep
from tracker.models.finder import NameWord, SearchEntry, Shingle
from tracker.models.grades import Grade, InformationGrade, SourceGrade
from tracker.models.intakes import Intake, IntakeItem
from tracker.models.jobs import Check, Job, LongUndoing, Publishing, TakingIn
from tracker.models.links import Link
from tracker.models.looks import Look
from tracker.models.messages import Message
from tracker.models.notes import Mention, Note, SeenNote
from tracker.models.origins import OriginRuling, Stake
from tracker.models.passages import Passage
from tracker.models.queues import Queue, QueuePerson
from tracker.models.redactions import Redaction, RedactionField
from tracker.models.reports import Edition, EditionClaim, EditionFile, Report
from tracker.models.reviews import Review, ReviewGround
from tracker.models.scales import Scale, ScaleReason, Verdict
from tracker.models.sessions import Attempt, SignIn
from tracker.models.sources import Ownership, Source, SourceName
from tracker.models.tasks import Hold, SeenTask, Task
from tracker.models.users import User

__all__ = [
    "Complainant",
    "Correction",
    "EditionCorrection",
    "Report",
    "Publishing",
    "EditionFile",
    "EditionClaim",
    "Edition",
    "Anchor",
    "Appearance",
    "Article",
    "Attempt",
    "Base",
    "Capture",
    "Case",
    "CaseItem",
    "Change",
    "Check",
    "Checkpoint",
    "CheckpointKey",
    "Citation",
    "Claim",
    "Counter",
    "Decision",
    "DecisionGround",
    "Derived",
    "Disclosure",
    "Distinction",
    "Enquiry",
    "Event",
    "EventSubject",
    "Evidence",
    "EvidenceStep",
    "Grade",
    "Handover",
    "Hold",
    "InformationGrade",
    "Intake",
    "IntakeItem",
    "Job",
    "Link",
    "LogHead",
    "Logged",
    "LongUndoing",
    "Look",
    "Mention",
    "Message",
    "NameWord",
    "NearCopy",
    "Note",
    "Numbered",
    "Once",
    "Operational",
    "OriginRuling",
    "Ownership",
    "Part",
    "Passage",
    "Queue",
    "QueuePerson",
    "Recorded",
    "Redaction",
    "RedactionField",
    "Review",
    "ReviewGround",
    "Root",
    "Scale",
    "ScaleReason",
    "SeenNote",
    "SeenTask",
    "SearchEntry",
    "Shingle",
    "SignIn",
    "Snapshot",
    "Source",
    "SourceGrade",
    "SourceName",
    "Stake",
    "Subject",
    "Tag",
    "Tagging",
    "TakingIn",
    "Task",
    "TreeNode",
    "User",
    "Verdict",
]
