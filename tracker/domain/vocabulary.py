"""The closed lists of the desk: each word as the database keeps it, and as a person reads it on screen."""

from enum import StrEnum


class Word(StrEnum):
    """A word of a closed list, with the label that people see."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Word":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value.replace("_", " ")
        return member


class SourceKind(Word):
    """What kind of thing says something."""

    OUTLET = "outlet", "outlet"
    AGENCY = "agency", "news agency"
    PERSON = "person", "person"
    GOVERNMENT = "government", "government body"
    ORGANISATION = "organisation", "organisation"
    ARMED_GROUP = "armed_group", "armed group"
    DOCUMENT = "document", "document"
    ACCOUNT = "account", "social account"
    EVENT = "event", "briefing or event"
    UNNAMED = "unnamed", "unnamed"
    GENERAL_OPINION = "general_opinion", "general opinion"
    UNKNOWN = "unknown", "nothing known"

    @property
    def named(self) -> bool:
        """Tell whether an origin of this kind counts as a named one."""
        return self not in (SourceKind.UNNAMED, SourceKind.GENERAL_OPINION, SourceKind.UNKNOWN)


class Control(Word):
    """How one source stands over another."""

    OWNS = "owns", "owns"
    CONTROLS = "controls", "controls"
    PUBLISHES = "publishes", "publishes"


class Standing(Word):
    """How sure the desk is of an ownership."""

    ASSERTED = "asserted", "asserted by an article"
    CONFIRMED = "confirmed", "confirmed"


class Reliability(Word):
    """How far a source can be relied on: the first axis of the Admiralty code."""

    A = "A", "A, completely reliable"
    B = "B", "B, usually reliable"
    C = "C", "C, fairly reliable"
    D = "D", "D, not usually reliable"
    E = "E", "E, unreliable"
    F = "F", "F, cannot be judged"


class Credibility(Word):
    """How far what is said can be believed: the second axis of the Admiralty code, never averaged with the first."""

    ONE = "1", "1, confirmed by others"
    TWO = "2", "2, probably true"
    THREE = "3", "3, possibly true"
    FOUR = "4", "4, doubtful"
    FIVE = "5", "5, improbable"
    SIX = "6", "6, cannot be judged"


class Certainty(Word):
    """How a fact about an article is known."""

    STATED = "stated", "as printed"
    INFERRED = "inferred", "inferred by us"
    UNKNOWN = "unknown", "unknown"


class ArticleStage(Word):
    """Where an article stands in the queue."""

    NEW = "new", "new"
    TAKEN = "taken", "taken"
    IN_WORK = "in_work", "in work"
    DONE = "done", "done"
    SET_ASIDE = "set_aside", "set aside"


class Voice(Word):
    """Who speaks in a passage."""

    AUTHOR = "author", "author"
    EMBEDDED = "embedded", "embedded work"
    CAPTION = "caption", "caption"
    COMMENTER = "commenter", "reader comment"
    FURNITURE = "furniture", "page furniture"


class Checked(Word):
    """What about a claim is checked."""

    WHAT_IS_SAID = "what_is_said", "what is said"
    THAT_IT_WAS_SAID = "that_it_was_said", "that it was said"


class ClaimKind(Word):
    """What sort of statement a claim is."""

    FACTUAL = "factual", "factual"
    CAUSAL = "causal", "causal"
    PREDICTION = "prediction", "prediction"
    OPINION = "opinion", "opinion"
    VALUE = "value", "value judgement"


class Triage(Word):
    """What the first pass over an article said of a claim."""

    CHECK = "check", "to be checked"
    LATER = "later", "marked for later"
    SKIP = "skip", "not to check"


class ClaimStage(Word):
    """Where a claim stands on its way to a verdict."""

    TO_CHECK = "to_check", "to check"
    IN_WORK = "in_work", "in work"
    AWAITING_SECOND_LOOK = "awaiting_second_look", "awaiting a second look"
    DECIDED = "decided", "decided"
    NEEDS_ANOTHER_LOOK = "needs_another_look", "needs another look"


class Stance(Word):
    """How an article, or one step of a trail, stands to the claim."""

    ASSERTS = "asserts", "asserts"
    REPORTS = "reports", "reports"
    DOUBTS = "doubts", "doubts"
    DENIES = "denies", "denies"


class Manner(Word):
    """How a step passes on what it had."""

    REPORT = "report", "reported"
    QUOTE = "quote", "quoted"
    PARAPHRASE = "paraphrase", "paraphrased"
    REPOST = "repost", "reposted"
    TRANSLATION = "translation", "translated"


class Basis(Word):
    """How the source of a step knows what it says."""

    NOT_STATED = "not_stated", "not stated"
    WITNESSED = "witnessed", "witnessed it"
    OWN_ACT = "own_act", "own act"
    DOCUMENT = "document", "has a document"
    TOLD_BY = "told_by", "was told"
    DEDUCED = "deduced", "deduced it"


class How(Word):
    """How a quote was found in a text."""

    EXACT = "exact", "found exactly"
    CONTEXT = "context", "found by the words around it"
    FUZZY = "fuzzy", "found by likeness"
    PERSON = "person", "placed by a person"


class Beyond(Word):
    """What lies beyond the last step of a trail."""

    NOT_ENTERED = "not_entered", "not entered"
    GIVES_NONE = "gives_none", "the author gives none"
    LOST = "lost", "name lost in our capture"


class StepCheck(Word):
    """Did they say it?"""

    NOT_CHECKED = "not_checked", "not checked"
    YES = "yes", "yes"
    OVERSTATED = "overstated", "overstated or changed"
    NOT_THERE = "not_there", "not there"
    COULD_NOT_OBTAIN = "could_not_obtain", "could not obtain"


class ReadAs(Word):
    """In what form the desk read what a step cites."""

    ORIGINAL = "original", "the original"
    PERSONS_TRANSLATION = "persons_translation", "a person's translation"
    MACHINE_TRANSLATION = "machine_translation", "a machine translation"


class EvidenceStance(Word):
    """Which way a piece of evidence points."""

    SUPPORTS = "supports", "supports"
    REFUTES = "refutes", "refutes"
    CONTEXT = "context", "gives context"


class EnquiryKind(Word):
    """Whether the desk searched or asked."""

    SEARCH = "search", "search"
    QUESTION = "question", "question"


class EnquiryOutcome(Word):
    """What came of a search or a question."""

    OPEN = "open", "no answer yet"
    ANSWERED = "answered", "answered"
    NOTHING = "nothing", "found nothing"
    DECLINED = "declined", "declined to answer"


class Relation(Word):
    """How one claim stands to another."""

    CONTRADICTS = "contradicts", "contradicts"
    SAME_AS = "same_as", "same as"
    UPDATES = "updates", "updates"
    PART_OF = "part_of", "part of"


class Cause(Word):
    """Why a decided claim needs another look."""

    QUOTE_LOST = "quote_lost", "a new version drops the quote"
    TRAIL_CHANGED = "trail_changed", "a step of its trail changed"
    EVIDENCE_CHANGED = "evidence_changed", "its evidence was edited or withdrawn"
    SOURCE_CHANGED = "source_changed", "the owners of a source in its trail changed"
    SOURCE_MERGED = "source_merged", "a source in its trail was merged with another"
    CLAIM_MERGED = "claim_merged", "another claim was merged into it"
    ORIGINS_RULED = "origins_ruled", "a person ruled on its origins"
    STATEMENT_CHANGED = "statement_changed", "its statement changed"
    LINKED_DECIDED = "linked_decided", "a related claim was decided otherwise"
    GRADED = "graded", "a source in its trail, or what it says, was graded anew"
    UNDONE = "undone", "something it rests on was undone"


class Means(Word):
    """How a seal of the record was handed to somebody outside the desk."""

    FILE = "file", "file"
    GIT = "git", "git repository"
    EMAIL = "email", "e-mail"
    SHEET = "sheet", "printed sheet"
    WITNESS = "witness", "witness"


class LegalBasis(Word):
    """On what legal basis words are withheld."""

    COURT_ORDER = "court_order", "court order"
    DATA_PROTECTION = "data_protection", "data protection request (GDPR, Article 17)"
    PERSON_AT_RISK = "person_at_risk", "a person at risk"
    COPYRIGHT = "copyright", "copyright"
    OTHER = "other", "another legal basis"


class RedactionState(Word):
    """Where a request to withhold words stands."""

    ASKED = "asked", "waiting for a second admin"
    APPROVED = "approved", "approved"
    REFUSED = "refused", "refused"
    TAKEN_BACK = "taken_back", "taken back"


class Paper(Word):
    """What a report is set for."""

    A4 = "a4", "A4"
    LETTER = "letter", "US Letter"
