"""What can be recorded: one closed list of actions, each with its sentence, and what each asks of the person.

In a sentence ``{actor}`` is who acted and ``{about}`` is the thing that it was done to.
"""

from tracker.domain.vocabulary import Word


class Action(Word):
    """A recorded action and the sentence that the audit trail shows for it."""

    DESK_SET_UP = "desk.set_up", "{actor} set the desk up"
    DEMO_LOADED = "demo.loaded", "{actor} loaded the demo desk"
    SCALE_ADDED = "scale.added", "{actor} set {about}"
    SCALE_CHANGED = "scale.changed", "{actor} changed the scale: {about}"

    CAPTURE_TAKEN = "capture.taken", "{actor} took a capture in"
    ARTICLE_ADDED = "article.added", "{actor} added {about}"
    ARTICLE_CITED = "article.cited", "{actor} noted {about} as a cited work"
    ARTICLE_DESCRIBED = "article.described", "{actor} corrected the description of {about}"
    ARTICLE_TAKEN_IN = "article.taken_in", "{actor} took {about} in from a list"
    ARTICLE_TAKEN = "article.taken", "{actor} took {about}"
    ARTICLE_RELEASED = "article.released", "{actor} gave {about} back to the queue"
    ARTICLE_BEGUN = "article.begun", "{actor} began work on {about}"
    ARTICLE_FINISHED = "article.finished", "{actor} marked {about} as done"
    ARTICLE_SET_ASIDE = "article.set_aside", "{actor} set {about} aside"
    SNAPSHOT_ADDED = "snapshot.added", "{actor} added a new version of {about}"
    PASSAGE_MARKED = "passage.marked", "{actor} marked a passage of {about}"
    PASSAGE_CHANGED = "passage.changed", "{actor} changed a passage of {about}"
    PASSAGE_REMOVED = "passage.removed", "{actor} removed a passage mark from {about}"

    CLAIM_ANNOTATED = "claim.annotated", "{actor} annotated {about}"
    CLAIM_MARKED = "claim.marked", "{actor} marked {about} for later"
    CLAIM_PASSED_OVER = "claim.passed_over", "{actor} marked {about} as not to check"
    CLAIM_EDITED = "claim.edited", "{actor} edited {about}"
    CLAIM_WITHDRAWN = "claim.withdrawn", "{actor} withdrew {about}"
    CLAIM_RESTORED = "claim.restored", "{actor} restored {about}"
    CLAIM_MERGED = "claim.merged", "{actor} merged another claim into {about}"
    CLAIM_SENT_BACK = "claim.sent_back", "{actor} sent {about} back to its annotator"
    CLAIM_TAGGED = "claim.tagged", "{actor} changed the tags of {about}"
    APPEARANCE_ADDED = "appearance.added", "{actor} found {about} in another place"
    APPEARANCE_EDITED = "appearance.edited", "{actor} edited where {about} appears"
    APPEARANCE_WITHDRAWN = "appearance.withdrawn", "{actor} withdrew a place where {about} appears"
    TRAIL_ENTERED = "trail.entered", "{actor} entered the trail of {about}"
    STEP_CHECKED = "step.checked", "{actor} checked a step of the trail of {about}"
    ORIGINS_RULED = "origins.ruled", "{actor} ruled on the origins of {about}"
    ORIGINS_CONFIRMED = "origins.confirmed", "{actor} confirmed that two origins of {about} are apart"
    ORIGINS_TAKEN_BACK = "origins.taken_back", "{actor} took back a ruling on the origins of {about}"
    STAKE_MARKED = "stake.marked", "{actor} marked a source as having a stake in {about}"
    STAKE_TAKEN_BACK = "stake.taken_back", "{actor} took back that a source has a stake in {about}"
    APPEARANCE_GRADED = "appearance.graded", "{actor} graded what is said where {about} appears"
    QUOTE_PLACED = "quote.placed", "{actor} placed the quote of {about} anew"
    QUOTE_CONFIRMED = "quote.confirmed", "{actor} confirmed the quote of {about}"
    QUOTE_LET_GO = "quote.let_go", "{actor} let the lost quote of {about} go"

    SOURCE_ADDED = "source.added", "{actor} added {about}"
    SOURCE_EDITED = "source.edited", "{actor} edited {about}"
    SOURCE_NAMED = "source.named", "{actor} changed the names of {about}"
    SOURCE_MERGED = "source.merged", "{actor} merged another source into {about}"
    SOURCE_TOLD_APART = "source.told_apart", "{actor} told {about} apart from another source"
    SOURCE_GRADED = "source.graded", "{actor} graded how far {about} can be relied on"
    OWNERSHIP_ADDED = "ownership.added", "{actor} noted an owner of {about}"
    OWNERSHIP_CONFIRMED = "ownership.confirmed", "{actor} confirmed an owner of {about}"
    OWNERSHIP_REMOVED = "ownership.removed", "{actor} removed an owner of {about}"

    EVIDENCE_ADDED = "evidence.added", "{actor} added evidence to {about}"
    EVIDENCE_EDITED = "evidence.edited", "{actor} edited evidence of {about}"
    EVIDENCE_WITHDRAWN = "evidence.withdrawn", "{actor} withdrew evidence from {about}"
    ENQUIRY_ADDED = "enquiry.added", "{actor} noted a search or question on {about}"
    ENQUIRY_ANSWERED = "enquiry.answered", "{actor} noted the answer to a question on {about}"
    ENQUIRY_WITHDRAWN = "enquiry.withdrawn", "{actor} withdrew a search or question from {about}"
    LINK_ADDED = "link.added", "{actor} related {about} to another claim"
    LINK_WITHDRAWN = "link.withdrawn", "{actor} withdrew a relation of {about}"
    NOTE_ADDED = "note.added", "{actor} wrote a note on {about}"
    NOTE_ASSIGNED = "note.assigned", "{actor} assigned a note on {about}"
    NOTE_RESOLVED = "note.resolved", "{actor} resolved a note on {about}"
    NOTE_REOPENED = "note.reopened", "{actor} reopened a note on {about}"

    TASK_ASSIGNED = "task.assigned", "{actor} said who is to deal with {about}"
    MANY_ASSIGNED = "many.assigned", "{actor} said of many claims at once who is to deal with them: {about} and others"
    MANY_TAGGED = "many.tagged", "{actor} changed the tags of many claims at once: {about} and others"
    MANY_FILED = "many.filed", "{actor} put many claims into {about} at once"
    MANY_RELATED = "many.related", "{actor} related many claims to {about} at once"
    MANY_DECIDED = "many.decided", "{actor} decided many claims at once: {about} and others"
    MANY_STILL_STAND = "many.still_stand", "{actor} found that many verdicts still stand: on {about} and others"
    TASKS_SHARED = "task.shared", "{actor} shared out what waited in {about}"
    QUEUE_ADDED = "queue.added", "{actor} saved {about}"
    QUEUE_CHANGED = "queue.changed", "{actor} changed {about}"
    QUEUE_WITHDRAWN = "queue.withdrawn", "{actor} withdrew {about}"
    TASK_PLANNED = "task.planned", "{actor} said when {about} is due, or how urgent it is"

    CLAIM_REVIEWED = "claim.reviewed", "{actor} assessed {about}"
    REVIEW_TAKEN_BACK = "review.taken_back", "{actor} took back an assessment of {about}"
    REVIEWS_OPENED = "review.opened", "{actor} opened the assessments of {about} before all had assessed"
    CLAIM_DECIDED = "claim.decided", "{actor} decided {about}"
    CLAIM_REOPENED = "claim.reopened", "{actor} reopened {about}"
    CLAIM_STILL_STANDS = "claim.still_stands", "{actor} found that the verdict on {about} still stands"

    CASE_ADDED = "case.added", "{actor} opened {about}"
    CASE_EDITED = "case.edited", "{actor} edited {about}"
    CASE_FILLED = "case.filled", "{actor} put something into {about}"
    CASE_EMPTIED = "case.emptied", "{actor} took something out of {about}"
    CASE_HELD = "case.held", "{actor} put {about} on hold"
    CASE_RELEASED = "case.released", "{actor} lifted the hold of {about}"
    CASE_BLINDED = "case.blinded", "{actor} changed how many people assess the claims of {about} blind"
    CASE_WITHDRAWN = "case.withdrawn", "{actor} withdrew {about}"
    CASE_RESTORED = "case.restored", "{actor} restored {about}"

    REDACTION_ASKED = "redaction.asked", "{actor} asked for words to be withheld ({about})"
    REDACTION_APPROVED = "redaction.approved", "{actor} approved that words are withheld ({about})"
    REDACTION_REFUSED = "redaction.refused", "{actor} refused to withhold words ({about})"
    REDACTION_TAKEN_BACK = "redaction.taken_back", "{actor} took a request to withhold words back ({about})"

    PERSON_ADDED = "person.added", "{actor} added {about}"
    PERSON_CHANGED = "person.changed", "{actor} changed {about}"
    PERSON_DEACTIVATED = "person.deactivated", "{actor} deactivated {about}"
    PERSON_REACTIVATED = "person.reactivated", "{actor} reactivated {about}"
    PASSWORD_CHANGED = "person.password_changed", "{actor} changed the password of {about}"
    PASSWORD_RESET = "person.password_reset", "{actor} gave {about} a one-time password"
    PREFERENCES_CHANGED = "person.preferences_changed", "{actor} changed their settings"
    LETTERS_STOPPED = "person.letters_stopped", "{actor} stopped letters to {about}"
    SIGNED_IN = "session.signed_in", "{actor} signed in"
    SIGNED_OUT = "session.signed_out", "{actor} signed out"
    SIGN_IN_FAILED = "session.failed", "{actor} refused a sign-in as {about}"
    ACCESS_REFUSED = "access.refused", "{actor} was refused access"

    CORRECTION_ASKED = "correction.asked", "{actor} entered {about}"
    CORRECTION_PLANNED = "correction.planned", "{actor} said who is to deal with {about}, or by when"
    CORRECTION_ANSWERED = "correction.answered", "{actor} answered {about}"
    CORRECTION_CLOSED = "correction.closed", "{actor} closed {about}"
    CORRECTION_REOPENED = "correction.reopened", "{actor} reopened {about}"

    INTAKE_OPENED = "intake.opened", "{actor} handed {about} in"
    INTAKE_PLANNED = "intake.planned", "{actor} said how {about} is to be understood"
    INTAKE_BEGUN = "intake.begun", "{actor} began to take {about} in"
    INTAKE_REFUSED = "intake.refused", "{actor} could not take some entries of {about} in"
    INTAKE_DONE = "intake.done", "{actor} took {about} in"

    REPORT_DRAFTED = "report.drafted", "{actor} began {about}"
    REPORT_EDITED = "report.edited", "{actor} changed what {about} is to tell"
    REPORT_PUBLISHED = "report.published", "{actor} published {about}"
    REPORT_WITHDRAWN = "report.withdrawn", "{actor} withdrew {about}"
    REPORT_RESTORED = "report.restored", "{actor} restored {about}"
    REPORT_EXPORTED = "report.exported", "{actor} exported a report"
    REPORT_TAKEN_IN = "report.taken_in", "{actor} took a report of another desk in"
    TRAIL_DOWNLOADED = "trail.downloaded", "{actor} downloaded the audit trail"
    CAPTURE_DOWNLOADED = "capture.downloaded", "{actor} downloaded the capture of {about}"
    COUNSEL_FILED = "counsel.filed", "{actor} made a file for counsel on {about}"
    BACKUP_MADE = "backup.made", "{actor} made a backup"
    KEY_ADDED = "seal.key_added", "{actor} put a key for seals on record"
    SEAL_HANDED_OVER = "seal.handed_over", "{actor} handed a seal of the record over"
    RECORD_CHECKED = "record.checked", "{actor} had the record checked"
    RECORD_RESTORED = "record.restored", "{actor} noted that the record was restored from a backup"
    UNDONE = "action.undone", "{actor} undid an action on {about}"


NEEDS_A_REASON = frozenset(
    {
        Action.SCALE_CHANGED,
        Action.ARTICLE_SET_ASIDE,
        Action.CLAIM_WITHDRAWN,
        Action.CLAIM_MERGED,
        Action.APPEARANCE_WITHDRAWN,
        Action.EVIDENCE_WITHDRAWN,
        Action.ENQUIRY_WITHDRAWN,
        Action.LINK_WITHDRAWN,
        Action.SOURCE_MERGED,
        Action.ORIGINS_RULED,
        Action.ORIGINS_TAKEN_BACK,
        Action.STAKE_MARKED,
        Action.STAKE_TAKEN_BACK,
        Action.QUOTE_LET_GO,
        Action.REVIEW_TAKEN_BACK,
        Action.REVIEWS_OPENED,
        Action.CLAIM_DECIDED,
        Action.MANY_DECIDED,
        Action.CLAIM_REOPENED,
        Action.CLAIM_STILL_STANDS,
        Action.MANY_STILL_STAND,
        Action.CASE_HELD,
        Action.CASE_BLINDED,
        Action.CASE_RELEASED,
        Action.CASE_WITHDRAWN,
        Action.CORRECTION_CLOSED,
        Action.CORRECTION_REOPENED,
        Action.REDACTION_ASKED,
        Action.REDACTION_APPROVED,
        Action.REDACTION_REFUSED,
        Action.REPORT_WITHDRAWN,
        Action.COUNSEL_FILED,
        Action.RECORD_RESTORED,
        Action.UNDONE,
    }
)
"""Actions that are refused without a word on why."""

ABOUT_PEOPLE = frozenset(
    {
        Action.PERSON_ADDED,
        Action.PERSON_CHANGED,
        Action.PERSON_DEACTIVATED,
        Action.PERSON_REACTIVATED,
        Action.PASSWORD_CHANGED,
        Action.PASSWORD_RESET,
        Action.PREFERENCES_CHANGED,
        Action.LETTERS_STOPPED,
        Action.SIGNED_IN,
        Action.SIGNED_OUT,
        Action.SIGN_IN_FAILED,
        Action.ACCESS_REFUSED,
    }
)
"""Actions that only those who may see people's sign-ins see in the trail, and each person their own."""

ABOUT_WITHHOLDING = frozenset(
    {
        Action.REDACTION_ASKED,
        Action.REDACTION_APPROVED,
        Action.REDACTION_REFUSED,
        Action.REDACTION_TAKEN_BACK,
    }
)
"""What is done about words to be withheld; until it is approved, only those who may withhold see it in the trail."""

ABOUT_GRADES = frozenset({Action.SOURCE_GRADED, Action.APPEARANCE_GRADED})
"""Actions that a desk knows only where it grades."""

UNDOABLE = frozenset(
    {
        Action.ARTICLE_DESCRIBED,
        Action.ARTICLE_TAKEN,
        Action.ARTICLE_RELEASED,
        Action.ARTICLE_BEGUN,
        Action.ARTICLE_FINISHED,
        Action.ARTICLE_SET_ASIDE,
        Action.PASSAGE_MARKED,
        Action.PASSAGE_CHANGED,
        Action.PASSAGE_REMOVED,
        Action.CLAIM_ANNOTATED,
        Action.CLAIM_MARKED,
        Action.CLAIM_PASSED_OVER,
        Action.CLAIM_EDITED,
        Action.ORIGINS_RULED,
        Action.ORIGINS_CONFIRMED,
        Action.ORIGINS_TAKEN_BACK,
        Action.STAKE_MARKED,
        Action.STAKE_TAKEN_BACK,
        Action.CLAIM_WITHDRAWN,
        Action.CLAIM_RESTORED,
        Action.CLAIM_MERGED,
        Action.CLAIM_SENT_BACK,
        Action.CLAIM_TAGGED,
        Action.APPEARANCE_ADDED,
        Action.APPEARANCE_EDITED,
        Action.APPEARANCE_WITHDRAWN,
        Action.TRAIL_ENTERED,
        Action.STEP_CHECKED,
        Action.QUOTE_LET_GO,
        Action.SOURCE_ADDED,
        Action.SOURCE_EDITED,
        Action.SOURCE_NAMED,
        Action.SOURCE_MERGED,
        Action.SOURCE_TOLD_APART,
        Action.OWNERSHIP_ADDED,
        Action.OWNERSHIP_CONFIRMED,
        Action.OWNERSHIP_REMOVED,
        Action.EVIDENCE_ADDED,
        Action.EVIDENCE_EDITED,
        Action.EVIDENCE_WITHDRAWN,
        Action.ENQUIRY_ADDED,
        Action.ENQUIRY_ANSWERED,
        Action.ENQUIRY_WITHDRAWN,
        Action.LINK_ADDED,
        Action.LINK_WITHDRAWN,
        Action.NOTE_ADDED,
        Action.NOTE_ASSIGNED,
        Action.NOTE_RESOLVED,
        Action.NOTE_REOPENED,
        Action.TASK_ASSIGNED,
        Action.TASK_PLANNED,
        Action.TASKS_SHARED,
        Action.MANY_ASSIGNED,
        Action.MANY_TAGGED,
        Action.MANY_FILED,
        Action.MANY_RELATED,
        Action.MANY_DECIDED,
        Action.QUEUE_ADDED,
        Action.QUEUE_CHANGED,
        Action.QUEUE_WITHDRAWN,
        Action.CLAIM_REVIEWED,
        Action.REVIEW_TAKEN_BACK,
        Action.CLAIM_DECIDED,
        Action.CLAIM_REOPENED,
        Action.CLAIM_STILL_STANDS,
        Action.MANY_STILL_STAND,
        Action.UNDONE,
    }
)
"""Actions that can be undone, as far as nobody has built on them; why not the others, ``domain.undoing`` says."""
